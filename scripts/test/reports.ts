import { z } from 'zod';
import type { Tally } from './tally.ts';

const ZVitest = z.object({
  success: z.boolean(),
  numPassedTests: z.number(),
  numFailedTests: z.number(),
  numPendingTests: z.number(),
  testResults: z.array(
    z.object({ status: z.string(), assertionResults: z.array(z.object({ status: z.string() })) }),
  ),
});

const ZPlaywright = z.object({
  errors: z.array(z.unknown()),
  stats: z.object({
    expected: z.number(),
    skipped: z.number(),
    unexpected: z.number(),
    flaky: z.number(),
  }),
});

/**
 * Counts Vitest's JSON report. A file that could not be loaded has no failed test of its own and
 * counts as one; so does a run that failed for another reason (an unhandled rejection).
 */
export function countVitest(report: unknown, exitCode: number): Tally {
  const { numPassedTests, numFailedTests, numPendingTests, testResults, success } =
    ZVitest.parse(report);
  const unloaded = testResults.filter(
    (file) =>
      file.status === 'failed' && !file.assertionResults.some((test) => test.status === 'failed'),
  ).length;
  const failed = numFailedTests + unloaded;
  const otherwise = failed === 0 && (exitCode !== 0 || !success) ? 1 : 0;
  return { passed: numPassedTests, failed: failed + otherwise, skipped: numPendingTests };
}

/** Counts Playwright's JSON report; a test that passed only when repeated has failed. */
export function countPlaywright(report: unknown, exitCode: number): Tally {
  const { stats, errors } = ZPlaywright.parse(report);
  const failed = stats.unexpected + stats.flaky + errors.length;
  const otherwise = failed === 0 && exitCode !== 0 ? 1 : 0;
  return { passed: stats.expected, failed: failed + otherwise, skipped: stats.skipped };
}
