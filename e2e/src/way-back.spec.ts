import { request as nodeRequest } from 'node:http';
import { once } from 'node:events';
import { DEMO_PASSWORD } from '@toster/db/demo/logins';
import type { Page } from '@playwright/test';
import { brokenRules } from './support/axe.ts';
import { linkTo, subjectsTo } from './support/letters.ts';
import { scan } from './support/second-factor.ts';
import { fromAddress, OWN_SITE } from './support/session.ts';
import { expect, test } from './support/test.ts';

/** Nobody else's spec signs in as these. */
const FORGETFUL = 'hr@wirtshaus-berlin.demo';
const PHONELESS = 'officer@wirtshaus-berlin.demo';
const UNPROVEN = 'marketing@pierogi-krakow.demo';
const POISONED = 'cashier@pierogi-krakow.demo';
const CHOSEN = 'seven ducks on a tandem';
const TABLET = { viewport: { width: 834, height: 1112 }, colorScheme: 'dark' } as const;

async function letterTo(address: string, subject: string): Promise<string> {
  await expect.poll(() => linkTo(address, subject)).not.toBeNull();
  return (await linkTo(address, subject)) ?? '';
}

async function enter(page: Page, email: string, password: string): Promise<void> {
  await page.goto('/sign-in?next=/profile');
  await page.getByLabel('E-mail').fill(email);
  await page.getByRole('textbox', { name: 'Password' }).fill(password);
  await page.keyboard.press('Enter');
}

test('somebody who has forgotten their password chooses another one by letter, by keyboard, once', async ({
  browse,
  signedIn,
  watch,
}) => {
  watch.expectStatus(401, 409, 422);
  const elsewhere = await signedIn(FORGETFUL);
  const page = await browse({ ...fromAddress(51), ...TABLET });
  await page.goto('/sign-in');
  await page.getByRole('link', { name: 'Forgot your password?' }).click();
  await expect(page.getByLabel('E-mail')).toBeFocused();
  expect(await brokenRules(page)).toEqual([]);
  await page.keyboard.press('Enter');
  await expect(page.getByText('Enter your e-mail address.')).toBeVisible();
  await page.keyboard.type(FORGETFUL);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('status')).toContainText('Look into your mailbox');
  await expect(page.getByRole('status')).toBeFocused();
  expect(await brokenRules(page)).toEqual([]);

  const link = await letterTo(FORGETFUL, 'Choose another password');
  await page.goto(link);
  const field = page.getByRole('textbox', { name: 'New password' });
  expect(await brokenRules(page)).toEqual([]);
  await field.fill('wirtshaus-berlin-2026');
  await page.keyboard.press('Enter');
  await expect(page.getByText('words that are known of you')).toBeVisible();
  await expect(field).toBeFocused();
  await field.fill(CHOSEN);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('status')).toContainText('Your password is changed');
  // Not in the history of a shared tablet.
  expect(new URL(page.url()).hash).toBe('');
  await page.getByRole('link', { name: 'Sign in' }).click();
  await expect(page).toHaveURL(/\/sign-in$/);

  await elsewhere.goto('/profile');
  await expect(elsewhere).toHaveURL(/\/sign-in/);
  await enter(page, FORGETFUL, DEMO_PASSWORD);
  await expect(page.locator('form').getByRole('alert')).toBeVisible();
  await enter(page, FORGETFUL, CHOSEN);
  await expect(page).toHaveURL(/\/profile$/);
  await expect
    .poll(() => subjectsTo(FORGETFUL))
    .toContain('Another password was chosen for your account');

  const again = await browse(fromAddress(52));
  await again.goto(link);
  await again.getByRole('textbox', { name: 'New password' }).fill(`${CHOSEN} again`);
  await again.keyboard.press('Enter');
  await expect(again.getByText('This link leads nowhere')).toBeVisible();
  expect(await brokenRules(again)).toEqual([]);
});

