import { ZCreateOrderOutput } from '@toster/contracts/schemas/orders';
import { ask, dishesOf, firstLocation, sessionOf } from './support/api.ts';
import { expect, test } from './support/test.ts';

test('an order taken by one person appears in another’s audit log within moments', async ({
  signedIn,
}) => {
  const log = await signedIn('owner@bistro-praha.demo');
  await log.goto('/audit');
  await expect(log.getByText('Live', { exact: true })).toBeVisible();
  await log.evaluate(() => Reflect.set(globalThis, 'notReloaded', true));

  const cashier = await signedIn('operator@bistro-praha.demo');
  const { request } = cashier.context();
  const { firstName } = await sessionOf(request);
  const place = await firstLocation(request);
  await cashier.goto(`/orders?location=${place.id}&new=true`);
  const sheet = cashier.getByRole('dialog', { name: 'New order' });
  const dishes = sheet.getByRole('listbox', { name: 'Dishes' });
  await dishes.getByRole('option').first().click();
  await sheet.getByRole('button', { name: 'Place order' }).click();
  const placed = cashier.getByText(/^Order #\d+ placed/).first();
  await expect(placed).toBeVisible();
  const number = /#(\d+)/.exec((await placed.textContent()) ?? '')?.[1];

  const line = log.getByText(
    new RegExp(`^${firstName} placed order #${number} for .+ at ${place.name}$`),
  );
  await expect(line).toBeVisible({ timeout: 3000 });
  expect(await log.evaluate(() => Reflect.get(globalThis, 'notReloaded'))).toBe(true);
});

test('paused, the log keeps still and says so; resumed, it catches up', async ({ signedIn }) => {
  const log = await signedIn('owner2@bistro-praha.demo');
  const { request } = log.context();
  await log.goto('/audit');
  await log.getByRole('button', { name: 'Live', pressed: true }).click();
  const paused = log.getByRole('button', { name: 'Paused', pressed: false });
  await expect(paused).toBeVisible();

  const place = await firstLocation(request);
  const dish = (await dishesOf(request, place.id)).find((each) => each.available);
  const { number } = await ask(
    request,
    'orders.create',
    {
      locationId: place.id,
      channel: 'takeaway',
      lines: [{ menuItemId: dish?.id, quantity: 1 }],
    },
    ZCreateOrderOutput,
  );
  const line = log.getByText(new RegExp(`placed order #${number} for .+ at ${place.name}$`));
  await expect(line).toHaveCount(0);
  await paused.click();
  await log.mouse.move(0, 0);
  await expect(line).toBeVisible({ timeout: 3000 });
});
