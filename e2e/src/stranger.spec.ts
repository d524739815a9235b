import type { Page } from '@playwright/test';
import type { HumanRole } from '@toster/contracts/rbac/roles';
import { DEMO_PASSWORD } from '@toster/db/demo/logins';
import { dishesOf, firstLocation, sessionOf } from './support/api.ts';
import { signIn } from './support/session.ts';
import { expect, test } from './support/test.ts';

const RESTAURANT = 'bistro-praha';
const emailOf = (role: HumanRole) => `${role}@${RESTAURANT}.demo`;

/** Signs in as a person does: by the form, arriving at home. */
async function arrive(page: Page, role: HumanRole): Promise<void> {
  await page.goto('/');
  await page.getByLabel('E-mail').fill(emailOf(role));
  await page.getByRole('textbox', { name: 'Password' }).fill(DEMO_PASSWORD);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await expect(page.getByRole('heading', { name: 'Needs you today' })).toBeVisible();
}

/** Takes an order out of the queue at home to its next state. */
async function advance(page: Page, from: string, button: string, to: string): Promise<string> {
  const row = page.locator('main').getByRole('listitem').filter({ hasText: from }).first();
  const number = /#\d+/.exec(await row.innerText())?.[0] ?? '';
  await row.getByRole('link').click();
  await page.getByRole('dialog').getByRole('button', { name: button }).click();
  await expect(page.getByText(`Order ${number}: ${to}`)).toBeVisible();
  return `order ${number} from ${from} to ${to}`;
}

/** What the courier has to do next depends on the hour: to set out, or to hand over. */
async function ride(page: Page): Promise<string> {
  const queue = page.locator('main').getByRole('listitem').filter({ hasText: /#\d+/ });
  await expect(queue.first()).toBeVisible();
  return (await queue.filter({ hasText: 'Packed' }).count()) > 0
    ? advance(page, 'Packed', 'Send on its way', 'On its way')
    : advance(page, 'On its way', 'Mark delivered', 'Delivered');
}

async function placeOrder(page: Page, payment: 'none' | 'cash'): Promise<string> {
  const place = await firstLocation(page.context().request);
  const dishes = await dishesOf(page.context().request, place.id);
  const dish = dishes.find(({ available }) => available);
  await page.getByRole('link', { name: 'New order' }).click();
  await page.getByRole('combobox', { name: 'Find a dish' }).fill(dish?.name ?? '');
  await page.keyboard.press('Enter');
  const words = { none: 'Later', cash: 'Cash' };
  await page.getByRole('radiogroup', { name: 'Payment' }).getByText(words[payment]).click();
  await page.keyboard.press('Control+Enter');
  const placed = page.getByText(/^Order #\d+ placed/);
  await expect(placed).toBeVisible();
  return `placed order ${/#\d+/.exec(await placed.innerText())?.[0] ?? ''}`;
}

async function switchDish(page: Page): Promise<string> {
  await page.getByRole('link', { name: 'Mark sold out' }).click();
  const dish = page.getByRole('switch', { checked: true }).first();
  const name = (await dish.getAttribute('aria-label'))?.replace(' is on sale', '') ?? '';
  await dish.click();
  await expect(page.getByText(`${name} is sold out`)).toBeVisible();
  return `${name} as sold out`;
}

async function changePrice(page: Page): Promise<string> {
  await page.goto('/menu');
  const change = page.getByRole('button', { name: /^Change the price of/ }).first();
  const name = /^Change the price of (.+), now/.exec(
    (await change.getAttribute('aria-label')) ?? '',
  );
  await change.click();
  await page.getByLabel(/^New price/).fill('777');
  await page.getByRole('button', { name: 'Change price', exact: true }).click();
  await expect(page.getByText(`${name?.[1]} now costs`)).toBeVisible();
  return `${name?.[1]} from`;
}

/** Where a role writes nothing yet: another session of one's own is ended. */
async function endOtherSession(page: Page, role: HumanRole, other: Page): Promise<string> {
  await signIn(other.context().request, emailOf(role));
  await page.goto('/profile');
  await page
    .getByRole('button', { name: /^End the session on/ })
    .first()
    .click();
  await expect(page.getByText('Session ended')).toBeVisible();
  return 'ended a session';
}

/** One real thing for each role, and words of the line it leaves in the log. */
const WORK: Record<HumanRole, (page: Page, other: Page) => Promise<string>> = {
  owner: changePrice,
  manager: switchDish,
  operator: (page) => placeOrder(page, 'none'),
  cook: (page) => advance(page, 'Accepted', 'Start cooking', 'Cooking'),
  packer: (page) => advance(page, 'Ready', 'Mark packed', 'Packed'),
  courier: ride,
  cashier: (page) => placeOrder(page, 'cash'),
  marketing: (page, other) => endOtherSession(page, 'marketing', other),
  accountant: (page, other) => endOtherSession(page, 'accountant', other),
  hr: (page, other) => endOtherSession(page, 'hr', other),
};

/** What stands at home for the role besides what needs it: the day's figures and queue, and the log. */
const HOME: Record<HumanRole, readonly ('orders' | 'log')[]> = {
  owner: ['orders', 'log'],
  manager: ['orders', 'log'],
  operator: ['orders'],
  cook: ['orders'],
  packer: ['orders'],
  courier: ['orders'],
  cashier: ['orders'],
  marketing: [],
  accountant: ['orders', 'log'],
  hr: ['log'],
};

test('a stranger signs in as every role, finds its home, does one real thing, and the owner reads who did what', async ({
  browse,
}) => {
  test.setTimeout(240_000);
  const done: { role: HumanRole; staffId: string; name: string; words: string }[] = [];
  for (const [role, work] of Object.entries(WORK) as [HumanRole, (typeof WORK)[HumanRole]][]) {
    await test.step(role, async () => {
      const page = await browse();
      await arrive(page, role);
      const { staffId, firstName } = await sessionOf(page.context().request);
      await expect(page.getByRole('heading', { level: 1 })).toContainText(firstName ?? '');
      const card = (name: string) => page.getByRole('heading', { level: 2, name });
      const has = (part: 'orders' | 'log') => Number(HOME[role].includes(part));
      await expect(card('Waiting longest')).toHaveCount(has('orders'));
      await expect(card('Latest activity')).toHaveCount(has('log'));
      const words = await work(page, await browse());
      done.push({ role, staffId, name: firstName ?? '', words });
    });
  }
  const owner = await browse();
  await arrive(owner, 'owner');
  for (const { role, staffId, name, words } of done) {
    await test.step(`the owner reads what the ${role} did`, async () => {
      await owner.goto(`/audit?actor=${staffId}`);
      const line = owner.getByRole('listitem').filter({ hasText: name }).filter({ hasText: words });
      await expect(line.first()).toBeVisible();
    });
  }
});
