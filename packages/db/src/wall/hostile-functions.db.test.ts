import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { testDatabase, type TestDatabase } from '../testing/database.ts';
import { staffContext } from '../testing/staff-context.ts';
import { Attacker, sealed } from './testing/attack.ts';
import { callableBy, callsOf } from './testing/callable.ts';
import { canariesOf, leaked, personalValuesOf } from './testing/canaries.ts';
import type { Known } from './testing/hostile-statements.ts';
import { twoRestaurants, type Side } from './testing/two-restaurants.ts';

let db: TestDatabase;
let a: Side;
let b: Side;
let known: Known;
let foreign: ReadonlySet<string>;
let owner: string;

beforeAll(async () => {
  db = await testDatabase();
  ({ a, b } = await twoRestaurants(db));
  known = { orgId: b.orgId, orderId: b.closed.id, guestId: b.guest.id };
  foreign = await canariesOf(db, b.orgId, a.orgId);
  owner = sealed(db, await staffContext(db, a.members.owner, { purpose: 'test' }));
});
afterAll(() => db.close());

/** What a function of the product's own may be called for by the application's role. */
const OWN_FUNCTIONS = [
  'app.account_id()',
  'app.actor_id()',
  'app.assigned_places(text)',
  'app.audit_domains()',
  'app.count_refusal(text)',
  'app.count_use(text)',
  'app.enter(text,boolean)',
  'app.find_guest(text,text)',
  'app.guest()',
  'app.guest_decide(uuid,text,boolean,text,text)',
  'app.guest_orders(uuid,integer)',
  'app.guest_outlines(uuid[])',
  'app.guest_self()',
  'app.holds(text)',
  'app.kind()',
  'app.members_with_factor()',
  'app.org_id()',
  'app.paper()',
  'app.plan_afresh()',
  'app.purpose()',
  'app.reach(text)',
  'app.reaches_assigned(text)',
  'app.read_only()',
  'app.record_read(text,uuid[])',
  'app.signed()',
  'app.update_guest(uuid,integer,jsonb)',
  'app.verified()',
];

test('the application’s role may call these functions of the product and no others', async () => {
  const callable = await callableBy(db.admin, 'toster_app');
  const own = callable
    .map(({ signature }) => signature)
    .filter((signature) => /^(app|au|auth|sec|public|queue|drizzle)\./.test(signature));
  expect(own).toEqual(OWN_FUNCTIONS);
});

describe('every function that the application’s role may call', () => {
  test.each(['owner', 'cook'])(
    'tells %s nothing of the other organisation and nothing withheld, in answer, notice or error',
    async (reader) => {
      const context =
        reader === 'owner'
          ? owner
          : sealed(db, await staffContext(db, a.paid, { purpose: 'test' }));
      const withheld = reader === 'owner' ? [] : await personalValuesOf(db, a.orgId, a.paid.id);
      const canaries = new Set([...foreign, ...withheld]);
      const calls = (await callableBy(db.admin, 'toster_app')).flatMap((callable) =>
        callsOf(callable, known),
      );
      expect(calls.length).toBeGreaterThan(2_500);
      const attacker = new Attacker(db);
      const answers = await attacker.runEach(context, calls);
      expect(answers.filter(({ code }) => code === null).length).toBeGreaterThan(1_000);
      for (const [index, answer] of answers.entries()) {
        const call = calls[index] ?? '';
        expect(leaked(canaries, answer.text, call), call).toEqual([]);
        // A lost connection would be a crash of the server: every call is answered by the server itself.
        expect(
          answer.code === null || /^[0-9A-Z]{5}$/.test(answer.code),
          `${call}: ${answer.code}`,
        ).toBe(true);
      }
      await attacker.close();
    },
  );

  test('runs a query given as text with the caller’s eyes: the owner’s own guest shows, the cook’s employer’s does not', async () => {
    const peek = `select query_to_xml('select name from public.customer_contact', true, true, '')`;
    const attacker = new Attacker(db);
    const seen = await attacker.run(owner, peek);
    if (seen.code === null) expect(seen.text).toContain(a.guest.name);
    const stat = `select * from ts_stat('select to_tsvector(''simple'', name) from public.customer_contact')`;
    expect((await attacker.run(owner, stat)).text).toContain(a.mark);
    const cook = sealed(db, await staffContext(db, a.paid, { purpose: 'test' }));
    for (const statement of [peek, stat])
      expect((await attacker.run(cook, statement)).text).not.toContain(a.mark);
    await attacker.close();
  });
});

describe('functions taken from everybody', () => {
  const TAKEN = [
    'set_config(text,text,boolean)',
    'pg_notify(text,text)',
    'lo_create(oid)',
    'lo_from_bytea(oid,bytea)',
    'lo_get(oid)',
    'lo_put(oid,bigint,bytea)',
    'lo_import(text)',
    'lo_export(oid,text)',
    'lo_unlink(oid)',
    'loread(integer,integer)',
    'lowrite(integer,bytea)',
    'pg_stat_get_activity(integer)',
    'pg_stat_get_backend_activity(integer)',
    'pg_stat_get_backend_client_addr(integer)',
    'pg_stat_get_live_tuples(oid)',
    'pg_terminate_backend(integer,bigint)',
    'pg_cancel_backend(integer)',
    'pg_sleep(double precision)',
    'pg_export_snapshot()',
    'pg_lock_status()',
    'pg_cursor()',
    'pg_prepared_statement()',
    'pg_advisory_lock(bigint)',
    'pg_try_advisory_lock(bigint)',
    'pg_advisory_xact_lock(bigint)',
    'pg_relation_size(regclass)',
    'pg_total_relation_size(regclass)',
    'pg_database_size(oid)',
    'pg_read_file(text)',
    'pg_ls_dir(text)',
    'pg_logical_emit_message(boolean,text,text,boolean)',
    'pg_current_wal_lsn()',
  ];

  test.each(['toster_app', 'toster_auth'])('%s may call none of them', async (role) => {
    for (const signature of TAKEN) {
      const [row] =
        await db.admin`select has_function_privilege(${role}, ${`pg_catalog.${signature}`}::regprocedure, 'execute') as may`;
      expect([signature, row?.['may']]).toEqual([signature, false]);
    }
  });

  test('nothing the role may call writes to the server’s files or to large objects', async () => {
    const [count] = await db.admin`select count(*)::int as n from pg_largeobject_metadata`;
    expect(count?.['n']).toBe(0);
  });
});
