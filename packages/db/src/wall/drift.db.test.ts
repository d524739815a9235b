import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { testDatabase, type TestDatabase } from '../testing/database.ts';
import { wallScript } from './script.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const folder = join(root, 'drizzle');
const digest = (text: string) => createHash('sha256').update(text).digest('hex');
const read = (name: string) => readFileSync(join(folder, name), 'utf8');
const ZJournal = z.object({
  entries: z.array(z.object({ idx: z.number(), when: z.number(), tag: z.string() })),
});
const journal = () => ZJournal.parse(JSON.parse(read('meta/_journal.json'))).entries;
const files = () =>
  readdirSync(folder)
    .filter((name) => name.endsWith('.sql'))
    .toSorted();
const script = wallScript();

let db: TestDatabase;
beforeAll(async () => {
  db = await testDatabase();
});
afterAll(() => db.close());

/** Everything of the live catalogue that the wall's generator writes, as text. */
async function catalogue(): Promise<Readonly<Record<string, readonly string[]>>> {
  const own = `nspname !~ '^(pg_|information_schema|drizzle)'`;
  const queries: Readonly<Record<string, string>> = {
    functions: `select concat_ws(' ', p.oid::regprocedure, p.proowner::regrole, p.proacl, p.prosrc, pg_get_function_arguments(p.oid), p.proconfig, p.prosecdef, pg_get_function_sqlbody(p.oid))
      from pg_proc p join pg_namespace n on n.oid = p.pronamespace where ${own}`,
    policies: `select concat_ws(' ', schemaname, tablename, policyname, permissive, roles, cmd, qual, with_check) from pg_policies`,
    triggers: `select concat_ws(' ', tgrelid::regclass, tgenabled, pg_get_triggerdef(oid)) from pg_trigger where not tgisinternal`,
    'event triggers': `select concat_ws(' ', evtname, evtevent, evtenabled, evtfoid::regproc) from pg_event_trigger`,
    relations: `select concat_ws(' ', c.oid::regclass, c.relkind, c.relowner::regrole, c.relrowsecurity, c.relforcerowsecurity, (select string_agg(x::text, ',' order by x::text) from unnest(c.relacl) x))
      from pg_class c join pg_namespace n on n.oid = c.relnamespace where ${own} and c.relkind in ('r', 'p', 'S', 'v', 'm')`,
    columns: `select a.attrelid::regclass || '.' || a.attname || ' ' || coalesce(a.attstattarget::text, '-') || ' ' || coalesce(a.attacl::text, '-')
      from pg_attribute a join pg_class c on c.oid = a.attrelid join pg_namespace n on n.oid = c.relnamespace where ${own} and a.attnum > 0 and c.relkind in ('r', 'p')`,
    schemas: `select nspname || ' ' || nspowner::regrole || ' ' || (select string_agg(x::text, ',' order by x::text) from unnest(nspacl) x) from pg_namespace where ${own}`,
    'built-in functions': `select oid::regprocedure::text || ' ' || (select string_agg(x::text, ',' order by x::text) from unnest(proacl) x) from pg_proc where pronamespace = 'pg_catalog'::regnamespace and proacl is not null`,
    indexes: `select indexdef from pg_indexes where schemaname in ('public', 'auth', 'au')`,
  };
  const result: Record<string, readonly string[]> = {};
  for (const [name, query] of Object.entries(queries)) {
    result[name] = (await db.admin.unsafe(query))
      .map((row) => String(Object.values(row)[0]))
      .toSorted();
  }
  return result;
}

