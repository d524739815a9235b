import type { Page } from '@playwright/test';
import { ZListLocationsOutput } from '@toster/contracts/schemas/locations';
import { ZSettings } from '@toster/contracts/schemas/settings';
import { DEMO_PASSWORD } from '@toster/db/demo/logins';
import { ask, call, sessionOf } from './support/api.ts';
import { forgetProof } from './support/session.ts';
import { expect, test } from './support/test.ts';

const HOUSE = 'wirtshaus-berlin.demo';
const sheetOf = (page: Page) => page.getByRole('dialog').and(page.locator(':not([data-toast])'));

test('a manager changes the hours of their place by keyboard, cannot touch its name, and finds it in the log', async ({
  signedIn,
  watch,
}) => {
  watch.expectStatus(403);
  const page = await signedIn(`manager@${HOUSE}`);
  const { request } = page.context();
  const read = () => ask(request, 'locations.list', {}, ZListLocationsOutput);
  const { firstName } = await sessionOf(request);
  const [place] = (await read()).locations;
  if (place === undefined || place.hours === null) throw new Error('The place has no hours.');
  const { name, hours } = place;
  const keys = page.keyboard;

  await test.step('the list has their place, open or not', async () => {
    await page.goto('/locations');
    await expect(page.getByRole('row', { name: new RegExp(name) })).toContainText(/Open|Closed/);
    await expect(page.getByRole('button', { name: /^Open location/ })).toHaveCount(1);
    await expect(page.getByRole('button', { name: 'Add location' })).toHaveCount(0);
    const row = page.getByRole('button', { name: `Open location ${name}` });
    // Keys act once the page has come alive.
    await expect(async () => {
      await keys.press('j');
      await expect(row).toBeFocused({ timeout: 500 });
    }).toPass();
    await keys.press('Enter');
  });

  const sheet = sheetOf(page).first();
  await test.step('only contacts are theirs among the details', async () => {
    await sheet.getByRole('button', { name: 'Edit details' }).press('Enter');
    await expect(sheet.getByLabel('Phone')).toHaveValue(place.phone);
    await expect(sheet.getByLabel('Name')).toHaveCount(0);
    await sheet.getByRole('button', { name: 'Cancel' }).press('Enter');
    const { error } = await call(request, 'locations.edit', {
      id: place.id,
      version: place.version,
      data: { name: 'Mein Wirtshaus' },
    });
    expect(error).toMatchObject({
      code: 'FORBIDDEN',
      details: { fields: ['location.identity'] },
    });
  });

  await test.step('hours that overlap are told at their day', async () => {
    await sheet.getByRole('button', { name: 'Edit hours' }).press('Enter');
    await sheet.getByRole('textbox', { name: 'Monday until', exact: true }).focus();
    await keys.type('1530');
    await sheet.getByRole('button', { name: 'Add hours on Monday' }).press('Enter');
    await expect(sheet.getByRole('textbox', { name: 'Monday from, part 2' })).toBeFocused();
    await keys.type('15');
    await keys.press('Tab');
    await keys.type('22');
    await keys.press('Enter');
    await expect(sheet.getByRole('group', { name: 'Monday' })).toContainText('overlap or touch');
    await expect(sheet.getByRole('textbox', { name: 'Monday from, part 1' })).toBeFocused();
    await sheet.getByRole('textbox', { name: 'Monday from, part 2' }).fill('17:00');
    await keys.press('ArrowUp');
    await expect(sheet.getByRole('textbox', { name: 'Monday from, part 2' })).toHaveValue('17:15');
  });

  await test.step('a day is copied to others, and all of it saved', async () => {
    await sheet.getByRole('button', { name: 'Copy Monday' }).press('Enter');
    await page.getByRole('menuitem', { name: 'Tuesday' }).press('Enter');
    await sheet.getByRole('switch', { name: 'Open on Sunday' }).press('Space');
    await sheet.getByRole('button', { name: 'Save hours' }).press('Enter');
    await expect(page.getByText(`The hours of ${name} are saved`)).toBeVisible();
    await expect(sheet.getByRole('region', { name: 'Opening hours' })).toContainText(
      `09:00–15:30, 17:15–22:00`,
    );
    const day = '09:00-15:30,17:15-22:00';
    expect((await read()).locations[0]?.hours).toEqual({ ...hours, mon: day, tue: day, sun: '' });
  });

  await test.step('closed, the sheet leaves the focus where it was', async () => {
    await keys.press('Escape');
    await expect(sheet).toBeHidden();
    await expect(page.getByRole('button', { name: `Open location ${name}` })).toBeFocused();
  });

  await test.step('the history and the log say who it was', async () => {
    await page.getByRole('button', { name: 'See in history' }).click();
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(`History of ${name}`);
    await expect(page.locator('main')).toContainText('Sunday hours');
    await page.goto('/audit?action=location.hours_changed');
    await expect(page.getByRole('listitem').first()).toContainText(
      `${firstName} changed the opening hours of ${name}`,
    );
  });
});

