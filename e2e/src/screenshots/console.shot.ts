import { join } from 'node:path';
import type { BrowserContextOptions, Locator, Page } from '@playwright/test';
import { expect, test } from '../support/test.ts';
import { type Evening, spendEvening } from './evening.ts';

const FOLDER = join(import.meta.dirname, '..', '..', '..', 'docs', 'screenshots');
const SLUG = 'diner-austin';

const DESKTOP: BrowserContextOptions = { viewport: { width: 1200, height: 750 } };
const DARK: BrowserContextOptions = { ...DESKTOP, colorScheme: 'dark' };
const TABLET: BrowserContextOptions = { viewport: { width: 1024, height: 768 }, hasTouch: true };

/** A picture of what stands still: fonts are there, nothing moves, the pointer points at nothing. */
async function shoot(page: Page, name: string): Promise<void> {
  await page.mouse.move(0, 0);
  await page.evaluate(() => document.fonts.ready);
  await page.screenshot({
    path: join(FOLDER, `${name}.png`),
    animations: 'disabled',
    caret: 'hide',
  });
}

/** The newest line about the dish's price. */
function priceLine(page: Page, dish: Evening['dish']): Locator {
  return page
    .getByRole('listitem')
    .filter({ hasText: `raised ${dish.name}` })
    .first();
}

/** Opens the log at the line of the price change. */
async function openPriceLine(page: Page, { dish }: Evening): Promise<void> {
  await page.goto('/audit');
  const line = priceLine(page, dish);
  await line.getByRole('button', { expanded: false }).click();
  await expect(line.getByRole('insertion')).toBeVisible();
}

test('the console after an evening', async ({ browse, signedIn }) => {
  test.setTimeout(120_000);
  const stranger = await browse(DESKTOP);
  await stranger.goto('/sign-in');
  await stranger.getByLabel('E-mail').fill(`owner@${SLUG}.demo`);
  await stranger.getByRole('textbox', { name: 'Password' }).fill('0123456789');
  await shoot(stranger, 'sign-in');

  const person = (role: string) => signedIn(`${role}@${SLUG}.demo`, DESKTOP);
  const page = await person('owner');
  const owner = page.context();
  const evening = await spendEvening({
    owner: owner.request,
    manager: (await person('manager')).context().request,
    operator: (await person('operator')).context().request,
    cook: (await person('cook')).context().request,
  });

  await page.goto('/orders');
  await expect(page.getByRole('table')).toBeVisible();
  await shoot(page, 'orders');
  await page.goto(`/menu?location=${evening.placeId}`);
  await expect(page.getByRole('table')).toBeVisible();
  await shoot(page, 'menu');
  await openPriceLine(page, evening);
  await shoot(page, 'audit');
  await priceLine(page, evening.dish).getByRole('button', { name: 'Open details' }).click();
  await expect(page.getByText('Hash checks out').first()).toBeVisible();
  await shoot(page, 'audit-sheet');

  const storageState = await owner.storageState();
  const dark = await browse({ ...DARK, storageState });
  await openPriceLine(dark, evening);
  await shoot(dark, 'audit-dark');
  const tablet = await browse({ ...TABLET, storageState });
  await tablet.goto(`/orders?location=${evening.placeId}`);
  await tablet
    .getByRole('button', { name: /^Open order/ })
    .first()
    .click();
  await expect(tablet.getByRole('dialog').getByRole('heading', { name: 'Dishes' })).toBeVisible();
  await shoot(tablet, 'orders-tablet');
});
