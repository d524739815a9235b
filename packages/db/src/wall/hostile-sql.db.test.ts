import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { testDatabase, type TestDatabase } from '../testing/database.ts';
import { createMember } from '../testing/factories/member.ts';
import { staffContext } from '../testing/staff-context.ts';
import { qualified } from './policies.ts';
import { Attacker, sealed } from './testing/attack.ts';
import {
  canariesOf,
  leaked,
  personalValuesOf,
  rowsOf,
  TENANT_CLASSES,
} from './testing/canaries.ts';
import { errorOracles, readingStatements, type Known } from './testing/hostile-statements.ts';
import { twoRestaurants, type Side } from './testing/two-restaurants.ts';

/** Whoever may read everything of their own organisation, and those who may read nothing personal of it. */
const READERS = ['owner', 'cook', 'courier', 'packer'] as const;
type Reader = (typeof READERS)[number];

let db: TestDatabase;
let a: Side;
let b: Side;
let known: Known;
let before: readonly unknown[];
const contexts = {} as Record<Reader, string>;
const canaries = {} as Record<Reader, ReadonlySet<string>>;
const STRANGER: Known = { orgId: '', orderId: '', guestId: '' };

const everythingOf = async (side: Side) => {
  const rows = [];
  for (const c of TENANT_CLASSES) rows.push(await rowsOf(db, qualified(c.table), side.orgId));
  return rows;
};

beforeAll(async () => {
  db = await testDatabase();
  ({ a, b } = await twoRestaurants(db));
  known = { orgId: b.orgId, orderId: b.closed.id, guestId: b.guest.id };
  const foreign = await canariesOf(db, b.orgId, a.orgId);
  const { org, place } = a.restaurant;
  for (const reader of READERS) {
    const member =
      reader === 'owner'
        ? a.members.owner
        : await db.maintenance.run(
            a.orgId,
            { action: 'staff.invited', request: reader, part: 0 },
            (tx) =>
              createMember(tx, {
                org,
                grants: [{ role: reader, locationId: place.location.id }],
                locationId: place.location.id,
                fullName: `Idle ${reader}`,
              }),
          );
    contexts[reader] = sealed(db, await staffContext(db, member, { purpose: 'test' }));
    const personal = reader === 'owner' ? [] : await personalValuesOf(db, a.orgId, member.id);
    canaries[reader] = new Set([...foreign, ...personal]);
  }
  before = await everythingOf(b);
});
afterAll(() => db.close());

test('the canaries are many, and the owner does see the values that the others must not', async () => {
  const attacker = new Attacker(db);
  for (const reader of READERS) expect(canaries[reader].size).toBeGreaterThan(100);
  const rows = await attacker.run(
    contexts.owner,
    'select c::text from customer_contact c union all select p::text from staff_payroll p',
  );
  expect(leaked(canaries.cook, rows.text).length).toBeGreaterThan(3);
  expect(rows.text).toContain(a.mark);
  expect(canaries.cook.has(a.guest.phone ?? '')).toBe(true);
  await attacker.close();
});

describe.each(READERS)('as %s, a single statement', (reader) => {
  const statements = [...readingStatements(STRANGER), ...errorOracles(STRANGER)].map(
    (_, index) => index,
  );
  const statementAt = (index: number) =>
    [...readingStatements(known), ...errorOracles(known)][index] ?? '';

  test('shows no row, no secret and no personal value, whatever it is', async () => {
    let accepted = 0;
    const attacker = new Attacker(db);
    for (const index of statements) {
      const statement = statementAt(index);
      const answer = await attacker.run(contexts[reader], statement);
      if (answer.code === null) accepted += 1;
      expect(leaked(canaries[reader], answer.text, statement), statement).toEqual([]);
    }
    await attacker.close();
    expect(accepted).toBeGreaterThan(50);
  });

  test('leaves nothing behind that shows it to the next one', async () => {
    const attacker = new Attacker(db);
    for (const index of statements) {
      const statement = statementAt(index);
      const answer = await attacker.commit(contexts[reader], statement);
      expect(leaked(canaries[reader], answer.text, statement), statement).toEqual([]);
    }
    await attacker.close();
    const fresh = new Attacker(db);
    const answer = await fresh.run(
      contexts[reader],
      'select o::text from orders o union all select c::text from customer_contact c',
    );
    expect(leaked(canaries[reader], answer.text)).toEqual([]);
    await fresh.close();
  });

  test('sends none of it by COPY', async () => {
    const attacker = new Attacker(db);
    for (const c of TENANT_CLASSES.filter(({ grants }) => grants.toster_app?.includes('select'))) {
      const text = await attacker.copy(
        contexts[reader],
        `copy (select * from ${qualified(c.table)}) to stdout`,
      );
      expect(leaked(canaries[reader], text), qualified(c.table)).toEqual([]);
      await attacker
        .copy(contexts[reader], `copy ${qualified(c.table)} to stdout`)
        .then((whole) => expect(leaked(canaries[reader], whole)).toEqual([]));
    }
    const own = await attacker.copy(contexts[reader], 'copy orders to stdout');
    expect(own).toContain(a.closed.id);
    await attacker.close();
  });
});

