import { readdirSync, readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { TABLE_CLASSES } from '../classification/registry.ts';
import type { LoginRole } from '../roles.ts';
import { testDatabase, type TestDatabase } from '../testing/database.ts';
import { qualified } from './policies.ts';

let db: TestDatabase;
beforeAll(async () => {
  db = await testDatabase();
});
afterAll(() => db.close());

const CONTEXT = [
  'app.account_id()',
  'app.actor_id()',
  'app.assigned_places(text)',
  'app.audit_domains()',
  'app.enter(text,boolean)',
  'app.holds(text)',
  'app.kind()',
  'app.org_id()',
  'app.purpose()',
  'app.reach(text)',
  'app.reaches_assigned(text)',
  'app.signed()',
  'app.verified()',
];
/** Every function of the product's schemas that a login role may execute. */
const EXECUTABLE: Readonly<Record<Exclude<LoginRole, 'toster_maintenance'>, readonly string[]>> = {
  toster_app: [
    ...CONTEXT,
    'app.count_refusal(text)',
    'app.count_use(text)',
    'app.find_guest(text,text)',
    'app.guest()',
    'app.guest_decide(uuid,text,boolean,text,text)',
    'app.guest_orders(uuid,integer)',
    'app.guest_outlines(uuid[])',
    'app.guest_self()',
    'app.members_with_factor()',
    'app.paper()',
    'app.plan_afresh()',
    'app.read_only()',
    'app.record_read(text,uuid[])',
    'app.update_guest(uuid,integer,jsonb)',
  ],
  toster_auth: [
    ...CONTEXT,
    'app.file_report(uuid,text,text,text,text)',
    'app.guest_named(text,text)',
    'app.guest_standing(uuid,uuid,text)',
    'app.look_at_attempts(jsonb)',
    'app.note_quota(text,bigint,integer)',
    'app.read_only()',
    'app.reserve_attempt(uuid,jsonb)',
    'app.restaurant_named(text)',
    'app.settle_attempt(uuid,text[],boolean)',
    'app.spend_quota(text,bigint,bigint,integer)',
  ],
  toster_worker: [
    ...CONTEXT,
    'app.append_event(smallint,text,text,text,jsonb)',
    'app.guest_address(uuid)',
    'app.judge_contacts(text[],text[],text[])',
    'app.keep_guest_code(uuid,text)',
    'app.org_ids()',
    'app.plan_afresh()',
    'app.quota_notices()',
    'app.read_only()',
    'app.record_read(text,uuid[])',
    'app.report_to_acknowledge(uuid)',
    'app.sweep_attempts()',
    'au.ensure_partitions(integer)',
  ],
  toster_relay: ['app.read_only()'],
};
/** Functions of the guard that see past the wall, and what they give back of it. */
const DEFINERS: Readonly<Record<string, string>> = {
  'app.signed()': 'the caller’s own context, or null',
  'app.enter(text,boolean)': 'nothing',
  'app.read_only()': 'nothing',
  'app.plan_afresh()': 'nothing',
  'app.org_ids()': 'ids of organisations, to a worker’s context',
  'app.judge_contacts(text[],text[],text[])':
    'whether a guest of these details is there, to a worker whose person may write guests',
  'app.wake_relay()': 'nothing',
  'app.record_read(text,uuid[])': 'nothing',
  'app.append_event(smallint,text,text,text,jsonb)': 'the number of the event it wrote',
  'au.append(uuid,smallint,text,text,text,text,text,text,jsonb)': 'not executable by a login role',
  'au.stamp_for(uuid,uuid)': 'not executable by a login role',
  'au.orgs_of(uuid)': 'not executable by a login role',
  'app.count_refusal(text)': 'nothing',
  'app.count_use(text)': 'how often the caller used a permission within the hour',
  'app.find_guest(text,text)':
    'a guest’s id and place, first name, two digits, to whoever knows the whole number or address and has a use left',
  'app.guest_is_signed_in()': 'whether the guest whom the signed context names has a live session',
  'app.guest_named(text,text)': 'which guest of a restaurant has an address, to authentication',
  'app.guest_standing(uuid,uuid,text)':
    'whether a guest has an address, and the restaurant, to authentication',
  'app.restaurant_named(text)': 'what a restaurant is called and how it writes, to authentication',
  'app.keep_guest_code(uuid,text)': 'where the letter of a code goes, to a worker’s context',
  'app.guest_address(uuid)': 'where a letter to a guest goes, to a worker’s context',
  'app.guest_self()': 'what is known of the guest whom the signed context names',
  'app.guest_orders(uuid,integer)': 'the orders of the guest whom the signed context names',
  'app.guest_decide(uuid,text,boolean,text,text)': 'nothing',
  'app.guest_outlines(uuid[])': 'guests’ outlines in the forms the caller’s grants show',
  'app.paper()': 'what stands on the receipt whose organisation and code the signed context names',
  'app.update_guest(uuid,integer,jsonb)': 'the number of the version it wrote',
  'app.look_at_attempts(jsonb)': 'how long the gates keep waiting, to authentication',
  'app.reserve_attempt(uuid,jsonb)': 'how long the gates keep waiting, to authentication',
  'app.settle_attempt(uuid,text[],boolean)': 'nothing',
  'app.sweep_attempts()': 'how many attempts it took out, to a worker’s context',
  'app.spend_quota(text,bigint,bigint,integer)':
    'how much of a quota the organisation in context has used, to authentication',
  'app.note_quota(text,bigint,integer)': 'whether it was noted before, to authentication',
  'app.quota_notices()': 'how far owners have been told, to a worker’s context',
  'app.file_report(uuid,text,text,text,text)': 'when an answer is due',
  'app.report_to_acknowledge(uuid)': 'case, contact and times of a report, to a worker’s context',
  'app.note_orders()': 'a trigger',
  'app.raise_epoch_of_grant()': 'a trigger',
  'app.raise_epoch_of_policy()': 'a trigger',
  'app.raise_epoch_of_factor()': 'a trigger',
  'app.members_with_factor()':
    'which members have a second factor, to who decides who must have one',
  'au.ensure_partitions(integer)': 'how many partitions it made',
  'au.capture_ddl()': 'an event trigger',
  'au.capture_drop()': 'an event trigger',
};

type Code = {
  readonly name: string;
  readonly definer: boolean;
  readonly owner: string;
  readonly config: string[] | null;
  readonly open: boolean;
  readonly extension: boolean;
  readonly returns: string;
};
const functions = () => db.admin<Code[]>`
  select p.oid::regprocedure::text as name, p.prosecdef as definer, p.proowner::regrole::text as owner, p.proconfig as config, p.prorettype::regtype::text as returns,
      (p.proacl is null or exists (select 1 from aclexplode(p.proacl) x where x.grantee = 0)) as open,
      exists (select 1 from pg_depend d where d.objid = p.oid and d.deptype = 'e') as extension
    from pg_proc p join pg_namespace n on n.oid = p.pronamespace
   where n.nspname !~ '^(pg_|information_schema)' order by 1`;

describe('functions', () => {
  test('are executable by nobody in general', async () => {
    expect((await functions()).filter(({ open }) => open)).toEqual([]);
  });

  test.each(Object.entries(EXECUTABLE))(
    '%s may execute these and no others',
    async (role, expected) => {
      const rows =
        await db.admin`select p.oid::regprocedure::text as name from pg_proc p join pg_namespace n on n.oid = p.pronamespace
      where n.nspname !~ '^(pg_|information_schema)' and has_function_privilege(${role}, p.oid, 'execute')`;
      expect(rows.map((row) => String(row['name'])).toSorted()).toEqual([...expected].toSorted());
    },
  );

  test('that act with other rights than the caller’s belong to the guard and look names up in the catalogue only', async () => {
    const definers = (await functions()).filter(({ definer }) => definer);
    for (const { name, owner, config } of definers) {
      expect([name, owner]).toEqual([name, 'toster_guard']);
      expect(config, name).toContain('search_path=pg_catalog, pg_temp');
    }
    const captures = /^au\.capture_[a-z_]+_(insert|update|delete)\(\)$/;
    const known = new Set(Object.keys(DEFINERS));
    expect(definers.filter(({ name }) => !known.has(name) && !captures.test(name))).toEqual([]);
    expect([...known].filter((name) => !definers.some((definer) => definer.name === name))).toEqual(
      [],
    );
    expect(
      definers
        .filter(({ name }) => captures.test(name))
        .every(({ returns }) => returns === 'trigger'),
    ).toBe(true);
  });

  test('hold no secret in their text', async () => {
    const keys =
      await db.admin`select encode(ipad, 'hex') as ipad, encode(opad, 'hex') as opad from sec.context_key`;
    const [source] =
      await db.admin`select string_agg(prosrc, chr(10)) as text from pg_proc p join pg_namespace n on n.oid = p.pronamespace where n.nspname in ('app', 'au')`;
    expect(keys).toHaveLength(2);
    for (const { ipad, opad } of keys)
      for (const pad of [ipad, opad])
        expect(String(source?.['text'])).not.toContain(String(pad).slice(0, 32));
  });
});

describe('triggers', () => {
  type Trigger = { readonly name: string; readonly enabled: string; readonly function: string };
  const triggersOn = async (table: string) => {
    const rows = await db.admin<
      Trigger[]
    >`select tgname as name, tgenabled as enabled, tgfoid::regproc::text as function
      from pg_trigger where tgrelid = ${table}::regclass and not tgisinternal`;
    return new Map(rows.map((row) => [row.name, row]));
  };

  test.each(
    TABLE_CLASSES.filter(({ capture }) => capture === 'rows').map(
      (c) => [qualified(c.table), c] as const,
    ),
  )('capture every change of %s, whatever mode the session is in', async (table, c) => {
    const triggers = await triggersOn(table);
    const short = table.replace('public.', '').replace('.', '_');
    for (const op of ['insert', 'update', 'delete']) {
      expect(triggers.get(`capture_${op}`), op).toMatchObject({
        enabled: 'A',
        function: `au.capture_${short}_${op}`,
      });
    }
    for (const name of ['refuse_rekey', 'refuse_truncate', ...(c.immutable ? ['immutable'] : [])]) {
      expect(triggers.get(name)?.enabled, name).toBe('A');
    }
  });

  test('keep the log append-only, in every partition', async () => {
    const rows =
      await db.admin`select c.oid::regclass::text as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where n.nspname = 'au' and c.relkind in ('r', 'p')`;
    expect(rows.length).toBeGreaterThan(20);
    for (const { name } of rows) {
      const triggers = await triggersOn(String(name));
      for (const trigger of ['append_only', 'no_truncate'])
        expect([name, trigger, triggers.get(trigger)?.enabled]).toEqual([name, trigger, 'A']);
    }
  });

  test('stand on no table that no class captures, and none but the product’s own exist', async () => {
    const rows =
      await db.admin`select tgrelid::regclass::text as name, tgname as trigger, tgenabled as enabled from pg_trigger where not tgisinternal`;
    const uncaptured = TABLE_CLASSES.filter(({ capture }) => capture !== 'rows').map(({ table }) =>
      qualified(table).replace('public.', ''),
    );
    expect(
      rows.filter(
        (row) =>
          uncaptured.includes(String(row['name'])) && String(row['trigger']).startsWith('capture_'),
      ),
    ).toEqual([]);
    expect(rows.filter((row) => row['enabled'] !== 'A' && row['trigger'] !== 'wake_relay')).toEqual(
      [],
    );
  });

  test('of the database refuse definitions by login roles and record the others’', async () => {
    const rows =
      await db.admin`select evtname as name, evtevent as event, evtenabled as enabled, evtfoid::regproc::text as function from pg_event_trigger order by 1`;
    expect([...rows]).toEqual([
      { name: 'toster_ddl', event: 'ddl_command_end', enabled: 'A', function: 'au.capture_ddl' },
      { name: 'toster_drop', event: 'sql_drop', enabled: 'A', function: 'au.capture_drop' },
      {
        name: 'toster_refuse',
        event: 'ddl_command_start',
        enabled: 'A',
        function: 'au.refuse_ddl',
      },
    ]);
  });
});

describe('indexes', () => {
  const folder = (path: string, ending: string) => {
    const url = new URL(path, import.meta.url);
    return readdirSync(url, { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith(ending) && !name.endsWith(`.test${ending}`))
      .map((name) => readFileSync(new URL(`${path}${name}`, import.meta.url), 'utf8'));
  };
  const lines = [...folder('../schema/', '.ts'), ...folder('../../sql/', '.sql')]
    .join('\n')
    .split('\n');

  test('each says, in the line above it, which query it serves', async () => {
    const rows =
      await db.admin`select c.relname as name from pg_index i join pg_class c on c.oid = i.indexrelid join pg_namespace n on n.oid = c.relnamespace
      where n.nspname in ('public', 'auth', 'au') and not c.relispartition
        and not exists (select 1 from pg_constraint k where k.conindid = c.oid and k.contype in ('p', 'u'))`;
    expect(rows.length).toBeGreaterThan(15);
    const silent = rows
      .map((row) => String(row['name']))
      .filter((name) => {
        const at = lines.findIndex((line) => line.includes(name));
        return at < 1 || !/^\s*(\/\/|--) serves: \S/.test(lines[at - 1] ?? '');
      });
    expect(silent).toEqual([]);
  });
});
