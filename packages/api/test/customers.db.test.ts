import { EVENTS } from '@toster/contracts/events';
import { newId } from '@toster/contracts/ids';
import type { HumanRole } from '@toster/contracts/rbac/roles';
import {
  type CustomerRow,
  ZGetCustomerOutput,
  ZListCustomersOutput,
  ZLookUpCustomerOutput,
  ZRevealCustomerOutput,
  ZUpdateCustomerOutput,
} from '@toster/contracts/schemas/customers';
import { createCustomer } from '@toster/db/testing/factories/customer';
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
const note = () => ({ action: 'customer.updated', request: newId(), part: 0 });
const guest = (input: Parameters<typeof createCustomer>[2] = {}, place = restaurant.place) =>
  kitchen.database.maintenance.run(restaurant.org.orgId, note(), (tx) =>
    createCustomer(tx, place, input),
  );
const elsewhere = () => ({ ...restaurant.place, location: restaurant.locations[1] });
const errorOf = async (role: HumanRole, path: string, input: unknown) =>
  (await kitchen.call(as(role), path, input)).error;
const reads = (id: string) =>
  kitchen.admin`select actor_id, leaf from au.event
    where org_id = ${restaurant.org.orgId} and kind = 5 and rel = 'customer_contact' and leaf like ${`%${id}%`} order by cap_seq`;
/** Makes all that was used as old as this. */
const aged = (seconds: number) =>
  kitchen.admin`update use_counter set times = array(select clock_timestamp() - make_interval(secs => ${seconds}) from unnest(times))`;

describe('looking a guest up', () => {
  const lookUp = (role: HumanRole, input: object) =>
    kitchen.ask(as(role), 'customers.lookUp', input, ZLookUpCustomerOutput);

  test('finds by the whole number however it is typed, and by the whole address; a cashier sees first name and two digits', async () => {
    const found = await guest({
      name: 'Олена Бондар',
      phone: '+380 67 123 45 67',
      email: 'Olena@Example.com',
    });
    const outline = {
      id: found.id,
      locationId: found.locationId,
      firstName: 'Олена',
      phoneEnding: '67',
    };
    for (const phone of ['+380671234567', '067 123-45-67', '00380 (67) 1234567'])
      expect((await lookUp('cashier', { phone })).found).toEqual([outline]);
    const { found: byEmail, uses } = await lookUp('cashier', { email: 'olena@example.COM' });
    expect(byEmail).toEqual([outline]);
    expect(uses).toEqual({ used: 4, most: 30, perSeconds: 3600 });
  });

  test('finds nobody by a part, elsewhere or in another restaurant, and it counts all the same', async () => {
    const there = await guest({ phone: '+380501112233' }, elsewhere());
    const other = await kitchen.restaurant(['owner']);
    for (const phone of ['067 123-45-6', there.phone, other.customer.phone])
      expect((await lookUp('cashier', { phone })).found).toEqual([]);
    expect((await lookUp('owner', { phone: there.phone })).found).toHaveLength(1);
    expect((await lookUp('cashier', { phone: '000000' })).uses.used).toBe(4);
  });

  test('sixty at once are answered thirty times; the others learn to the second when to come back', async () => {
    const phone = restaurant.customer.phone;
    const answers = await Promise.all(
      Array.from({ length: 60 }, () => kitchen.call(as('cashier'), 'customers.lookUp', { phone })),
    );
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(30);
    const refused = answers.filter(({ status }) => status === 429);
    expect(refused).toHaveLength(30);
    for (const { error, data } of refused) {
      expect(data).toBeNull();
      expect(error).toMatchObject({
        code: 'RATE_LIMITED',
        details: { permission: 'customers.lookup_exact' },
      });
      expect(error?.details.retryAfterSeconds).toBeGreaterThan(3500);
      expect(error?.details.retryAfterSeconds).toBeLessThanOrEqual(3600);
    }
    const tried = async () => (await errorOf('cashier', 'customers.lookUp', { phone }))?.details;
    await aged(3598);
    expect([1, 2]).toContain((await tried())?.retryAfterSeconds);
    await aged(3600);
    expect((await lookUp('cashier', { phone })).uses.used).toBe(1);
  });

  test('in a batch counts each, and the header of a repeated attempt buys nothing', async () => {
    const cookie = `__Host-t_at=${await kitchen.accessToken(as('cashier'))}`;
    const input = { phone: restaurant.customer.phone };
    const batch = Object.fromEntries(Array.from({ length: 10 }, (_, index) => [index, input]));
    const path = `${Array.from({ length: 10 }, () => 'customers.lookUp').join(',')}?batch=1`;
    for (let each = 0; each < 3; each += 1)
      expect((await kitchen.send(path, batch, { cookie })).status).toBe(200);
    const again = await kitchen.call(as('cashier'), 'customers.lookUp', input, {
      headers: { 'idempotency-key': 'the-same-key' },
    });
    expect(again.error?.code).toBe('RATE_LIMITED');
  });

  test('is refused to whoever may not, without a count; the refusal of a limit is counted as one', async () => {
    expect(await errorOf('cook', 'customers.lookUp', { phone: '067 123 45 67' })).toMatchObject({
      code: 'FORBIDDEN',
      details: { permission: 'customers.lookup_exact' },
    });
    const counters =
      await kitchen.admin`select 1 from use_counter where org_id = ${restaurant.org.orgId}`;
    expect(counters).toHaveLength(0);
    for (let each = 0; each < 31; each += 1)
      await kitchen.call(as('cashier'), 'customers.lookUp', { phone: '067 123 45 67' });
    const refusals =
      await kitchen.admin`select reason, sum(count)::int as n from refusal where org_id = ${restaurant.org.orgId} and actor_id = ${as('cashier').id} group by 1`;
    expect([...refusals]).toEqual([{ reason: 'RATE_LIMITED:customers.lookup_exact', n: 1 }]);
  });

  test('is on record with who was shown, and nothing is where nobody was', async () => {
    await lookUp('cashier', { phone: restaurant.customer.phone });
    await lookUp('cashier', { phone: '067 000 00 00' });
    const events = await reads(restaurant.customer.id);
    expect(events).toHaveLength(1);
    expect(events[0]).toMatchObject({ actor_id: as('cashier').id });
    const all =
      await kitchen.admin`select leaf from au.event where org_id = ${restaurant.org.orgId} and kind = 5`;
    expect(all).toHaveLength(1);
    expect(JSON.stringify(all)).not.toContain('067 000');
  });

  test.each([
    ['nothing', {}],
    ['both', { phone: '067 123 45 67', email: 'a@example.com' }],
    ['a name', { phone: 'Olena' }],
    ['a part of an address', { email: '@example.com' }],
    ['a pattern', { phone: '%%%%%%' }],
  ])('by %s is not valid', async (_what, input) => {
    expect((await errorOf('owner', 'customers.lookUp', input))?.code).toBe('INVALID_INPUT');
  });
});

