import {
  type BrowserContext,
  type BrowserContextOptions,
  expect,
  type Page,
} from '@playwright/test';
import { test as base } from '@playwright/test';
import { signIn } from './session.ts';
import { Watch } from './watch.ts';

type Fixtures = {
  /** What every browser of the test has shown; findings fail the test at its end. */
  readonly watch: Watch;
  /** A browser of its own, signed in to nothing. */
  readonly browse: (options?: BrowserContextOptions) => Promise<Page>;
  /** A browser of its own in which somebody is signed in; its page is still empty. */
  readonly signedIn: (email: string, options?: BrowserContextOptions) => Promise<Page>;
};

/** Every browser is watched: no spec passes beside an error on the console or a foreign request. */
export const test = base.extend<Fixtures>({
  watch: async ({ baseURL }, use) => {
    const watch = new Watch(new URL(baseURL ?? '').origin);
    await use(watch);
    expect(watch.findings).toEqual([]);
  },
  browse: async ({ browser, watch }, use) => {
    const contexts: BrowserContext[] = [];
    await use(async (options) => {
      const context = await browser.newContext(options);
      contexts.push(context);
      await watch.follow(context);
      return context.newPage();
    });
    await Promise.all(contexts.map((context) => context.close()));
  },
  signedIn: async ({ browse }, use) => {
    await use(async (email, options) => {
      const page = await browse(options);
      await signIn(page.context().request, email);
      return page;
    });
  },
});

export { expect };
