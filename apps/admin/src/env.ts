import { z } from 'zod';

const ZEnv = z.object({
  NODE_ENV: z.enum(['development', 'production', 'test']).default('production'),
  TOSTER_ENV: z.enum(['local', 'staging', 'production']).default('local'),
  NEXT_DIST_DIR: z.string().min(1).default('.next'),
});

const parsed = ZEnv.parse({
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
