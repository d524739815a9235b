import { newId, PLATFORM_ORG_ID } from '@toster/contracts/ids';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { TenantContext } from '../context.ts';
import { TABLE_CLASSES } from '../classification/registry.ts';
import { testDatabase, type TestDatabase } from '../testing/database.ts';
import { staffContext } from '../testing/staff-context.ts';
import { qualified } from './policies.ts';
import { Attacker, sealed } from './testing/attack.ts';
import { canariesOf, leaked, TENANT_CLASSES } from './testing/canaries.ts';
import { twoRestaurants, type Side } from './testing/two-restaurants.ts';

let db: TestDatabase;
let a: Side;
let b: Side;

beforeAll(async () => {
  db = await testDatabase();
  ({ a, b } = await twoRestaurants(db));
});
afterAll(() => db.close());

const everyTable = [
  ...TABLE_CLASSES.map((c) => qualified(c.table)),
  'au.event',
  'au.disclosure',
  'sec.context_key',
];

/** The tables that answer a plain read with anything but a refusal. */
async function open(attacker: Attacker, context: string | null): Promise<readonly string[]> {
  const readable = [];
  for (const table of everyTable) {
    if ((await attacker.run(context, `select * from ${table}`)).code === null) readable.push(table);
  }
  return readable.toSorted();
}

describe('toster_auth', () => {
  const auth = (change: Partial<TenantContext> = {}) =>
    sealed(db, {
      kind: 'auth',
      org: null,
      account: a.members.owner.accountId,
      caps: {},
      action: 'session.started',
      request: 'r',
      source: 'auth',
      ...change,
    });
  let attacker: Attacker;
  beforeAll(() => {
    attacker = new Attacker(db, 'toster_auth');
  });
  afterAll(() => attacker.close());

  test('reads sign-in data and what hangs on memberships, and may not even name the rest', async () => {
    expect(await open(attacker, auth())).toEqual([
      'auth.account',
      'auth.factor',
      'auth.guest_code',
      'auth.guest_session',
      'auth.mail_link',
      'auth.outbox',
      'auth.password',
      'auth.recovery_code',
      'auth.session',
      'public.location',
      'public.membership',
      'public.membership_grant',
      'public.org',
      'public.refusal',
      'public.security_policy',
    ]);
  });

  test('sees the memberships of the account in its context, their grants, organisations and places, and no others', async () => {
    const secret = await canariesOf(db, b.orgId, a.orgId);
    for (const table of ['membership', 'membership_grant', 'org', 'location', 'security_policy']) {
      const answer = await attacker.run(auth(), `select * from ${table}`);
      expect(answer.rows.length, table).toBeGreaterThan(0);
      expect(leaked(secret, answer.text), table).toEqual([]);
    }
    const memberships = await attacker.run(auth(), 'select id from membership');
    expect(memberships.rows).toEqual([{ id: a.members.owner.id }]);
    const grants = await attacker.run(auth(), 'select membership_id from membership_grant');
    expect(grants.rows).toEqual([{ membership_id: a.members.owner.id }]);
  });

  test('sees both organisations of a person who works in both', async () => {
    await db.admin`insert into membership (org_id, id, account_id, epoch) values (${b.orgId}, ${newId()}, ${a.members.packer.accountId}, 1)`;
    const { rows } = await attacker.run(
      auth({ account: a.members.packer.accountId }),
      'select org_id from membership',
    );
    expect(new Set(rows.map((row) => row['org_id']))).toEqual(new Set([a.orgId, b.orgId]));
  });

  test('finds the account by the session when the context names no account', async () => {
    const staff = await staffContext(db, a.members.cook);
    const bySession = auth({ account: null, session: staff.session ?? null });
    expect((await attacker.run(bySession, 'select id from membership')).rows).toEqual([
      { id: a.members.cook.id },
    ]);
    expect(
      (await attacker.run(auth({ account: null, session: newId() }), 'select id from membership'))
        .rows,
    ).toEqual([]);
    expect((await attacker.run(auth({ account: null }), 'select id from membership')).rows).toEqual(
      [],
    );
  });

  test('sees no membership by naming an organisation', async () => {
    expect(
      (await attacker.run(auth({ account: null, org: a.orgId }), 'select * from membership')).rows,
    ).toEqual([]);
    expect(
      (await attacker.run(auth({ account: null, org: a.orgId }), 'select * from org')).rows,
    ).toEqual([]);
  });

  test('counts refusals against organisations of the account, or the platform, and nobody else', async () => {
    const count = (orgId: string) =>
      `insert into refusal (org_id, actor_id, reason, minute, count) values ('${orgId}', '${orgId}', 'PASSWORD', now(), 1)`;
    expect((await attacker.run(auth(), count(a.orgId))).code).toBeNull();
    expect((await attacker.run(auth({ account: null }), count(PLATFORM_ORG_ID))).code).toBeNull();
    expect((await attacker.run(auth(), count(b.orgId))).code).toBe('42501');
    expect((await attacker.run(auth({ account: null }), count(a.orgId))).code).toBe('42501');
    expect(
      (await attacker.run(auth(), 'select * from refusal')).rows.map((row) => row['org_id']),
    ).toEqual([a.orgId]);
  });

  test('sees nothing without a context or with one of another kind', async () => {
    for (const table of ['auth.account', 'auth.session', 'auth.password', 'membership', 'org']) {
      expect((await attacker.run(null, `select * from ${table}`)).rows, table).toEqual([]);
    }
    expect(
      (
        await attacker.run(
          sealed(db, await staffContext(db, a.members.owner)),
          'select * from auth.account',
        )
      ).rows,
    ).toEqual([]);
  });

  test('changes no membership and no grant', async () => {
    for (const statement of [
      `update membership set status = 'active'`,
      `update membership_grant set role = 'owner'`,
      'delete from membership',
      `insert into membership (org_id, id, account_id) values ('${b.orgId}', gen_random_uuid(), '${a.members.owner.accountId}')`,
      'delete from auth.account',
      'delete from auth.session',
      'delete from auth.password',
      'truncate auth.session',
    ]) {
      expect((await attacker.run(auth(), statement)).code, statement).toBe('42501');
    }
  });
});

