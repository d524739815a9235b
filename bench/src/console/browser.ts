import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BrowserContext, chromium } from '@playwright/test';
import type { ConsoleUnderTest } from '../env.ts';

/** A Chromium with one profile of its own, that other tools reach at `port`. */
export type Browser = {
  readonly context: BrowserContext;
  /** Puts a signed-in session into the profile. */
  readonly signIn: (cookie: string) => Promise<void>;
  readonly close: () => Promise<void>;
};

/** Starts Chromium with a profile of its own; `port` opens its debugging port on the loopback address. */
export async function openBrowser(target: ConsoleUnderTest, port?: number): Promise<Browser> {
  const profile = mkdtempSync(join(tmpdir(), 'toster-bench-'));
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: target.chromium,
    viewport: { width: 1440, height: 900 },
    ...(port === undefined ? {} : { args: [`--remote-debugging-port=${port}`] }),
  });
  return {
    context,
    signIn: async (cookie) => {
      const { hostname } = new URL(target.baseUrl);
      await context.addCookies(
        cookie.split('; ').map((pair) => ({
          name: pair.slice(0, pair.indexOf('=')),
          value: pair.slice(pair.indexOf('=') + 1),
          domain: hostname,
          path: '/',
          secure: true,
          httpOnly: true,
          sameSite: 'Strict' as const,
        })),
      );
    },
    close: async () => {
      await context.close();
      rmSync(profile, { recursive: true, force: true });
    },
  };
}