test('after all of it the other organisation is as it was', async () => {
  expect(await everythingOf(b)).toEqual(before);
});

test('the wall itself still stands as the migrations left it', async () => {
  const [state] = await db.admin`select
    (select count(*) from pg_policy) as policies,
    (select count(*) from pg_policy where '0'::oid = any (polroles)) as public,
    (select count(*) from pg_class where relrowsecurity and not relforcerowsecurity) as unforced,
    (select count(*) from pg_proc p where p.proowner = 'toster_app'::regrole) as functions,
    (select count(*) from pg_class c where c.relowner = 'toster_app'::regrole) as relations,
    (select count(*) from pg_largeobject_metadata) as objects,
    (select count(*) from pg_roles where rolname ~ '^toster_' and rolconfig is not null) as settings`;
  expect(state).toMatchObject({
    public: '0',
    unforced: '0',
    functions: '0',
    relations: '0',
    objects: '0',
    settings: '0',
  });
  const attacker = new Attacker(db);
  expect((await attacker.run(contexts.owner, 'select * from orders')).rows.length).toBeGreaterThan(
    0,
  );
  // Being oneself is enough for PostgreSQL to let a role be taken out of its own policies: an event trigger is not.
  for (const statement of [
    'drop owned by toster_app',
    'drop owned by current_user cascade',
    'alter default privileges grant all on tables to public',
  ]) {
    expect((await attacker.run(contexts.owner, statement)).code, statement).toBe('TS004');
  }
  await attacker.close();
});

describe('what PostgreSQL cannot keep to itself, as the architecture document says', () => {
  test('the planner’s figures are of the whole table, but hold no value of a free text', async () => {
    await db.admin`analyze`;
    const [stats] = await db.admin`select count(*)::int as n from pg_statistic s
      join pg_class c on c.oid = s.starelid where c.relname = 'customer_contact'
       and s.staattnum in (select attnum from pg_attribute where attrelid = c.oid and attname in ('name', 'phone', 'phone_key', 'email', 'email_key'))`;
    expect(stats?.['n']).toBe(0);
    const attacker = new Attacker(db);
    const plan = (phone: string) =>
      attacker.run(
        contexts.owner,
        `explain select 1 from customer_contact where phone_key = '${phone}'`,
      );
    const [theirs, nobody] = [await plan(b.guest.phone ?? ''), await plan('+380000000000')];
    const figures = (text: string) => text.match(/rows=\d+/g);
    expect(figures(theirs.text)).toEqual(figures(nobody.text));
    for (const reader of READERS) {
      for (const c of TENANT_CLASSES.filter(({ grants }) =>
        grants.toster_app?.includes('select'),
      )) {
        const answer = await attacker.run(
          contexts[reader],
          `explain (analyze, verbose, buffers) select * from ${qualified(c.table)}`,
        );
        expect(leaked(canaries[reader], answer.text)).toEqual([]);
      }
    }
    await attacker.close();
  });

  test('a login role may change its own password and defaults: the statement passes, so the driver must not commit it', async () => {
    const attacker = new Attacker(db);
    expect(
      (await attacker.run(contexts.owner, 'alter role toster_app set search_path = auth')).code,
    ).toBeNull();
    const [role] = await db.admin`select rolconfig from pg_roles where rolname = 'toster_app'`;
    expect(role?.['rolconfig']).toBeNull();
    await attacker.close();
  });
});
