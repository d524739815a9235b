import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { TABLE_CLASSES } from '../classification/registry.ts';
import type { TenantContext } from '../context.ts';
import { testDatabase, type TestDatabase } from '../testing/database.ts';
import { staffContext } from '../testing/staff-context.ts';
import { qualified } from './policies.ts';
import { Attacker, sealed } from './testing/attack.ts';
import { callableBy, callsOf } from './testing/callable.ts';
import { canariesOf, leaked } from './testing/canaries.ts';
import { twoRestaurants, type Side } from './testing/two-restaurants.ts';

const PAPER = 'select app.paper() as paper';

let db: TestDatabase;
let a: Side;
let b: Side;
let app: Attacker;
let codeOfA: string;
let codeOfB: string;
beforeAll(async () => {
  db = await testDatabase();
  ({ a, b } = await twoRestaurants(db));
  app = new Attacker(db);
  [codeOfA, codeOfB] = [await codeOf(a), await codeOf(b)];
});
afterAll(async () => {
  await app.close();
  await db.close();
});

const codeOf = async ({ closed }: Side): Promise<string> => {
  const [row] = await db.admin`select code from receipt where order_id = ${closed.id}`;
  return String(row?.['code']);
};
const named = (slug: string, code: string, change: Partial<TenantContext> = {}): string =>
  sealed(db, {
    kind: 'paper',
    org: null,
    caps: {},
    action: 'receipt.shown',
    request: 'r',
    source: 'console',
    paper: { slug, code },
    ...change,
  });
const own = () => named(a.mark, codeOfA);

describe('the context of a paper', () => {
  test('gives the one receipt that slug and code name together', async () => {
    const { rows } = await app.run(own(), PAPER);
    expect(rows).toHaveLength(1);
    expect(rows[0]?.['paper']).toMatchObject({
      code: codeOfA,
      today: { org: { name: `House ${a.mark}` } },
    });
    for (const [slug, code] of [
      [a.mark, codeOfB],
      [b.mark, codeOfA],
      [a.mark, ''],
      [`${a.mark}%`, codeOfA],
    ] as const)
      expect((await app.run(named(slug, code), PAPER)).rows).toEqual([{ paper: null }]);
  });

  test('tells nothing of guest, members, card, address, note or table', async () => {
    const { text } = await app.run(own(), PAPER);
    expect(text).toContain(`Dish ${a.mark}`);
    for (const secret of [
      a.guest.name,
      a.guest.phone,
      a.guest.email,
      '4242',
      a.guest.id,
      a.orgId,
      a.closed.id,
    ])
      expect(text).not.toContain(secret);
    for (const word of [
      'Guest',
      'card',
      'First',
      'Full',
      'Street',
      'Door',
      'Note',
      'Table',
      'without',
    ])
      expect(text).not.toContain(`${word} ${a.mark}`);
  });

  test('opens no row of any table and takes none, also where it names an organisation', async () => {
    for (const context of [
      own(),
      named(a.mark, codeOfA, { org: null, caps: { 'orders.read': ['*'] } }),
    ])
      for (const c of TABLE_CLASSES.filter(({ grants }) => grants.toster_app)) {
        const table = qualified(c.table);
        const { rows } = await app.run(context, `select count(*)::int as n from ${table}`);
        expect([table, rows[0]?.['n'] ?? 0]).toEqual([table, 0]);
      }
    const wrote = await app.run(own(), `update orders set table_label = 'x'`);
    expect(wrote.count).toBe(0);
    const made = await app.run(
      own(),
      `insert into receipt_copy (org_id, receipt_id, seq, location_id, number, staff_id, at)
       values ('${a.orgId}', '${a.closed.receiptId}', 2, '${a.restaurant.place.location.id}', 1, '${a.members.owner.id}', now())`,
    );
    expect(made.code).toBe('42501');
  });

  test('is refused with an organisation in it: such a context is a member’s', async () => {
    const mixed = await app.run(named(a.mark, codeOfA, { org: a.orgId }), PAPER);
    expect(mixed.code).not.toBeNull();
    expect(leaked(new Set([`House ${a.mark}`]), mixed.text)).toEqual([]);
  });

  test('is the only one that is answered: a member’s own and none at all are refused', async () => {
    const staff = sealed(db, await staffContext(db, a.members.owner, { purpose: 'test' }));
    for (const context of [staff, null]) {
      const answer = await app.run(context, PAPER);
      expect([answer.code, answer.rows]).toEqual(['TS002', []]);
    }
    for (const role of ['toster_auth', 'toster_worker'] as const) {
      const attacker = new Attacker(db, role);
      expect((await attacker.run(own(), PAPER)).code).not.toBeNull();
      await attacker.close();
    }
  });

  test('names another receipt only with another signature', async () => {
    const forged = own().replaceAll(a.mark, b.mark).replaceAll(codeOfA, codeOfB);
    expect((await app.run(forged, PAPER)).code).not.toBeNull();
    expect((await app.run(named(b.mark, codeOfB), PAPER)).rows[0]?.['paper']).not.toBeNull();
  });

  test('tells of either organisation nothing else through any function that may be called', async () => {
    const known = { orgId: b.orgId, orderId: b.closed.id, guestId: b.guest.id };
    const canaries = await canariesOf(db, b.orgId, a.orgId);
    const calls = (await callableBy(db.admin, 'toster_app')).flatMap((each) =>
      callsOf(each, known),
    );
    const attacker = new Attacker(db);
    const answers = await attacker.runEach(own(), calls);
    expect(answers.filter(({ code }) => code === null).length).toBeGreaterThan(1_000);
    for (const [index, answer] of answers.entries()) {
      const call = calls[index] ?? '';
      expect(leaked(canaries, answer.text, call), call).toEqual([]);
    }
    await attacker.close();
  });
});
