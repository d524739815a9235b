import { join } from 'node:path';
import type { BrowserContextOptions, Locator, Page } from '@playwright/test';
import { expect, test } from '../support/test.ts';
import { type Evening, spendEvening } from './evening.ts';

const FOLDER = join(import.meta.dirname, '..', '..', '..', 'docs', 'screenshots');
const SLUG = 'diner-austin';

const DESKTOP: BrowserContextOptions = { viewport: { width: 1200, height: 750 } };
const DARK: BrowserContextOptions = { ...DESKTOP, colorScheme: 'dark' };
const TABLET: BrowserContextOptions = { viewport: { width: 1024, height: 768 }, hasTouch: true };

/** A picture of what stands still: all has been read, fonts are there, nothing moves, the pointer points at nothing. */
async function shoot(page: Page, name: string): Promise<void> {
  await page.mouse.move(0, 0);
  await expect(page.locator('.animate-pulse-soft.bg-pressed')).toHaveCount(0);
  await page.evaluate(() => document.fonts.ready);
  await page.screenshot({
    path: join(FOLDER, `${name}.png`),
    animations: 'disabled',
    caret: 'hide',
  });
}

/** Brings a menu as a file, as far as what its check found. */
async function checkMenu(page: Page, { dish }: Evening): Promise<void> {
  const file = [
    'Category;Dish;Price;Allergens',
    `;${dish.name};${(dish.priceMinor ?? 0) / 100 + 2};`,
    'Breakfast;Huevos rancheros;11.50;eggs, milk',
    'Breakfast;Migas;9.75;eggs',
    'Breakfast;Pecan pancakes;ask;gluten, nuts',
    'Sweets;Peach cobbler;6.25;gluten, butter',
  ].join('\n');
  await page.goto('/imports?new=true');
  const sheet = page.getByRole('dialog', { name: 'New import' });
  await sheet.getByText('Menu', { exact: true }).click();
  await sheet
    .getByLabel('Drop the file here, or choose it')
    .setInputFiles({ name: 'winter-menu.csv', mimeType: 'text/csv', buffer: Buffer.from(file) });
  await expect(page.getByRole('heading', { name: 'Which column is what?' })).toBeVisible();
  await page.getByLabel('Tax class, where a line says none').selectOption({ index: 1 });
  await page.getByRole('button', { name: 'Check the whole file' }).click();
  await expect(page.getByRole('heading', { name: 'What would happen' })).toBeVisible();
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
  await stranger.goto('/security');
  await shoot(stranger, 'security');

  const person = (role: string) => signedIn(`${role}@${SLUG}.demo`, DESKTOP);
  const page = await person('owner');
  const owner = page.context();
  const evening = await spendEvening({
    owner: owner.request,
    manager: (await person('manager')).context().request,
    operator: (await person('operator')).context().request,
    cook: (await person('cook')).context().request,
  });

  await page.goto('/');
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await shoot(page, 'home');
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

  await page.goto(`/history/menu_item/${evening.dish.id}`);
  await expect(page.getByRole('slider', { name: 'Time of the record' })).toBeVisible();
  await shoot(page, 'history');
  await page.goto('/staff');
  await page
    .getByRole('link', { name: /^Open / })
    .nth(1)
    .click();
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await shoot(page, 'person');
  await page.goto(`/orders?order=${evening.paidOrderId}`);
  await page.getByRole('link', { name: /^Receipt \d/ }).click();
  await expect(page.getByRole('heading', { level: 1, name: /^Receipt/ })).toBeVisible();
  await shoot(page, 'receipt');
  await checkMenu(page, evening);
  await shoot(page, 'import');

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
