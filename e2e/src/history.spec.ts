import { formatMoney } from '@toster/contracts/money';
import { ZListMenuOutput } from '@toster/contracts/schemas/menu';
import { ZListOrdersOutput } from '@toster/contracts/schemas/orders';
import { ZGetRecordHistoryOutput } from '@toster/contracts/schemas/history';
import { changePriceByHand } from '@toster/db/testing/change-by-hand';
import type { APIRequestContext, Page } from '@playwright/test';
import { readE2eEnv } from './env.ts';
import { ask, call, firstLocation, sessionOf } from './support/api.ts';
import { expect, test } from './support/test.ts';
import { spaced } from './support/text.ts';

const HOUSE = 'wirtshaus-berlin.demo';
const euros = (minor: number) => spaced(formatMoney(minor, 'EUR', 'de-DE', { trim: true }));

const then = (page: Page) => page.getByRole('region', { name: 'The record at this time' });
const slider = (page: Page) => page.getByRole('slider', { name: 'Time of the record' });
const changes = (page: Page) => page.getByRole('list', { name: 'Changes' }).getByRole('listitem');
/** The line of a field in the record as it was: its value, and who set it. */
const fieldThen = (page: Page, name: string) =>
  then(page)
    .locator('dl > div')
    .filter({ has: page.getByText(name, { exact: true }) });

/** One of the newest delivered orders that is paid, and its payment, by the order's history. */
async function paidOrder(
  request: APIRequestContext,
): Promise<{ readonly id: string; readonly payment: string }> {
  const input = { status: ['delivered'], limit: 100 };
  const { orders } = await ask(request, 'orders.list', input, ZListOrdersOutput);
  for (const { id } of orders) {
    const record = { kind: 'order', id };
    const { events } = await ask(request, 'audit.history', record, ZGetRecordHistoryOutput);
    const payment = events.find(({ rel }) => rel === 'payment')?.rowId;
    if (payment) return { id, payment };
  }
  throw new Error('Nobody has paid.');
}

test('a price is changed twice and by hand; the slider goes back to each, and tells who set it', async ({
  signedIn,
}) => {
  const page = await signedIn(`owner@${HOUSE}`);
  const { request } = page.context();
  const place = await firstLocation(request);
  const { firstName } = await sessionOf(request);
  const menu = await ask(request, 'menu.list', { locationId: place.id }, ZListMenuOutput);
  const dish = menu.categories.flatMap(({ items }) => items).at(-1);
  if (typeof dish?.priceMinor !== 'number') throw new Error('There is no dish.');
  const first = dish.priceMinor;
  const [second, third] = [first + 150, first + 275];
  for (const priceMinor of [second, third])
    expect((await call(request, 'menu.priceItem', { id: dish.id, priceMinor })).status).toBe(200);
  await changePriceByHand(readE2eEnv().databaseUrl, dish.id, 1);

  await test.step('from the dish to its history', async () => {
    await page.goto(`/menu?location=${place.id}&item=${dish.id}`);
    await page.getByRole('dialog').getByRole('link', { name: 'History' }).click();
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(`History of ${dish.name}`);
    await expect(then(page).getByRole('heading', { name: 'As it is now' })).toBeVisible();
    await expect(fieldThen(page, 'price')).toContainText(euros(1));
    await expect(changes(page).first()).toContainText('Outside the application');
    await expect(slider(page)).toHaveAttribute(
      'aria-valuetext',
      /Database user postgres changed the price/,
    );
  });

  await test.step('back by keyboard, change by change', async () => {
    await slider(page).focus();
    await page.keyboard.press('ArrowLeft');
    await expect(fieldThen(page, 'price').getByRole('deletion')).toHaveText(euros(second));
    await expect(fieldThen(page, 'price').getByRole('insertion')).toHaveText(euros(third));
    await expect(slider(page)).toHaveAttribute(
      'aria-valuetext',
      new RegExp(`, ${firstName} changed the price$`),
    );
    await page.keyboard.press('ArrowLeft');
    await expect(fieldThen(page, 'price').getByRole('insertion')).toHaveText(euros(second));
    await expect(fieldThen(page, 'price').getByRole('link')).toContainText(`${firstName} ·`);
    await expect(page).toHaveURL(/[?&]at=\d+/);
    await page.keyboard.press('Home');
    await expect(fieldThen(page, 'price')).toContainText(euros(first));
    await expect(then(page).getByRole('deletion')).toHaveCount(0);
    await page.keyboard.press('End');
    await expect(page).not.toHaveURL(/[?&]at=/);
  });

  await test.step('by the list, to a link that leads to the same instant', async () => {
    await changes(page)
      .filter({ hasText: `${euros(first)} → ${euros(second)}` })
      .getByRole('button')
      .click();
    await expect(fieldThen(page, 'price').getByRole('insertion')).toHaveText(euros(second));
    await expect(page).toHaveURL(/[?&]at=\d+/);
    await page.reload();
    await expect(fieldThen(page, 'price').getByRole('insertion')).toHaveText(euros(second));
    await expect(changes(page).locator('[aria-current]')).toContainText(euros(second));
  });

  await test.step('one field through time', async () => {
    await page.getByLabel('Field', { exact: true }).selectOption('menu_item:price_minor');
    await expect(changes(page)).toHaveCount(4);
    await expect(page.getByText('2 of 4')).toBeVisible();
  });

  await test.step('to the action in the log', async () => {
    await fieldThen(page, 'price').getByRole('link').click();
    await expect(page.getByRole('dialog', { name: 'Price changed' })).toBeVisible();
  });
});

