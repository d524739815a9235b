import { getTableColumns } from 'drizzle-orm';
import type { PgTable } from 'drizzle-orm/pg-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { TABLE_CLASSES } from '../classification/registry.ts';
import { operationOf, type TableClass } from '../classification/types.ts';
import { LOGIN_ROLES } from '../roles.ts';
import { testDatabase, type TestDatabase } from '../testing/database.ts';
import { qualified } from './policies.ts';
import { Attacker, sealed } from './testing/attack.ts';

/** Tables that no class describes, and why. No login role may write any of them. */
const BESIDE_THE_REGISTRY: Readonly<Record<string, string>> = {
  'au.event': 'the log itself',
  'au.event_other': 'events outside the months that have a partition',
  'au.disclosure': 'the erasable values of the log',
  'sec.context_key': 'the live keys of the signed context',
  'drizzle.__drizzle_migrations': 'which migrations have run',
};
/** Tables without row-level security: nobody but their owner has any right to them. */
const WITHOUT_ROW_SECURITY = new Set(['sec.context_key', 'drizzle.__drizzle_migrations']);
const MONTH = /^au\.event_\d{4}_\d\d$/;

/** Keys that do not begin with the organisation, and why they tell nobody anything. */
const KEYS_PAST_THE_TENANT: Readonly<Record<string, string>> = {
  org_slug_key: 'only maintenance makes organisations and names their addresses',
  membership_account_id_account_id_fk:
    'only maintenance writes memberships; the account is cell-wide',
};

const byName = new Map(TABLE_CLASSES.map((c) => [qualified(c.table), c]));
const names = [...byName.keys()];
const classOf = (table: string): TableClass => {
  const found = byName.get(table);
  if (!found) throw new Error(`no class for ${table}`);
  return found;
};

let db: TestDatabase;
beforeAll(async () => {
  db = await testDatabase();
});
afterAll(() => db.close());

type TableFacts = {
  readonly name: string;
  readonly owner: string;
  readonly enabled: boolean;
  readonly forced: boolean;
};
const tables = () => db.admin<TableFacts[]>`
  select n.nspname || '.' || c.relname as name, c.relowner::regrole::text as owner, c.relrowsecurity as enabled, c.relforcerowsecurity as forced
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
   where c.relkind in ('r', 'p') and n.nspname !~ '^(pg_|information_schema)' order by 1`;

type Policy = {
  readonly name: string;
  readonly table: string;
  readonly cmd: string;
  readonly roles: string[];
  readonly permissive: string;
  readonly qual: string | null;
  readonly with_check: string | null;
};
const policies = () => db.admin<Policy[]>`
  select policyname as name, schemaname || '.' || tablename as "table", cmd, roles::text[] as roles, permissive, qual, with_check from pg_policies order by 2, 1`;

describe('tables', () => {
  test('each has a class or stands on the typed list of others', async () => {
    const live = (await tables()).map(({ name }) => name);
    expect(
      live.filter(
        (name) => !byName.has(name) && !(name in BESIDE_THE_REGISTRY) && !MONTH.test(name),
      ),
    ).toEqual([]);
    expect(
      [...names, ...Object.keys(BESIDE_THE_REGISTRY)].filter((name) => !live.includes(name)),
    ).toEqual([]);
  });

  test('have row-level security enabled and forced, partitions too', async () => {
    const open = (await tables()).filter(
      ({ name, enabled, forced }) => !(enabled && forced) && !WITHOUT_ROW_SECURITY.has(name),
    );
    expect(open).toEqual([]);
    expect((await tables()).filter(({ name }) => MONTH.test(name)).length).toBeGreaterThan(12);
  });

  test('belong to roles that cannot sign in', async () => {
    for (const { name, owner } of await tables()) {
      const expected = name.startsWith('drizzle.')
        ? 'postgres'
        : /^(au|sec)\./.test(name)
          ? 'toster_guard'
          : 'toster_owner';
      expect([name, owner]).toEqual([name, expected]);
    }
  });

  test('a new month is walled as the others are, also when the worker makes it', async () => {
    const worker = new Attacker(db, 'toster_worker');
    const context = sealed(db, {
      kind: 'worker',
      org: null,
      caps: {},
      action: 'test.ran',
      request: 'r',
      source: 'worker',
    });
    const made = await worker.commit(context, 'select au.ensure_partitions(40) as made');
    expect(Number(made.rows[0]?.['made'])).toBeGreaterThan(0);
    await worker.close();
    const months = (await tables()).filter(({ name }) => MONTH.test(name));
    expect(
      months.filter(
        ({ enabled, forced, owner }) => !(enabled && forced && owner === 'toster_guard'),
      ),
    ).toEqual([]);
    const guarded =
      await db.admin`select tgrelid::regclass::text as name from pg_trigger t join pg_class c on c.oid = t.tgrelid
      where c.relname ~ '^event_' and tgname in ('append_only', 'no_truncate') and tgenabled = 'A'`;
    expect(guarded.length).toBe((months.length + 1) * 2);
    const grants =
      await db.admin`select c.relname, x.grantee::regrole::text from pg_class c, aclexplode(c.relacl) x
      where c.relname ~ '^event_' and x.grantee <> c.relowner`;
    expect(grants.filter((row) => row['grantee'] !== 'toster_maintenance')).toEqual([]);
  });

  test.each(names)('every column of %s is classified, and nothing else is', async (table) => {
    const [schema, name] = table.split('.');
    const live =
      await db.admin`select column_name as name from information_schema.columns where table_schema = ${schema ?? ''} and table_name = ${name ?? ''}`;
    const c = classOf(table);
    const columns: Readonly<Record<string, { readonly name: string }>> = getTableColumns(
      c.table as PgTable,
    );
    expect(
      Object.keys(c.columns)
        .map((property) => columns[property]?.name)
        .toSorted(),
    ).toEqual(live.map((row) => String(row['name'])).toSorted());
  });
});

