import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { parseKeyRing, type KeyRing } from '@toster/crypto/key-ring';
import { signContext } from '@toster/crypto/signed-context';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { ContextKind, TenantContext } from '../context.ts';
import { installContextKeys } from '../migrate.ts';
import { testDatabase, type TestDatabase } from '../testing/database.ts';
import { TEST_CONTEXT_KEYS } from '../testing/settings.ts';
import { staffContext } from '../testing/staff-context.ts';
import { Attacker, sealed, type Answer } from './testing/attack.ts';
import { twoRestaurants, type Side } from './testing/two-restaurants.ts';

const COUNT = 'select count(*)::int as n from orders';

let db: TestDatabase;
let a: Side;
let b: Side;
let staff: TenantContext;
let worker: TenantContext;
let app: Attacker;
let foreign: string;

beforeAll(async () => {
  db = await testDatabase();
  ({ a, b } = await twoRestaurants(db));
  staff = await staffContext(db, a.members.owner);
  foreign = sealed(db, await staffContext(db, b.members.owner));
  worker = {
    kind: 'worker',
    org: a.orgId,
    caps: {},
    action: 'test.ran',
    request: 'r',
    source: 'worker',
  };
  app = new Attacker(db);
});
afterAll(async () => {
  await app.close();
  await db.close();
});

/** Rows seen after a value was put where the context belongs, past `app.enter`. */
const seenWith = async (attacker: Attacker, value: string): Promise<number> => {
  const answer = await attacker.run(null, setting(value), COUNT);
  return Number(answer.rows[0]?.['n'] ?? 0);
};
const literal = (value: string) => `'${value.replaceAll("'", "''")}'`;
const setting = (value: string) => `set local app.ctx = ${literal(value)}`;
const enters = (attacker: Attacker, value: string) => attacker.run(value, COUNT);

/** Neither way in shows a row or accepts a change. */
async function refused(attacker: Attacker, value: string): Promise<void> {
  expect(await seenWith(attacker, value)).toBe(0);
  const wrote = await attacker.run(null, setting(value), `update orders set table_label = 'x'`);
  expect(wrote.count).toBe(0);
  const entered = await attacker.run(value, COUNT);
  expect(entered.rows).toEqual([]);
  expect(entered.code).not.toBeNull();
}

const payload = (context: TenantContext = staff, change: object = {}) => ({
  ...context,
  exp: Date.now() / 1_000 + 60,
  ...change,
});
const parts = (value: string) => {
  const [kid = '', mac = ''] = value.split(':', 2);
  return { kid, mac, body: value.slice(kid.length + mac.length + 2) };
};

describe('a context that was not signed as it stands', () => {
  test('the untouched one, for comparison, opens the organisation in both ways', async () => {
    expect(await seenWith(app, sealed(db, staff))).toBeGreaterThan(0);
    expect((await enters(app, sealed(db, staff))).rows[0]?.['n']).toBeGreaterThan(0);
  });

  const forgeries: Readonly<Record<string, (value: string) => string>> = {
    'another organisation': (v) => v.replaceAll(a.orgId, b.orgId),
    'one capability more': (v) => v.replace('"caps":{', '"caps":{"payroll.write":["*"],'),
    'a later expiry': (v) => v.replace(/"exp":\d+/, (exp) => `${exp}0`),
    'an altered code': (v) =>
      v.replace(/:([0-9a-f])/, (_, digit: string) => `:${digit === '0' ? '1' : '0'}`),
    'the code of another payload': (v) => `${parts(v).kid}:${parts(foreign).mac}:${parts(v).body}`,
    'the code in capital letters': (v) => v.replace(/:[0-9a-f]{64}:/, (mac) => mac.toUpperCase()),
    'the other key’s name': (v) => v.replace(/^t2:/, 't1:'),
    'an unknown key’s name': (v) => v.replace(/^t2:/, 't9:'),
    'no key’s name': (v) => v.replace(/^t2:/, ':'),
    'no code': (v) => `t2::${parts(v).body}`,
    'no payload': (v) => `t2:${parts(v).mac}:`,
    'half of it': (v) => v.slice(0, Math.floor(v.length / 2)),
    'another sign between code and payload': (v) => v.replace(/(:[0-9a-f]{64}):/, '$1;'),
    'a space behind it': (v) => `${v} `,
    'a space before it': (v) => ` ${v}`,
    'the empty text': () => '',
    'one colon': () => ':',
    'only colons': () => ':'.repeat(200),
    'plain words': () => 'let me in',
    'unsigned JSON': (v) => parts(v).body,
    'JSON nested ten thousand deep': () => `t2:${'0'.repeat(64)}:${'['.repeat(10_000)}`,
    'a megabyte of JSON': () => `t2:${'0'.repeat(64)}:{"a":"${'a'.repeat(1_000_000)}"}`,
    'a quote to break out of the text': (v) => `${v}' or true --`,
  };

  test.each(Object.keys(forgeries))('%s', async (name) => {
    const forge = forgeries[name];
    if (!forge) throw new Error('no such forgery');
    const value = sealed(db, staff);
    expect(forge(value)).not.toBe(value);
    await refused(app, forge(value));
  });

  test('any one byte changed, removed or doubled', async () => {
    const value = sealed(db, staff);
    const bytes = Buffer.from(value);
    await fc.assert(
      fc.asyncProperty(
        fc.nat(bytes.length - 1),
        fc.integer({ min: 1, max: 126 }),
        fc.constantFrom('change', 'remove', 'double'),
        async (at, byte, how) => {
          const middle =
            how === 'change' ? [byte] : how === 'remove' ? [] : [bytes[at] ?? 0, bytes[at] ?? 0];
          const forged = Buffer.concat([
            bytes.subarray(0, at),
            Buffer.from(middle),
            bytes.subarray(at + 1),
          ]).toString('utf8');
          if (forged === value) return;
          expect(await seenWith(app, forged)).toBe(0);
        },
      ),
      { numRuns: 600 },
    );
  });
});

