import { capabilitiesOf } from '@toster/contracts/rbac/policy-capabilities';
import { type Grant, rightsOf } from '@toster/contracts/rbac/rights';
import type { HumanRole } from '@toster/contracts/rbac/roles';
import { newId } from '@toster/contracts/ids';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { emailKey, phoneKey } from '../look-up-keys.ts';
import { testDatabase, type TestDatabase } from '../testing/database.ts';
import { createCustomer } from '../testing/factories/customer.ts';
import { staffContext } from '../testing/staff-context.ts';
import { Attacker, sealed } from './testing/attack.ts';
import { canariesOf, leaked, personalValuesOf } from './testing/canaries.ts';
import { deliveryOf, twoRestaurants, type Side } from './testing/two-restaurants.ts';

let db: TestDatabase;
let a: Side;
let b: Side;
let attacker: Attacker;
let here: string;
let elsewhere: string;

beforeAll(async () => {
  db = await testDatabase();
  ({ a, b } = await twoRestaurants(db));
  attacker = new Attacker(db);
  [here, elsewhere] = [a.restaurant.locations[0].id, a.restaurant.locations[1].id];
});
afterAll(async () => {
  await attacker.close();
  await db.close();
});

const grant = (role: HumanRole, locationId: string | null = null): Grant => ({
  role,
  appointment: null,
  locationId,
});
/** A context of a member whose rights are those of these grants. */
const as = async (grants: readonly Grant[], purpose: string | null = 'test') =>
  sealed(db, await staffContext(db, a.paid, { caps: capabilitiesOf(rightsOf(grants)), purpose }));
const outlines = (ids: readonly string[]) =>
  `select * from app.guest_outlines(array[${ids.map((id) => `'${id}'`).join(', ')}]::uuid[])`;
const count = `select * from app.count_use('customers.lookup_exact')`;
const find = (phone: string | null, email: string | null = null) =>
  `select * from app.find_guest(${[phone, email].map((key) => (key === null ? 'null' : `'${key.replaceAll("'", "''")}'`)).join(', ')})`;
const phoneOf = (side: Side) => phoneKey(side.guest.phone ?? '', side.restaurant.org.country);