test('an owner corrects the legal name: nothing typed is left unasked, nothing of anybody else is written over', async ({
  signedIn,
  watch,
}) => {
  watch.expectStatus(403, 409);
  const page = await signedIn(`owner2@${HOUSE}`);
  const { request } = page.context();
  const main = page.locator('main');
  const settings = () => ask(request, 'settings.get', {}, ZSettings);
  const legalName = page.getByRole('textbox', { name: 'Legal name' });
  const leaving = page.getByRole('dialog', { name: 'Leave without saving?' });

  await test.step('leaving asks first: by link, by key, by the browser’s back', async () => {
    await page.goto('/orders');
    await page.getByRole('navigation', { name: 'Main' }).getByTitle('Settings').click();
    await expect(main).toContainText('Zur Linde Gastronomie GmbH');
    await page.getByRole('button', { name: 'Edit' }).click();
    await legalName.fill('Zur Linde Kreuzberg GmbH');
    await expect(main).toContainText('1 change not saved');
    await page.getByRole('navigation', { name: 'Main' }).getByTitle('Menu').click();
    await leaving.getByRole('button', { name: 'Keep editing' }).click();
    await page.getByRole('button', { name: 'Cancel' }).focus();
    await page.keyboard.type('gt');
    await leaving.getByRole('button', { name: 'Keep editing' }).click();
    await page.evaluate(() => history.back());
    await leaving.getByRole('button', { name: 'Keep editing' }).click();
    await expect(page).toHaveURL(/\/settings/);
    await expect(legalName).toHaveValue('Zur Linde Kreuzberg GmbH');
  });

  await test.step('a tax number with a slip is not sent', async () => {
    const taxId = page.getByRole('textbox', { name: 'Tax number' });
    const right = await taxId.inputValue();
    await taxId.fill('DE300000142');
    await page.getByRole('button', { name: 'Save changes' }).click();
    await expect(main).toContainText('The check digit does not agree');
    await expect(taxId).toBeFocused();
    await taxId.fill(right);
  });

  await test.step('somebody else was faster: both changes stay', async () => {
    const { version } = await settings();
    const other = { version, data: { legalName: 'Linde am Kanal GmbH', city: 'Potsdam' } };
    expect((await call(request, 'settings.update', other)).status).toBe(200);
    await page.getByRole('button', { name: 'Save changes' }).click();
    await expect(
      page.getByText('Somebody else has just changed the settings.').first(),
    ).toBeVisible();
    await expect(legalName).toHaveValue('Zur Linde Kreuzberg GmbH');
    await expect(main).toContainText('Meanwhile changed to “Linde am Kanal GmbH”.');
    await expect(page.getByRole('textbox', { name: 'City' })).toHaveValue('Potsdam');
  });

  await test.step('with a fresh proof it is saved, and the history has it', async () => {
    await forgetProof(page.context());
    await page.getByRole('button', { name: 'Save changes' }).click();
    const proof = page.getByRole('dialog', { name: 'Confirm it is you' });
    await proof.getByLabel('Your password').fill(DEMO_PASSWORD);
    await proof.getByRole('button', { name: 'Confirm' }).click();
    await expect(page.getByText('The settings are saved')).toBeVisible();
    await expect(page.getByRole('button', { name: 'Edit' })).toBeVisible();
    await expect(main).toContainText('Zur Linde Kreuzberg GmbH');
    expect(await settings()).toMatchObject({
      legalName: 'Zur Linde Kreuzberg GmbH',
      city: 'Potsdam',
    });
    await page.getByRole('button', { name: 'See in history' }).click();
    await expect(page.getByRole('heading', { level: 1 })).toContainText('History of');
    await expect(page.locator('main')).toContainText('legal name');
  });
});
