import type { APIRequestContext } from '@playwright/test';
import {
  type CustomerRow,
  type RevealCustomerOutput,
  ZListCustomersOutput,
  ZRevealCustomerOutput,
} from '@toster/contracts/schemas/customers';
import { DEMO_PASSWORD } from '@toster/db/demo/logins';
import { ask, call, firstLocation } from './support/api.ts';
import { forgetProof, signIn } from './support/session.ts';
import { expect, test } from './support/test.ts';

const RESTAURANT = 'pierogi-krakow';
const emailOf = (login: string) => `${login}@${RESTAURANT}.demo`;

/** So many guests stand on the first page of the list, whoever orders in the meantime. */
const ON_THE_FIRST_PAGE = 40;

/**
 * A guest of the place where the crew works who is on the first page, with everything about them, as only an owner gets it. The
 * tests run at the same time and change whom they take, so each has a share of its own.
 */
async function guestOf(
  request: APIRequestContext,
  share: 0 | 1 | 2,
  wanted: (contact: RevealCustomerOutput) => boolean,
): Promise<{ row: CustomerRow; contact: RevealCustomerOutput }> {
  const { id: locationId } = await firstLocation(request);
  const input = { locationId, limit: ON_THE_FIRST_PAGE };
  const { customers } = await ask(request, 'customers.list', input, ZListCustomersOutput);
  const byAge = customers.toSorted((a, b) => a.createdAt.localeCompare(b.createdAt));
  for (const row of byAge.filter((_, index) => index % 3 === share)) {
    const contact = await ask(request, 'customers.reveal', { id: row.id }, ZRevealCustomerOutput);
    if (wanted(contact)) return { row, contact };
  }
  throw new Error('There is no such guest.');
}

test('a manager finds a guest in the list, sees how to reach them on purpose, changes it, and finds all of that on record', async ({
  signedIn,
  watch,
}) => {
  watch.expectStatus(403);
  const page = await signedIn(emailOf('manager'));
  const { request } = page.context();
  const { row, contact } = await guestOf(
    request,
    0,
    ({ phone, email }) => phone !== null && email !== null,
  );
  const name = row.name ?? '';
  const full = contact.name ?? '';

  await test.step('the list shows nobody’s name, number or address', async () => {
    await page.goto('/customers');
    await expect(page.getByRole('table')).toBeVisible();
    const text = await page.locator('main').innerText();
    for (const value of [full, contact.phone, contact.email]) expect(text).not.toContain(value);
    await page
      .getByRole('button', { name: `Open guest ${name}` })
      .first()
      .click();
  });

  const sheet = page.getByRole('dialog').and(page.locator(':not([data-toast])'));
  await test.step('the profile shows them only when asked', async () => {
    await page.goto(`/customers?guest=${row.id}`);
    await expect(sheet.getByRole('heading', { name })).toBeVisible();
    await expect(sheet.getByText(full)).toHaveCount(0);
    await expect(sheet.getByText('This is recorded.')).toContainText(
      'of 20 free showings used this hour',
    );
    await sheet.getByRole('button', { name: 'Show contact' }).click();
    await expect(sheet.getByText(full)).toBeVisible();
    await expect(sheet.getByRole('link', { name: contact.phone ?? '' })).toBeVisible();
  });

  await test.step('an edit starts from what was shown', async () => {
    await sheet.getByRole('button', { name: 'Edit' }).click();
    await expect(sheet.getByLabel('Name')).toHaveValue(full);
    await expect(sheet.getByLabel('Name')).toBeFocused();
    await sheet.getByLabel('E-mail').fill('not an address');
    await sheet.getByRole('button', { name: 'Save' }).click();
    await expect(sheet.getByText('Enter an e-mail address.')).toBeVisible();
    await sheet.getByLabel('E-mail').fill('nowy@example.com');
    await sheet.getByLabel('Name').fill('Zofia Nowa');
    await sheet.getByRole('button', { name: 'Save' }).click();
    await expect(page.getByText('The guest was updated')).toBeVisible();
    await expect(sheet.getByRole('heading', { name: 'Zofia N.' })).toBeVisible();
    await expect(sheet.getByText('n•••@e•••.com')).toBeVisible();
  });

  await test.step('after twenty showings the next one wants a password, and then shows', async () => {
    for (let each = 0; each < 25; each += 1)
      await call(request, 'customers.reveal', { id: row.id });
    await forgetProof(page.context());
    await page.reload();
    await expect(sheet.getByText('the next one asks for your password')).toBeVisible();
    await sheet.getByRole('button', { name: 'Show contact' }).click();
    const proof = page.getByRole('dialog', { name: 'Confirm it is you' });
    await expect(sheet.getByText('Zofia Nowa')).toHaveCount(0);
    await proof.getByLabel('Your password').fill(DEMO_PASSWORD);
    await proof.getByRole('button', { name: 'Confirm' }).click();
    await expect(page.getByText('Zofia Nowa')).toBeVisible();
  });

  await test.step('the history has the change, and the owner the readings', async () => {
    await page.getByRole('link', { name: 'History' }).click();
    await expect(page).toHaveURL(new RegExp(`/history/customer/${row.id}`));
    await expect(page.locator('main')).toContainText('Guest changed');
    const owner = await signedIn(emailOf('owner'));
    await owner.goto('/audit?action=personal_data.read');
    await expect(
      owner.getByRole('listitem').filter({ hasText: 'personal data' }).first(),
    ).toBeVisible();
  });
});