describe('policies', () => {
  test('carry the clauses their command asks for, are permissive and name their roles', async () => {
    const live = await policies();
    expect(live.length).toBeGreaterThan(names.length);
    for (const { name, table, cmd, qual, with_check, permissive, roles } of live) {
      const note = `${name} on ${table}`;
      expect(permissive, note).toBe('PERMISSIVE');
      expect(qual !== null, note).toBe(cmd !== 'INSERT');
      expect(with_check !== null, note).toBe(cmd === 'INSERT' || cmd === 'UPDATE' || cmd === 'ALL');
      expect(roles.length, note).toBeGreaterThan(0);
      expect(
        roles.filter((role) => !(LOGIN_ROLES as readonly string[]).includes(role)),
        note,
      ).toEqual([]);
    }
  });

  test('hold every row that application and worker touch to the organisation of the context', async () => {
    for (const { name, table, roles, qual, with_check } of await policies()) {
      if (!roles.some((role) => role === 'toster_app' || role === 'toster_worker')) continue;
      for (const clause of [qual, with_check]) {
        if (clause !== null)
          expect(clause, `${name} on ${table}`).toMatch(
            /^\(*org_id = \( SELECT app\.org_id\(\) AS org_id\)\)/,
          );
      }
    }
  });

  test.each(names)(
    '%s has a policy for each right it grants and none for a role without a right',
    async (table) => {
      const own = (await policies()).filter((policy) => policy.table === table);
      const grants = Object.entries(classOf(table).grants);
      for (const [role, given] of grants) {
        for (const operation of given.map(operationOf)) {
          const serving = own.filter(
            ({ cmd, roles }) =>
              roles.includes(role) && (cmd === 'ALL' || cmd.toLowerCase() === operation),
          );
          expect(serving.length, `${operation} by ${role}`).toBe(1);
        }
      }
      const granted = new Set(grants.map(([role]) => role));
      if (table.endsWith('.outbox')) granted.add('toster_relay');
      expect(own.flatMap(({ roles }) => roles).filter((role) => !granted.has(role))).toEqual([]);
    },
  );
});

describe('keys', () => {
  const tenant = names.filter((table) => classOf(table).scope === 'org');

  test.each(tenant)('of %s begin with the organisation, on both sides', async (table) => {
    const unique =
      await db.admin`select c.relname as name, a.attname as first from pg_index i join pg_class c on c.oid = i.indexrelid
      join pg_attribute a on a.attrelid = i.indrelid and a.attnum = i.indkey[0] where i.indrelid = ${table}::regclass and i.indisunique`;
    const foreign =
      await db.admin`select c.conname as name, a.attname as first, f.attname as far from pg_constraint c
      join pg_attribute a on a.attrelid = c.conrelid and a.attnum = c.conkey[1]
      join pg_attribute f on f.attrelid = c.confrelid and f.attnum = c.confkey[1] where c.conrelid = ${table}::regclass and c.contype = 'f'`;
    const wrong = [
      ...unique.filter((row) => row['first'] !== 'org_id'),
      ...foreign.filter((row) => row['first'] !== 'org_id' || row['far'] !== 'org_id'),
    ];
    expect(
      wrong.map((row) => String(row['name'])).filter((name) => !(name in KEYS_PAST_THE_TENANT)),
    ).toEqual([]);
    expect(unique.length).toBeGreaterThan(0);
  });

  test('past the tenant are on columns that no tenant role may write', () => {
    const KEYS = { 'public.org': ['id', 'slug'], 'public.membership': ['accountId'] };
    for (const [table, keys] of Object.entries(KEYS))
      for (const grant of Object.values(classOf(table).grants).flat())
        expect(
          typeof grant === 'string' ? grant : keys.filter((key) => grant.update.includes(key)),
        ).toEqual(typeof grant === 'string' ? 'select' : []);
  });
});
