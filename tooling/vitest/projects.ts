import { fileURLToPath } from 'node:url';
import type { TestProjectInlineConfiguration } from 'vitest/config';

const globalSetup = fileURLToPath(
  new URL('../../packages/db/src/testing/global-setup.ts', import.meta.url),
);
const NEVER = ['**/node_modules/**', '**/.next*/**', '**/.turbo/**'];

/**
 * The suffix of a test file picks its runner: `.test.ts` is pure, `.db.test.ts` gets a real
 * PostgreSQL, `.deep.test.ts` runs only in the deep lane (with PostgreSQL as well).
 */
export function projects(lane: 'quick' | 'deep' = 'quick'): TestProjectInlineConfiguration[] {
  const database = {
    globalSetup: [globalSetup],
    pool: 'forks' as const,
    hookTimeout: 60_000,
  };
  // Tests leave nothing behind, so files may share what they import: that takes longer than many of them do.
  const shared = { isolate: false, maxWorkers: 2 };
  if (lane === 'deep') {
    return [
      {
        test: {
          name: 'deep',
          include: ['**/*.deep.test.ts'],
          exclude: NEVER,
          testTimeout: 15 * 60_000,
          maxWorkers: 2,
          ...database,
        },
      },
    ];
  }
  return [
    {
      test: {
        name: 'pure',
        include: ['**/*.test.ts', '**/*.test.tsx'],
        exclude: [...NEVER, '**/*.db.test.ts', '**/*.deep.test.ts'],
        testTimeout: 20_000,
        ...shared,
      },
    },
    {
      test: {
        name: 'db',
        include: ['**/*.db.test.ts'],
        exclude: NEVER,
        testTimeout: 60_000,
        ...shared,
        ...database,
      },
    },
  ];
}