describe('the list of guests', () => {
  const list = (role: HumanRole, input: object = {}) =>
    kitchen.ask(as(role), 'customers.list', input, ZListCustomersOutput);

  test('shows each role its form: initial, mask, or nobody', async () => {
    const found = await guest({
      name: 'Олена Бондар',
      phone: '+380671234567',
      email: 'olena@example.com',
    });
    const rowFor = async (role: HumanRole) =>
      (await list(role)).customers.find(({ id }) => id === found.id);
    const open = { name: 'Олена Б.', phoneEnding: '67', email: 'o•••@e•••.com' };
    for (const role of ['owner', 'manager'] as const)
      expect(await rowFor(role)).toMatchObject(open);
    expect(await rowFor('operator')).toMatchObject({ ...open, name: 'О••• Б•••' });
    expect(await list('marketing')).toMatchObject({
      customers: [],
      consentedOnly: true,
      nextCursor: null,
    });
    expect((await list('owner')).consentedOnly).toBe(false);
    for (const role of ['cashier', 'cook', 'courier', 'accountant', 'hr'] as const)
      expect((await errorOf(role, 'customers.list', {}))?.details.permission).toBe(
        'customers.read',
      );
    const text = JSON.stringify([
      await list('owner'),
      await list('operator'),
      await list('manager'),
    ]);
    for (const value of ['Бондар', '671234567', 'olena@']) expect(text).not.toContain(value);
  });

  test('counts orders and money that the caller sees, without the cancelled and the void', async () => {
    const found = await guest();
    const made = [
      await kitchen.order(restaurant, { customer: found, status: 'delivered' }),
      await kitchen.order(restaurant, { customer: found, status: 'cooking' }),
    ];
    for (const status of ['cancelled', 'voided', 'refunded'] as const)
      await kitchen.order(restaurant, { customer: found, status });
    const there = await kitchen.order(
      { ...restaurant, place: elsewhere() },
      { customer: found, status: 'delivered', place: elsewhere() },
    );
    const rowFor = async (role: HumanRole) =>
      (await list(role)).customers.find(({ id }) => id === found.id);
    const here = made.reduce((sum, { totalMinor }) => sum + totalMinor, 0);
    expect(await rowFor('manager')).toMatchObject({ orderCount: 2, spentMinor: here });
    expect(await rowFor('owner')).toMatchObject({
      orderCount: 3,
      spentMinor: here + there.totalMinor,
    });
    const fresh = await guest();
    expect((await list('owner')).customers.find(({ id }) => id === fresh.id)).toMatchObject({
      orderCount: 0,
      spentMinor: 0,
      lastOrderAt: null,
    });
  });

  test('is limited to the places of the role, and to the one asked for', async () => {
    const there = await guest({}, elsewhere());
    const ids = async (role: HumanRole, input: object = {}) =>
      (await list(role, input)).customers.map(({ id }) => id);
    expect(await ids('manager')).toEqual([restaurant.customer.id]);
    expect(new Set(await ids('owner'))).toEqual(new Set([restaurant.customer.id, there.id]));
    expect(await ids('owner', { locationId: there.locationId })).toEqual([there.id]);
    expect(
      (await errorOf('manager', 'customers.list', { locationId: there.locationId }))?.code,
    ).toBe('NOT_FOUND');
    const other = await kitchen.restaurant(['owner']);
    expect(
      (await errorOf('owner', 'customers.list', { locationId: other.place.location.id }))?.code,
    ).toBe('NOT_FOUND');
  });

  test.each(['last_order', 'newest'] as const)(
    'pages by %s without losing or repeating anybody',
    async (sort) => {
      const now = Date.now();
      const guests = [restaurant.customer];
      for (let each = 0; each < 11; each += 1) {
        const made = await guest({ createdAt: new Date(now + each * 1000) });
        guests.push(made);
        // Some never ordered; two ordered at the same instant.
        if (each % 3 !== 0)
          await kitchen.order(restaurant, {
            customer: made,
            placedAt: new Date(now - Math.floor(each / 2) * 60_000),
          });
      }
      const seen: CustomerRow[] = [];
      let cursor: string | null = null;
      do {
        const page: typeof ZListCustomersOutput._output = await list('owner', {
          sort,
          limit: 4,
          ...(cursor === null ? {} : { cursor }),
        });
        seen.push(...page.customers);
        cursor = page.nextCursor;
      } while (cursor !== null);
      expect(seen.map(({ id }) => id).toSorted()).toEqual(guests.map(({ id }) => id).toSorted());
      const keys = seen.map((row) => (sort === 'newest' ? row.createdAt : (row.lastOrderAt ?? '')));
      expect(keys).toEqual(keys.toSorted().toReversed());
    },
  );
});