describe('outlines of guests', () => {
  const shown = async (...grants: readonly Grant[]) =>
    (await attacker.run(await as(grants), outlines([a.guest.id]))).rows;

  test('show a manager first name and initial, two digits, a masked address, at the own place only', async () => {
    const outline = {
      id: a.guest.id,
      name: `Guest ${a.mark.charAt(0)}.`,
      phone_ending: a.guest.phone?.slice(-2),
      email: 'g•••@z•••.test',
      version: 1,
    };
    expect(await shown(grant('manager', here))).toEqual([outline]);
    expect(await shown(grant('owner'))).toEqual([outline]);
    expect(await shown(grant('manager', elsewhere))).toEqual([]);
  });

  test('show an operator masks, and lift them where another grant does', async () => {
    const masked = {
      id: a.guest.id,
      name: 'G••• z•••',
      phone_ending: a.guest.phone?.slice(-2),
      email: 'g•••@z•••.test',
      version: 1,
    };
    expect(await shown(grant('operator', here))).toEqual([masked]);
    expect(await shown(grant('operator', here), grant('manager', elsewhere))).toEqual([masked]);
    expect(await shown(grant('operator'), grant('manager', here))).toMatchObject([
      { name: `Guest ${a.mark.charAt(0)}.` },
    ]);
  });

  test.each(['cook', 'packer', 'courier', 'cashier', 'accountant', 'hr'] as const)(
    'show nothing to a %s',
    async (role) => {
      expect(await shown(grant(role))).toEqual([]);
    },
  );

  test('show marketing nobody while nobody’s consent is on record', async () => {
    expect(await shown(grant('marketing'))).toEqual([]);
    expect(await shown(grant('marketing'), grant('operator', here))).toHaveLength(1);
  });

  test('of another organisation’s guest are not there, for whoever asks', async () => {
    const answer = await attacker.run(
      await as([grant('owner')]),
      outlines([b.guest.id, a.guest.id]),
    );
    expect(answer.rows.map((row) => row['id'])).toEqual([a.guest.id]);
    expect(leaked(await canariesOf(db, b.orgId, a.orgId), answer.text, b.guest.id)).toEqual([]);
  });

  test.each([
    'F:full,full,full',
    'F:masked,last2,masked@nowhere',
    'F:masked,last2',
    'F:masked,last2,masked,full',
    'C:full,full,full',
    'F:',
    'X:masked,last2,masked',
    'A',
    'S',
  ])('read the entry %s as what it may be at most', async (entry) => {
    const context = sealed(
      db,
      await staffContext(db, a.paid, { caps: { 'customers.read': [entry] }, purpose: 'test' }),
    );
    const { rows, text } = await attacker.run(context, outlines([a.guest.id]));
    expect(rows).toHaveLength(entry === 'F:full,full,full' ? 1 : 0);
    for (const value of [a.guest.name, a.guest.phone, a.guest.email])
      expect(text).not.toContain(value);
  });

  test('never hold more of a name, number or address than their form, whatever was typed in', async () => {
    const word = fc
      .string({ minLength: 2, maxLength: 12, unit: 'grapheme' })
      .map((text) => text.replace(/\s/gu, 'x').replaceAll('\0', 'x'));
    const name = fc.array(word, { minLength: 1, maxLength: 5 }).map((words) => words.join('  '));
    await fc.assert(
      fc.asyncProperty(
        name,
        fc.emailAddress(),
        fc.string({ unit: fc.constantFrom(...'0123456789 -'), maxLength: 20 }),
        async (typed, email, phone) => {
          const [row] = await db.admin`
          select app.name_in_form(${typed}, 'masked') as masked, app.name_in_form(${typed}, 'first_name') as first,
            app.name_in_form(${typed}, 'first_name_initial') as initial, app.name_in_form(${typed}, 'full') as "full",
            app.email_in_form(${email}, 'masked') as email, app.phone_in_form(${phone}, 'last2') as phone,
            app.name_in_form(${typed}, 'last2') as none, app.email_in_form(${email}, '-') as noemail, app.phone_in_form(${phone}, 'masked') as nophone`;
          const words = typed.trim().split(/\s+/u);
          expect(row?.['masked']).toBe(
            words
              .slice(0, 3)
              .map((each) => `${[...each][0]}•••`)
              .join(' '),
          );
          expect(row?.['first']).toBe(words[0]);
          const initial =
            words.length > 1 ? `${words[0]} ${[...(words.at(-1) ?? '')][0]}.` : words[0];
          expect([row?.['initial'], row?.['full']]).toEqual([initial, initial]);
          expect(row?.['email']).toMatch(/^.•••@.•••(\.[^.]{2,12})?$/u);
          expect(row?.['phone']).toBe(phone.replaceAll(/\D/g, '').slice(-2) || null);
          expect([row?.['none'], row?.['noemail'], row?.['nophone']]).toEqual([null, null, null]);
        },
      ),
      { numRuns: 60 },
    );
  });
});

