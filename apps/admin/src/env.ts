import { z } from 'zod';

/** Set by what starts the console, never by a person. */
const INTERNAL = { internal: true };

/** The variables of the console itself; their descriptions stand in `.env.example` and docs/operations. */
export const ZConsoleEnv = z.object({
  NODE_ENV: z.enum(['development', 'production', 'test']).default('production').meta(INTERNAL),
  TOSTER_ENV: z.enum(['local', 'staging', 'production']).default('local'),
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
  NEXT_DIST_DIR: process.env['NEXT_DIST_DIR'],
});

/** What the console itself reads from its environment; packages read their own through their `env.ts`. */
export const env = {
  development: parsed.NODE_ENV === 'development',
  local: parsed.TOSTER_ENV === 'local',
  /** Build folder, so that a test build never touches the one being served. */
  distDir: parsed.NEXT_DIST_DIR,
} as const;