describe('a guest’s profile', () => {
  const get = (role: HumanRole, id: string) =>
    kitchen.ask(as(role), 'customers.get', { id }, ZGetCustomerOutput);

  test('shows outline, figures and the orders within reach, and says what more the role may do', async () => {
    const { customer } = restaurant;
    const order = await kitchen.order(restaurant, { customer, status: 'delivered' });
    await kitchen.order({ ...restaurant, place: elsewhere() }, { customer, place: elsewhere() });
    const profile = await get('manager', customer.id);
    expect(profile).toMatchObject({
      name: 'Тарас М.',
      orderCount: 1,
      spentMinor: order.totalMinor,
      version: 1,
      mayReveal: true,
      mayUpdate: true,
      reveals: { used: 0, most: 20 },
    });
    expect(profile.orders?.map(({ id }) => id)).toEqual([order.id]);
    expect((await get('owner', customer.id)).orders).toHaveLength(2);
    expect(await get('operator', customer.id)).toMatchObject({
      name: 'Т••• М•••',
      mayReveal: false,
      mayUpdate: true,
      reveals: null,
    });
  });

  test('of another place, of another restaurant, of nobody, or without consent is not there', async () => {
    const there = await guest({}, elsewhere());
    const other = await kitchen.restaurant(['owner']);
    for (const [role, id] of [
      ['manager', there.id],
      ['owner', other.customer.id],
      ['owner', nobody()],
      ['marketing', restaurant.customer.id],
    ] as const)
      expect((await errorOf(role, 'customers.get', { id }))?.code).toBe('NOT_FOUND');
  });

  test('is not a personal read: it shows nothing by which the guest could be reached', async () => {
    await get('owner', restaurant.customer.id);
    expect(await reads(restaurant.customer.id)).toHaveLength(0);
  });
});