describe('toster_relay', () => {
  let attacker: Attacker;
  beforeAll(async () => {
    attacker = new Attacker(db, 'toster_relay');
    await db.admin`insert into auth.outbox (id, account_id, topic) values (${newId()}, ${a.members.owner.accountId}, 'mail')`;
  });
  afterAll(() => attacker.close());

  test('reads which work waits where, of all organisations, and nothing of its content', async () => {
    const waiting = await attacker.run(
      null,
      'select org_id, id, topic, created_at, relayed_at from outbox',
    );
    expect(new Set(waiting.rows.map((row) => row['org_id']))).toEqual(new Set([a.orgId, b.orgId]));
    expect(
      (
        await attacker.run(
          null,
          'select id, account_id, topic, created_at, relayed_at from auth.outbox',
        )
      ).rows,
    ).toHaveLength(1);
    for (const statement of [
      'select payload from outbox',
      'select * from outbox',
      'select outbox from outbox',
      'select session_id from auth.outbox',
      'select * from auth.outbox',
    ]) {
      expect((await attacker.run(null, statement)).code, statement).toBe('42501');
    }
  });

  test('marks work as relayed and does nothing else', async () => {
    expect(await attacker.run(null, 'update outbox set relayed_at = now()')).toMatchObject({
      code: null,
      count: 2,
    });
    expect((await attacker.run(null, 'update outbox set relayed_at = null')).code).toBe('42501');
    for (const statement of [
      `update outbox set topic = 'x'`,
      `update outbox set payload = '{}'`,
      'delete from outbox',
      `update auth.outbox set account_id = gen_random_uuid()`,
      `insert into outbox (org_id, id, topic, payload) values ('${a.orgId}', gen_random_uuid(), 'x', '{}')`,
    ]) {
      expect((await attacker.run(null, statement)).code, statement).toBe('42501');
    }
  });

  test('has no other table, and no context opens one', async () => {
    expect(await open(attacker, null)).toEqual([]);
    const context = sealed(db, {
      kind: 'maintenance',
      org: a.orgId,
      caps: {},
      action: 'x.y',
      request: 'r',
      source: 'worker',
    });
    expect(
      await attacker.run(null, `set local app.ctx = '${context}'`, 'select * from orders'),
    ).toMatchObject({ code: '42501' });
    expect((await attacker.run(context, 'select 1')).code).toBe('25P02');
  });
});

