import { join } from 'node:path';
import type { BrowserContextOptions, Page } from '@playwright/test';
import { expect, test } from '../support/test.ts';
import { type Crew, type Evening, spendEvening } from './evening.ts';

const FOLDER = join(import.meta.dirname, '..', '..', '..', 'docs', 'screenshots');
const SLUG = 'diner-austin';
const OWNER = `owner@${SLUG}.demo`;

const DESKTOP: BrowserContextOptions = { viewport: { width: 1280, height: 800 } };
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

let evening: Evening;

test.describe.configure({ mode: 'serial' });

test('an evening', async ({ signedIn }) => {
  const calls = async (role: string) =>
    (await signedIn(`${role}@${SLUG}.demo`, DESKTOP)).context().request;
  const crew: Crew = {
    owner: await calls('owner'),
    manager: await calls('manager'),
    operator: await calls('operator'),
    cook: await calls('cook'),
  };
  evening = await spendEvening(crew);
});

test('sign-in', async ({ browse }) => {
  const page = await browse(DESKTOP);
  await page.goto('/sign-in');
  await page.getByLabel('E-mail').fill(OWNER);
  await page.getByRole('textbox', { name: 'Password' }).fill('0123456789');
  await shoot(page, 'sign-in');
});

test('orders', async ({ signedIn }) => {
  const page = await signedIn(OWNER, DESKTOP);
  await page.goto('/orders');
  await expect(page.getByRole('table')).toBeVisible();
  await shoot(page, 'orders');
});

test('menu', async ({ signedIn }) => {
  const page = await signedIn(OWNER, DESKTOP);
  await page.goto(`/menu?location=${evening.placeId}`);
  await expect(page.getByRole('table')).toBeVisible();
  await shoot(page, 'menu');
});

/** Opens the line of the price change. */
async function openPriceLine(page: Page): Promise<void> {
  await page.goto('/audit');
  const line = page.getByRole('listitem').filter({ hasText: `raised ${evening.dish.name}` });
  await line.getByRole('button', { expanded: false }).click();
  await expect(line.getByRole('insertion')).toBeVisible();
}

test('the audit log, light and dark', async ({ signedIn }) => {
  for (const [name, look] of [
    ['audit', DESKTOP],
    ['audit-dark', DARK],
  ] as const) {
    const page = await signedIn(OWNER, look);
    await openPriceLine(page);
    await shoot(page, name);
  }
});

test('one action in full', async ({ signedIn }) => {
  const page = await signedIn(OWNER, DESKTOP);
  await openPriceLine(page);
  const line = page.getByRole('listitem').filter({ hasText: `raised ${evening.dish.name}` });
  await line.getByRole('button', { name: 'Open details' }).click();
  await expect(page.getByText('Hash checks out').first()).toBeVisible();
  await shoot(page, 'audit-sheet');
});

test('orders on a tablet', async ({ signedIn }) => {
  const page = await signedIn(OWNER, TABLET);
  await page.goto(`/orders?location=${evening.placeId}`);
  await page
    .getByRole('button', { name: /^Open order/ })
    .first()
    .click();
  await expect(page.getByRole('dialog').getByRole('heading', { name: 'Dishes' })).toBeVisible();
  await shoot(page, 'orders-tablet');
});
