import { z } from 'zod';

const ZEnv = z.object({
  E2E_BASE_URL: z.url(),
  E2E_CHROMIUM: z.string().min(1),
  E2E_HOME: z.string().min(1),
  E2E_DATABASE_URL: z.url(),
  E2E_LANE: z.enum(['quick', 'deep']),
});

/**
 * The console under test: its URL, the browser, its folder with mail and logs, and its database
 * as superuser. `pnpm test e2e` starts one and sets these.
 */
export function readE2eEnv(): {
  readonly baseUrl: string;
  readonly chromium: string;
  readonly home: string;
  readonly databaseUrl: string;
  /** Whether to run the specs of the deep lane, and those alone. */
  readonly deep: boolean;
} {
  const parsed = ZEnv.safeParse(process.env);
  if (!parsed.success)
    throw new Error('The specs run against a console of their own: pnpm test e2e');
  const env = parsed.data;
  return {
    baseUrl: env.E2E_BASE_URL,
    chromium: env.E2E_CHROMIUM,
    home: env.E2E_HOME,
    databaseUrl: env.E2E_DATABASE_URL,
    deep: env.E2E_LANE === 'deep',
  };
}
