import { z } from 'zod';

const ZConsole = z.object({
  BENCH_BASE_URL: z.url(),
  BENCH_CHROMIUM: z.string().min(1),
  BENCH_HOME: z.string().min(1),
  BENCH_DATABASE_URL: z.string().regex(/^postgres(ql)?:\/\//),
});

/** The running console that is measured, as `pnpm bench` starts it. */
export type ConsoleUnderTest = {
  readonly baseUrl: string;
  readonly chromium: string;
  /** Its home: secrets, and which processes run. */
  readonly home: string;
  /** The database as a superuser. */
  readonly adminUrl: string;
};

/** Reads which console to measure. Throws with the names of what is missing: `pnpm bench` sets them. */
export function readConsoleEnv(
  source: Readonly<Record<string, string | undefined>> = process.env,
): ConsoleUnderTest {
  const parsed = ZConsole.safeParse(source);
  if (!parsed.success) {
    const names = parsed.error.issues.map((issue) => issue.path.join('.'));
    throw new Error(`There is no console to measure (${names.join(', ')}): use pnpm bench.`);
  }
  return {
    baseUrl: parsed.data.BENCH_BASE_URL,
    chromium: parsed.data.BENCH_CHROMIUM,
    home: parsed.data.BENCH_HOME,
    adminUrl: parsed.data.BENCH_DATABASE_URL,
  };
}

/** The table of what every page loads, which `pnpm bench` makes from the build. */
export function readJavascript(): string {
  const table = process.env['BENCH_JAVASCRIPT'];
  if (table === undefined)
    throw new Error('There is no build to measure: use pnpm bench javascript.');
  return table;
}
