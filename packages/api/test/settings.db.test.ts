import type { HumanRole } from '@toster/contracts/rbac/roles';
import { ZGetSessionOutput } from '@toster/contracts/schemas/session';
import { type Settings, ZSettings } from '@toster/contracts/schemas/settings';
import { createAccount, createMember } from '@toster/db/testing/factories/member';
import type { Restaurant } from '@toster/db/testing/factories/restaurant';
import { newId } from '@toster/contracts/ids';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type Kitchen, memberOf, openKitchen, STALE_PROOF_MS } from './kitchen.ts';

let kitchen: Kitchen;
let restaurant: Restaurant;
beforeAll(async () => {
  kitchen = await openKitchen();
});
beforeEach(async () => {
  restaurant = await kitchen.restaurant();
});
afterAll(() => kitchen.close());

const as = (role: HumanRole) => memberOf(restaurant, role);
const get = (role: HumanRole = 'owner') => kitchen.ask(as(role), 'settings.get', {}, ZSettings);
const update = (data: object, version: number, role: HumanRole = 'owner') =>
  kitchen.call(as(role), 'settings.update', { version, data });
const save = (data: object, version: number) =>
  kitchen.ask(as('owner'), 'settings.update', { version, data }, ZSettings);
const events = () =>
  kitchen.admin<{ rel: string; changed: string[]; actor_id: string; leaf: string }[]>`
    select rel, changed, actor_id, leaf from au.event
    where org_id = ${restaurant.org.orgId} and action = 'org.updated' order by cap_seq`;

const EVERYTHING = {
  name: 'Вареник на Подолі',
  legalName: 'ТОВ «Вареник»',
  taxId: '14360570',
  address: 'вул. Хорива, 12',
  postcode: '04071',
  city: 'Київ',
  phone: '+380 44 425 10 20',
  email: 'hello@varenyk.example',
  receiptFooter: 'Дякуємо!\nПриходьте ще.',
  language: 'en',
} as const satisfies Partial<Settings>;

describe('the settings of an organisation', () => {
  test('are empty until an owner states them, and then what was stated, to every reader', async () => {
    expect(await get()).toMatchObject({ version: 0, legalName: '', taxId: '', language: 'uk' });
    const saved = await save(EVERYTHING, 0);
    expect(saved).toMatchObject({ ...EVERYTHING, version: 1 });
    for (const role of ['owner', 'manager', 'accountant'] as const)
      expect(await get(role)).toEqual(saved);
  });

  test('are changed field by field: what is left out stays', async () => {
    await save(EVERYTHING, 0);
    expect(await save({ taxId: '', phone: '' }, 1)).toMatchObject({
      ...EVERYTHING,
      taxId: '',
      phone: '',
      version: 2,
    });
  });

  test('show nothing of another organisation', async () => {
    await save(EVERYTHING, 0);
    const other = await kitchen.restaurant(['owner']);
    const theirs = await kitchen.ask(other.members.owner, 'settings.get', {}, ZSettings);
    expect(theirs).toMatchObject({ legalName: '', slug: other.org.slug });
  });

  test('never change country, currency, short name or region, whatever is sent', async () => {
    for (const data of [{ country: 'PL' }, { currency: 'PLN' }, { slug: 'x' }, { cell: 'us-1' }])
      expect((await update({ ...EVERYTHING, ...data }, 0)).error?.code).toBe('INVALID_INPUT');
    expect(await get()).toMatchObject({ country: 'UA', currency: 'UAH', version: 0 });
  });

  test('reach everybody at once: a new name, language and zone are in the next session, with no new sign-in', async () => {
    const before = await kitchen.ask(as('cook'), 'session.get', {}, ZGetSessionOutput);
    expect(before.org.locale).toBe('uk-UA');
    await save({ name: 'Новий Вареник', language: 'de' }, 0);
    const after = await kitchen.ask(as('cook'), 'session.get', {}, ZGetSessionOutput);
    expect(after.org).toMatchObject({ name: 'Новий Вареник', locale: 'de-UA' });
  });
});

