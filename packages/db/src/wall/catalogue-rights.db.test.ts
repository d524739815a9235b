import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { TABLE_CLASSES } from '../classification/registry.ts';
import { LOGIN_ROLES } from '../roles.ts';
import { testDatabase, type TestDatabase } from '../testing/database.ts';
import { qualified } from './policies.ts';

const byName = new Map(TABLE_CLASSES.map((c) => [qualified(c.table), c]));
const names = [...byName.keys()];

let db: TestDatabase;
beforeAll(async () => {
  db = await testDatabase();
});
afterAll(() => db.close());

describe('rights', () => {
  type Right = { readonly grantee: string; readonly right: string; readonly grantable: boolean };
  const rightsOn = (table: string) => db.admin<Right[]>`
    select case when x.grantee = 0 then 'public' else x.grantee::regrole::text end as grantee, lower(x.privilege_type) as right, x.is_grantable as grantable
      from pg_class c, aclexplode(c.relacl) x where c.oid = ${table}::regclass and x.grantee <> c.relowner`;
  const GUARD: Readonly<Record<string, readonly string[]>> = {
    'public.org': ['select'],
    'public.membership': ['select'],
    'public.receipt': ['select'],
    'public.orders': ['select'],
    'public.payment': ['select'],
    'public.location': ['select'],
    'public.org_profile': ['select'],
    'public.location_profile': ['select'],
    'auth.session': ['select'],
    'auth.guest_session': ['select'],
    'auth.guest_code': ['select'],
    'public.order_line': ['select'],
    'public.consent': ['select', 'insert'],
    'auth.account': ['select'],
    'auth.attempt': ['select', 'insert', 'update', 'delete'],
    'auth.quota': ['select', 'insert', 'update'],
    'auth.security_report': ['select', 'insert'],
    'public.outbox': ['insert'],
    'public.membership_grant': ['select'],
    'public.refusal': ['select', 'insert', 'update'],
    'public.use_counter': ['select', 'insert', 'update'],
    'public.customer': ['select'],
    'public.customer_contact': ['select', 'insert', 'update'],
  };

  test.each(names)(
    'on %s are what the registry says, nothing to everybody, nothing that may be passed on',
    async (table) => {
      const expected = [
        ...Object.entries(byName.get(table)?.grants ?? {}).flatMap(([role, grants]) =>
          grants.filter((grant) => typeof grant === 'string').map((right) => `${role} ${right}`),
        ),
        ...['select', 'insert', 'update', 'delete'].map(
          (operation) => `toster_maintenance ${operation}`,
        ),
        ...(GUARD[table] ?? []).map((operation) => `toster_guard ${operation}`),
      ];
      const live = await rightsOn(table);
      expect(live.map(({ grantee, right }) => `${grantee} ${right}`).toSorted()).toEqual(
        expected.toSorted(),
      );
      expect(live.filter(({ grantable }) => grantable)).toEqual([]);
    },
  );

  test('on the log are to read it', async () => {
    for (const table of ['au.event', 'au.disclosure']) {
      expect(
        (await rightsOn(table)).map(({ grantee, right }) => `${grantee} ${right}`).toSorted(),
      ).toEqual(['toster_app select', 'toster_maintenance select']);
    }
    for (const table of ['sec.context_key', 'drizzle.__drizzle_migrations'])
      expect(await rightsOn(table)).toEqual([]);
  });

  test('on single columns are what the registry says, the relay’s, and the guard’s for what its triggers keep', async () => {
    const live = await db.admin`
      select n.nspname || '.' || c.relname || '.' || a.attname as "column", x.grantee::regrole::text as grantee, lower(x.privilege_type) as right
        from pg_attribute a join pg_class c on c.oid = a.attrelid join pg_namespace n on n.oid = c.relnamespace, aclexplode(a.attacl) x
       where n.nspname !~ '^(pg_|information_schema)'`;
    expect(
      live
        .map((row) => `${String(row['grantee'])} ${String(row['right'])} ${String(row['column'])}`)
        .toSorted(),
    ).toEqual([
      'toster_app update public.location.city',
      'toster_app update public.location.name',
      'toster_app update public.location.timezone',
      'toster_app update public.org.locale',
      'toster_app update public.org.name',
      'toster_app update public.org.timezone',
      'toster_guard select auth.factor.account_id',
      'toster_guard select auth.factor.confirmed_at',
      'toster_guard select auth.factor.reset_due_at',
      'toster_guard update auth.guest_code.code_digests',
      'toster_guard update public.customer.last_order_at',
      'toster_guard update public.membership.epoch',
      'toster_relay select auth.outbox.account_id',
      'toster_relay select auth.outbox.created_at',
      'toster_relay select auth.outbox.id',
      'toster_relay select auth.outbox.relayed_at',
      'toster_relay select auth.outbox.topic',
      'toster_relay select public.outbox.created_at',
      'toster_relay select public.outbox.id',
      'toster_relay select public.outbox.org_id',
      'toster_relay select public.outbox.relayed_at',
      'toster_relay select public.outbox.topic',
      'toster_relay update auth.outbox.relayed_at',
      'toster_relay update public.outbox.relayed_at',
    ]);
  });

  test('to enter schemas, to create in them, and on the database', async () => {
    const may = async (role: string, right: string) =>
      (
        await db.admin`select nspname from pg_namespace where nspname !~ '^(pg_|information_schema)' and has_schema_privilege(${role}, oid, ${right}) order by 1`
      ).map((row) => row['nspname']);
    expect(await may('toster_app', 'usage')).toEqual(['app', 'au', 'public']);
    expect(await may('toster_worker', 'usage')).toEqual(['app', 'au', 'public']);
    expect(await may('toster_auth', 'usage')).toEqual(['app', 'auth', 'public']);
    expect(await may('toster_relay', 'usage')).toEqual(['app', 'auth', 'public']);
    expect(await may('toster_maintenance', 'usage')).toEqual(['app', 'au', 'auth', 'public']);
    for (const role of LOGIN_ROLES) {
      expect(await may(role, 'create'), role).toEqual([]);
      const [database] =
        await db.admin`select has_database_privilege(${role}, current_database(), 'connect') as connect,
        has_database_privilege(${role}, current_database(), 'create') as create, has_database_privilege(${role}, current_database(), 'temporary') as temporary`;
      expect(database, role).toEqual({ connect: true, create: false, temporary: false });
    }
  });
});