test('two people who edit the same guest do not write over each other', async ({
  signedIn,
  watch,
}) => {
  watch.expectStatus(409);
  const page = await signedIn(emailOf('owner2'));
  const { request } = page.context();
  const { row } = await guestOf(request, 1, ({ name }) => name !== null);
  await page.goto(`/customers?guest=${row.id}`);
  const sheet = page.getByRole('dialog').and(page.locator(':not([data-toast])'));
  await sheet.getByRole('button', { name: 'Edit' }).click();
  await expect(sheet.getByText('You change it without seeing it')).toBeVisible();
  await sheet.getByLabel('Phone').fill('600 700 800');
  const { version } = await ask(request, 'customers.reveal', { id: row.id }, ZRevealCustomerOutput);
  const other = { id: row.id, version, data: { phone: '600 100 200' } };
  expect((await call(request, 'customers.update', other)).status).toBe(200);
  await sheet.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText('Somebody else has just changed this guest.').first()).toBeVisible();
  await expect(sheet.getByLabel('Phone')).toHaveValue('600 700 800');
  const after = await ask(request, 'customers.reveal', { id: row.id }, ZRevealCustomerOutput);
  expect(after.phone).toBe('600 100 200');
});

test('a cashier looks guests up by the whole number, thirty times an hour, and lists nobody', async ({
  signedIn,
  browse,
  watch,
}) => {
  watch.expectStatus(403, 429);
  const owner = await browse();
  await signIn(owner.context().request, emailOf('owner'));
  const page = await signedIn(emailOf('cashier'));
  const { request } = page.context();
  await page.goto('/customers');
  await expect(page.getByRole('heading', { level: 1, name: 'Guests' })).toBeVisible();
  await expect(page.getByText('lists nobody')).toBeVisible();
  await expect(page.getByRole('table')).toHaveCount(0);
  const { contact } = await guestOf(
    owner.context().request,
    2,
    ({ phone, name }) => phone !== null && name !== null,
  );
  const box = page.getByRole('textbox', { name: 'Phone or e-mail, exactly' });
  const first = contact.name?.split(' ')[0] ?? '';

  await test.step('no look-up is spent on what cannot be one', async () => {
    await page.keyboard.press('/');
    await expect(box).toBeFocused();
    await page.keyboard.type(first);
    await page.keyboard.press('Enter');
    await expect(
      page.getByText('Enter a whole phone number or a whole e-mail address.'),
    ).toBeVisible();
  });

  await test.step('nobody, and somebody', async () => {
    await box.fill('+48 600 000 000');
    await page.keyboard.press('Enter');
    await expect(page.getByText('Nobody has exactly this.')).toBeVisible();
    await expect(page.getByText('29 of 30 look-ups left this hour')).toBeVisible();
    await box.fill((contact.phone ?? '').replace('+48', '').trim());
    await page.keyboard.press('Enter');
    const found = page.getByRole('list', { name: 'One guest found' }).getByRole('listitem');
    await expect(found).toContainText(first);
    await expect(found).toContainText(`phone ends in ${contact.phone?.slice(-2)}`);
    await expect(found.getByRole('button', { name: 'Open profile' })).toHaveCount(0);
    expect(await page.locator('main').innerText()).not.toContain(contact.name);
    expect(page.url()).not.toMatch(/\d{6}/);
  });

  await test.step('the guest goes along into a new order', async () => {
    await page.getByRole('button', { name: 'New order' }).click();
    const sheet = page.getByRole('dialog', { name: 'New order' });
    await expect(sheet.getByText(first)).toBeVisible();
    expect(page.url()).not.toContain(contact.id);
    await page.goto('/customers');
  });

  await test.step('the limit, and when it ends', async () => {
    for (let each = 0; each < 28; each += 1)
      await call(request, 'customers.lookUp', { phone: '600 000 000' });
    await box.fill('600 000 000');
    await page.keyboard.press('Enter');
    await expect(page.getByText('All look-ups of this hour are used')).toBeVisible();
    await expect(page.getByText(/The next one is free at \d\d:\d\d\./)).toBeVisible();
    await expect(page.getByRole('button', { name: 'Look up' })).toBeDisabled();
  });

  await test.step('the list stays closed to whoever may only look up', async () => {
    const { error } = await call(request, 'customers.list');
    expect(error).toMatchObject({ code: 'FORBIDDEN', details: { permission: 'customers.read' } });
  });
});

test('marketing sees that nobody has agreed to be contacted, and an operator masks', async ({
  signedIn,
}) => {
  const marketing = await signedIn(emailOf('marketing'));
  await marketing.goto('/customers');
  await expect(marketing.getByText('No guest has agreed to be contacted')).toBeVisible();
  await expect(marketing.getByRole('textbox', { name: 'Phone or e-mail, exactly' })).toHaveCount(0);
  const operator = await signedIn(emailOf('operator'));
  await operator.goto('/customers');
  await expect(operator.getByRole('table')).toBeVisible();
  for (const label of await operator.getByRole('button', { name: /^Open guest/ }).allInnerTexts())
    expect(label).toMatch(/^(.•••( .•••)*|Guest ….{4})$/u);
});
