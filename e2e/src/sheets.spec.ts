import type { BrowserContextOptions, Locator, Page } from '@playwright/test';
import { brokenRules } from './support/axe.ts';
import { layoutFaults } from './support/geometry.ts';
import { expect, test } from './support/test.ts';

const DEVICES: Readonly<Record<string, BrowserContextOptions>> = {
  phone: { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true },
  tablet: { viewport: { width: 834, height: 1112 }, hasTouch: true, isMobile: true },
};

const dialogOf = (page: Page): Locator =>
  page.getByRole('dialog').and(page.locator(':not([data-toast])')).last();
const firstRow = (page: Page) => page.locator('[data-row]').first().tap();
const inSheet = (page: Page, name: string) => dialogOf(page).getByRole('button', { name }).tap();

/** What opens over a page: where, and by which taps. */
const SHEETS: readonly (readonly [
  name: string,
  path: string,
  ...taps: ((page: Page) => Promise<void>)[],
])[] = [
  ['an order', '/orders', firstRow],
  ['a dish', '/menu', firstRow],
  ['a price', '/menu', firstRow, (page) => inSheet(page, 'Change price')],
  ['a new dish', '/menu', (page) => page.getByRole('button', { name: 'Add dish' }).tap()],
  ['a guest', '/customers', firstRow],
  ['a guest who is changed', '/customers', firstRow, (page) => inSheet(page, 'Edit')],
  ['a location', '/locations', firstRow],
  ['its details', '/locations', firstRow, (page) => inSheet(page, 'Edit details')],
  ['its hours', '/locations', firstRow, (page) => inSheet(page, 'Edit hours')],
  [
    'a new location',
    '/locations',
    (page) => page.getByRole('button', { name: 'Add location' }).tap(),
  ],
  [
    'an action',
    '/audit',
    (page) => page.getByRole('button', { name: 'Open details' }).first().tap(),
  ],
  [
    'a new import',
    '/imports',
    (page) => page.getByRole('button', { name: 'New import' }).first().tap(),
  ],
];

for (const [device, options] of Object.entries(DEVICES))
  test(
    `on a ${device} every sheet and dialog keeps to the window, in targets for fingers`,
    // The phone is the narrower one: it is looked at on every push.
    { tag: device === 'phone' ? [] : '@deep' },
    async ({ signedIn }) => {
      test.setTimeout(120_000);
      const page = await signedIn('owner@bistro-praha.demo', options);
      for (const [name, path, ...taps] of SHEETS)
        await test.step(name, async () => {
          await page.goto(path);
          for (const tap of taps) {
            await tap(page);
            await expect(dialogOf(page)).toBeVisible();
          }
          await expect(dialogOf(page).locator('.skeleton')).toHaveCount(0);
          expect.soft(await layoutFaults(page, { touch: true }), name).toEqual([]);
          expect.soft(await brokenRules(page), name).toEqual([]);
        });
    },
  );
