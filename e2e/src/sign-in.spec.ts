import { DEMO_PASSWORD } from '@toster/db/demo/logins';
import { fromAddress, OWN_SITE } from './support/session.ts';
import { expect, test } from './support/test.ts';

const PERSON = 'hr@tapas-madrid.demo';

for (const [who, email, address] of [
  ['a wrong password', PERSON, 1],
  ['an unknown account', 'nobody@tapas-madrid.demo', 2],
] as const) {
  test(`${who} is answered on the form, with the same words`, async ({ browse, watch }) => {
    watch.expectStatus(401);
    const page = await browse(fromAddress(address));
    await page.goto('/sign-in?next=%2Fprofile');
    await page.getByLabel('E-mail').fill(email);
    const password = page.getByRole('textbox', { name: 'Password' });
    await password.fill('not the password');
    await page.getByRole('button', { name: 'Sign in' }).click();
    await expect(page.locator('form').getByRole('alert')).toHaveText(
      'The e-mail address or the password is not right.',
    );
    await expect(page).toHaveURL(/\/sign-in\?next=%2Fprofile/);
    await expect(page.getByLabel('E-mail')).toHaveValue(email);
    await expect(password).toBeFocused();
    expect(
      await password.evaluate((field) =>
        field instanceof HTMLInputElement ? [field.selectionStart, field.selectionEnd] : null,
      ),
    ).toEqual([0, 'not the password'.length]);
    expect(await page.context().cookies()).toEqual([]);
  });
}

test('the two answers are the same to the byte, but for the request’s own id', async ({
  request,
}) => {
  const answer = async (email: string) => {
    const data = { email, password: 'not the password' };
    const headers = { ...OWN_SITE, ...fromAddress(3).extraHTTPHeaders };
    const response = await request.post('/api/auth/sign-in', { headers, data });
    const text = (await response.text()).replace(/[0-9a-f-]{36}/, 'ID');
    const { date: _, 'content-security-policy': __, ...given } = response.headers();
    return { status: response.status(), text, given };
  };
  const [wrong, unknown] = [await answer(PERSON), await answer('nobody@tapas-madrid.demo')];
  expect(wrong.status).toBe(401);
  expect(unknown).toEqual(wrong);
});

test('after a mistake the right password leads where the person was going', async ({
  browse,
  watch,
}) => {
  watch.expectStatus(401);
  const page = await browse(fromAddress(4));
  await page.goto('/profile');
  await expect(page).toHaveURL(/\/sign-in\?next=%2Fprofile/);
  await page.getByLabel('E-mail').fill(PERSON);
  await page.getByRole('textbox', { name: 'Password' }).fill('not the password');
  await page.keyboard.press('Enter');
  await expect(page.locator('form').getByRole('alert')).toBeVisible();
  await page.keyboard.type(DEMO_PASSWORD);
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/\/profile$/);
  await expect(page.getByText('This one', { exact: true })).toBeVisible();
});

test('an address of another site is not followed after signing in', async ({ browse }) => {
  const page = await browse();
  await page.goto('/sign-in?next=%2F%2Fevil.example%2Fsessions');
  await page.getByLabel('E-mail').fill(PERSON);
  await page.getByRole('textbox', { name: 'Password' }).fill(DEMO_PASSWORD);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('navigation', { name: 'Main' })).toBeVisible();
  expect(new URL(page.url()).hostname).toBe('localhost');
});

test('a page that an extension changed before it came to life still signs in', async ({
  browse,
  watch,
}) => {
  const page = await browse();
  await page.addInitScript(() => {
    if (location.pathname !== '/sign-in') return;
    new MutationObserver((_, observer) => {
      const main = document.querySelector('main');
      if (main === null) return;
      observer.disconnect();
      main.prepend(document.createElement('aside'));
    }).observe(document, { childList: true, subtree: true });
  });
  await page.goto('/sign-in?next=%2Fprofile');
  await page.getByLabel('E-mail').fill(PERSON);
  await page.getByRole('textbox', { name: 'Password' }).fill(DEMO_PASSWORD);
  await page.keyboard.press('Enter');
  await expect(page.getByText('This one', { exact: true })).toBeVisible();
  // React reports that it drew the page anew; nothing may break on the way.
  const broken = watch.findings.filter((finding) => !/React error #418/.test(finding));
  expect(broken).toEqual([]);
  watch.findings.splice(0);
});
