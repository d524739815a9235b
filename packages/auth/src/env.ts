/** What authentication reads from the environment. */
import { parseKeyRing, type KeyRing } from '@toster/crypto/key-ring';
import { assertSoundSecrets } from '@toster/crypto/secret-policy';
import { z } from 'zod';
import type { CookieMode } from './cookies.ts';
import { createRealms, type Realms } from './realms.ts';

const ZKeyRing = z.string().transform((text, context) => {
  try {
    return parseKeyRing(text);
  } catch (error) {
    context.addIssue({
      code: 'custom',
      message: error instanceof TypeError ? error.message : 'not a key ring',
    });
    return z.NEVER;
  }
});

/** The variables of authentication; their descriptions stand in `.env.example` and docs/operations. */
export const ZAuthEnv = z
  .object({
    TOSTER_ENV: z.enum(['local', 'staging', 'production']),
    TOSTER_CELL: z
      .string()
      .regex(/^[a-z0-9-]{1,16}$/)
      .describe('Name of the cell, up to 16 of `a-z 0-9 -`; `npm start` takes `eu-1`.'),
    TOSTER_STAFF_ACCESS_KEYS: ZKeyRing.describe('Key ring of the access tokens of staff.'),
    TOSTER_STAFF_REFRESH_KEYS: ZKeyRing.describe('Key ring of the refresh tokens of staff.'),
    TOSTER_CUSTOMER_ACCESS_KEYS: ZKeyRing.describe('Key ring of the access tokens of guests.'),
    TOSTER_CUSTOMER_REFRESH_KEYS: ZKeyRing.describe('Key ring of the refresh tokens of guests.'),
    TOSTER_PASSWORD_PEPPER: ZKeyRing.describe(
      'Key ring of the passwords. A password cannot be checked without the key it was stored with.',
    ),
    TOSTER_CONTEXT_KEYS: ZKeyRing.optional(),
    TOSTER_ADDRESS_KEY: ZKeyRing.optional(),
    TOSTER_COOKIES: z
      .enum(['host', 'plain'])
      .default('host')
      .describe(
        'Only in `local`: `plain` for browsers that refuse cookies with the `__Host-` prefix on http.',
      ),
  })
  .refine((env) => env.TOSTER_COOKIES === 'host' || env.TOSTER_ENV === 'local', {
    path: ['TOSTER_COOKIES'],
    message: 'plain cookies are for TOSTER_ENV=local only',
  });

/** The configuration of authentication; key rings redact themselves when printed. */
export interface AuthEnv {
  readonly cell: string;
  readonly realms: Realms;
  readonly pepper: KeyRing;
  readonly cookieMode: CookieMode;
}

/**
 * Reads and checks the environment. Throws when a variable is missing or malformed, when a secret is shorter than 32
 * bytes, when one secret serves two purposes, and outside `local` when a key is not random or of another cell
 * (`UnsoundSecrets`); the message names variables and never shows a value.
 */
export function readAuthEnv(
  source: Readonly<Record<string, string | undefined>> = process.env,
): AuthEnv {
  const parsed = ZAuthEnv.safeParse(source);
  if (!parsed.success) {
    const problems = parsed.error.issues.map(
      (issue) => `${issue.path.join('.')}: ${issue.message}`,
    );
    throw new Error(`authentication cannot start: ${problems.join('; ')}`);
  }
  const env = parsed.data;
  const rings = Object.entries(env).flatMap(([name, value]) =>
    typeof value === 'object' ? [[name, value] as const] : [],
  );
  assertSoundSecrets(env.TOSTER_ENV, {
    rings: Object.fromEntries(rings),
    urls: {},
    cell: env.TOSTER_CELL,
  });
  return {
    cell: env.TOSTER_CELL,
    realms: createRealms({
      staff: { access: env.TOSTER_STAFF_ACCESS_KEYS, refresh: env.TOSTER_STAFF_REFRESH_KEYS },
      customer: {
        access: env.TOSTER_CUSTOMER_ACCESS_KEYS,
        refresh: env.TOSTER_CUSTOMER_REFRESH_KEYS,
      },
    }),
    pepper: env.TOSTER_PASSWORD_PEPPER,
    cookieMode: env.TOSTER_COOKIES,
  };
}
