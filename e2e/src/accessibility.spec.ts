import type { BrowserContextOptions, Page } from '@playwright/test';
import { call, dishesOf, firstLocation } from './support/api.ts';
import { brokenRules } from './support/axe.ts';
import { forgetProof } from './support/session.ts';
import { expect, test } from './support/test.ts';

const OWNER = 'owner@tapas-madrid.demo';
/** Every push; a phone in the dark is what `states.spec.ts` looks at then. */
const LOOKS: Record<string, BrowserContextOptions> = {
  'light at a desk': { colorScheme: 'light' },
};
const DEEP_LOOKS: Record<string, BrowserContextOptions> = {
  'the dark at a desk': { colorScheme: 'dark' },
  'light on a tablet': { viewport: { width: 834, height: 1112 }, hasTouch: true },
  'the dark on a phone': {
    colorScheme: 'dark',
    viewport: { width: 390, height: 844 },
    hasTouch: true,
    isMobile: true,
  },
};

/** No rule is broken, and nothing needs scrolling sideways (WCAG 1.4.10). */
async function expectAccessible(page: Page, what: string): Promise<void> {
  await test.step(what, async () => {
    const broken = await brokenRules(page);
    expect.soft(broken, what).toEqual([]);
    const overflow = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    expect.soft(overflow, `${what}: pixels wider than the window`).toBeLessThanOrEqual(0);
  });
}