test('an order carries its lines, and who viewed the guest’s address is told', async ({
  signedIn,
}) => {
  const page = await signedIn(`owner@${HOUSE}`);
  const { request } = page.context();
  const { orders } = await ask(request, 'orders.list', { limit: 100 }, ZListOrdersOutput);
  const order = orders.find(({ channel }) => channel === 'delivery');
  if (order === undefined) throw new Error('There is no delivery.');
  await page.goto(`/orders?order=${order.id}`);
  await page.getByRole('dialog').getByRole('link', { name: 'History' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(
    `History of order #${order.number}`,
  );
  for (const part of ['Order', 'Order line', 'Delivery address'])
    await expect(
      then(page)
        .getByRole('heading', { name: new RegExp(`^${part}`) })
        .first(),
    ).toBeVisible();
  await page.getByRole('switch', { name: 'Who viewed' }).check();
  const { firstName } = await sessionOf(request);
  await expect(
    changes(page)
      .filter({ hasText: `${firstName} viewed` })
      .first(),
  ).toContainText('delivery address');
});

test('old links to the history of a row lead to its record', async ({ signedIn }) => {
  const page = await signedIn(`owner@${HOUSE}`);
  const { request } = page.context();
  const { payment } = await paidOrder(request);
  await page.goto(`/audit?record=payment:${payment}`);
  await expect(page).toHaveURL(`/history/payment/${payment}`);
  await page.getByRole('link', { name: 'part of this order' }).click();
  await expect(page).toHaveURL(/\/history\/order\//);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(/^History of order #\d+$/);
});

test('roles see their part of a record, and are told which part is not theirs', async ({
  signedIn,
  watch,
}) => {
  watch.expectStatus(403, 404);
  const owner = await signedIn(`owner@${HOUSE}`);
  const cook = await signedIn(`cook@${HOUSE}`);
  const member = (await sessionOf(cook.context().request)).staffId;
  const { id: order } = await paidOrder(owner.context().request);

  await test.step('the accountant sees what was paid, not the order', async () => {
    const page = await signedIn(`accountant@${HOUSE}`);
    await page.goto(`/history/order/${order}`);
    await expect(then(page).getByRole('heading', { name: 'Payment' })).toBeVisible();
    await expect(page.getByText('your role does not read this part of the log')).toContainText(
      'Order line',
    );
    await expect(then(page).getByText('Order line')).toHaveCount(0);
  });

  await test.step('HR sees the person, not the rights', async () => {
    const page = await signedIn(`hr@${HOUSE}`);
    await page.goto(`/history/staff/${member}`);
    await expect(then(page).getByRole('heading', { name: 'Private staff data' })).toBeVisible();
    await expect(page.getByText('your role does not read this part of the log')).toContainText(
      'Membership',
    );
  });

  await test.step('a manager sees that there is payroll data, not what it says', async () => {
    const page = await signedIn(`manager@${HOUSE}`);
    await page.goto(`/history/staff/${member}`);
    await expect(fieldThen(page, 'IBAN')).toContainText('hidden from your role');
    await owner.goto(`/history/staff/${member}`);
    await expect(fieldThen(owner, 'IBAN')).toContainText(/DE\d+/);
  });

  await test.step('the cook is told which permission is missing', async () => {
    await cook.goto(`/history/order/${order}`);
    await expect(
      cook.getByText('It needs the permission “Read the audit log” (audit_log.read).'),
    ).toBeVisible();
  });

  await test.step('what is nobody’s is nothing', async () => {
    await owner.goto(`/history/menu_item/${crypto.randomUUID()}`);
    await expect(owner.getByText('Nothing of it is in the log')).toBeVisible();
    await owner.goto('/history/no_such_table/1');
    await expect(owner.getByRole('heading', { level: 1 })).toHaveText(/./);
  });
});
