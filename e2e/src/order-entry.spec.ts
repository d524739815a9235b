import type { BrowserContextOptions, Page } from '@playwright/test';
import {
  ZGetCustomerOutput,
  ZListCustomersOutput,
  ZRevealCustomerOutput,
} from '@toster/contracts/schemas/customers';
import type { MenuItem } from '@toster/contracts/schemas/menu';
import { ZGetOrderOutput, ZListOrdersOutput } from '@toster/contracts/schemas/orders';
import { ask, dishesOf, firstLocation } from './support/api.ts';
import { layoutFaults } from './support/geometry.ts';
import { expect, test } from './support/test.ts';

const RESTAURANT = 'pierogi-krakow';
const emailOf = (login: string) => `${login}@${RESTAURANT}.demo`;
const TABLET: BrowserContextOptions = {
  viewport: { width: 834, height: 1112 },
  hasTouch: true,
  isMobile: true,
};
const PHONE: BrowserContextOptions = {
  viewport: { width: 390, height: 844 },
  hasTouch: true,
  isMobile: true,
};
const TARGET_PX = 44;

/** Dishes on sale whose first letters no other dish begins with, and every keyboard has. */
async function dishesByLetters(page: Page, letters: number): Promise<readonly MenuItem[]> {
  const place = await firstLocation(page.context().request);
  const dishes = await dishesOf(page.context().request, place.id);
  const start = (name: string) => name.slice(0, letters).toLocaleLowerCase();
  return dishes.filter(
    ({ name, available }) =>
      available &&
      /^[a-z]+$/.test(start(name)) &&
      dishes.filter((other) => start(other.name) === start(name)).length === 1,
  );
}