describe('showing how a guest is reached', () => {
  const reveal = (role: HumanRole, id: string, proofAgeMs = 0) =>
    kitchen.call(as(role), 'customers.reveal', { id }, { proofAgeMs });

  test('shows it to whoever may see it, and each showing is on record', async () => {
    const { customer } = restaurant;
    const answer = await kitchen.ask(
      as('manager'),
      'customers.reveal',
      { id: customer.id },
      ZRevealCustomerOutput,
    );
    expect(answer).toEqual({
      id: customer.id,
      name: customer.name,
      phone: customer.phone,
      email: null,
      version: 1,
      uses: { used: 1, most: 20, perSeconds: 3600 },
    });
    const [event] = await reads(customer.id);
    expect(event).toMatchObject({ actor_id: as('manager').id });
  });

  test('twenty an hour are free; beyond, a fresh proof is asked for, and each refusal shows nothing and counts nothing', async () => {
    const { id } = restaurant.customer;
    for (let each = 1; each <= 20; each += 1)
      expect((await reveal('manager', id, STALE_PROOF_MS)).status).toBe(200);
    for (let each = 0; each < 3; each += 1) {
      const { error, data } = await reveal('manager', id, STALE_PROOF_MS);
      expect(error).toMatchObject({ code: 'STEP_UP_REQUIRED', details: { maxAgeSeconds: 300 } });
      expect(data).toBeNull();
    }
    expect(await reads(id)).toHaveLength(20);
    const proved = await reveal('manager', id);
    expect(ZRevealCustomerOutput.parse(proved.data).uses.used).toBe(21);
    expect((await reveal('owner', id, STALE_PROOF_MS)).status).toBe(200);
    await aged(3600);
    expect(
      ZRevealCustomerOutput.parse((await reveal('manager', id, STALE_PROOF_MS)).data).uses.used,
    ).toBe(1);
  });

  test('sixty at once with an old proof are shown twenty times', async () => {
    // The clock of a test is one for all calls, so it stands still for them.
    const { id } = restaurant.customer;
    await kitchen.accessToken(as('owner'));
    kitchen.clock.offset += STALE_PROOF_MS;
    const answers = await Promise.all(Array.from({ length: 60 }, () => reveal('owner', id)));
    kitchen.clock.offset -= STALE_PROOF_MS;
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(20);
    expect(
      new Set(answers.filter(({ status }) => status !== 200).map(({ error }) => error?.code)),
    ).toEqual(new Set(['STEP_UP_REQUIRED']));
  });

  test('is for an operator and a courier while the order is in their hands, and ends with it', async () => {
    const { customer } = restaurant;
    const [operator, courier] = [as('operator'), as('courier')];
    const order = await kitchen.order(restaurant, {
      customer,
      status: 'on_way',
      channel: 'delivery',
      handledBy: operator.id,
      courierId: courier.id,
      address: { line: 'Khoryva 4', city: 'Kyiv' },
    });
    expect(ZRevealCustomerOutput.parse((await reveal('operator', customer.id)).data)).toMatchObject(
      { name: customer.name, phone: customer.phone },
    );
    expect(
      (await kitchen.ask(operator, 'customers.get', { id: customer.id }, ZGetCustomerOutput))
        .mayReveal,
    ).toBe(true);
    expect((await reveal('courier', customer.id)).status).toBe(200);
    await kitchen.admin`update orders set handled_by = null, courier_id = null where id = ${order.id}`;
    expect((await reveal('operator', customer.id)).error).toMatchObject({
      code: 'FORBIDDEN',
      details: { permission: 'customers.read_full' },
    });
    expect((await reveal('courier', customer.id)).error?.code).toBe('NOT_FOUND');
  });

  test('shows a courier what it takes at the door, and no e-mail', async () => {
    const found = await guest({ email: 'olena@example.com' });
    await kitchen.order(restaurant, {
      customer: found,
      status: 'on_way',
      channel: 'delivery',
      courierId: as('courier').id,
      address: { line: 'Khoryva 4', city: 'Kyiv' },
    });
    expect((await reveal('courier', found.id)).data).toMatchObject({
      name: found.name,
      phone: found.phone,
      email: null,
    });
    expect((await reveal('owner', found.id)).data).toMatchObject({ email: 'olena@example.com' });
  });
});

