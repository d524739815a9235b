import { describe, expect, test } from 'vitest';
import { countPlaywright, countVitest } from './reports.ts';
import { lastLine, sum } from './tally.ts';

const vitest = (overrides: object) => ({
  success: true,
  numPassedTests: 3,
  numFailedTests: 0,
  numPendingTests: 0,
  testResults: [],
  ...overrides,
});
const playwright = (overrides: object) => ({
  errors: [],
  stats: { expected: 2, skipped: 0, unexpected: 0, flaky: 0, ...overrides },
});

describe('the count of a Vitest run', () => {
  test('takes passed, failed and skipped tests as reported', () => {
    const report = vitest({ success: false, numFailedTests: 1, numPendingTests: 2 });
    expect(countVitest(report, 1)).toEqual({ passed: 3, failed: 1, skipped: 2 });
  });

  test('a file that cannot be loaded fails once', () => {
    const broken = { status: 'failed', assertionResults: [] };
    const report = vitest({ success: false, testResults: [broken, broken] });
    expect(countVitest(report, 1)).toEqual({ passed: 3, failed: 2, skipped: 0 });
  });

  test('a file with a failed test is not counted twice', () => {
    const file = { status: 'failed', assertionResults: [{ status: 'failed' }] };
    const report = vitest({ success: false, numFailedTests: 1, testResults: [file] });
    expect(countVitest(report, 1).failed).toBe(1);
  });

  test('an unhandled error fails a run without failed tests', () => {
    expect(countVitest(vitest({}), 1).failed).toBe(1);
    expect(countVitest(vitest({ success: false }), 0).failed).toBe(1);
  });
});

describe('the count of a Playwright run', () => {
  test('a flaky test has failed', () => {
    expect(countPlaywright(playwright({ flaky: 1 }), 0)).toMatchObject({ passed: 2, failed: 1 });
  });

  test('an error outside any test fails', () => {
    expect(countPlaywright({ ...playwright({}), errors: [{}] }, 1).failed).toBe(1);
    expect(countPlaywright(playwright({}), 1).failed).toBe(1);
  });
});

test('the last line adds up every step', () => {
  const total = sum([
    { passed: 3, failed: 1, skipped: 0 },
    { passed: 4, failed: 0, skipped: 2 },
  ]);
  expect(lastLine(total)).toBe('7 passed, 1 failed');
});
