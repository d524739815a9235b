import { readFileSync } from 'node:fs';
import { DEMO_PASSWORD } from '@toster/db/demo/logins';
import type { Page } from '@playwright/test';
import { brokenRules } from './support/axe.ts';
import { subjectsTo } from './support/letters.ts';
import { scan } from './support/second-factor.ts';
import { forgetProof, fromAddress } from './support/session.ts';
import { expect, test } from './support/test.ts';

/** Nobody else's spec signs in as this one. */
const PERSON = 'accountant@wirtshaus-berlin.demo';
const TABLET = { viewport: { width: 834, height: 1112 } } as const;

const wrong = (code: string) => String((Number(code) + 500_000) % 1_000_000).padStart(6, '0');

async function enterPassword(page: Page): Promise<void> {
  await page.goto('/sign-in?next=/profile');
  await page.getByLabel('E-mail').fill(PERSON);
  await page.getByRole('textbox', { name: 'Password' }).fill(DEMO_PASSWORD);
  await page.keyboard.press('Enter');
}

test('somebody sets up a second factor with an app that is not ours, signs in with it and by paper, and turns it off', async ({
  signedIn,
  browse,
  watch,
}) => {
  watch.expectStatus(401, 403, 422);
  const page = await signedIn(PERSON, { ...TABLET, colorScheme: 'dark' });
  await forgetProof(page.context());
  await page.goto('/profile');
  const card = page.locator('section', {
    has: page.getByRole('heading', { name: 'Second factor' }),
  });
  await card.getByRole('button', { name: 'Set up' }).click();
  const proof = page.getByRole('dialog', { name: 'Confirm it is you' });
  await proof.getByLabel('Your password').fill(DEMO_PASSWORD);
  await page.keyboard.press('Enter');

  const enrol = page.getByRole('dialog', { name: 'Set up a second factor' });
  const codeField = enrol.getByRole('textbox', { name: 'Code' });
  await expect(codeField).toBeFocused();
  const app = await scan(page, PERSON);
  expect(await brokenRules(page)).toEqual([]);
  await page.keyboard.type('12345');
  await page.keyboard.press('Enter');
  await expect(enrol.getByText('Enter the six digits')).toBeVisible();
  await codeField.fill(wrong(app()));
  await page.keyboard.press('Enter');
  await expect(enrol.getByText('This is not the code.')).toBeVisible();
  await expect(codeField).toBeFocused();
  // The step before the present one, so that the present one is still good for signing in.
  await codeField.fill(app(-1));
  await page.keyboard.press('Enter');

  const paper = page.getByRole('dialog', { name: 'Your recovery codes' });
  await expect(paper.getByRole('listitem')).toHaveCount(10);
  const codes = await paper.getByRole('listitem').allTextContents();
  expect(new Set(codes).size).toBe(10);
  expect(await brokenRules(page)).toEqual([]);
  await page.keyboard.press('Escape');
  await expect(paper).toBeVisible();
  const download = page.waitForEvent('download');
  await paper.getByRole('button', { name: 'Save as a file' }).click();
  const file = readFileSync(await (await download).path(), 'utf8');
  expect(file).toContain(PERSON);
  for (const code of codes) expect(file).toContain(code);
  await paper.getByRole('button', { name: 'I have kept them' }).click();
  await expect(card.getByText('10 recovery codes are left.')).toBeVisible();

  const phone = await browse(fromAddress(42));
  await enterPassword(phone);
  const code = phone.getByRole('textbox', { name: 'Code' });
  await expect(code).toBeFocused();
  expect(await brokenRules(phone)).toEqual([]);
  await code.fill(wrong(app()));
  await phone.keyboard.press('Enter');
  await expect(phone.getByText('The code is not right, or it was used before.')).toBeVisible();
  const used = app();
  await code.fill(used);
  await phone.keyboard.press('Enter');
  await expect(phone).toHaveURL(/\/profile$/);

  const other = await browse(fromAddress(43));
  await enterPassword(other);
  await other.getByRole('textbox', { name: 'Code' }).fill(used);
  await other.keyboard.press('Enter');
  await expect(other.getByText('The code is not right, or it was used before.')).toBeVisible();
  await other.getByRole('textbox', { name: 'Code' }).fill(codes[0] ?? '');
  await other.keyboard.press('Enter');
  await expect(other).toHaveURL(/\/profile$/);
  await expect(other.getByText('9 recovery codes are left.')).toBeVisible();

  await forgetProof(page.context());
  await page.reload();
  await card.getByRole('button', { name: 'New recovery codes' }).click();
  await page.getByRole('button', { name: 'Make new codes' }).click();
  await proof.getByLabel('Your password').fill(DEMO_PASSWORD);
  await page.keyboard.press('Enter');
  const factor = proof.getByRole('textbox', { name: 'Code of your app' });
  await expect(factor).toBeFocused();
  expect(await brokenRules(page)).toEqual([]);
  await factor.fill(codes[1] ?? '');
  await page.keyboard.press('Enter');
  await expect(paper.getByRole('listitem')).toHaveCount(10);
  const renewed = await paper.getByRole('listitem').allTextContents();
  expect(renewed.filter((each) => codes.includes(each))).toEqual([]);
  await paper.getByRole('button', { name: 'I have kept them' }).click();

  await card.getByRole('button', { name: 'Turn off' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Turn off' }).click();
  await expect(page.getByText('The second factor is off')).toBeVisible();
  await expect(card.getByRole('button', { name: 'Set up' })).toBeVisible();
  const again = await browse(fromAddress(42));
  await enterPassword(again);
  await expect(again).toHaveURL(/\/profile$/);

  await expect
    .poll(() => subjectsTo(PERSON))
    .toEqual(
      expect.arrayContaining([
        'A second factor was set up',
        'A recovery code was used',
        'You have new recovery codes',
        'Your second factor was turned off',
      ]),
    );
});
