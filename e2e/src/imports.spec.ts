import { toDecimal } from '@toster/contracts/money';
import { brokenRules } from './support/axe.ts';
import { dishesOf, firstLocation } from './support/api.ts';
import { expect, test } from './support/test.ts';

const HOUSE = 'pierogi-krakow.demo';
const CHOOSE = 'Drop the file here, or choose it';
const csv = (name: string, text: string) => ({
  name,
  mimeType: 'text/csv',
  buffer: Buffer.from(text),
});

test('a menu comes from a file: columns with a preview, faults before anything is written, progress over a reload, the result and its line in the log', async ({
  signedIn,
}) => {
  test.setTimeout(90_000);
  const page = await signedIn(`owner@${HOUSE}`);
  const { request } = page.context();
  const place = await firstLocation(request);
  const before = await dishesOf(request, place.id);
  const isAlone = (name: string) => before.filter((each) => each.name === name).length === 1;
  const dish = before.find(({ name, priceMinor }) => priceMinor !== null && isAlone(name));
  if (typeof dish?.priceMinor !== 'number') throw new Error('There is no dish.');
  const price = dish.priceMinor + 125;
  const added = `Żurek ${Date.now()}`;
  const file = [
    'Danie;Ile to kosztuje;Kategoria;Stawka VAT',
    `${dish.name};${toDecimal(price, 'PLN')};;`,
    `${added};24,50;Zupy;${dish.taxClass}`,
    `Bigos;dwadzieścia;Zupy;${dish.taxClass}`,
  ].join('\n');

  await test.step('the file', async () => {
    await page.goto('/imports');
    await page.getByRole('button', { name: 'New import' }).click();
    const sheet = page.getByRole('dialog', { name: 'New import' });
    await sheet.getByText('Menu', { exact: true }).click();
    await sheet.getByLabel('Where to?').selectOption({ label: place.name });
    expect(await brokenRules(page)).toEqual([]);
    await sheet.getByLabel(CHOOSE).setInputFiles(csv('jesień.csv', file));
    await expect(page.getByRole('heading', { name: 'Which column is what?' })).toBeVisible();
  });

  await test.step('its columns', async () => {
    const preview = page.getByRole('region', { name: /^The first lines/ });
    await expect(preview.getByRole('row', { name: /Bigos/ })).toBeVisible();
    await page.getByLabel('Price', { exact: true }).selectOption({ label: 'Ile to kosztuje' });
    await expect(preview.getByText('Not an amount in PLN')).toBeVisible();
    expect(await brokenRules(page)).toEqual([]);
    await page.getByRole('button', { name: 'Check the whole file' }).click();
  });

  await test.step('its check writes nothing', async () => {
    await expect(page.getByRole('heading', { name: 'What would happen' })).toBeVisible({
      timeout: 20_000,
    });
    const fault = page.getByRole('table', { name: /^Lines put aside/ }).getByRole('row');
    await expect(fault.filter({ hasText: 'dwadzieścia' })).toContainText('Not an amount in PLN');
    await expect(page.getByRole('table', { name: /^What would be added/ })).toContainText(added);
    expect(await brokenRules(page)).toEqual([]);
    expect(await dishesOf(request, place.id)).toEqual(before);
  });

  await test.step('the import goes on over a reload', async () => {
    await page.getByRole('button', { name: 'Import 2 dishes' }).click();
    await expect(page.getByText('The import has begun')).toBeVisible();
    await page.reload();
    await expect(page.getByRole('heading', { name: 'The import is finished' })).toBeVisible({
      timeout: 20_000,
    });
    expect(await brokenRules(page)).toEqual([]);
    const after = await dishesOf(request, place.id);
    expect(after.find(({ id }) => id === dish.id)?.priceMinor).toBe(price);
    expect(after.filter(({ name }) => name === added)).toHaveLength(1);
    expect(after).toHaveLength(before.length + 1);
    await expect(page.getByRole('table', { name: /^Lines put aside/ })).toContainText(
      'dwadzieścia',
    );
  });

  await test.step('and is one line in the log', async () => {
    await page.getByRole('link', { name: 'See it in the audit log' }).click();
    await expect(page.getByRole('dialog')).toContainText('imported 2 dishes');
  });
});

test('an upload that broke off goes on with what is missing after a reload, and can be called off', async ({
  signedIn,
  watch,
}) => {
  const page = await signedIn(`manager@${HOUSE}`);
  watch.expectLost('imports.putChunk');
  const rows = Array.from(
    { length: 20_000 },
    (_, n) => `Guest ${n},+4860${String(1_000_000 + n)},guest.${n}.${Date.now()}@example.com`,
  );
  const file = csv('goście.csv', ['name,phone,email', ...rows].join('\n'));
  let pieces = 0;
  let isBroken = true;
  await page.route('**/imports.putChunk*', (route) => {
    pieces += 1;
    return isBroken && pieces > 1 ? route.abort() : route.continue();
  });
  await page.goto('/imports?new=true');
  const sheet = page.getByRole('dialog', { name: 'New import' });
  await sheet.getByText('Guests', { exact: true }).click();
  await sheet.getByLabel(CHOOSE).setInputFiles(file);
  await expect(page.getByText('The connection was lost. What is here stays.')).toBeVisible({
    timeout: 30_000,
  });

  isBroken = false;
  pieces = 0;
  await page.reload();
  await page.getByLabel('Choose goście.csv again').setInputFiles(file);
  await expect(page.getByRole('heading', { name: 'Which column is what?' })).toBeVisible();
  expect(pieces).toBe(Math.ceil(file.buffer.length / (512 * 1024)) - 1);

  await page.getByRole('button', { name: 'Discard' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Discard' }).click();
  await expect(page.getByText('The import was called off').first()).toBeVisible();
  await page.getByRole('link', { name: 'All imports' }).click();
  await expect(page.getByRole('row').filter({ hasText: 'goście' }).first()).toContainText(
    'Called off',
  );
});