describe('changing how a guest is reached', () => {
  const update = (role: HumanRole, input: object) =>
    kitchen.call(as(role), 'customers.update', input);

  test('makes the keys anew, so that the guest is found by the new number and no longer by the old', async () => {
    const { id, phone } = restaurant.customer;
    const changed = await kitchen.ask(
      as('operator'),
      'customers.update',
      { id, version: 1, data: { phone: '050 765 43 21', email: 'New@Example.com' } },
      ZUpdateCustomerOutput,
    );
    expect(changed).toEqual({ id, version: 2 });
    const found = async (input: object) =>
      (await kitchen.ask(as('cashier'), 'customers.lookUp', input, ZLookUpCustomerOutput)).found
        .length;
    expect([
      await found({ phone }),
      await found({ phone: '+380507654321' }),
      await found({ email: 'new@example.com' }),
    ]).toEqual([0, 1, 1]);
    const revealed = await kitchen.ask(
      as('owner'),
      'customers.reveal',
      { id },
      ZRevealCustomerOutput,
    );
    expect(revealed).toMatchObject({
      name: restaurant.customer.name,
      phone: '050 765 43 21',
      email: 'New@Example.com',
      version: 2,
    });
    expect(
      (await update('owner', { id, version: 2, data: { phone: null, email: null } })).status,
    ).toBe(200);
    expect([
      await found({ phone: '+380507654321' }),
      await found({ email: 'new@example.com' }),
    ]).toEqual([0, 0]);
  });

  test('two at the same moment are one change and one conflict', async () => {
    const { id } = restaurant.customer;
    const both = await Promise.all(
      ['owner', 'manager'].map((role) =>
        update(role as HumanRole, { id, version: 1, data: { name: `By ${role}` } }),
      ),
    );
    expect(both.map(({ status }) => status).toSorted()).toEqual([200, 409]);
    expect((await update('owner', { id, version: 1, data: { name: 'Late' } })).error?.code).toBe(
      'CONFLICT',
    );
    const [row] =
      await kitchen.admin`select name, version from customer_contact where customer_id = ${id}`;
    expect(row?.['version']).toBe(2);
  });

  test('stands in the log as one action of who did it, without a value in clear', async () => {
    const { id } = restaurant.customer;
    await update('manager', { id, version: 1, data: { name: 'Ярослава Тест' } });
    const events =
      await kitchen.admin`select action, actor_id, changed, head, leaf from au.event where org_id = ${restaurant.org.orgId} and action = 'customer.updated' and kind = 2`;
    expect(events).toHaveLength(1);
    expect(events[0]).toMatchObject({ actor_id: as('manager').id, changed: ['name'], head: true });
    expect(String(events[0]?.['leaf'])).not.toContain('Ярослава');
    expect(EVENTS['customer.updated'].domain).toBe('customers');
  });

  test('is refused where the role may not, and of a guest elsewhere there is nothing to refuse', async () => {
    const there = await guest({}, elsewhere());
    const input = { id: restaurant.customer.id, version: 1, data: { name: 'x' } };
    expect((await update('cashier', input)).error?.details.permission).toBe('customers.update');
    expect((await update('operator', { ...input, id: there.id })).error?.code).toBe('NOT_FOUND');
  });

  test.each([
    {},
    { name: '' },
    { phone: 'none' },
    { email: 'no address' },
    { name: 'x\u0000' },
    { name: 'x', role: 'owner' },
  ])('refuses %j', async (data) => {
    expect(
      (await update('owner', { id: restaurant.customer.id, version: 1, data })).error?.code,
    ).toBe('INVALID_INPUT');
  });
});
