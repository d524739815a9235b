import { joinOrganisation } from '@toster/db/testing/join-organisation';
import { readE2eEnv } from './env.ts';
import { sessionOf } from './support/api.ts';
import { expect, test } from './support/test.ts';

const EMAIL = 'hr@tapas-madrid.demo';

test('a member of two restaurants changes between them, and each shows its own rows only', async ({
  signedIn,
}) => {
  await joinOrganisation(readE2eEnv().databaseUrl, {
    email: EMAIL,
    slug: 'wirtshaus-berlin',
    role: 'manager',
  });
  const page = await signedIn(EMAIL);
  const { request } = page.context();
  await page.goto('/profile');
  const home = await sessionOf(request);
  const other = home.memberships.find(({ orgId }) => orgId !== home.org.id);
  if (other === undefined) throw new Error('There is no second organisation.');

  await page.getByRole('button', { name: `Organisation: ${home.org.name}. Switch` }).click();
  await page.getByRole('menuitemradio', { name: other.name }).click();
  await expect(
    page.getByRole('button', { name: `Organisation: ${other.name}. Switch` }),
  ).toBeVisible();

  const away = await sessionOf(request);
  expect(away.org.id).toBe(other.orgId);
  expect(away.locations.map(({ id }) => id)).not.toContain(home.locations[0]?.id);
  await page.goto('/orders');
  await expect(page.getByRole('heading', { level: 1, name: 'Orders' })).toBeVisible();
  await expect(page.getByRole('table').getByRole('row').nth(1)).toBeVisible();
});