describe('the migrated database', () => {
  test('is what the generator emits now: applying all of it again changes nothing', async () => {
    const before = await catalogue();
    for (const part of script) await db.admin.unsafe(part.sql);
    const after = await catalogue();
    for (const [name, lines] of Object.entries(after)) expect(lines, name).toEqual(before[name]);
    expect(before['functions']?.length).toBeGreaterThan(60);
    expect(before['policies']?.length).toBeGreaterThan(30);
  });

  test('has no function, policy or trigger that the generator does not emit', async () => {
    const text = script.map(({ sql }) => sql).join('\n');
    const emitted = (pattern: RegExp) =>
      new Set([...text.matchAll(pattern)].map((match) => match.slice(1).join(' ')));
    const live = async (query: string) =>
      (await db.admin.unsafe(query)).map((row) => String(row['name']));
    const functions = emitted(/create or replace function ([\w.]+)\(/g);
    expect(
      (
        await live(`select n.nspname || '.' || p.proname as name from pg_proc p join pg_namespace n on n.oid = p.pronamespace
      where n.nspname in ('app', 'au', 'auth', 'public', 'sec') and not exists (select 1 from pg_depend d where d.objid = p.oid and d.deptype = 'e')`)
      ).filter((name) => !functions.has(name)),
    ).toEqual([]);
    const policies = emitted(/create policy (\w+) on ([\w.]+) /g);
    expect(
      (
        await live(
          `select policyname || ' ' || schemaname || '.' || tablename as name from pg_policies`,
        )
      ).filter((name) => !policies.has(name)),
    ).toEqual([]);
    const triggers = emitted(/create or replace trigger (\w+) .*? on ([\w.%]+) /g);
    expect(
      (
        await live(`select t.tgname || ' ' || n.nspname || '.' || c.relname as name from pg_trigger t join pg_class c on c.oid = t.tgrelid join pg_namespace n on n.oid = c.relnamespace
      where not t.tgisinternal and n.nspname <> 'au'`)
      ).filter((name) => !triggers.has(name)),
    ).toEqual([]);
  });

  test('has run exactly the files of the folder, in the order of the journal', async () => {
    const run =
      await db.admin`select hash, created_at from drizzle.__drizzle_migrations order by id`;
    expect(run.map((row) => row['hash'])).toEqual(
      journal().map(({ tag }) => digest(read(`${tag}.sql`))),
    );
    expect(run.map((row) => Number(row['created_at']))).toEqual(journal().map(({ when }) => when));
  });
});

describe('the migrations folder', () => {
  test('carries the digest of every part of the wall as it is generated now', () => {
    const current = Object.fromEntries(script.map(({ name, sql }) => [name, digest(sql)]));
    expect(JSON.parse(read('wall.json'))).toEqual(current);
  });

  test('has a journal in order that names every file once, and no file was edited after it was made', () => {
    const entries = journal();
    expect(entries.map(({ idx }) => idx)).toEqual(entries.map((_, index) => index));
    expect(entries.map(({ when }) => when)).toEqual(
      entries.map(({ when }) => when).toSorted((x, y) => x - y),
    );
    expect(entries.map(({ tag }) => `${tag}.sql`)).toEqual(files());
    expect(JSON.parse(read('files.json'))).toEqual(
      Object.fromEntries(files().map((name) => [name, digest(read(name))])),
    );
  });

  test('needs no new migration for the tables', () => {
    // Beside the package, so that drizzle-kit finds the schema's imports; it takes the folder relative to the package.
    const copy = mkdtempSync(join(tmpdir(), 'toster-drift-'));
    try {
      cpSync(folder, copy, { recursive: true });
      const before = readdirSync(copy, { recursive: true }).toSorted();
      const told = execFileSync(
        join(root, 'node_modules/.bin/drizzle-kit'),
        [
          'generate',
          '--dialect=postgresql',
          '--schema=./src/schema/index.ts',
          `--out=${relativeTo(copy)}`,
          '--prefix=index',
        ],
        { cwd: root, encoding: 'utf8' },
      );
      expect(told).toMatch(/No schema changes/);
      expect(readdirSync(copy, { recursive: true }).toSorted()).toEqual(before);
    } finally {
      rmSync(copy, { recursive: true, force: true });
    }
  }, 60_000);
});

/** drizzle-kit joins the folder to its own working directory, absolute or not. */
function relativeTo(path: string): string {
  return `${'../'.repeat(root.split('/').length)}${path.slice(1)}`;
}
