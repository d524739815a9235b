import { defineConfig, devices } from '@playwright/test';
import { readE2eEnv } from './src/env.ts';

const { baseUrl, chromium, deep } = readE2eEnv();

export default defineConfig({
  testDir: 'src',
  // What takes long is tagged; `npm run test:deep` runs that alone.
  ...(deep ? { grep: /@deep/ } : { grepInvert: /@deep/ }),
  outputDir: 'test-results',
  // A test that passes only when repeated hides a fault.
  retries: 0,
  workers: 2,
  fullyParallel: true,
  forbidOnly: true,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  use: {
    ...devices['Desktop Chrome'],
    baseURL: baseUrl,
    viewport: { width: 1440, height: 900 },
    launchOptions: { executablePath: chromium },
    // A step that waits for what never comes says so at once, not when its test runs out of time.
    actionTimeout: 20_000,
    navigationTimeout: 30_000,
    locale: 'en-GB',
    timezoneId: 'Europe/Kyiv',
    screenshot: 'only-on-failure',
  },
});
