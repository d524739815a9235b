import { call, sessionOf } from './support/api.ts';
import { expect, test } from './support/test.ts';

const PERSON = 'packer@pierogi-krakow.demo';
const TABLET =
  'Mozilla/5.0 (iPad; CPU OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Mobile/15E148 Safari/604.1';
const PHONE =
  'Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Mobile Safari/537.36';

test('a packer ends a session on another device, then all others; each is out at once, and the owner reads of it', async ({
  signedIn,
  watch,
}) => {
  watch.expectStatus(401);
  const page = await signedIn(PERSON);
  const { staffId } = await sessionOf(page.context().request);
  expect((await call(page.context().request, 'session.revokeOthers')).status).toBe(200);
  const tablet = await signedIn(PERSON, { userAgent: TABLET });
  const phone = await signedIn(PERSON, { userAgent: PHONE });
  for (const other of [tablet, phone]) {
    await other.goto('/orders');
    await expect(other.getByRole('heading', { level: 1, name: 'Orders' })).toBeVisible();
  }

  await page.goto('/sessions');
  await expect(page).toHaveURL('/profile#sessions');
  const sessions = page.getByRole('list', { name: 'Sessions' }).getByRole('listitem');
  await expect(sessions).toHaveCount(3);
  const onTablet = sessions.filter({ hasText: 'Safari on iPad' });
  await test.step('the address is shown when it is asked for', async () => {
    await expect(onTablet).toContainText('From the console’s own machine');
    await expect(onTablet).toContainText('Same network as this one');
    await onTablet.getByRole('button', { name: /^Show address/ }).click();
    await expect(onTablet).toContainText(/127\.0\.0\.1|::1/);
  });

  await test.step('one is ended by the keyboard alone', async () => {
    const end = page.getByRole('button', { name: 'End the session on Safari on iPad' });
    await expect(async () => {
      await page.keyboard.press('j');
      await expect(end).toBeFocused({ timeout: 500 });
    }).toPass();
    await page.keyboard.press('Enter');
    await expect(page.getByText('Session ended')).toBeVisible();
    await expect(sessions).toHaveCount(2);
    await tablet.goto('/orders');
    await expect(tablet).toHaveURL(/\/sign-in\?/);
    await phone.reload();
    await expect(phone.getByRole('heading', { level: 1, name: 'Orders' })).toBeVisible();
  });

  await test.step('all others are ended, and this one stays', async () => {
    await page.getByRole('button', { name: 'End all others' }).click();
    await page.getByRole('button', { name: 'End them' }).click();
    await expect(sessions).toHaveCount(1);
    await expect(page.getByText('You are signed in here and nowhere else.')).toBeVisible();
    await phone.goto('/orders');
    await expect(phone).toHaveURL(/\/sign-in\?/);
    await page.reload();
    await expect(sessions).toHaveCount(1);
  });

  await test.step('all are ended at once, this one too, and this browser is back at the door', async () => {
    const other = await signedIn(PERSON);
    await page.reload();
    await page.getByRole('button', { name: 'End all others' }).click();
    await page.getByRole('button', { name: 'End all, this one too' }).click();
    await expect(page).toHaveURL(/\/sign-in\?reason=left/);
    await page.goto('/profile');
    await expect(page).toHaveURL(/\/sign-in\?next/);
    await other.goto('/profile');
    await expect(other).toHaveURL(/\/sign-in\?/);
  });

  await test.step('the owner reads who ended them', async () => {
    const owner = await signedIn('owner@pierogi-krakow.demo');
    await owner.goto(`/audit?actor=${staffId}&action=session.revoked`);
    const line = owner.getByRole('listitem').filter({ hasText: 'ended a session' });
    await expect(line.first()).toBeVisible();
  });
});

test('people read what they may do, and how the console looks here is theirs to choose', async ({
  signedIn,
}) => {
  const page = await signedIn('hr@pierogi-krakow.demo');
  await page.goto('/');
  await expect(async () => {
    await page.keyboard.type('gp');
    await expect(page.getByRole('heading', { level: 1, name: 'Profile' })).toBeVisible({
      timeout: 2000,
    });
  }).toPass();
  await expect(page.locator('main')).toContainText('hr@pierogi-krakow.demo');

  await page.getByRole('textbox', { name: 'Find a permission' }).fill('invite');
  const right = page.getByRole('listitem').filter({ hasText: 'staff.invite' });
  await expect(right).toContainText('from HR');

  const html = page.locator('html');
  await page.getByRole('radio', { name: 'Dark' }).check();
  await expect(html).toHaveAttribute('data-theme', 'dark');
  await page.reload();
  await expect(html).toHaveAttribute('data-theme', 'dark');
  await expect(page.getByRole('radio', { name: 'Dark' })).toBeChecked();
});