/** What the order holds that the notice speaks of: others take orders in the same restaurant meanwhile. */
async function placedOrder(page: Page) {
  const { request } = page.context();
  const number = Number(/#(\d+)/.exec(await placed(page).innerText())?.[1]);
  const { orders } = await ask(request, 'orders.list', { number, limit: 1 }, ZListOrdersOutput);
  const order = await ask(request, 'orders.get', { id: orders[0]?.id }, ZGetOrderOutput);
  return {
    ...order,
    dishes: order.lines.map(({ name, quantity, modifiers }) => [quantity, name, ...modifiers]),
  };
}

const sheetOf = (page: Page) => page.getByRole('dialog', { name: 'New order' });
const placed = (page: Page) => page.getByText(/^Order #\d+ placed/).first();
const lines = (page: Page) =>
  sheetOf(page).getByRole('region', { name: 'Ticket' }).getByRole('listitem');

test('three dishes by keyboard in 15 keystrokes', async ({ signedIn }) => {
  const page = await signedIn(emailOf('operator'));
  const [first, second, third] = await dishesByLetters(page, 3);
  if (!first || !second || !third) throw new Error('The menu is too short.');
  await page.goto('/orders');
  let keystrokes = 0;
  const press = async (key: string) => {
    keystrokes += key.split('+').length;
    await page.keyboard.press(key);
  };
  await expect(async () => {
    await page.keyboard.press('n');
    await expect(sheetOf(page)).toBeVisible({ timeout: 2000 });
  }).toPass();
  keystrokes += 1;
  await expect(sheetOf(page).getByLabel('Find a dish')).toBeFocused();
  for (const dish of [first, second, third]) {
    for (const letter of dish.name.slice(0, 3)) await press(letter.toLocaleLowerCase());
    await press('Enter');
  }
  await press('Control+Enter');
  await expect(placed(page)).toBeVisible();
  expect((await placedOrder(page)).dishes).toEqual(
    [first, second, third].map(({ name }) => [1, name]),
  );
  test.info().annotations.push({ type: 'keystrokes', description: String(keystrokes) });
  expect(keystrokes).toBeLessThanOrEqual(15);
});

test('everything about an order is done without leaving the line of entry', async ({
  signedIn,
}) => {
  const page = await signedIn(emailOf('manager'));
  const { keyboard } = page;
  const [first, second] = await dishesByLetters(page, 4);
  if (!first || !second) throw new Error('The menu is too short.');
  await page.goto('/orders?new=true');
  const entry = sheetOf(page).getByLabel('Find a dish');
  await expect(entry).toBeFocused();
  await keyboard.type(`3 ${first.name.slice(0, 4)} / bez śmietany, ostro`);
  await keyboard.press('Enter');
  await keyboard.type(second.name.slice(0, 4));
  await keyboard.press('Enter');
  await keyboard.press('+');
  await keyboard.press('+');
  await keyboard.press('-');
  await expect(lines(page).nth(1)).toHaveAttribute('aria-current', 'true');
  await expect(lines(page).nth(1)).toContainText('2');
  await keyboard.press('Alt+ArrowUp');
  await keyboard.type('5');
  await keyboard.press('Enter');
  await expect(lines(page).first()).toContainText('5');
  await keyboard.press('F3');
  await expect(sheetOf(page).getByRole('radio', { name: /Takeaway/ })).toBeChecked();
  await keyboard.press('F2');
  await keyboard.press('F6');
  await keyboard.type('12');
  await keyboard.press('Enter');
  await expect(entry).toBeFocused();
  await expect(placed(page)).toHaveCount(0);
  await keyboard.press('Control+Enter');
  await expect(placed(page)).toBeVisible();
  const order = await placedOrder(page);
  expect(order.dishes).toEqual([
    [5, first.name, 'bez śmietany', 'ostro'],
    [2, second.name],
  ]);
  expect([order.channel, order.tableLabel]).toEqual(['dine_in', '12']);
});

test('three dishes by touch in five taps, each target large and in sight', async ({ signedIn }) => {
  const page = await signedIn(emailOf('cashier'), TABLET);
  await page.goto('/orders');
  let taps = 0;
  const tap = async (target: ReturnType<Page['locator']>) => {
    const box = await target.boundingBox();
    if (box === null) throw new Error('It is not in sight.');
    expect(box.height).toBeGreaterThanOrEqual(TARGET_PX);
    expect(box.width).toBeGreaterThanOrEqual(TARGET_PX);
    expect(box.y + box.height).toBeLessThanOrEqual(page.viewportSize()?.height ?? 0);
    await page.touchscreen.tap(box.x + box.width / 2, box.y + box.height / 2);
    taps += 1;
  };
  await expect(async () => {
    if (!(await sheetOf(page).isVisible()))
      await tap(page.getByRole('button', { name: 'New order' }));
    await expect(sheetOf(page)).toBeVisible({ timeout: 2000 });
  }).toPass();
  // A button does nothing before its page has come to life: only the tap that worked counts.
  taps = 1;
  const tiles = sheetOf(page)
    .getByRole('listbox', { name: 'Dishes' })
    .locator('[role=option]:not([data-disabled])');
  await expect(tiles.first()).toBeVisible();
  // No keyboard slides over the dishes.
  await expect(sheetOf(page).getByLabel('Find a dish')).not.toBeFocused();
  for (const index of [0, 3, 7]) await tap(tiles.nth(index));
  await expect(lines(page)).toHaveCount(3);
  await tap(sheetOf(page).getByRole('button', { name: 'Place order' }));
  await expect(placed(page)).toBeVisible();
  test.info().annotations.push({ type: 'taps', description: String(taps) });
  expect(taps).toBeLessThanOrEqual(5);
});

test('every dish of every category is in sight two taps away on a tablet', async ({ signedIn }) => {
  const page = await signedIn(emailOf('cashier'), TABLET);
  await page.goto('/orders?new=true');
  const dishes = sheetOf(page).getByRole('listbox', { name: 'Dishes' });
  await expect(dishes.getByRole('option').first()).toBeVisible();
  const tabs = sheetOf(page).getByRole('group', { name: 'Categories' }).getByRole('button');
  for (let tab = 1; tab < (await tabs.count()); tab += 1) {
    await tabs.nth(tab).tap();
    await expect(tabs.nth(tab)).toHaveAttribute('aria-pressed', 'true');
    const hidden = await dishes.evaluate((list) => list.scrollHeight - list.clientHeight);
    expect(hidden).toBeLessThanOrEqual(0);
  }
});

test('on a phone the ticket is one tap away, and says what is missing', async ({ signedIn }) => {
  const page = await signedIn(emailOf('cashier'), PHONE);
  await page.goto('/orders?new=true');
  const sheet = sheetOf(page);
  await sheet.getByRole('option').first().tap();
  const ticket = sheet.getByRole('button', { name: /^Ticket · 1 dish/ });
  await expect(ticket).toBeVisible();
  expect(await layoutFaults(page, { touch: true })).toEqual([]);
  await ticket.tap();
  await expect(lines(page)).toHaveCount(1);
  expect(await layoutFaults(page, { touch: true })).toEqual([]);
  await sheet.locator('label', { hasText: 'Delivery' }).tap();
  await sheet.getByRole('button', { name: 'Dishes' }).tap();
  await sheet.getByRole('button', { name: 'Place order' }).tap();
  await expect(sheet.getByText('Needed for a delivery.').first()).toBeVisible();
  await sheet.getByRole('button', { name: 'Start over' }).tap();
  await expect(lines(page)).toHaveCount(0);
});

test('no draft is lost: not by closing, not by a reload, not by a failure', async ({
  signedIn,
  watch,
}) => {
  const page = await signedIn(emailOf('manager'));
  const { keyboard } = page;
  const [first, second] = await dishesByLetters(page, 4);
  if (!first || !second) throw new Error('The menu is too short.');
  await page.goto('/orders?new=true');
  const sheet = sheetOf(page);
  await expect(sheet.getByLabel('Find a dish')).toBeFocused();
  for (const [count, dish] of [
    [2, first],
    [1, second],
  ] as const) {
    await keyboard.type(`${count} ${dish.name.slice(0, 4)}`);
    await keyboard.press('Enter');
  }
  await keyboard.press('F4');
  await sheet.getByLabel('Street and house').fill('ul. Długa 7');
  await sheet.getByLabel('City').fill('Kraków');
  await sheet.getByLabel('Note for the kitchen').fill('alergia: Zofia');

  await test.step('a closed sheet keeps all of it', async () => {
    await keyboard.press('Escape');
    await expect(sheet).toBeHidden();
    await page.keyboard.press('n');
    await expect(lines(page)).toHaveCount(2);
    await expect(sheet.getByLabel('Street and house')).toHaveValue('ul. Długa 7');
  });

  await test.step('a failure keeps all of it', async () => {
    await page.route('**/orders.create*', (route) => route.abort());
    watch.expectLost('orders.create');
    await sheet.getByRole('button', { name: 'Place order' }).click();
    await expect(page.getByText('The order was not placed').first()).toBeVisible();
    await expect(lines(page)).toHaveCount(2);
    await expect(sheet.getByLabel('Note for the kitchen')).toHaveValue('alergia: Zofia');
    await page.unroute('**/orders.create*');
  });

  await test.step('a reload keeps the dishes, and nothing personal', async () => {
    const kept = await page.evaluate(() =>
      JSON.stringify([{ ...sessionStorage }, { ...localStorage }]),
    );
    for (const text of ['Długa', 'Kraków', 'Zofia']) expect(kept).not.toContain(text);
    await page.reload();
    await expect(
      sheet.getByText('Your draft is back. Guest, address, table and texts were not kept'),
    ).toBeVisible();
    await expect(lines(page)).toHaveCount(2);
    await expect(sheet.getByLabel('Street and house')).toHaveValue('');
    await sheet.locator('label', { hasText: 'Takeaway' }).click();
    await sheet.getByRole('button', { name: 'Place order' }).click();
    await expect(placed(page)).toBeVisible();
    expect((await placedOrder(page)).dishes).toEqual([
      [2, first.name],
      [1, second.name],
    ]);
  });

  await test.step('a placed order leaves nothing behind, and the next begins as the last was taken', async () => {
    await page.keyboard.press('n');
    await expect(sheet.getByText('Type or tap a dish to add it.')).toBeVisible();
    await expect(sheet.getByRole('radio', { name: /Takeaway/ })).toBeChecked();
  });
});

test('a guest found from the ticket has the order in their profile', async ({ signedIn }) => {
  const page = await signedIn(emailOf('owner2'));
  const { request } = page.context();
  const { customers } = await ask(
    request,
    'customers.list',
    { limit: 100, sort: 'newest' },
    ZListCustomersOutput,
  );
  const place = await firstLocation(request);
  const row = customers.find(
    ({ locationId, phoneEnding }) => locationId === place.id && phoneEnding !== null,
  );
  if (row === undefined) throw new Error('There is no guest.');
  const contact = await ask(request, 'customers.reveal', { id: row.id }, ZRevealCustomerOutput);
  const before = await ask(request, 'customers.get', { id: row.id }, ZGetCustomerOutput);
  await page.goto(`/orders?new=true&location=${place.id}`);
  const sheet = sheetOf(page);
  await expect(sheet.getByLabel('Find a dish')).toBeFocused();
  await page.keyboard.press('Enter');
  await page.keyboard.press('F8');
  await page.keyboard.type(contact.phone ?? '');
  await page.keyboard.press('Enter');
  await expect(sheet.getByText(contact.name?.split(' ')[0] ?? '').first()).toBeVisible();
  await expect(sheet.getByLabel('Find a dish')).toBeFocused();
  await page.keyboard.press('Control+Enter');
  await expect(placed(page)).toBeVisible();
  const after = await ask(request, 'customers.get', { id: row.id }, ZGetCustomerOutput);
  expect(after.orderCount).toBe((before.orderCount ?? 0) + 1);
  await page.goto(`/customers?guest=${row.id}`);
  const number = after.orders?.[0]?.number;
  await page.getByRole('link', { name: `Order #${number}` }).click();
  await expect(page.getByRole('dialog', { name: `Order #${number}` })).toBeVisible();
  await page.getByRole('link', { name: 'Guest’s profile' }).click();
  await expect(page).toHaveURL(new RegExp(`guest=${row.id}`));
});
