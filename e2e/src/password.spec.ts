import { DEMO_PASSWORD } from '@toster/db/demo/logins';
import { brokenRules } from './support/axe.ts';
import { subjectsTo } from './support/letters.ts';
import { forgetProof, fromAddress } from './support/session.ts';
import { expect, test } from './support/test.ts';

/** Nobody else's spec signs in as these: their password is another one afterwards. */
const PERSON = 'marketing@wirtshaus-berlin.demo';
const CHOSEN = 'four cows in a blue boat';

test('somebody chooses another password: proven first, told what is wrong with a bad one, signed out elsewhere, and told by mail', async ({
  signedIn,
  browse,
  watch,
}) => {
  watch.expectStatus(401, 403, 422);
  const elsewhere = await signedIn(PERSON);
  const page = await signedIn(PERSON, {
    viewport: { width: 834, height: 1112 },
    colorScheme: 'dark',
  });
  await forgetProof(page.context());
  await page.goto('/profile');
  await page.getByRole('button', { name: 'Change password' }).click();
  const dialog = page.getByRole('dialog', { name: 'Change password' });
  const field = dialog.getByRole('textbox', { name: 'New password' });
  await expect(field).toBeFocused();
  await page.keyboard.type('bluecow');
  await expect(dialog.getByText('7 of at least 12 characters')).toBeVisible();
  await page.keyboard.press('Enter');
  await expect(dialog.getByText('Use at least 12 characters.')).toBeVisible();
  expect(await brokenRules(page)).toEqual([]);

  await field.fill('wirtshaus-berlin-2026');
  await page.keyboard.press('Enter');
  const proof = page.getByRole('dialog', { name: 'Confirm it is you' });
  await proof.getByLabel('Your password').fill(DEMO_PASSWORD);
  await page.keyboard.press('Enter');
  await expect(dialog.getByText('words that are known of you')).toBeVisible();
  await expect(field).toHaveValue('wirtshaus-berlin-2026');
  await expect(field).toBeFocused();

  await field.fill(CHOSEN);
  await page.keyboard.press('Enter');
  await expect(page.getByText('Your password is changed')).toBeVisible();
  await expect(page.getByText(/^\d+ other sessions? (was|were) ended\.$/)).toBeVisible();
  await expect(dialog).toBeHidden();

  await elsewhere.goto('/profile');
  await expect(elsewhere).toHaveURL(/\/sign-in/);
  const again = await browse(fromAddress(41));
  await again.goto('/sign-in');
  await again.getByLabel('E-mail').fill(PERSON);
  const password = again.getByRole('textbox', { name: 'Password' });
  await password.fill(DEMO_PASSWORD);
  await again.keyboard.press('Enter');
  await expect(again.locator('form').getByRole('alert')).toBeVisible();
  await password.fill(CHOSEN);
  await again.keyboard.press('Enter');
  await expect(again.getByRole('navigation', { name: 'Main' })).toBeVisible();

  await expect.poll(() => subjectsTo(PERSON)).toContain('Your password was changed');
});
