import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readE2eEnv } from './env.ts';
import { brokenRules } from './support/axe.ts';
import { fromAddress, OWN_SITE } from './support/session.ts';
import { expect, test } from './support/test.ts';

const HOURS_48_MS = 48 * 3_600_000;

for (const [name, options] of [
  ['on a desk by day', {}],
  ['on a phone at night', { viewport: { width: 390, height: 844 }, colorScheme: 'dark' }],
] as const) {
  test(`the public page says of every promise how it stands, ${name}, to who is not signed in`, async ({
    browse,
  }) => {
    const page = await browse(options);
    await page.goto('/security');
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(
      'What Toster promises, and what keeps it',
    );
    await expect(page.getByRole('article')).toHaveCount(10);
    await expect(
      page.getByRole('article').filter({ hasText: /Kept|Kept in part|Not yet/ }),
    ).toHaveCount(10);
    await expect(page.getByRole('article').first()).toContainText('.test.ts');
    expect(await brokenRules(page)).toEqual([]);
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    expect(wide).toBeLessThanOrEqual(0);
  });
}

test('security.txt is where RFC 9116 says, as text, and fresh', async ({ request }) => {
  const response = await request.get('/.well-known/security.txt', {
    headers: { host: 'evil.example', 'x-forwarded-host': 'evil.example' },
  });
  expect(response.status()).toBe(200);
  expect(response.headers()['content-type']).toBe('text/plain; charset=utf-8');
  const text = await response.text();
  expect(text).not.toContain('evil.example');
  expect(text).toMatch(/^Contact: http:\/\/localhost:\d+\/security#report$/m);
  const days = (Date.parse(/^Expires: (.+)$/m.exec(text)?.[1] ?? '') - Date.now()) / 86_400_000;
  expect(days).toBeGreaterThan(30);
  expect(days).toBeLessThan(365);
});

test('a report gets a case, a letter and a time, and nothing is lost on the way there', async ({
  browse,
  watch,
}) => {
  watch.expectLost('/api/security/report');
  const page = await browse(fromAddress(31));
  await page.goto('/security#report');
  await page.getByRole('button', { name: 'Send the report' }).click();
  await expect(page.getByLabel('Your e-mail address')).toBeFocused();
  await expect(page.getByText('Enter an e-mail address.')).toBeVisible();
  await page.getByLabel('Your e-mail address').fill('finder@example.test');
  await page.getByLabel('What is affected').fill('the audit log');
  const text = 'The log shows me the address of a guest although my role may not see it.';
  await page.getByLabel('What you found, and how to see it').fill(text);
  await page.route('**/api/security/report', (route) => route.abort());
  await page.getByRole('button', { name: 'Send the report' }).click();
  await expect(page.locator('form').getByRole('alert')).toContainText(
    'What you wrote is still here',
  );
  await expect(page.getByLabel('What you found, and how to see it')).toHaveValue(text);
  await page.unroute('**/api/security/report');
  await page.getByRole('button', { name: 'Send the report' }).click();
  const done = page.getByRole('status').filter({ hasText: 'Your case is' });
  await expect(done).toBeFocused();
  const caseId = /TSR-\w{8}/.exec((await done.textContent()) ?? '')?.[0] ?? '';
  expect(caseId).not.toBe('');
  expect(await brokenRules(page)).toEqual([]);
  const index = join(readE2eEnv().home, 'mail', 'index.jsonl');
  await expect
    .poll(
      () =>
        readFileSync(index, 'utf8')
          .split('\n')
          .filter((line) => line.includes(caseId)).length,
    )
    .toBe(2);
});

test('a report is answered within 48 hours, takes nothing it did not ask for, and five come from an address in an hour', async ({
  request,
}) => {
  const report = {
    contact: 'finder@example.test',
    affected: 'a call',
    description: 'A description that is long enough.',
  };
  const send = (data: unknown, address = 32) =>
    request.post('/api/security/report', {
      headers: { ...OWN_SITE, ...fromAddress(address).extraHTTPHeaders },
      data,
    });
  for (const wrong of [
    { ...report, contact: 'nobody' },
    { ...report, orgId: 'x' },
    { ...report, description: 'short' },
    {},
  ])
    expect((await send(wrong)).status()).toBe(400);
  const asked = Date.now();
  const answers = await Promise.all(Array.from({ length: 8 }, () => send(report)));
  expect(answers.map((answer) => answer.status()).toSorted()).toEqual([
    200, 200, 200, 200, 200, 429, 429, 429,
  ]);
  for (const answer of answers.filter((each) => each.ok())) {
    const { dueAt } = (await answer.json()) as { dueAt: string };
    const late = Date.parse(dueAt) - asked - HOURS_48_MS;
    expect(Math.abs(late)).toBeLessThan(60_000);
  }
  expect((await send(report, 33)).status()).toBe(200);
});
