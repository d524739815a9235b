import type { WeekHours } from '@toster/contracts/hours';
import { newId } from '@toster/contracts/ids';
import type { HumanRole } from '@toster/contracts/rbac/roles';
import {
  type LocationDetails,
  LOCATIONS_MOST,
  ZCreateLocationOutput,
  ZListLocationsOutput,
  ZLocationVersion,
} from '@toster/contracts/schemas/locations';
import { ZCreateOrderOutput } from '@toster/contracts/schemas/orders';
import { createAccount, createMember } from '@toster/db/testing/factories/member';
import type { Restaurant } from '@toster/db/testing/factories/restaurant';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type Kitchen, memberOf, nobody, openKitchen, STALE_PROOF_MS } from './kitchen.ts';

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
const here = () => restaurant.place.location.id;
const there = () => restaurant.locations[1].id;
const list = async (role: HumanRole = 'owner'): Promise<LocationDetails[]> =>
  (await kitchen.ask(as(role), 'locations.list', {}, ZListLocationsOutput)).locations;
const one = async (id: string): Promise<LocationDetails> => {
  const found = (await list()).find((location) => location.id === id);
  if (found === undefined) throw new Error('there is no such establishment');
  return found;
};
const edit = (role: HumanRole, id: string, data: object, version = 0) =>
  kitchen.call(as(role), 'locations.edit', { id, version, data });
const setHours = (role: HumanRole, id: string, hours: WeekHours, version = 0) =>
  kitchen.call(as(role), 'locations.setHours', { id, version, data: { hours } });
const create = (input: object = {}, member = as('owner')) =>
  kitchen.call(member, 'locations.create', { ...NEW, ...input });
const events = (action: string) =>
  kitchen.admin<{ rel: string; loc: string; changed: string[]; actor_id: string }[]>`
    select rel, loc, changed, actor_id from au.event
    where org_id = ${restaurant.org.orgId} and action = ${action} order by cap_seq`;

const DAY = '10:00-22:00';
const WEEK: WeekHours = {
  mon: DAY,
  tue: DAY,
  wed: DAY,
  thu: DAY,
  fri: '10:00-15:00,17:00-02:00',
  sat: '11:00-02:00',
  sun: '',
};
const NEW = { name: 'Оболонь', slug: 'obolon', city: 'Київ', timezone: 'Europe/Kyiv' };

describe('the list of establishments', () => {
  test('has those within reach, and says of each what the caller may change', async () => {
    const writable = (locations: LocationDetails[]) =>
      locations.map(({ id, writable: parts }) => [id, parts]);
    const all = ['location.identity', 'location.hours', 'location.contacts'];
    expect(new Map(writable(await list('owner')) as [string, unknown][])).toEqual(
      new Map([
        [here(), all],
        [there(), all],
      ]),
    );
    expect(writable(await list('manager'))).toEqual([
      [here(), ['location.hours', 'location.contacts']],
    ]);
    expect(writable(await list('accountant'))).toEqual([[here(), []]]);
    for (const role of ['cook', 'hr', 'marketing'] as const)
      expect((await kitchen.call(as(role), 'locations.list', {})).error).toMatchObject({
        code: 'FORBIDDEN',
        details: { permission: 'org_settings.read' },
      });
  });

  test('knows none of another organisation', async () => {
    const other = await kitchen.restaurant(['owner']);
    const ours = new Set((await list()).map(({ id }) => id));
    for (const { id } of other.locations) {
      expect(ours).not.toContain(id);
      expect((await edit('owner', id, { phone: '' })).error?.code).toBe('NOT_FOUND');
      expect((await setHours('owner', id, WEEK)).error?.code).toBe('NOT_FOUND');
    }
  });
});

