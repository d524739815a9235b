import { defineConfig } from '@playwright/test';
import base from './playwright.config.ts';

/** `pnpm screenshots`: the pictures of README and docs, taken from a console with the demo data. */
export default defineConfig(base, {
  testMatch: '**/*.shot.ts',
  workers: 1,
  use: { deviceScaleFactor: 1.25 },
});
