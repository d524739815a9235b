import { defineConfig, devices } from '@playwright/test';
import { readE2eEnv } from './src/env.ts';

const { baseUrl, chromium } = readE2eEnv();

export default defineConfig({
  testDir: 'src',
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
    locale: 'en-GB',
    timezoneId: 'Europe/Kyiv',
    screenshot: 'only-on-failure',
  },
});