describe('roles', () => {
  test('that sign in own nothing, inherit nothing, are members of nothing and have no settings of their own', async () => {
    const roles =
      await db.admin`select rolname as name, rolsuper, rolcreatedb, rolcreaterole, rolreplication, rolbypassrls, rolinherit, rolcanlogin, rolconfig,
        (select count(*)::int from pg_auth_members m where m.member = r.oid) as memberships,
        (select count(*)::int from pg_shdepend d where d.refobjid = r.oid and d.deptype = 'o') as owned
      from pg_roles r where rolname = any (${[...LOGIN_ROLES]})`;
    expect(roles).toHaveLength(LOGIN_ROLES.length);
    for (const { name, ...facts } of roles) {
      expect([name, facts]).toEqual([
        name,
        {
          rolsuper: false,
          rolcreatedb: false,
          rolcreaterole: false,
          rolreplication: false,
          rolbypassrls: name === 'toster_maintenance',
          rolinherit: false,
          rolcanlogin: true,
          rolconfig: null,
          memberships: 0,
          owned: 0,
        },
      ]);
    }
  });

  test('that own cannot sign in, and only the guard passes the wall', async () => {
    const roles =
      await db.admin`select rolname as name, rolsuper, rolbypassrls, rolcanlogin, rolcreaterole from pg_roles where rolname in ('toster_owner', 'toster_guard') order by 1`;
    const common = { rolsuper: false, rolcanlogin: false, rolcreaterole: false };
    expect([...roles]).toEqual([
      { name: 'toster_guard', rolbypassrls: true, ...common },
      { name: 'toster_owner', rolbypassrls: false, ...common },
    ]);
    const members =
      await db.admin`select m.member::regrole::text as member from pg_auth_members m where m.roleid in ('toster_owner'::regrole, 'toster_guard'::regrole)`;
    expect(members.map((row) => row['member']).filter((member) => member !== 'postgres')).toEqual(
      [],
    );
  });
});