describe('exact look-up', () => {
  const cashier = (place: string | null = here, purpose: string | null = 'test') =>
    as([grant('cashier', place)], purpose);
  const found = () => ({
    id: a.guest.id,
    location_id: here,
    first_name: 'Guest',
    phone_ending: a.guest.phone?.slice(-2),
  });

  test('shows a cashier first name and two digits of the guest whose whole number they know', async () => {
    const byPhone = await attacker.run(await cashier(), count, find(phoneOf(a)));
    expect(byPhone.rows).toEqual([found()]);
    const byEmail = await attacker.run(
      await cashier(),
      count,
      find(null, emailKey(a.guest.email ?? '')),
    );
    expect(byEmail.rows).toEqual([found()]);
    for (const value of [a.guest.name, a.guest.phone, a.guest.email])
      expect(byPhone.text).not.toContain(value);
  });

  test('finds nobody by a part, a pattern or another spelling, and nobody out of reach', async () => {
    const number = phoneOf(a);
    for (const near of [
      number.slice(0, -1),
      number.slice(1),
      `${number}0`,
      '%',
      `${number.slice(0, 8)}%`,
      '',
      ' ',
      `' or true --`,
    ])
      expect((await attacker.run(await cashier(), count, find(near))).rows, near).toEqual([]);
    expect((await attacker.run(await cashier(elsewhere), count, find(number))).rows).toEqual([]);
    expect((await attacker.run(await as([grant('cook', here)]), count, find(number))).rows).toEqual(
      [],
    );
  });

  test('answers another organisation’s number as one that nobody has', async () => {
    const [theirs, nobodys] = [
      await attacker.run(await as([grant('owner')]), count, find(phoneOf(b))),
      await attacker.run(await as([grant('owner')]), count, find('+380000000000')),
    ];
    expect(theirs.code).toBeNull();
    expect(theirs.text).toBe(nobodys.text);
    expect(theirs.rows).toEqual([]);
  });

  test('is refused when it was not counted, and each count pays for one', async () => {
    const number = find(phoneOf(a));
    expect((await attacker.run(await cashier(), number)).code).toBe('TS004');
    expect((await attacker.run(await cashier(), count, number, number)).code).toBe('TS004');
    expect((await attacker.run(await cashier(), count, count, number, number)).rows).toEqual([
      found(),
    ]);
    const other = `select * from app.count_use('customers.read_full')`;
    expect((await attacker.run(await cashier(), other, number)).code).toBe('TS004');
  });

  test('is not paid for by a count of an earlier transaction', async () => {
    const context = await cashier();
    expect((await attacker.commit(context, count)).code).toBeNull();
    expect((await attacker.run(context, find(phoneOf(a)))).code).toBe('TS004');
    await db.admin`delete from use_counter where actor_id = ${a.paid.id}`;
  });

  test('cannot be paid for by writing the counter oneself', async () => {
    const context = await cashier();
    for (const forged of [
      `update use_counter set unspent = 100, counted_in = pg_current_xact_id()`,
      `update use_counter set times = '{}'`,
      `delete from use_counter`,
      `insert into use_counter (org_id, actor_id, permission, times, last_at, counted_in, unspent) values ('${a.orgId}', '${a.paid.id}', 'customers.lookup_exact', '{}', now(), pg_current_xact_id(), 9)`,
      `merge into use_counter c using (select 1) s on true when matched then update set unspent = 9`,
    ])
      expect((await attacker.run(context, forged)).code, forged).toBe('42501');
  });

  test('thirty in one statement are answered, thirty-one are not, and none of their answers is shown', async () => {
    const many = (n: number) =>
      `select app.count_use('customers.lookup_exact'), app.find_guest('${phoneOf(a)}', null) from generate_series(1, ${n})`;
    const thirty = await attacker.run(await cashier(), many(30));
    expect([thirty.code, thirty.rows.length]).toEqual([null, 30]);
    const more = await attacker.run(await cashier(), many(31));
    expect([more.code, more.rows.length]).toEqual(['TS004', 0]);
    expect(more.text).not.toContain(a.guest.id);
  });

  test('wants a purpose, one key and a context', async () => {
    expect((await attacker.run(await cashier(here, null), count, find(phoneOf(a)))).code).toBe(
      'TS003',
    );
    expect((await attacker.run(await cashier(), count, find(phoneOf(a), 'x@y.z'))).code).toBe(
      'TS004',
    );
    expect((await attacker.run(await cashier(), count, find(null))).code).toBe('TS004');
    expect((await attacker.run(null, find(phoneOf(a)))).code).toBe('TS003');
    expect((await attacker.run(null, count)).code).toBe('TS003');
    expect((await attacker.run(null, outlines([a.guest.id]))).rows).toEqual([]);
  });

  test('shows at most five who share a number, the newest first', async () => {
    const phone = '+380990000001';
    const ids: string[] = [];
    for (let each = 0; each < 7; each += 1) {
      const note = { action: 'customer.updated', request: newId(), part: 0 };
      const made = await db.maintenance.run(a.orgId, note, (tx) =>
        createCustomer(tx, a.restaurant.place, {
          name: `Twin ${each}`,
          phone,
          createdAt: new Date(Date.now() + each * 1000),
        }),
      );
      ids.push(made.id);
    }
    const { rows } = await attacker.run(await cashier(), count, find(phone));
    expect(rows.map((row) => row['id'])).toEqual(ids.toReversed().slice(0, 5));
  });
});