describe('a manager of one establishment', () => {
  test('changes its hours and contacts, and nothing of another', async () => {
    expect((await setHours('manager', here(), WEEK)).error).toBeNull();
    const contacts = { phone: '+380 44 425 10 20', email: 'podil@varenyk.example' };
    expect((await edit('manager', here(), contacts, 1)).error).toBeNull();
    expect(await one(here())).toMatchObject({ ...contacts, hours: WEEK, version: 2 });

    expect((await setHours('manager', there(), WEEK)).error?.code).toBe('NOT_FOUND');
    expect((await edit('manager', there(), contacts)).error?.code).toBe('NOT_FOUND');
    expect((await setHours('owner', there(), WEEK)).error).toBeNull();
  });

  test('changes neither name nor address nor zone, not even beside what is theirs to change', async () => {
    for (const data of [
      { name: 'Мій заклад' },
      { phone: '+380 44 425 10 20', address: 'вул. Хорива, 1' },
      { email: '', postcode: '04071' },
      { city: 'Львів' },
      { timezone: 'Europe/Kyiv' },
    ])
      expect((await edit('manager', here(), data)).error).toMatchObject({
        code: 'FORBIDDEN',
        details: { permission: 'locations.manage', fields: ['location.identity'] },
      });
    expect(await one(here())).toMatchObject({ version: 0, phone: '' });
    expect((await edit('owner', here(), { name: 'Мій заклад' })).error).toBeNull();
  });

  test('adds none, even if they manage all there are', async () => {
    expect((await create({}, as('manager'))).error).toMatchObject({
      code: 'FORBIDDEN',
      details: { permission: 'locations.manage' },
    });
    const note = { action: 'staff.joined', request: newId(), part: 0 };
    const { org } = restaurant;
    const director = await kitchen.database.maintenance.run(org.orgId, note, async (tx) =>
      createMember(tx, {
        org,
        account: await createAccount(tx, { password: kitchen.password }),
        grants: [{ role: 'manager' }],
      }),
    );
    expect((await create({}, director)).error).toMatchObject({
      code: 'FORBIDDEN',
      details: { fields: ['location.identity'] },
    });
    expect(await list()).toHaveLength(2);
  });
});

test('who may only read, and who may not even that, change nothing; an owner does with a fresh proof', async () => {
  for (const role of ['accountant', 'operator', 'cook', 'hr'] as const)
    for (const { error } of [
      await edit(role, here(), { phone: '' }),
      await setHours(role, here(), WEEK),
    ])
      expect(error).toMatchObject({
        code: 'FORBIDDEN',
        details: { permission: 'locations.manage' },
      });
  const stale = await kitchen.call(
    as('owner'),
    'locations.setHours',
    { id: here(), version: 0, data: { hours: WEEK } },
    { proofAgeMs: STALE_PROOF_MS },
  );
  expect(stale.error?.code).toBe('STEP_UP_REQUIRED');
  expect((await one(here())).hours).toBeNull();
  expect((await setHours('owner', here(), WEEK)).error).toBeNull();
  expect((await setHours('owner', nobody(), WEEK)).error?.code).toBe('NOT_FOUND');
});

describe('hours', () => {
  test('are kept as they were entered, breaks and nights included', async () => {
    await setHours('owner', here(), WEEK);
    expect((await one(here())).hours).toEqual(WEEK);
  });

  test('that overlap, within a day or into the next, are refused by the day', async () => {
    const rule = async (day: Partial<WeekHours>) =>
      (await setHours('owner', here(), { ...WEEK, ...day })).error?.details.issues;
    const issue = (day: string, name: string) => [{ path: ['data', 'hours', day], rule: name }];
    expect(await rule({ mon: '10:00-15:00,14:00-22:00' })).toEqual(issue('mon', 'hours_overlap'));
    expect(await rule({ sun: '01:00-05:00' })).toEqual(issue('sat', 'hours_overlap_next_day'));
    expect(await rule({ tue: '25:00-26:00' })).toEqual(issue('tue', 'hours_malformed'));
    expect((await one(here())).hours).toBeNull();
  });

  test('that are the same change nothing, and leave nothing in the log', async () => {
    await setHours('owner', here(), WEEK);
    const before = await events('location.hours_changed');
    expect((await setHours('owner', here(), WEEK, 1)).data).toEqual({ id: here(), version: 1 });
    expect(await events('location.hours_changed')).toEqual(before);
  });

  test('stand in the log at their establishment, with the day that changed and who changed it', async () => {
    await setHours('owner', here(), WEEK);
    await setHours('manager', here(), { ...WEEK, sun: '12:00-20:00' }, 1);
    expect((await events('location.hours_changed')).at(-1)).toEqual({
      rel: 'location_profile',
      loc: here(),
      changed: ['hours_sun'],
      actor_id: as('manager').id,
    });
  });
});