for (const [look, options] of Object.entries({ ...LOOKS, ...DEEP_LOOKS })) {
  const tag = look in DEEP_LOOKS ? '@deep' : '@quick';
  test(`every page is accessible in ${look}`, { tag }, async ({ browse, signedIn, watch }) => {
    test.setTimeout(180_000);
    watch.expectStatus(403, 404);
    const stranger = await browse(options);
    await stranger.goto('/sign-in?reason=ended');
    await expectAccessible(stranger, 'sign-in');
    await stranger.getByRole('button', { name: 'Sign in' }).click();
    await expect(stranger.getByText('Enter your password.')).toBeVisible();
    await expectAccessible(stranger, 'sign-in with errors');
    await stranger.goto('/no-such-page');
    await expectAccessible(stranger, 'no page here');

    const page = await signedIn(OWNER, options);
    const { request } = page.context();
    const place = await firstLocation(request);
    const dish = (await dishesOf(request, place.id)).find((each) => each.available);
    if (dish === undefined) throw new Error('There is nothing on sale.');
    await call(request, 'orders.create', {
      locationId: place.id,
      channel: 'dine_in',
      lines: [{ menuItemId: dish.id, quantity: 1 }],
    });

    await page.goto('/');
    await expect(page.getByRole('heading', { name: 'Waiting longest' })).toBeVisible();
    await page
      .getByText(/checks? (is|are) calm/)
      .first()
      .click();
    await expectAccessible(page, 'home');
    await page.goto('/orders');
    await expect(page.getByRole('table')).toBeVisible();
    await expectAccessible(page, 'orders');
    await page
      .getByRole('button', { name: /^Open order/ })
      .first()
      .click();
    await expect(page.getByRole('dialog').getByRole('heading', { name: 'Dishes' })).toBeVisible();
    await expectAccessible(page, 'an order');
    await page.goto('/orders?q=not-a-number&status=refunded&range=today');
    await expectAccessible(page, 'no order matches');
    await page.goto('/orders?new=true');
    await page
      .getByRole('listbox', { name: 'Dishes' })
      .getByRole('option', { name: dish.name })
      .first()
      .click();
    await page.getByRole('dialog').locator('label', { hasText: 'Delivery' }).click();
    await page.getByRole('button', { name: 'Place order' }).click();
    await expect(page.getByText('Needed for a delivery.').first()).toBeVisible();
    await expectAccessible(page, 'a new order');

    await page.goto('/customers');
    await expect(page.getByRole('table')).toBeVisible();
    await expectAccessible(page, 'guests');
    const lookedUp = page.getByRole('textbox', { name: 'Phone or e-mail, exactly' });
    await lookedUp.fill('+34 600 000 000');
    await page.getByRole('button', { name: 'Look up' }).click();
    await expect(page.getByText('Nobody has exactly this.')).toBeVisible();
    await expectAccessible(page, 'a guest not found');
    await page
      .getByRole('button', { name: /^Open guest/ })
      .first()
      .click();
    const guest = page.getByRole('dialog');
    await guest.getByRole('button', { name: 'Show contact' }).click();
    await expect(guest.getByRole('button', { name: 'Hide contact' })).toBeVisible();
    await expectAccessible(page, 'a guest');
    await guest.getByRole('button', { name: 'Edit' }).click();
    await expectAccessible(page, 'a guest being changed');

    await page.goto(`/menu?location=${place.id}`);
    await expect(page.getByRole('table')).toBeVisible();
    await expectAccessible(page, 'menu');
    await page.goto(`/menu?location=${place.id}&item=${dish.id}`);
    await expect(page.getByRole('dialog')).toBeVisible();
    await expectAccessible(page, 'a dish');
    await forgetProof(page.context());
    await page.goto(`/menu?location=${place.id}`);
    await page
      .getByRole('button', { name: /^Change the price of/ })
      .first()
      .click();
    await expect(page.getByRole('dialog')).toBeVisible();
    await expectAccessible(page, 'a price');
    await page.getByLabel(/^New price/).fill('1');
    await page.getByRole('button', { name: 'Change price', exact: true }).click();
    await expect(page.getByRole('dialog', { name: 'Confirm it is you' })).toBeVisible();
    await expectAccessible(page, 'a proof of identity');

    await page.goto('/audit');
    const line = page.getByRole('listitem').filter({ hasText: 'placed order' }).first();
    await line.getByRole('button', { expanded: false }).click();
    await expect(line.getByText('Record history').first()).toBeVisible();
    await expectAccessible(page, 'audit log with an open line');
    await page.getByRole('button', { name: 'Filter', exact: true }).click();
    await expect(page.getByRole('button', { name: 'Apply' })).toBeVisible();
    await expectAccessible(page, 'filters of the audit log');
    await page.keyboard.press('Escape');
    await line.getByRole('button', { name: 'Open details' }).click();
    await expect(page.getByText('Hash checks out').first()).toBeVisible();
    await expectAccessible(page, 'an action');
    await page.goto(`/audit?record=menu_item:${dish.id}`);
    await expect(page).toHaveURL(`/history/menu_item/${dish.id}`);
    await expect(page.getByText('It was created here')).toBeVisible();
    await expectAccessible(page, 'the history of a dish');
    await page.goto('/staff');
    await expect(page.getByRole('table')).toBeVisible();
    await expectAccessible(page, 'team');
    await page
      .getByRole('link', { name: /^Open / })
      .first()
      .click();
    await page.getByRole('button', { name: 'Show contact' }).click();
    await expect(page.getByText('Full name')).toBeVisible();
    await expectAccessible(page, 'a colleague');
    await page.goto('/staff?q=nobody-of-this-name');
    await expectAccessible(page, 'nobody matches');
    await page.goto('/locations');
    await expect(page.getByRole('table')).toBeVisible();
    await expectAccessible(page, 'locations');
    await page
      .getByRole('button', { name: /^Open location/ })
      .first()
      .click();
    await expect(page.getByRole('region', { name: 'Opening hours' })).toBeVisible();
    await expectAccessible(page, 'a location');
    await page.getByRole('button', { name: 'Edit hours' }).click();
    await page.getByRole('button', { name: 'Add hours on Monday' }).click();
    await page.getByRole('button', { name: 'Save hours' }).click();
    await expect(page.getByText('Enter both times')).toBeVisible();
    await expectAccessible(page, 'hours with a fault');
    await page.getByRole('button', { name: 'Cancel' }).click();
    await expect(page.getByRole('dialog', { name: 'Leave without saving?' })).toBeVisible();
    await expectAccessible(page, 'leaving unsaved hours');
    await page.getByRole('button', { name: 'Discard changes' }).click();
    await page.getByRole('button', { name: 'Edit details' }).click();
    await expectAccessible(page, 'details of a location being changed');
    await page.goto('/locations?new=true');
    await expect(page.getByRole('dialog', { name: 'Add a location' })).toBeVisible();
    await expectAccessible(page, 'a new location');
    await page.goto('/settings');
    await expect(page.getByText('Legal name')).toBeVisible();
    await expectAccessible(page, 'settings');
    await page.getByRole('button', { name: 'Edit' }).click();
    await page.getByRole('textbox', { name: 'E-mail' }).fill('no address');
    await page.getByRole('button', { name: 'Save changes' }).click();
    await expect(page.getByText('Enter an e-mail address.')).toBeVisible();
    await expectAccessible(page, 'settings being changed');
    await page.goto('/imports');
    await expect(page.getByRole('table')).toBeVisible();
    await expectAccessible(page, 'imports');
    await page.goto('/imports?new=true');
    await expect(page.getByText('What may stand in the file')).toBeVisible();
    await expectAccessible(page, 'a new import');
    await page.goto('/profile');
    await expect(page.getByText('This one', { exact: true })).toBeVisible();
    await expect(page.getByRole('textbox', { name: 'Find a permission' })).toBeVisible();
    await expectAccessible(page, 'profile');
    await page.keyboard.press('Control+k');
    await expect(page.getByRole('combobox', { name: 'Command palette' })).toBeVisible();
    await expectAccessible(page, 'command palette');
    await page.keyboard.press('Escape');
    await page.keyboard.press('?');
    await expect(page.getByRole('dialog', { name: 'Keyboard shortcuts' })).toBeVisible();
    await expectAccessible(page, 'keyboard shortcuts');

    const cook = await signedIn('cook@tapas-madrid.demo', options);
    await cook.goto('/audit');
    await expectAccessible(cook, 'a page the role does not open');
  });
}