test('raw SQL in a cook’s transaction yields no personal field of a guest, by whatever way', async () => {
  const context = sealed(db, await staffContext(db, a.paid, { purpose: 'test' }));
  const withheld = new Set([
    ...(await personalValuesOf(db, a.orgId, a.paid.id)),
    ...(await canariesOf(db, b.orgId, a.orgId)),
  ]);
  const statements = [
    'select * from customer_contact',
    'select * from customer join customer_contact using (org_id) ',
    'select * from app.guest_outlines(array(select id from customer))',
    'select c.id, o.* from customer c, lateral app.guest_outlines(array[c.id]) o',
    `select * from app.count_use('customers.lookup_exact'), app.find_guest('${phoneOf(a)}', null)`,
    `select * from app.count_use('customers.lookup_exact'), app.find_guest(null, '${a.guest.email}')`,
    `select app.update_guest('${a.guest.id}', 1, '{"name": "x"}')`,
    'select to_jsonb(c), to_jsonb(u) from customer c, use_counter u',
    `select app.name_in_form(name, 'masked') from customer_contact`,
    `select * from app.guest_forms()`,
    `select query_to_xml('select * from customer_contact', true, true, '')`,
  ];
  for (const statement of statements) {
    const answer = await attacker.run(context, statement);
    expect(leaked(withheld, answer.text, statement), statement).toEqual([]);
  }
  // The same statements show the owner the guest: the attack is not merely broken.
  const owner = await as([grant('owner')]);
  expect((await attacker.run(owner, statements[2] ?? '')).rows.length).toBeGreaterThan(0);
  expect((await attacker.run(owner, statements[4] ?? '')).rows).toHaveLength(1);
  expect((await attacker.run(owner, statements[0] ?? '')).text).toContain(a.guest.name);
});

test.each(['toster_auth', 'toster_worker', 'toster_relay'] as const)(
  '%s may call none of the functions that see guests',
  async (role) => {
    const other = new Attacker(db, role);
    const kind = role === 'toster_worker' ? 'worker' : 'auth';
    const base = await staffContext(db, a.members.owner, { purpose: 'test' });
    const context = role === 'toster_relay' ? null : sealed(db, { ...base, kind, source: kind });
    for (const call of [
      outlines([a.guest.id]),
      count,
      find(phoneOf(a)),
      `select app.update_guest('${a.guest.id}', 1, '{"name": "x"}')`,
      `select * from app.guest_forms()`,
      `select * from app.use_limit('customers.lookup_exact')`,
      `select app.name_in_form('x', 'masked')`,
    ])
      expect((await other.run(context, call)).code, call).toBe('42501');
    await other.close();
  },
);

