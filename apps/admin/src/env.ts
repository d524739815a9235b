import { z } from 'zod';

/** Set by what starts the console, never by a person. */
const INTERNAL = { internal: true };

/** The variables of the console itself; their descriptions stand in `.env.example` and docs/operations. */
export const ZConsoleEnv = z.object({
  NODE_ENV: z.enum(['development', 'production', 'test']).default('production').meta(INTERNAL),
  TOSTER_ENV: z.enum(['local', 'staging', 'production']).default('local'),
  TOSTER_PUBLIC_URL: z
    .string()
    .regex(/^https?:\/\/[^/]+$/)
    .optional()
    .meta({ needed: 'outside local' })
    .describe(
      'The console as the world reaches it, such as `https://console.your.domain`, without a slash at the end. What is said to strangers names it and never what a request claims.',
    ),
  TOSTER_SECURITY_CONTACT: z
    .email()
    .optional()
    .meta({ needed: 'outside local' })
    .describe(
      'Mail address for reports of vulnerabilities: in `security.txt`, and told of each report.',
    ),
  NEXT_DIST_DIR: z.string().min(1).default('.next').meta(INTERNAL),
  // Read by Next's own server.
  PORT: z.coerce.number().optional(),
  HOSTNAME: z
    .string()
    .optional()
    .describe(
      'Address the console listens on; `::` in a container, `127.0.0.1` under `npm start`.',
    ),
});

const parsed = ZConsoleEnv.parse({
  NODE_ENV: process.env.NODE_ENV,
  TOSTER_ENV: process.env['TOSTER_ENV'],
  TOSTER_PUBLIC_URL: process.env['TOSTER_PUBLIC_URL'] || undefined,
  TOSTER_SECURITY_CONTACT: process.env['TOSTER_SECURITY_CONTACT'] || undefined,
  NEXT_DIST_DIR: process.env['NEXT_DIST_DIR'],
});

/** What the console itself reads from its environment; packages read their own through their `env.ts`. */
export const env = {
  development: parsed.NODE_ENV === 'development',
  local: parsed.TOSTER_ENV === 'local',
  /** Origin without a slash at the end; null where nobody said it, which only `local` allows. */
  publicUrl: parsed.TOSTER_PUBLIC_URL ?? null,
  securityContact: parsed.TOSTER_SECURITY_CONTACT ?? null,
  /** Build folder, so that a test build never touches the one being served. */
  distDir: parsed.NEXT_DIST_DIR,
} as const;