describe('two people at one establishment', () => {
  test('lose nothing, whichever part each of them changes', async () => {
    const answers = await Promise.all([
      setHours('manager', here(), WEEK),
      edit('owner', here(), { name: 'Поділ, Хорива' }),
      edit('owner', here(), { phone: '+380 44 425 10 20' }),
    ]);
    expect(answers.map(({ error }) => error?.code ?? 'done').toSorted()).toEqual([
      'CONFLICT',
      'CONFLICT',
      'done',
    ]);
    const next = async () => (await one(here())).version;
    await setHours('manager', here(), WEEK, await next());
    await edit('owner', here(), { name: 'Поділ, Хорива' }, await next());
    await edit('owner', here(), { phone: '+380 44 425 10 20' }, await next());
    expect(await one(here())).toMatchObject({
      hours: WEEK,
      name: 'Поділ, Хорива',
      phone: '+380 44 425 10 20',
    });
  });

  test('at different ones do not wait for a version', async () => {
    const answers = await Promise.all([
      edit('owner', here(), { phone: '+380 44 425 10 20' }),
      edit('owner', there(), { phone: '+380 44 425 10 21' }),
    ]);
    expect(answers.map(({ error }) => error)).toEqual([null, null]);
  });
});

describe('a new establishment', () => {
  test('is there for its owners at once, closed until hours are stated, and takes orders numbered from one', async () => {
    const { id } = await kitchen.ask(
      as('owner'),
      'locations.create',
      { ...NEW, address: 'просп. Оболонський, 1', postcode: '04205' },
      ZCreateLocationOutput,
    );
    expect(await one(id)).toMatchObject({
      ...NEW,
      address: 'просп. Оболонський, 1',
      hours: null,
      version: 1,
    });
    expect((await list('manager')).map((location) => location.id)).toEqual([here()]);
    const [event] = await events('location.created');
    expect(event).toMatchObject({ rel: 'location', loc: id, actor_id: as('owner').id });

    const [category] = restaurant.menu.categories;
    await kitchen.admin`
      insert into menu_category (org_id, id, location_id, name, position)
      select org_id, gen_random_uuid(), ${id}, name, position from menu_category where org_id = ${restaurant.org.orgId} and id = ${category?.id ?? ''}`;
    const [dish] = await kitchen.admin<{ id: string }[]>`
      insert into menu_item (org_id, id, location_id, category_id, name, price_minor, currency, tax_class, position)
      select org_id, gen_random_uuid(), location_id, id, 'Вареники', 12000, 'UAH', 'standard', 0 from menu_category
      where org_id = ${restaurant.org.orgId} and location_id = ${id} returning id`;
    const order = await kitchen.ask(
      as('owner'),
      'orders.create',
      { locationId: id, channel: 'takeaway', lines: [{ menuItemId: dish?.id, quantity: 1 }] },
      ZCreateOrderOutput,
    );
    expect(order.number).toBe(1);
  });

  test('needs a short name that no other of the organisation has, and a zone of its country', async () => {
    const issue = (path: string, rule: string) => ({
      code: 'INVALID_INPUT',
      details: { issues: [{ path: [path], rule }] },
    });
    const answers = await Promise.all([create(), create()]);
    expect(answers.filter(({ error }) => error === null)).toHaveLength(1);
    expect(answers.find(({ error }) => error !== null)?.error).toMatchObject(
      issue('slug', 'slug_taken'),
    );
    expect((await create({ slug: 'krakow', timezone: 'Europe/Warsaw' })).error).toMatchObject(
      issue('timezone', 'unknown_time_zone'),
    );
    const other = await kitchen.restaurant(['owner']);
    expect((await create({}, other.members.owner)).error).toBeNull();
  });
});

test('an organisation has so many establishments at the most, and another one has its own', async () => {
  const { org } = restaurant;
  await kitchen.admin`
    insert into location (org_id, id, name, slug, city, timezone)
    select ${org.orgId}, gen_random_uuid(), 'Kiosk ' || n, 'kiosk-' || n, 'Київ', 'Europe/Kyiv'
    from generate_series(1, ${LOCATIONS_MOST - 1 - (await list()).length}) n`;
  const atOnce = await Promise.all(['one', 'two', 'three'].map((slug) => create({ slug })));
  const codes = atOnce.map(({ error }) => error?.code ?? 'created').toSorted();
  expect(codes).toEqual(['LOCATION_LIMIT', 'LOCATION_LIMIT', 'created']);
  const other = await kitchen.restaurant(['owner']);
  expect((await create({}, other.members.owner)).error).toBeNull();
});

test('an edit that says what is said already answers with the version there is', async () => {
  await edit('owner', here(), { phone: '+380 44 425 10 20', name: 'Поділ' });
  const again = await kitchen.ask(
    as('owner'),
    'locations.edit',
    { id: here(), version: 1, data: { phone: '+380 44 425 10 20', name: 'Поділ' } },
    ZLocationVersion,
  );
  expect(again.version).toBe(1);
});
