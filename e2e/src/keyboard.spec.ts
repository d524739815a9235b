import type { Page } from '@playwright/test';
import { DEMO_PASSWORD } from '@toster/db/demo/logins';
import { expect, test } from './support/test.ts';

/** Presses Tab until the element with this name has the focus. */
async function tabTo(page: Page, role: 'button' | 'combobox' | 'checkbox', name: string | RegExp) {
  const target = page.getByRole(role, { name }).first();
  await expect(target).toBeVisible();
  for (let presses = 0; presses < 60; presses += 1) {
    await page.keyboard.press('Tab');
    if (await target.evaluate((element) => element === document.activeElement)) return;
  }
  throw new Error(`Tab does not reach ${String(name)}.`);
}

test('everything that matters is done without a mouse', async ({ browse }) => {
  const page = await browse();
  const { keyboard } = page;

  await test.step('sign in', async () => {
    await page.goto('/sign-in');
    await expect(page.getByLabel('E-mail')).toBeFocused();
    await keyboard.type('owner@wirtshaus-berlin.demo');
    await keyboard.press('Tab');
    await expect(page.getByRole('textbox', { name: 'Password' })).toBeFocused();
    await keyboard.type(DEMO_PASSWORD);
    await keyboard.press('Enter');
    await expect(page.getByRole('heading', { name: 'Needs you today' })).toBeVisible();
  });

  await test.step('go to the orders', async () => {
    // The page is there before the code that listens for keys.
    await expect(async () => {
      await keyboard.type('gm');
      await expect(page.getByRole('heading', { name: 'Menu' })).toBeVisible({ timeout: 2000 });
    }).toPass();
    await keyboard.type('go');
    await expect(page.getByRole('heading', { name: 'Orders' })).toBeVisible();
  });

  let number = '';
  await test.step('take an order', async () => {
    const sheet = page.getByRole('dialog', { name: 'New order' });
    await expect(async () => {
      await keyboard.press('n');
      await expect(sheet).toBeVisible({ timeout: 2000 });
    }).toPass();
    await expect(sheet.getByLabel('Find a dish')).toBeFocused();
    const dishes = sheet.getByRole('listbox', { name: 'Dishes' });
    await expect(dishes.getByRole('option').first()).toBeVisible();
    await keyboard.press('Enter');
    await keyboard.press('ArrowDown');
    await keyboard.press('Enter');
    await expect(sheet.getByRole('region', { name: 'Ticket' }).getByRole('listitem')).toHaveCount(
      2,
    );
    await keyboard.press('Control+Enter');
    const placed = page.getByText(/^Order #\d+ placed/);
    await expect(placed.first()).toBeVisible();
    number = /#(\d+)/.exec((await placed.first().textContent()) ?? '')?.[1] ?? '';
    await expect(sheet).toBeHidden();
  });

  await test.step('move it on', async () => {
    const row = page.getByRole('button', { name: `Open order ${number}`, exact: true }).first();
    await expect(row).toBeVisible();
    await keyboard.press('j');
    await expect(row).toBeFocused();
    await keyboard.press('Enter');
    const sheet = page
      .getByRole('dialog', { name: `Order #${number}` })
      .and(page.locator(':not([data-toast])'));
    await expect(sheet).toBeVisible();
    await tabTo(page, 'button', 'Accept');
    await keyboard.press('Enter');
    await expect(page.getByText(`Order #${number}: Accepted`).first()).toBeVisible();
    await expect(sheet.getByRole('button', { name: 'Start cooking' })).toBeVisible();
    await keyboard.press('Escape');
    await expect(sheet).toBeHidden();
    await expect(row).toBeFocused();
  });

  await test.step('find the audit log by the palette', async () => {
    await keyboard.press('Control+k');
    await expect(page.getByRole('combobox', { name: 'Command palette' })).toBeFocused();
    await keyboard.type('audit');
    await keyboard.press('Enter');
    await expect(page.getByRole('heading', { name: 'Audit log' })).toBeVisible();
  });

  await test.step('filter it', async () => {
    // As above; and the palette that led here may still be closing.
    await expect(async () => {
      await keyboard.press('f');
      await expect(page.getByRole('combobox', { name: 'Action' }).first()).toBeVisible({
        timeout: 2000,
      });
    }).toPass();
    await tabTo(page, 'combobox', 'Action');
    await keyboard.type('Order moved');
    await tabTo(page, 'button', 'Apply');
    await keyboard.press('Enter');
    await expect(page).toHaveURL(/action=order\.advanced/);
    await expect(page.getByText(`moved order #${number} from Placed to Accepted`)).toBeVisible();
  });

  await test.step('open the sheet and close it; the focus comes back', async () => {
    await expect(page.getByRole('button', { name: 'Filter', exact: true })).toBeFocused();
    await keyboard.press('j');
    const line = page.getByRole('button', { name: new RegExp(`moved order #${number}`) });
    await expect(line).toBeFocused();
    await keyboard.press('Enter');
    await expect(line).toHaveAttribute('aria-expanded', 'true');
    await tabTo(page, 'button', 'Open details');
    await keyboard.press('Enter');
    const sheet = page.getByRole('dialog', { name: 'Order moved on' });
    await expect(sheet).toBeVisible();
    await keyboard.press('Escape');
    await expect(sheet).toBeHidden();
    await expect(page.getByRole('button', { name: 'Open details' }).first()).toBeFocused();
  });
});