describe('who changes settings', () => {
  test('is an owner with a fresh proof, and nobody else', async () => {
    for (const role of ['manager', 'accountant', 'hr', 'operator', 'cook'] as const)
      expect((await update(EVERYTHING, 0, role)).error).toMatchObject({
        code: 'FORBIDDEN',
        details: { permission: 'org_settings.update' },
      });
    const stale = await kitchen.call(
      as('owner'),
      'settings.update',
      { version: 0, data: EVERYTHING },
      { proofAgeMs: STALE_PROOF_MS },
    );
    expect(stale.error?.code).toBe('STEP_UP_REQUIRED');
    expect((await get()).version).toBe(0);
    expect((await update(EVERYTHING, 0)).error).toBeNull();
  });

  test('is not an owner of one establishment only', async () => {
    const note = { action: 'staff.joined', request: newId(), part: 0 };
    const { org, place } = restaurant;
    const partner = await kitchen.database.maintenance.run(org.orgId, note, async (tx) =>
      createMember(tx, {
        org,
        account: await createAccount(tx, { password: kitchen.password }),
        grants: [{ role: 'owner', locationId: place.location.id }],
      }),
    );
    const { error } = await kitchen.call(partner, 'settings.update', {
      version: 0,
      data: EVERYTHING,
    });
    expect(error).toMatchObject({
      code: 'FORBIDDEN',
      details: { permission: 'org_settings.update' },
    });
    expect((await get()).version).toBe(0);
  });
});

describe('two people at the settings', () => {
  test('lose nothing: of changes to the same version one is done, the other is told, and does it again', async () => {
    const answers = await Promise.all([
      update({ legalName: 'ТОВ «Вареник»' }, 0),
      update({ phone: '+380 44 425 10 20' }, 0),
      update({ name: 'Інша назва' }, 0),
    ]);
    expect(answers.map(({ error }) => error?.code ?? 'done').toSorted()).toEqual([
      'CONFLICT',
      'CONFLICT',
      'done',
    ]);
    expect((await get()).version).toBe(1);
    await save({ legalName: 'ТОВ «Вареник»' }, (await get()).version);
    await save({ phone: '+380 44 425 10 20' }, (await get()).version);
    expect(await get()).toMatchObject({ legalName: 'ТОВ «Вареник»', phone: '+380 44 425 10 20' });
  });

  test('who says what is said already changes nothing, and leaves nothing in the log', async () => {
    await save(EVERYTHING, 0);
    const before = await events();
    expect((await save(EVERYTHING, 1)).version).toBe(1);
    expect(await events()).toEqual(before);
  });
});

describe('a tax number', () => {
  const refusal = async (taxId: string) => (await update({ taxId }, 0)).error;

  test('is checked by the rules of the country, and refused with the rule it breaks', async () => {
    const issue = (rule: string) => ({
      code: 'INVALID_INPUT',
      details: { issues: [{ path: ['data', 'taxId'], rule }] },
    });
    expect(await refusal('14360571')).toMatchObject(issue('tax_number_check_digit'));
    expect(await refusal('PL 5260250274')).toMatchObject(issue('tax_number_form'));
    expect((await get()).taxId).toBe('');
  });

  test('is stored as documents write it, however it was typed', async () => {
    expect((await save({ taxId: ' 1436 0570 ' }, 0)).taxId).toBe('14360570');
  });
});

test('a time zone of another country is refused, one of the own is kept', async () => {
  expect((await update({ timezone: 'Europe/Warsaw' }, 0)).error).toMatchObject({
    code: 'INVALID_INPUT',
    details: { issues: [{ path: ['data', 'timezone'], rule: 'unknown_time_zone' }] },
  });
  expect((await save({ timezone: 'Europe/Kyiv', name: 'Вареник' }, 0)).timezone).toBe(
    'Europe/Kyiv',
  );
});

test('the log says who changed what, and holds names and numbers of the business only as commitments', async () => {
  await save({ name: 'Вареник', legalName: 'Коваленко Олена Іванівна' }, 0);
  await save({ legalName: 'ТОВ «Вареник»' }, 1);
  const found = await events();
  expect(found.map(({ rel }) => rel)).toEqual(['org', 'org_profile', 'org_profile']);
  expect(found.at(-1)).toMatchObject({ changed: ['legal_name'], actor_id: as('owner').id });
  for (const { leaf } of found) expect(leaf).not.toContain('Коваленко');
});
