import { ZCreateOrderOutput } from '@toster/contracts/schemas/orders';
import { printedReceiptCode } from '@toster/contracts/receipt-code';
import type { APIRequestContext } from '@playwright/test';
import { ask, dishesOf, firstLocation } from './support/api.ts';
import { brokenRules } from './support/axe.ts';
import { readQr } from './support/qr.ts';
import { fromAddress } from './support/session.ts';
import { expect, test } from './support/test.ts';

const OWNER = 'owner@wirtshaus-berlin.demo';
/** Wrong codes after which a visitor is turned away. */
const WRONG_CODES = 20;

/** An order paid at once, with the code of its receipt. */
async function sell(
  request: APIRequestContext,
): Promise<{ id: string; code: string; number: number }> {
  const place = await firstLocation(request);
  const dish = (await dishesOf(request, place.id)).find(({ available }) => available);
  const sold = await ask(
    request,
    'orders.create',
    {
      locationId: place.id,
      channel: 'takeaway',
      lines: [{ menuItemId: dish?.id, quantity: 2 }],
      payment: { method: 'cash', tipMinor: 150 },
    },
    ZCreateOrderOutput,
  );
  if (sold.receipt === null) throw new Error('The order has no receipt.');
  return { id: sold.id, ...sold.receipt };
}

const pagesOf = (pdf: Buffer) => pdf.toString('latin1').match(/\/Type\s*\/Page\b/gu)?.length;

test('a copy is recorded before it is printed, it alone is on the sheet, and its code leads a stranger to the receipt', async ({
  signedIn,
  browse,
  watch,
  baseURL,
}) => {
  watch.expectStatus(404, 429);
  const page = await signedIn(OWNER);
  await page.addInitScript(() => {
    window.print = () => document.documentElement.setAttribute('data-sent-to-printer', '');
  });
  const { id, code, number } = await sell(page.context().request);
  await page.goto(`/orders?order=${id}`);
  await page.getByRole('link', { name: `Receipt ${number}` }).click();
  await expect(page.getByRole('heading', { level: 1, name: `Receipt ${number}` })).toBeVisible();
  const paper = page.getByRole('article', { name: `Beleg Nr. ${number}` });
  await expect(paper).toContainText('Kein Kassenbeleg');
  await expect(paper).not.toContainText('DUPLIKAT');
  await expect(page.getByText('None. Each copy gets a number')).toBeVisible();

  await page.getByRole('button', { name: 'Print a copy' }).click();
  await expect(paper).toContainText('DUPLIKAT · Kopie 1');
  await expect(page.locator('[data-sent-to-printer]')).toHaveCount(1);
  await expect(page.getByText(`Copy 1 of receipt ${number} is recorded`)).toBeVisible();
  await expect(page.getByRole('listitem').filter({ hasText: 'Copy 1' })).toBeVisible();
  expect(await brokenRules(page)).toEqual([]);

  const address = `${baseURL ?? ''}/r/wirtshaus-berlin/receipt/${code}`;
  expect(await readQr(paper.getByRole('img'))).toBe(address);

  expect(pagesOf(await page.pdf({ format: 'A4' }))).toBe(1);
  expect(pagesOf(await page.pdf({ width: '80mm', height: '297mm' }))).toBe(1);
  await page.emulateMedia({ media: 'print' });
  await expect(paper).toBeVisible();
  await expect(page.getByRole('navigation')).toHaveCount(0);
  await expect(page.getByRole('heading', { level: 1 })).toHaveCount(0);
  await expect(page.getByText('is recorded')).toBeHidden();
  await page.emulateMedia({ media: 'screen' });
  await page.evaluate(() => window.dispatchEvent(new Event('afterprint')));
  await expect(paper).not.toContainText('DUPLIKAT');

  const guest = await browse(fromAddress(21));
  await guest.goto(address);
  await expect(guest).toHaveTitle(new RegExp(`^Beleg Nr\\. ${number} · `, 'u'));
  await expect(guest.getByRole('article')).toContainText(printedReceiptCode(code));
  await expect(guest.getByRole('article')).toContainText('Trinkgeld');
  expect(await brokenRules(guest)).toEqual([]);
  await guest.goto(address.replace('wirtshaus-berlin', 'tapas-madrid'));
  await expect(guest.getByRole('heading', { name: 'There is no such receipt' })).toBeVisible();
  expect(await brokenRules(guest)).toEqual([]);

  const request = guest.context().request;
  const known = await request.get(address);
  expect(known.status()).toBe(200);
  expect(known.headers()).toMatchObject({
    'cache-control': expect.stringContaining('no-store'),
    'referrer-policy': 'no-referrer',
  });
  const wrong = address.replace(code, code.split('').toReversed().join(''));
  for (let guess = 0; guess < WRONG_CODES; guess += 1)
    if ((await request.get(wrong)).status() === 429) break;
  const refused = await request.get(address);
  expect(refused.status()).toBe(429);
  expect(Number(refused.headers()['retry-after'])).toBeGreaterThan(60);
  await guest.goto(address);
  await expect(guest.getByRole('heading', { name: 'Too many tries' })).toBeVisible();
  expect(await brokenRules(guest)).toEqual([]);
});

test('a receipt is found by the code on the paper, however it is typed, and from its history', async ({
  signedIn,
}) => {
  const page = await signedIn('cashier@wirtshaus-berlin.demo');
  const { code, number } = await sell(page.context().request);
  const spoken = printedReceiptCode(code);
  await page.goto('/orders');
  await page.getByLabel('Order number or receipt code').fill(spoken.toLowerCase());
  await page.getByRole('link', { name: `Open receipt ${spoken}` }).click();
  await expect(page.getByRole('heading', { level: 1, name: `Receipt ${number}` })).toBeVisible();
  await page.goto(`/receipts/${spoken.toLowerCase()}`);
  await expect(page).toHaveURL(new RegExp(`/receipts/${code}$`, 'u'));

  const owner = await signedIn(OWNER);
  await owner.goto(`/receipts/${code}`);
  await owner.getByRole('link', { name: 'History' }).click();
  await owner.getByRole('link', { name: 'Open', exact: true }).click();
  await expect(owner.getByRole('heading', { level: 1, name: `Receipt ${number}` })).toBeVisible();

  const cook = await signedIn('cook@wirtshaus-berlin.demo');
  await cook.goto(`/receipts/${code}`);
  await expect(cook.getByText('receipts.read')).toBeVisible();
});
