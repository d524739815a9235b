import type { BrowserContext, Page } from '@playwright/test';
import { ACCESS_COOKIE, cookieOf, expireAccess, REFRESH_COOKIE } from './support/session.ts';
import { expect, test } from './support/test.ts';

const PERSON = 'manager@bistro-praha.demo';

/** How often the session has been renewed: the refresh token says it. */
async function renewals(context: BrowserContext): Promise<number> {
  const token = await cookieOf(context, REFRESH_COOKIE);
  return Number(token?.split('.')[3]);
}

/** Both pages answer and neither has left for the sign-in page. */
async function expectSignedIn(...tabs: readonly Page[]): Promise<void> {
  for (const tab of tabs) {
    await expect(tab.getByRole('navigation', { name: 'Main' })).toBeVisible();
    await expect(tab).not.toHaveURL(/sign-in/);
  }
}

for (const [how, lose] of [
  ['has run out', expireAccess],
  ['is gone', (context: BrowserContext) => context.clearCookies({ name: ACCESS_COOKIE })],
] as const) {
  test(`two tabs whose access token ${how} both stay signed in`, async ({ signedIn }) => {
    const one = await signedIn(PERSON);
    const context = one.context();
    const two = await context.newPage();
    await Promise.all([one.goto('/orders'), two.goto('/menu')]);
    await expectSignedIn(one, two);

    for (const round of [1, 2, 3]) {
      await lose(context);
      await Promise.all([one.reload(), two.getByRole('link', { name: 'Audit log' }).click()]);
      await expect(two.getByRole('heading', { name: 'Audit log' })).toBeVisible();
      await expectSignedIn(one, two);
      await two.goto('/menu');
      expect(await renewals(context), `round ${round}`).toBeGreaterThanOrEqual(round);
    }
  });
}

test('twenty calls at once with an expired access token all succeed, by one renewal', async ({
  signedIn,
}) => {
  const page = await signedIn(PERSON);
  const context = page.context();
  await page.goto('/orders');
  await expectSignedIn(page);
  const before = await renewals(context);
  await expireAccess(context);

  const statuses = await page.evaluate(async () => {
    const ask = (_: unknown, index: number) =>
      fetch(`/api/trpc/${index % 2 === 0 ? 'session.get' : 'session.list'}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'x-toster-csrf': '1' },
        body: '{}',
      }).then((response) => response.status);
    return Promise.all(Array.from({ length: 20 }, ask));
  });
  expect(statuses).toEqual(Array(20).fill(200));
  expect(await renewals(context)).toBe(before + 1);
  await page.reload();
  await expectSignedIn(page);
});

test('signing out in one tab signs out the other at its next request', async ({
  signedIn,
  watch,
}) => {
  watch.expectStatus(401);
  const one = await signedIn('cashier@bistro-praha.demo');
  const two = await one.context().newPage();
  await Promise.all([one.goto('/orders'), two.goto('/orders')]);
  await expectSignedIn(one, two);
  const access = await cookieOf(one.context(), ACCESS_COOKIE);

  await one.getByRole('button', { name: /^Account menu/ }).click();
  await one.getByRole('menuitem', { name: 'Sign out' }).click();
  await expect(one).toHaveURL(/\/sign-in\?reason=left/);
  await expect(one.getByText('You are signed out.')).toBeVisible();
  expect(await cookieOf(one.context(), ACCESS_COOKIE)).toBeNull();
  expect(await cookieOf(one.context(), REFRESH_COOKIE)).toBeNull();

  await two
    .getByRole('button', { name: /^Open order/ })
    .first()
    .click();
  await expect(two).toHaveURL(/\/sign-in\?reason=ended&next=%2Forders/);

  // The access token outlives the session by minutes; nobody may use it.
  const kept = await one.context().request.post('/api/trpc/session.get', {
    headers: { 'x-toster-csrf': '1', cookie: `${ACCESS_COOKIE}=${access}` },
    data: {},
  });
  expect(kept.status()).toBe(401);
});