describe('toster_worker', () => {
  const worker = (orgId: string | null) =>
    sealed(db, {
      kind: 'worker',
      org: orgId,
      caps: {},
      action: 'test.ran',
      request: 'job',
      source: 'worker',
    });
  let attacker: Attacker;
  beforeAll(() => {
    attacker = new Attacker(db, 'toster_worker');
  });
  afterAll(() => attacker.close());

  test('may list the organisations, and goes through them one by one', async () => {
    const listed = await attacker.run(worker(null), 'select app.org_ids() as id');
    expect(new Set(listed.rows.map((row) => row['id']))).toEqual(new Set([a.orgId, b.orgId]));
    for (const side of [a, b]) {
      const { rows } = await attacker.run(worker(side.orgId), 'select distinct org_id from orders');
      expect(rows).toEqual([{ org_id: side.orgId }]);
    }
    expect((await attacker.run(worker(null), 'select * from orders')).rows).toEqual([]);
  });

  test('lists nothing without its own context', async () => {
    expect((await attacker.run(null, 'select app.org_ids()')).code).toBe('TS002');
    const app = new Attacker(db, 'toster_app');
    expect(
      (await app.run(sealed(db, await staffContext(db, a.members.owner)), 'select app.org_ids()'))
        .code,
    ).toBe('42501');
    await app.close();
  });

  test('reads nothing of sign-in, of the log, of keys', async () => {
    const readable = await open(attacker, worker(a.orgId));
    expect(readable.filter((table) => !table.startsWith('public.'))).toEqual([]);
    expect(readable).toEqual(
      TENANT_CLASSES.filter((c) => c.grants.toster_worker?.includes('select'))
        .map((c) => qualified(c.table))
        .toSorted(),
    );
  });

  test('notes what it observed in the organisation of its context', async () => {
    const note = `select app.append_event(6::smallint, 'access.denied', 'refusal', null, '{"count":3}') as cap`;
    expect((await attacker.run(null, note)).code).toBe('TS003');
    const { rows } = await attacker.commit(worker(a.orgId), note);
    const [event] =
      await db.admin`select org_id, kind, source from au.event where cap_seq = ${String(rows[0]?.['cap'])}`;
    expect(event).toMatchObject({ org_id: a.orgId, kind: 6, source: 'worker' });
  });

  test.each([1, 2, 3, 4, 5, 7, 8, 10, 11, 0, -1])(
    'cannot note an event of kind %i, which only its own mechanism writes',
    async (kind) => {
      const answer = await attacker.run(
        worker(a.orgId),
        `select app.append_event(${kind}::smallint, 'order.created', 'orders', null, '{}')`,
      );
      expect(answer.code).toBe('TS004');
    },
  );
});

describe('toster_maintenance', () => {
  test('passes the wall, for seed and dump, but changes nothing unrecorded and nothing of the log', async () => {
    const attacker = new Attacker(db, 'toster_maintenance');
    const { rows } = await attacker.run(null, 'select distinct org_id from orders');
    expect(new Set(rows.map((row) => row['org_id']))).toEqual(new Set([a.orgId, b.orgId]));
    await attacker.commit(
      null,
      `update menu_item set price_minor = 4711 where org_id = '${b.orgId}'`,
    );
    const [event] =
      await db.admin`select source, db_user, org_id from au.event order by cap_seq desc limit 1`;
    expect(event).toMatchObject({
      source: 'database',
      db_user: 'toster_maintenance',
      org_id: b.orgId,
    });
    expect((await attacker.run(null, 'select count(*) from au.event')).code).toBeNull();
    for (const statement of [
      'insert into au.event select * from au.event limit 1',
      'delete from au.disclosure',
      'update au.event set leaf = leaf',
      'truncate orders',
      'select * from sec.context_key',
      'set role toster_guard',
      'set role postgres',
      'alter table orders disable trigger all',
      'set session_replication_role = replica',
      'create table public.x (a int)',
    ]) {
      expect((await attacker.run(null, statement)).code, statement).toMatch(/42501|TS004/);
    }
    await attacker.close();
  });
});
