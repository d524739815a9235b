import { DEMO_PASSWORD } from '@toster/db/demo/logins';
import { formatMoney } from '@toster/contracts/money';
import { call, dishesOf, firstLocation, sessionOf } from './support/api.ts';
import { forgetProof } from './support/session.ts';
import { expect, test } from './support/test.ts';
import { spaced } from './support/text.ts';

const OWNER = 'owner@varenyk-kyiv.demo';
const DISH = 'Борщ';

test('an owner changes a price with a fresh proof and finds it in the log, before and after, who and from where', async ({
  signedIn,
  watch,
}) => {
  // The refused first attempt, and the mistyped password.
  watch.expectStatus(401, 403);
  const page = await signedIn(OWNER);
  const { request } = page.context();
  const place = await firstLocation(request);
  const { firstName } = await sessionOf(request);
  const dish = (await dishesOf(request, place.id)).find((each) => each.name === DISH);
  if (typeof dish?.priceMinor !== 'number') throw new Error(`There is no ${DISH}.`);
  const [was, becomes] = [dish.priceMinor, dish.priceMinor + 1500];
  const money = (minor: number, trim: boolean) =>
    spaced(formatMoney(minor, 'UAH', 'uk-UA', { trim }));

  await forgetProof(page.context());
  const attempts: { key: string | null; body: string | null; status: number }[] = [];
  page.on('response', async (response) => {
    if (!response.url().endsWith('/menu.priceItem')) return;
    const sent = response.request();
    attempts.push({
      key: (await sent.allHeaders())['idempotency-key'] ?? null,
      body: sent.postData(),
      status: response.status(),
    });
  });

  await test.step('the new price', async () => {
    await page.goto(`/menu?location=${place.id}`);
    await page.getByRole('button', { name: `Change the price of ${DISH},` }).click();
    const dialog = page.getByRole('dialog', { name: `Price of ${DISH}` });
    await expect(dialog.getByLabel('New price in UAH')).toBeFocused();
    await page.keyboard.type(String(becomes / 100));
    await expect(dialog).toContainText(`${money(was, false)} → ${money(becomes, false)}`);
    await dialog.getByRole('button', { name: 'Change price' }).click();
  });

  await test.step('the proof', async () => {
    const dialog = page.getByRole('dialog', { name: 'Confirm it is you' });
    const password = dialog.getByLabel('Your password');
    await expect(password).toBeFocused();
    await password.fill('not the password');
    await page.keyboard.press('Enter');
    await expect(dialog.getByText('That password is not right.')).toBeVisible();
    await expect(password).toBeFocused();
    await password.fill(DEMO_PASSWORD);
    await dialog.getByRole('button', { name: 'Confirm' }).click();
    await expect(page.getByText(`${DISH} now costs ${money(becomes, false)}`)).toBeVisible();
  });

  await test.step('the same call again, once', async () => {
    await expect.poll(() => attempts.map(({ status }) => status)).toEqual([403, 200]);
    const [refused, done] = attempts;
    expect(done?.key).toMatch(/^[\w-]{8,64}$/);
    expect([refused?.key, refused?.body]).toEqual([done?.key, done?.body]);
    const input = { id: dish.id, priceMinor: becomes };
    const headers = { 'idempotency-key': done?.key ?? '' };
    const again = await call(request, 'menu.priceItem', input, headers);
    expect([again.status, again.error]).toEqual([200, null]);
    const other = await call(request, 'menu.priceItem', { ...input, priceMinor: 1 }, headers);
    expect([other.status, other.error?.code]).toEqual([422, 'IDEMPOTENCY_MISMATCH']);
  });

  const sentence =
    `${firstName} raised ${DISH} from ${was / 100} to ` +
    `${money(becomes, true)} at ${place.name}`;
  await test.step('one line in the log', async () => {
    await page.getByRole('button', { name: 'See it in the audit log' }).click();
    await expect(page).toHaveURL(new RegExp(`/audit\\?.*row=${dish.id}`));
    const line = page.getByRole('listitem').filter({ hasText: sentence });
    await expect(line).toHaveCount(1);
    await line.getByRole('button', { expanded: false }).click();
    await expect(line.getByRole('deletion')).toHaveText(money(was, true));
    await expect(line.getByRole('insertion')).toHaveText(money(becomes, true));
    await line.getByRole('button', { name: 'Open details' }).click();
  });

  await test.step('the action in full', async () => {
    const sheet = page.getByRole('dialog', { name: 'Price changed' });
    await expect(sheet).toContainText(sentence);
    const fact = (name: string) =>
      sheet
        .getByRole('definition')
        .filter({ has: page.locator(`xpath=preceding-sibling::dt[1][.='${name}']`) });
    await expect(fact('Who')).toContainText(firstName ?? '');
    await expect(fact('Where')).toHaveText(place.name);
    await expect(fact('Through')).toHaveText('Console');
    await expect(fact('Address')).toContainText(/127\.0\.0\.1|::1/);
    await expect(fact('Device')).toContainText('Chrome');
    await expect(sheet.getByRole('deletion')).toHaveText(money(was, true));
    await expect(sheet.getByRole('insertion')).toHaveText(money(becomes, true));
    await expect(sheet.getByText('Hash checks out')).toBeVisible();
    await expect(page).toHaveURL(/request=/);
    await sheet.getByRole('link', { name: 'Record history' }).click();
  });

  await test.step('the history of the dish, back to its beginning', async () => {
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(`History of ${DISH}`);
    const changes = page.getByRole('list', { name: 'Changes' }).getByRole('listitem');
    await expect(changes.first()).toContainText(`${firstName} · Price changed`);
    const now = page.getByRole('region', { name: 'The record at this time' });
    await expect(now.getByRole('insertion')).toHaveText(money(becomes, true));
    await expect(page.getByText('It was created here')).toBeVisible();
  });
});

test('who gives no proof changes nothing', async ({ signedIn, watch }) => {
  watch.expectStatus(403);
  const page = await signedIn(OWNER);
  const { request } = page.context();
  const place = await firstLocation(request);
  const dish = (await dishesOf(request, place.id)).find((each) => each.name !== DISH);
  await forgetProof(page.context());
  await page.goto(`/menu?location=${place.id}`);
  await page.getByRole('button', { name: `Change the price of ${dish?.name},` }).click();
  const dialog = page.getByRole('dialog', { name: `Price of ${dish?.name}` });
  await dialog.getByLabel('New price in UAH').fill('1');
  await dialog.getByRole('button', { name: 'Change price' }).click();
  await page.getByRole('dialog', { name: 'Confirm it is you' }).press('Escape');
  await expect(dialog).toContainText('your identity was not confirmed');
  expect((await dishesOf(request, place.id)).find((each) => each.id === dish?.id)).toEqual(dish);
});