describe('changing how to reach a guest', () => {
  const change = (id: string, version: number, values: Readonly<Record<string, string | null>>) =>
    `select app.update_guest('${id}', ${version}, '${JSON.stringify(values)}'::jsonb) as version`;
  const versionAfter = async (grants: readonly Grant[], statement: string) =>
    (await attacker.run(await as(grants, null), statement)).rows[0]?.['version'];

  test('is done by whoever may update at the place, who need not be able to read', async () => {
    const values = change(a.guest.id, 1, { phone: '1', phone_key: '+1' });
    expect(await versionAfter([grant('operator', here)], values)).toBe(2);
    expect(await versionAfter([grant('manager', here)], values)).toBe(2);
    for (const grants of [
      [grant('operator', elsewhere)],
      [grant('cashier', here)],
      [grant('cook', here)],
      [grant('courier', here)],
    ])
      expect(await versionAfter(grants, values)).toBeNull();
  });

  test('is refused on any version but the present one, and of another organisation’s guest', async () => {
    for (const version of [0, 2, -1])
      expect(
        await versionAfter([grant('owner')], change(a.guest.id, version, { name: 'x' })),
      ).toBeNull();
    for (const version of [0, 1])
      expect(
        await versionAfter([grant('owner')], change(b.guest.id, version, { name: 'x' })),
      ).toBeNull();
    expect(await versionAfter([grant('owner')], change(newId(), 0, { name: 'x' }))).toBeNull();
  });

  test('changes what it names and nothing else, and the log has it', async () => {
    const before = async () =>
      (await db.admin`select * from customer_contact where customer_id = ${a.guest.id}`)[0];
    const known = await before();
    const context = await staffContext(db, a.members.operator, { action: 'customer.updated' });
    const committed = await attacker.commit(
      sealed(db, context),
      change(a.guest.id, 1, {
        email: 'New@Mail.test',
        email_key: 'new@mail.test',
        phone_key: 'smuggled',
        location_id: elsewhere,
      }),
    );
    expect(committed.code).toBeNull();
    expect(await before()).toEqual({
      ...known,
      email: 'New@Mail.test',
      email_key: 'new@mail.test',
      version: 2,
    });
    const [event] =
      await db.admin`select action, actor_id, changed, leaf from au.event where request_id = ${context.request} and rel = 'customer_contact'`;
    expect(event).toMatchObject({
      action: 'customer.updated',
      actor_id: a.members.operator.id,
      changed: ['email', 'email_key'],
    });
    expect(String(event?.['leaf'])).not.toContain('New@Mail.test');
    await db.admin`update customer_contact set email = ${a.guest.email}, email_key = ${a.guest.email}, version = 1 where customer_id = ${a.guest.id}`;
  });

  test('gives contact data to a guest who had none', async () => {
    const note = { action: 'customer.updated', request: newId(), part: 0 };
    const bare = await db.maintenance.run(a.orgId, note, (tx) =>
      createCustomer(tx, a.restaurant.place),
    );
    await db.admin`delete from customer_contact where customer_id = ${bare.id}`;
    expect(await versionAfter([grant('operator', here)], change(bare.id, 0, { name: 'Ira' }))).toBe(
      1,
    );
    expect(
      await versionAfter([grant('operator', elsewhere)], change(bare.id, 0, { name: 'Ira' })),
    ).toBeNull();
  });
});

test('a guest’s newest order stands with the guest, and an older one entered later does not replace it', async () => {
  const note = { action: 'customer.updated', request: newId(), part: 0 };
  const guest = await db.maintenance.run(a.orgId, note, (tx) =>
    createCustomer(tx, a.restaurant.place),
  );
  const last = async () =>
    (await db.admin`select last_order_at from customer where id = ${guest.id}`)[0]?.[
      'last_order_at'
    ] as Date | null;
  expect(await last()).toBeNull();
  const order = await deliveryOf(db, a, { guest });
  const [placed] = await db.admin`select placed_at from orders where id = ${order.id}`;
  expect(await last()).toEqual(placed?.['placed_at']);
  await db.admin`insert into orders (org_id, id, location_id, number, channel, status, customer_id, placed_at, currency, subtotal_minor, tax_minor, total_minor)
    values (${a.orgId}, ${newId()}, ${here}, 990001, 'takeaway', 'delivered', ${guest.id}, ${new Date(0)}, 'UAH', 1, 0, 1)`;
  expect(await last()).toEqual(placed?.['placed_at']);
  const events =
    await db.admin`select count(*)::int as n from au.event where rel = 'customer' and row_id = ${guest.id} and kind = 2`;
  expect(events[0]?.['n']).toBe(0);
});
