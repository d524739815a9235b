import type { Page } from '@playwright/test';
import { openRestaurant, type OwnRestaurant } from '@toster/db/testing/open-restaurant';
import { readE2eEnv } from './env.ts';
import { brokenRules } from './support/axe.ts';
import { textsTo } from './support/letters.ts';
import { fromAddress } from './support/session.ts';
import { expect, test } from './support/test.ts';

let house: OwnRestaurant;
test.beforeAll(async () => {
  house = await openRestaurant(readE2eEnv().databaseUrl, {
    roles: [],
    like: 'owner@varenyk-kyiv.demo',
    guestOrders: 13,
  });
});

const PHONE = { viewport: { width: 390, height: 844 } } as const;

/** The digits of the newest letter to that address. */
async function digitsTo(email: string, letters = 1): Promise<string> {
  await expect.poll(async () => (await textsTo(email)).length).toBe(letters);
  return /\b\d{6}\b/u.exec((await textsTo(email)).at(-1) ?? '')?.[0] ?? '';
}
async function ask(page: Page, email: string): Promise<void> {
  await page.getByLabel('E-mail').fill(email);
  await page.keyboard.press('Enter');
  await expect(page.getByLabel('Six digits')).toBeFocused();
}

test('a guest signs in with the digits of a letter, sees orders and data, decides by keyboard, and is gone after signing out', async ({
  browse,
  watch,
}) => {
  watch.expectStatus(401);
  const page = await browse({ ...PHONE, ...fromAddress(61), colorScheme: 'dark', hasTouch: true });
  await page.goto(`/r/${house.slug}`);
  await expect(page.getByRole('heading', { name: house.name })).toBeVisible();
  await page.getByLabel('E-mail').fill('nonsense');
  await page.keyboard.press('Enter');
  await expect(page.getByText('Enter an e-mail address.')).toBeVisible();
  expect(await brokenRules(page)).toEqual([]);
  await ask(page, house.guestEmail);
  expect(await brokenRules(page)).toEqual([]);

  const code = await digitsTo(house.guestEmail);
  await page.keyboard.type(String((Number(code) + 1) % 1_000_000).padStart(6, '0'));
  await page.keyboard.press('Enter');
  await expect(
    page.getByText('These are not the digits, or they are no longer good.'),
  ).toBeVisible();
  await page.getByLabel('Six digits').fill(`${code.slice(0, 3)} ${code.slice(3)}`);
  await page.keyboard.press('Enter');

  const orders = page.locator('section', {
    has: page.getByRole('heading', { name: 'Your orders' }),
  });
  await expect(orders.getByRole('article')).toHaveCount(10);
  await orders.getByRole('button', { name: 'Show older ones' }).click();
  await expect(orders.getByRole('article')).toHaveCount(13);
  await expect(orders.getByRole('button', { name: 'Show older ones' })).toHaveCount(0);
  await expect(page.getByText(house.guestEmail)).toHaveCount(2);
  expect(await brokenRules(page)).toEqual([]);

  const news = page.getByRole('switch', { name: /news and offers by e-mail/ });
  await news.focus();
  await page.keyboard.press('Space');
  await expect(news).toBeChecked();
  await expect(page.getByText(/^Agreed on/)).toBeVisible();
  await page.reload();
  await expect(news).toBeChecked();
  await news.focus();
  await page.keyboard.press('Space');
  await expect(page.getByText(/^Withdrawn on/)).toBeVisible();

  await page.getByRole('button', { name: 'Sign out' }).click();
  await expect(page.getByLabel('E-mail')).toBeVisible();
  await page.goBack().catch(() => null);
  await page.goto(`/r/${house.slug}`);
  await expect(page.getByLabel('E-mail')).toBeVisible();
});

test('an address nobody has is answered like one that is known, and gets no letter', async ({
  browse,
  watch,
}) => {
  watch.expectStatus(401);
  const page = await browse(fromAddress(62));
  await page.goto(`/r/${house.slug}`);
  await ask(page, 'nobody@nowhere.example');
  await expect(page.getByText(/^If Bistro knows nobody@nowhere.example/)).toBeVisible();
  await page.keyboard.type('123456');
  await page.keyboard.press('Enter');
  await expect(
    page.getByText('These are not the digits, or they are no longer good.'),
  ).toBeVisible();
  expect(await textsTo('nobody@nowhere.example')).toEqual([]);
});

test('the page speaks six languages, that of the browser first, and none of them leaves the window', async ({
  browse,
}) => {
  const page = await browse({ ...PHONE, ...fromAddress(63), locale: 'cs-CZ' });
  await page.goto(`/r/${house.slug}`);
  await expect(page.locator('main')).toHaveAttribute('lang', 'cs');
  const languages = page.getByRole('navigation').getByRole('link');
  await expect(languages).toHaveCount(6);
  for (const [language, submit] of [
    ['uk', 'Надіслати цифри'],
    ['pl', 'Wyślij mi cyfry'],
    ['cs', 'Poslat číslice'],
    ['de', 'Ziffern schicken'],
    ['es', 'Enviarme las cifras'],
    ['en', 'Send me the digits'],
  ] as const) {
    await languages.and(page.locator(`[lang="${language}"]`)).click();
    await expect(page.getByRole('button', { name: submit })).toBeVisible();
    await expect(page.locator('main')).toHaveAttribute('lang', language);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(
      390,
    );
    expect(await brokenRules(page)).toEqual([]);
  }
});

test('without a connection, and when the server fails, it says so and goes on from there', async ({
  browse,
  watch,
}) => {
  watch.expectStatus(400, 401);
  watch.expectLost('/api/guest/trpc/self');
  const page = await browse(fromAddress(64));
  // A session that is over by now: whoever has none is asked for an address without a question.
  const cookie = { name: '__Host-tc_rt', value: 'over', domain: 'localhost', path: '/' };
  await page
    .context()
    .addCookies([{ ...cookie, secure: true, httpOnly: true, sameSite: 'Strict' }]);
  await page.route('**/api/guest/trpc/self', (route) => route.abort('internetdisconnected'));
  await page.goto(`/r/${house.slug}`);
  await expect(page.getByText('No connection. Check it and try again.')).toBeVisible();
  await page.unroute('**/api/guest/trpc/self');
  await page.route('**/api/guest/trpc/self', (route) => route.fulfill({ status: 400, json: {} }));
  await page.getByRole('button', { name: 'Try again' }).click();
  await expect(page.getByText(/^This did not work/)).toBeVisible();
  expect(await brokenRules(page)).toEqual([]);
  await page.unroute('**/api/guest/trpc/self');
  await page.getByRole('button', { name: 'Try again' }).click();
  await expect(page.getByLabel('E-mail')).toBeVisible();
});

test('a restaurant nobody has is not there', async ({ browse, watch }) => {
  watch.expectStatus(404);
  const page = await browse(fromAddress(65));
  for (const slug of ['no-such-house', "x'--", 'A']) {
    const response = await page.goto(`/r/${slug}`);
    expect(response?.status()).toBe(404);
  }
});
