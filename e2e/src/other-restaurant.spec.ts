import type { APIRequestContext } from '@playwright/test';
import { ZSearchAuditOutput } from '@toster/contracts/schemas/audit';
import {
  type CreateOrderOutput,
  ZCreateOrderOutput,
  ZGetOrderOutput,
} from '@toster/contracts/schemas/orders';
import type { MenuItem } from '@toster/contracts/schemas/menu';
import { ask, call, dishesOf, firstLocation, sessionOf } from './support/api.ts';
import { signIn } from './support/session.ts';
import { expect, test } from './support/test.ts';

const OWNER = 'owner@varenyk-kyiv.demo';
const STRANGER = 'owner@pierogi-krakow.demo';

/** What happened in one restaurant, by the ids a stranger might have got hold of. */
type Secret = {
  readonly orgId: string;
  readonly staffId: string;
  readonly sessionId: string;
  readonly place: { readonly id: string; readonly name: string };
  readonly dish: MenuItem;
  readonly order: CreateOrderOutput;
  readonly requestId: string;
};

/** The owner takes an order with a dish and a note of its own. */
async function makeSecret(request: APIRequestContext): Promise<Secret> {
  await signIn(request, OWNER);
  const { org, staffId, sessionId } = await sessionOf(request);
  const place = await firstLocation(request);
  const dish = (await dishesOf(request, place.id)).find((each) => each.available);
  if (dish === undefined) throw new Error('There is nothing on sale.');
  const order = await ask(
    request,
    'orders.create',
    {
      locationId: place.id,
      channel: 'takeaway',
      lines: [{ menuItemId: dish.id, quantity: 2 }],
      kitchenNote: 'без цибулі',
    },
    ZCreateOrderOutput,
  );
  const { lines } = await ask(
    request,
    'audit.search',
    { rel: 'orders', row: order.id },
    ZSearchAuditOutput,
  );
  const requestId = lines[0]?.requestId;
  if (requestId === undefined) throw new Error('The order is not in the log.');
  return { orgId: org.id, staffId, sessionId, place, dish, order, requestId };
}

test('another restaurant’s owner sees nothing of it in the console', async ({
  signedIn,
  browse,
  watch,
}) => {
  test.setTimeout(120_000);
  watch.expectStatus(404);
  const owner = await browse();
  const { dish, order, place, requestId, staffId } = await makeSecret(owner.context().request);
  const page = await signedIn(STRANGER);

  const nothingBy = async (path: string) => {
    await page.goto(path);
    await expect(page.getByText(/^No (event|order) matches$/)).toBeVisible();
    await expect(page.locator('body')).not.toContainText(dish.name);
  };
  await test.step('not in the log, by name, id, record, person or request', async () => {
    await nothingBy(`/audit?q=${encodeURIComponent(dish.name)}`);
    await nothingBy(`/audit?q=${order.id}`);
    await nothingBy(`/audit?q=${requestId}`);
    await nothingBy(`/audit?actor=${staffId}`);
    await nothingBy(`/audit?rel=orders&row=${order.id}`);
    await nothingBy(`/audit?rel=menu_item&row=${dish.id}`);
  });

  await test.step('not by the address it came from, which both share', async () => {
    await page.goto('/audit?address=127.0.0.1');
    const list = page.getByRole('list').filter({ hasText: 'signed in' });
    await expect(list.first()).toBeVisible();
    await expect(page.locator('main')).not.toContainText(place.name);
  });

  await test.step('not by a direct address', async () => {
    for (const path of [`/orders?order=${order.id}`, `/audit?request=${requestId}`]) {
      await page.goto(path);
      await expect(page.getByRole('dialog')).toContainText('There is no such record');
    }
    for (const [rel, id] of [
      ['orders', order.id],
      ['menu_item', dish.id],
    ] as const) {
      await page.goto(`/audit?record=${rel}:${id}`);
      await expect(page).toHaveURL(/\/history\//);
      await expect(page.locator('main')).toContainText('Nothing of it is in the log');
      await expect(page.locator('body')).not.toContainText(dish.name);
    }
    await page.goto(`/menu?location=${place.id}&item=${dish.id}`);
    await expect(page.getByRole('table')).toBeVisible();
    await expect(page.getByRole('dialog')).toHaveCount(0);
    await expect(page.locator('body')).not.toContainText(dish.name);
    await page.goto(`/orders?location=${place.id}`);
    await expect(page.getByRole('table')).toBeVisible();
    await expect(page.locator('body')).not.toContainText(place.name);
  });
});

test('another restaurant’s owner gets nothing by the API and changes nothing, with any id', async ({
  browse,
  watch,
}) => {
  watch.expectStatus(404);
  const owner = (await browse()).context().request;
  const secret = await makeSecret(owner);
  const { dish, order, place } = secret;
  const stranger = (await browse()).context().request;
  await signIn(stranger, STRANGER);
  const home = await firstLocation(stranger);

  const reads: [string, object][] = [
    ['orders.get', { id: order.id }],
    ['orders.list', { locationId: place.id }],
    ['menu.list', { locationId: place.id }],
    ['audit.request', { requestId: secret.requestId }],
    ['audit.history', { kind: 'order', id: order.id }],
    ['audit.history', { kind: 'menu_item', id: dish.id }],
    ['audit.viewings', { kind: 'order', id: order.id }],
    ['audit.search', { locationId: place.id }],
  ];
  const categoryId = dish.categoryId;
  const changes: [string, object][] = [
    ['orders.advance', { id: order.id, to: 'accepted' }],
    ['orders.cancel', { id: order.id, reason: 'x' }],
    ['orders.void', { id: order.id, reason: 'x' }],
    ['menu.priceItem', { id: dish.id, priceMinor: 1 }],
    ['menu.setAvailability', { id: dish.id, available: false }],
    ['menu.editItem', { id: dish.id, data: { name: 'x' } }],
    [
      'menu.createItem',
      { locationId: place.id, categoryId, name: 'x', priceMinor: 1, taxClass: 'standard' },
    ],
    [
      'menu.createItem',
      { locationId: home.id, categoryId, name: 'x', priceMinor: 1, taxClass: 'meal' },
    ],
    [
      'orders.create',
      {
        locationId: place.id,
        channel: 'takeaway',
        lines: [{ menuItemId: dish.id, quantity: 1 }],
      },
    ],
    [
      'orders.create',
      { locationId: home.id, channel: 'takeaway', lines: [{ menuItemId: dish.id, quantity: 1 }] },
    ],
    ['session.revoke', { id: secret.sessionId }],
    ['session.switchOrg', { orgId: secret.orgId }],
  ];
  const state = async () => [
    await ask(owner, 'orders.get', { id: order.id }, ZGetOrderOutput),
    await dishesOf(owner, place.id),
  ];
  const before = await state();

  for (const [path, input] of [...reads, ...changes]) {
    const { status, error, text } = await call(stranger, path, input);
    expect([path, status, error?.code]).toEqual([path, 404, 'NOT_FOUND']);
    expect(text).not.toContain(dish.name);
  }
  expect(await state()).toEqual(before);
  for (const [path, input] of reads) expect((await call(owner, path, input)).status).toBe(200);
});
