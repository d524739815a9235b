import type { APIResponse } from '@playwright/test';
import { DEMO_PASSWORD } from '@toster/db/demo/logins';
import { ageAttempts } from '@toster/db/testing/age-attempts';
import { readE2eEnv } from './env.ts';
import { brokenRules } from './support/axe.ts';
import { forgetProof, fromAddress, OWN_SITE } from './support/session.ts';
import { expect, test } from './support/test.ts';

const PERSON = 'accountant@tapas-madrid.demo';
const WINDOW_SECONDS = 900;

// What one test lets expire is what another counts.
test.describe.configure({ mode: 'serial' });

test('sixty wrong passwords sent at once are verified five times, and the rest are told when to come back', async ({
  request,
}) => {
  const send = (address: number, password: string): Promise<APIResponse> =>
    request.post('/api/auth/sign-in', {
      headers: { ...OWN_SITE, ...fromAddress(address).extraHTTPHeaders },
      data: { email: PERSON, password },
    });
  const answers = await Promise.all(
    Array.from({ length: 60 }, (_, guess) => send(11, `guess number ${guess}`)),
  );
  const statuses = answers.map((answer) => answer.status());
  expect(statuses.filter((status) => status === 401)).toHaveLength(5);
  expect(statuses.filter((status) => status === 429)).toHaveLength(55);
  for (const refused of answers.filter((answer) => answer.status() === 429)) {
    const seconds = Number(refused.headers()['retry-after']);
    expect(seconds).toBeGreaterThan(WINDOW_SECONDS - 60);
    expect(seconds).toBeLessThanOrEqual(WINDOW_SECONDS);
    expect(await refused.json()).toMatchObject({
      code: 'TOO_MANY_ATTEMPTS',
      details: { retryAfterSeconds: seconds },
    });
    expect(Object.keys(refused.headers()).filter((name) => /ratelimit/i.test(name))).toEqual([]);
  }
  expect((await send(11, DEMO_PASSWORD)).status()).toBe(429);
  expect((await send(12, DEMO_PASSWORD)).status()).toBe(200);
});

test('the form says when the next attempt is allowed, keeps what was typed, and lets the person in once it is', async ({
  browse,
  watch,
}) => {
  watch.expectStatus(401, 429);
  const page = await browse({ ...fromAddress(13), colorScheme: 'dark' });
  await page.goto('/sign-in');
  await page.getByLabel('E-mail').fill(PERSON);
  const password = page.getByRole('textbox', { name: 'Password' });
  const alert = page.locator('form').getByRole('alert');
  for (let wrong = 0; wrong < 5; wrong += 1) {
    await password.fill(`not the password ${wrong}`);
    await page.keyboard.press('Enter');
    await expect(page.getByRole('button', { name: 'Sign in' })).toBeEnabled();
    await expect(alert).toContainText('is not right');
  }
  await password.fill(DEMO_PASSWORD);
  await page.keyboard.press('Enter');
  await expect(alert).toHaveText(
    /^Too many failed attempts\. You can try again at (\w+,? )?\d\d:\d\d:\d\d\.$/,
  );
  await expect(page.getByLabel('E-mail')).toHaveValue(PERSON);
  await expect(password).toBeFocused();
  expect(await brokenRules(page)).toEqual([]);
  await ageAttempts(readE2eEnv().databaseUrl, WINDOW_SECONDS);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('navigation', { name: 'Main' })).toBeVisible();
});

test('guests who fail in the restaurant’s own network keep no till from its work, and a till forgets nobody', async ({
  browse,
  request,
  watch,
}) => {
  watch.expectStatus(429);
  const till = await browse(fromAddress(14));
  const enter = async () => {
    await till.goto('/sign-in');
    await till.getByLabel('E-mail').fill(PERSON);
    await till.getByRole('textbox', { name: 'Password' }).fill(DEMO_PASSWORD);
    await till.keyboard.press('Enter');
    await expect(till.getByRole('navigation', { name: 'Main' })).toBeVisible();
  };
  await enter();
  await till.context().request.post('/api/auth/sign-out', { headers: OWN_SITE });
  const kept = (await till.context().cookies()).map(({ name }) => name);
  expect(kept).toEqual(['__Host-t_d']);
  const guest = (email: string, password: string) =>
    request.post('/api/auth/sign-in', {
      headers: { ...OWN_SITE, ...fromAddress(14).extraHTTPHeaders },
      data: { email, password },
    });
  for (let wrong = 0; wrong < 5; wrong += 1)
    expect((await guest('nobody@tapas-madrid.demo', 'a guess')).status()).toBe(401);
  expect((await guest(PERSON, DEMO_PASSWORD)).status()).toBe(429);
  await enter();
});

test('a proof of identity has five attempts, and the session goes on without it', async ({
  signedIn,
  watch,
}) => {
  watch.expectStatus(401, 403, 429);
  const page = await signedIn('owner2@tapas-madrid.demo');
  await forgetProof(page.context());
  await page.goto('/menu');
  await page
    .getByRole('button', { name: /^Change the price of / })
    .first()
    .click();
  await expect(page.getByLabel(/^New price in/)).toBeFocused();
  await page.keyboard.type('99');
  await page.getByRole('button', { name: 'Change price' }).click();
  const dialog = page.getByRole('dialog', { name: 'Confirm it is you' });
  for (let wrong = 0; wrong < 5; wrong += 1) {
    await dialog.getByLabel('Your password').fill(`not the password ${wrong}`);
    await page.keyboard.press('Enter');
    await expect(dialog.getByRole('button', { name: 'Confirm' })).toBeEnabled();
    await expect(dialog.getByText('That password is not right.')).toBeVisible();
  }
  await dialog.getByLabel('Your password').fill(DEMO_PASSWORD);
  await page.keyboard.press('Enter');
  await expect(
    dialog.getByText(/^Too many failed attempts\. You can try again at \d\d:\d\d:\d\d\.$/),
  ).toBeVisible();
  expect(await brokenRules(page)).toEqual([]);
  await page.keyboard.press('Escape');
  await page.goto('/orders');
  await expect(page.getByRole('heading', { name: 'Orders', level: 1 })).toBeVisible();
});
