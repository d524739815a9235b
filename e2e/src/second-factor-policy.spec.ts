import { DEMO_PASSWORD } from '@toster/db/demo/logins';
import { openRestaurant, type OwnRestaurant } from '@toster/db/testing/open-restaurant';
import type { Page } from '@playwright/test';
import { readE2eEnv } from './env.ts';
import { call } from './support/api.ts';
import { brokenRules } from './support/axe.ts';
import { subjectsTo } from './support/letters.ts';
import { scan } from './support/second-factor.ts';
import { forgetProof } from './support/session.ts';
import { expect, test } from './support/test.ts';

/** Its rules hold for everybody who works there, so nobody else’s spec does. */
let house: OwnRestaurant;
test.beforeAll(async () => {
  house = await openRestaurant(readE2eEnv().databaseUrl, {
    roles: ['manager', 'cook', 'operator'],
    like: 'owner@varenyk-kyiv.demo',
  });
});

const TABLET = { viewport: { width: 834, height: 1112 }, colorScheme: 'dark' } as const;
const emailOf = (role: 'manager' | 'operator'): string => house.emails[role] ?? '';
const section = (page: Page) =>
  page.locator('section', { has: page.getByRole('heading', { name: 'Signing in' }) });
const dialog = (page: Page) => page.getByRole('dialog', { name: 'Who must have a second factor' });

async function openDialog(page: Page): Promise<void> {
  await page.goto('/settings');
  await section(page).getByRole('button', { name: 'Change' }).click();
  await expect(dialog(page).getByRole('checkbox', { name: /Manager/ })).toBeVisible();
}

test('an owner sees whom a rule would keep out, decides by keyboard, and who lacks a second factor sets one up and works on', async ({
  signedIn,
  watch,
}) => {
  watch.expectStatus(401, 403);
  const owner = await signedIn(house.emails.owner);
  const manager = await signedIn(emailOf('manager'), TABLET);
  const operator = await signedIn(emailOf('operator'));
  await manager.goto('/orders');
  await expect(manager.getByRole('heading', { name: 'Orders', exact: true })).toBeVisible();

  await test.step('whoever decides it has proven themselves', async () => {
    await forgetProof(owner.context());
    await owner.goto('/settings');
    await expect(section(owner)).toContainText('Nobody has to have a second factor.');
    await section(owner).getByRole('button', { name: 'Change' }).click();
    const proof = owner.getByRole('dialog', { name: 'Confirm it is you' });
    await proof.getByLabel('Your password').fill(DEMO_PASSWORD);
    await owner.keyboard.press('Enter');
    await expect(dialog(owner).getByRole('checkbox', { name: /Manager/ })).toBeVisible();
  });

  await test.step('the preview names who has none, before anything is so', async () => {
    await dialog(owner).getByRole('checkbox', { name: /Owner/ }).focus();
    await owner.keyboard.press('Space');
    await expect(dialog(owner)).toContainText('One person has none yet');
    await owner.getByRole('button', { name: 'Save' }).click();
    await expect(dialog(owner).getByRole('alert')).toContainText('You are one of them.');
    await owner.keyboard.press('Tab');
    await dialog(owner).getByRole('checkbox', { name: /Owner/ }).uncheck();
    await dialog(owner)
      .getByRole('checkbox', { name: /Manager/ })
      .check();
    await expect(dialog(owner)).toContainText('Manager0 of 1');
    await expect(dialog(owner).getByRole('listitem').last()).toHaveText('Olena Manager');
    expect(await brokenRules(owner)).toEqual([]);
    await dialog(owner).getByRole('radio', { name: 'in 7 days' }).check();
    await owner.getByRole('button', { name: 'Save' }).click();
    await expect(owner.getByText('One person is told by mail.')).toBeVisible();
    await expect(section(owner)).toContainText(/Manager\s*from /);
  });

  await test.step('before the day there is a notice, and work goes on', async () => {
    await manager.goto('/orders');
    await expect(manager.getByText(/asks people in your role for a second factor/)).toBeVisible();
    await expect(manager.getByRole('heading', { name: 'Orders', exact: true })).toBeVisible();
    expect(await brokenRules(manager)).toEqual([]);
    await expect
      .poll(() => subjectsTo(emailOf('manager')))
      .toContain(`${house.name} asks you to set up a second factor`);
  });

  await test.step('the rule is lifted and made anew, at once', async () => {
    await openDialog(owner);
    await dialog(owner)
      .getByRole('checkbox', { name: /Manager/ })
      .uncheck();
    await owner.getByRole('button', { name: 'Save' }).click();
    await expect(section(owner)).toContainText('Nobody has to have a second factor.');
    await openDialog(owner);
    await dialog(owner)
      .getByRole('checkbox', { name: /Manager/ })
      .check();
    await dialog(owner).getByRole('radio', { name: 'at once' }).check();
    await owner.getByRole('button', { name: 'Save' }).click();
    await expect(section(owner)).toContainText(/Manager\s*since /);
  });

  await test.step('every page says why it shows nothing, the API too; one’s own account stays open', async () => {
    for (const path of ['/orders', '/staff', '/settings']) {
      await manager.goto(path);
      await expect(
        manager.getByRole('heading', { name: 'A second factor comes first' }),
      ).toBeVisible();
    }
    expect(await brokenRules(manager)).toEqual([]);
    const { error } = await call(manager.context().request, 'orders.list', {});
    expect(error?.code).toBe('SECOND_FACTOR_MISSING');
    const others = await call(operator.context().request, 'session.get');
    expect([null, 'STALE']).toContain(others.error?.code ?? null);
    await operator.goto('/orders');
    await expect(operator.getByRole('heading', { name: 'Orders', exact: true })).toBeVisible();
  });

  await test.step('set up, everything is where it was left', async () => {
    await manager.getByRole('link', { name: 'Set it up' }).click();
    const card = manager.locator('section', {
      has: manager.getByRole('heading', { name: 'Second factor' }),
    });
    await card.getByRole('button', { name: 'Set up' }).click();
    const app = await scan(manager, emailOf('manager'));
    await manager.getByRole('textbox', { name: 'Code' }).fill(app(-1));
    await manager.keyboard.press('Enter');
    await manager.getByRole('button', { name: 'I have kept them' }).click();
    await expect(manager.getByText(/Until you have one/)).toHaveCount(0);
    await manager.goto('/orders');
    await expect(manager.getByRole('heading', { name: 'Orders', exact: true })).toBeVisible();
  });

  await test.step('the owner sees who has one now, and the log who changed what', async () => {
    await openDialog(owner);
    await expect(dialog(owner)).toContainText('Manager1 of 1');
    await expect(dialog(owner)).toContainText('Everybody concerned has one already.');
    await owner.getByRole('button', { name: 'Cancel' }).click();
    await owner.goto('/audit?action=security_policy.changed');
    await expect(owner.getByText('changed who must have a second factor')).toHaveCount(3);
  });
});

test('a manager reads the rules, and cannot decide them', async ({ signedIn, watch }) => {
  watch.expectStatus(401, 403);
  const page = await signedIn('manager@tapas-madrid.demo');
  await page.goto('/settings');
  await expect(section(page)).toContainText('Nobody has to have a second factor.');
  await expect(section(page).getByRole('button')).toHaveCount(0);
  const { error } = await call(page.context().request, 'policy.standing');
  expect(error?.code).toBe('FORBIDDEN');
});