test('a letter is asked for alike with an address nobody has: the same words after the same time', async ({
  request,
}) => {
  const ask = async (email: string, last: number) => {
    const started = performance.now();
    const response = await request.post('/api/auth/ask-reset', {
      headers: { ...OWN_SITE, ...fromAddress(last).extraHTTPHeaders },
      data: { email },
    });
    return {
      ms: performance.now() - started,
      body: await response.text(),
      status: response.status(),
    };
  };
  const times: Record<'known' | 'unknown', number[]> = { known: [], unknown: [] };
  const bodies = new Set<string>();
  for (let each = 0; each < 12; each += 1) {
    const known = await ask(`cook${each % 4 === 0 ? '' : each}@varenyk-kyiv.demo`, 100 + each);
    const unknown = await ask(`nobody-${each}@example.test`, 120 + each);
    if (each % 4 === 0) times.known.push(known.ms);
    times.unknown.push(unknown.ms);
    bodies.add(`${known.status} ${known.body}`).add(`${unknown.status} ${unknown.body}`);
  }
  expect([...bodies]).toEqual(['200 {}']);
  const middle = (values: number[]) => values.toSorted((a, b) => a - b)[values.length >> 1] ?? 0;
  for (const values of Object.values(times)) expect(middle(values)).toBeGreaterThanOrEqual(249);
});

test('whoever lies about the host gets no letter that leads there', async ({ baseURL }) => {
  const { port, hostname } = new URL(baseURL ?? '');
  const body = JSON.stringify({ email: POISONED });
  const call = nodeRequest({
    host: hostname,
    port,
    path: '/api/auth/ask-reset',
    method: 'POST',
    headers: {
      ...OWN_SITE,
      host: 'evil.example',
      'x-forwarded-host': 'evil.example',
      'x-forwarded-for': '127.0.1.53',
      'content-type': 'application/json',
      'content-length': String(Buffer.byteLength(body)),
    },
  });
  call.end(body);
  await once(call, 'response');
  const link = await letterTo(POISONED, 'Choose another password');
  expect(new URL(link).origin).toBe(new URL(baseURL ?? '').origin);
  expect(new URL(link).pathname).toBe('/reset/password');
});

test('somebody without phone and paper has the second factor turned off in a day, and whoever has a session keeps it', async ({
  signedIn,
  browse,
  watch,
}) => {
  watch.expectStatus(401, 403, 409);
  const page = await signedIn(PHONELESS, TABLET);
  await page.goto('/profile');
  await page.getByRole('button', { name: 'Set up' }).click();
  const field = page.getByRole('dialog').getByRole('textbox', { name: 'Code' });
  await expect(field).toBeFocused();
  const app = await scan(page, PHONELESS);
  await field.fill(app(-1));
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'I have kept them' }).click();

  const stranger = await browse(fromAddress(54));
  await enter(stranger, PHONELESS, DEMO_PASSWORD);
  await stranger.getByRole('button', { name: 'I have neither the app nor a code' }).click();
  await expect(stranger.getByRole('status')).toContainText('A letter is on its way');
  expect(await brokenRules(stranger)).toEqual([]);
  const link = await letterTo(PHONELESS, 'Turn off your second factor');
  await stranger.goto(link);
  expect(await brokenRules(stranger)).toEqual([]);
  await stranger.getByRole('button', { name: 'Turn it off in 24 hours' }).click();
  await expect(stranger.getByRole('status')).toContainText('Your second factor is turned off on');
  await expect
    .poll(() => subjectsTo(PHONELESS))
    .toContain('Your second factor is turned off in a day');
  await enter(stranger, PHONELESS, DEMO_PASSWORD);
  await expect(stranger.getByRole('textbox', { name: 'Code' })).toBeFocused();

  await page.reload();
  await expect(page.getByText(/has asked to turn it off/)).toBeVisible();
  expect(await brokenRules(page)).toEqual([]);
  await page.getByRole('button', { name: 'Keep it' }).click();
  await expect(page.getByText('Your second factor stays')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Keep it' })).toBeHidden();
  await stranger.goto(link);
  await stranger.getByRole('button', { name: 'Turn it off in 24 hours' }).click();
  await expect(stranger.getByText('This link leads nowhere')).toBeVisible();
});

test('somebody proves that letters reach them; opening the link alone does nothing', async ({
  signedIn,
  browse,
}) => {
  const page = await signedIn(UNPROVEN);
  await page.goto('/profile');
  await page.getByRole('button', { name: 'Send a letter' }).click();
  await expect(page.getByText('A letter is on its way')).toBeVisible();
  const link = await letterTo(UNPROVEN, 'Prove your address');
  const mailbox = await browse(fromAddress(55));
  await mailbox.goto(link);
  await page.reload();
  await expect(page.getByRole('button', { name: 'Send a letter' })).toBeVisible();
  expect(await brokenRules(mailbox)).toEqual([]);
  await mailbox.getByRole('button', { name: 'Yes, they reach me' }).click();
  await expect(mailbox.getByRole('status')).toContainText('Your address is proven');
  await page.reload();
  await expect(page.getByText('Letters reach you there.')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Send a letter' })).toBeHidden();
});
