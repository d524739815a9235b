import { ZListStaffOutput } from '@toster/contracts/schemas/staff';
import { ask, sessionOf } from './support/api.ts';
import { expect, test } from './support/test.ts';

test('an owner reads why a manager may void, shows how to reach them, and finds that in the log', async ({
  signedIn,
}) => {
  const page = await signedIn('owner@pierogi-krakow.demo');
  const { request } = page.context();
  const { people } = await ask(request, 'staff.list', {}, ZListStaffOutput);
  const manager = people.find(({ grants }) => grants.some(({ role }) => role === 'manager'));
  const { firstName, locations } = await sessionOf(request);
  const place = locations.find(({ id }) => id === manager?.locationId);
  await page.goto('/staff?role=manager');
  await page
    .getByRole('link', { name: `Open ${manager?.firstName}` })
    .first()
    .click();
  await expect(page.getByRole('heading', { level: 1 })).toContainText(manager?.firstName ?? '');

  await page.getByRole('textbox', { name: 'Find a permission' }).fill('void');
  const right = page.getByRole('listitem').filter({ hasText: 'orders.void_after_cook' });
  await expect(right).toContainText('Void an order after cooking has started');
  await expect(right).toContainText(`from Manager · ${place?.name}`);

  await page.getByRole('button', { name: 'Show contact' }).click();
  await expect(page.getByText('Full name')).toBeVisible();
  await page.goto('/audit?reads=true');
  await expect(
    page
      .getByRole('listitem')
      .filter({ hasText: firstName ?? '' })
      .filter({ hasText: 'personal data' })
      .first(),
  ).toBeVisible();
});

test('a cook sees the colleagues, and neither how to reach them nor what they may do', async ({
  signedIn,
}) => {
  const page = await signedIn('cook@pierogi-krakow.demo');
  await page.goto('/staff');
  await page
    .getByRole('link', { name: /^Open / })
    .first()
    .click();
  await expect(page.getByText(/^Your role does not see how to reach/)).toBeVisible();
  await expect(page.getByText(/^Your role does not see what/)).toBeVisible();
  await expect(page.getByRole('button', { name: 'Show contact' })).toHaveCount(0);
});
