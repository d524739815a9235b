import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { LOGIN_ROLES } from '@toster/db/roles';
import { z } from 'zod';

const KEY_RINGS = [
  'TOSTER_CONTEXT_KEYS',
  'TOSTER_STAFF_ACCESS_KEYS',
  'TOSTER_STAFF_REFRESH_KEYS',
  'TOSTER_CUSTOMER_ACCESS_KEYS',
  'TOSTER_CUSTOMER_REFRESH_KEYS',
  'TOSTER_PASSWORD_PEPPER',
  'TOSTER_ADDRESS_KEY',
] as const;

const ZSecrets = z.object({
  keys: z.record(z.enum(KEY_RINGS), z.string()),
  passwords: z.record(z.enum(LOGIN_ROLES), z.string()),
});

/** Key rings by the name of their variable, and passwords of the database roles. */
export type Secrets = z.infer<typeof ZSecrets>;

/**
 * The secrets of a home: made once with 256 random bits each, readable by the owner alone. They
 * must last as long as the data: sessions, contexts and passwords are checked with them.
 */
export function loadSecrets(home: string): Secrets {
  const file = join(home, 'secrets.json');
  if (existsSync(file)) {
    const parsed = ZSecrets.safeParse(JSON.parse(readFileSync(file, 'utf8')));
    if (!parsed.success) {
      throw new Error(`${file} is damaged. Restore it, or remove ${home} to start afresh.`);
    }
    return parsed.data;
  }
  const ring = () => `k1:${randomBytes(32).toString('base64url')}`;
  const secrets = ZSecrets.parse({
    keys: Object.fromEntries(KEY_RINGS.map((name) => [name, ring()])),
    passwords: Object.fromEntries(
      LOGIN_ROLES.map((role) => [role, randomBytes(24).toString('hex')]),
    ),
  });
  mkdirSync(home, { recursive: true });
  writeFileSync(`${file}.new`, `${JSON.stringify(secrets, null, 2)}\n`, { mode: 0o600 });
  renameSync(`${file}.new`, file);
  return secrets;
}