describe('a context signed with', () => {
  const signed = (ring: KeyRing, change: object = {}, context: TenantContext = staff) =>
    signContext(payload(context, change), ring);
  const strange = (kid: string) => parseKeyRing(`${kid}:${randomBytes(32).toString('base64url')}`);
  const withOld = () => parseKeyRing(TEST_CONTEXT_KEYS.split(',').toReversed().join(','));

  afterEach(() => installContextKeys(db.admin, db.keys));

  test('either of the two live keys is accepted', async () => {
    expect((await enters(app, signed(db.keys))).rows[0]?.['n']).toBeGreaterThan(0);
    const old = signed(withOld());
    expect(old.startsWith('t1:')).toBe(true);
    expect((await enters(app, old)).rows[0]?.['n']).toBeGreaterThan(0);
  });

  test('a strange key is refused, under a strange name and under a live one', async () => {
    await refused(app, signed(strange('t9')));
    await refused(app, signed(strange('t2')));
  });

  test('a retired key is refused as soon as it is retired', async () => {
    const old = signed(withOld());
    expect((await enters(app, old)).rows[0]?.['n']).toBeGreaterThan(0);
    await installContextKeys(db.admin, parseKeyRing(TEST_CONTEXT_KEYS.split(',')[0] ?? ''));
    await refused(app, old);
    expect((await enters(app, signed(db.keys))).rows[0]?.['n']).toBeGreaterThan(0);
  });

  test.each([
    ['an expiry in the past', { exp: Date.now() / 1_000 - 1 }],
    ['no expiry', { exp: undefined }],
    ['an expiry of null', { exp: null }],
    ['an expiry of no known form', { exp: '0x7fffffff-' }],
    ['an expiry that is not a number', { exp: 'NaN' }],
    ['an endless expiry', { exp: 'Infinity' }],
  ])('%s is refused', async (_, change) => {
    await refused(app, signed(db.keys, change));
  });

  test.each(['worker', 'auth', 'maintenance', 'none', 'STAFF', '', null, undefined])(
    'kind %s is refused to the application’s role',
    async (kind) => {
      await refused(app, signed(db.keys, { kind }));
    },
  );

  test.each([
    ['toster_worker', 'worker'],
    ['toster_auth', 'auth'],
  ] as const)('any kind but its own is refused to %s', async (role, right) => {
    const attacker = new Attacker(db, role);
    const seen = 'select app.org_id() is not null as n';
    for (const kind of [
      'staff',
      'paper',
      'worker',
      'auth',
      'maintenance',
    ] satisfies ContextKind[]) {
      const answer = await attacker.run(signed(db.keys, { kind }, worker), seen);
      expect([kind, answer.code], kind).toEqual([kind, kind === right ? null : '25P02']);
      const set = await attacker.run(null, setting(signed(db.keys, { kind }, worker)), seen);
      expect(set.rows[0]?.['n']).toBe(kind === right);
    }
    await attacker.close();
  });

  test('no organisation opens none', async () => {
    expect(await seenWith(app, signed(db.keys, { org: undefined }))).toBe(0);
    expect(await seenWith(app, signed(db.keys, { org: null }))).toBe(0);
  });

  test('a payload that is no object is refused', async () => {
    for (const body of ['[]', '"staff"', '1', 'true']) {
      await refused(app, signContext(JSON.parse(`{"v":${body}}`).v as object, db.keys));
    }
  });
});

describe('a context smuggled in', () => {
  const own = () => sealed(db, staff);
  const forged = () => own().replaceAll(a.orgId, b.orgId);
  const marked = (answer: Answer) => answer.text.includes(b.mark);

  test.each([
    [
      'by set_config beside the query',
      (v: string) => [`select set_config('app.ctx', ${v}, true), t.* from orders t`],
    ],
    [
      'by set_config in a CTE',
      (v: string) => [
        `with s as materialized (select set_config('app.ctx', ${v}, true)) select t.* from s, orders t`,
      ],
    ],
    [
      'by set_config in the condition',
      (v: string) => [`select * from orders where set_config('app.ctx', ${v}, true) is not null`],
    ],
    [
      'by SET LOCAL before the query',
      (v: string) => [`set local app.ctx = ${v}`, 'select * from orders'],
    ],
    ['by SET before the query', (v: string) => [`set app.ctx = ${v}`, 'select * from orders']],
    ['by a second entry', (v: string) => [`select app.enter(${v})`, 'select * from orders']],
    [
      'by pg_settings',
      (v: string) => [
        `update pg_settings set setting = ${v} where name = 'app.ctx'`,
        'select * from orders',
      ],
    ],
  ])('%s shows nothing of the other organisation', async (_, statements) => {
    const answer = await app.run(own(), ...statements(literal(forged())));
    expect(marked(answer)).toBe(false);
    expect(answer.rows.filter((row) => row['org_id'] !== a.orgId)).toEqual([]);
    // The same words with the honest value still read the honest rows, where the words are allowed at all.
    const honest = await app.run(
      own(),
      `set local app.ctx = ${literal(own())}`,
      'select * from orders',
    );
    expect(honest.rows.length).toBeGreaterThan(0);
  });

  test('set_config itself is not for the login roles that serve requests', async () => {
    expect((await app.run(own(), `select set_config('app.ctx', 'x', false)`)).code).toBe('42501');
    expect(
      (await app.run(own(), `update pg_settings set setting = 'off' where name = 'row_security'`))
        .code,
    ).toBe('42501');
  });
});
