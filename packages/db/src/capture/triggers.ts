import { getTableColumns } from 'drizzle-orm';
import { getTableConfig, type PgColumn, type PgTable } from 'drizzle-orm/pg-core';
import { TABLE_CLASSES } from '../classification/registry.ts';
import type { TableClass } from '../classification/types.ts';
import { qualified, type WallPart } from '../wall/policies.ts';
import { fullJsonOf, jsonOf } from './json.ts';

/** Version of the leaf's shape; old leaves stay interpretable by theirs. */
const LEAF_VERSION = 1;

/** 128 bits for every value of every event (RFC 9901 §11.3), never derived. */
const SALT_BYTES = 16;

type Op = 'insert' | 'update' | 'delete';
const KIND: Readonly<Record<Op, number>> = { insert: 1, update: 2, delete: 3 };

type Column = { readonly name: string; readonly column: PgColumn };
/** One value to disclose: `value` is SQL for its JSON or null, `side` SQL for where it stood. */
type Slot = { readonly value: string; readonly side: string; readonly name: string };

const byName = (a: { readonly name: string }, b: { readonly name: string }) =>
  a.name < b.name ? -1 : 1;

type Shape = {
  readonly table: string;
  readonly name: string;
  readonly key: readonly string[];
  readonly plain: readonly Column[];
  readonly committed: readonly Column[];
  readonly logged: readonly Column[];
};

function shapeOf(c: TableClass): Shape {
  const config = getTableConfig(c.table as PgTable);
  const columns = Object.entries(getTableColumns(c.table as PgTable));
  const of = (wanted: readonly string[]) =>
    columns
      .filter(([property]) => wanted.includes(c.columns[property]?.audit ?? ''))
      .map(([, column]) => ({ name: column.name, column }))
      .toSorted(byName);
  const key = (config.primaryKeys[0]?.columns ?? [])
    .map((column) => column.name)
    .filter((name) => name !== 'org_id');
  return {
    table: qualified(c.table),
    name: config.schema ? `${config.schema}.${config.name}` : config.name,
    key: key.length > 0 ? key : ['org_id'],
    plain: of(['plain', 'digest']),
    committed: of(['commit']),
    logged: of(['plain', 'digest', 'commit', 'secret']),
  };
}

/** `{"a":…,"b":…}` of the plain columns, keys sorted. */
const objectOf = (columns: readonly Column[], row: string) =>
  `concat('{', ${columns.map(({ name, column }, i) => `'${i > 0 ? ',' : ''}"${name}":', ${jsonOf(column, `${row}.${name}`)}`).join(', ')}, '}')`;

/**
 * The values an event discloses. A changed column of an update takes two slots, before and after; an unchanged one
 * only the first, under `same`.
 */
function slotsOf(shape: Shape, op: Op): readonly Slot[] {
  const json = (row: 'n' | 'o', { name, column }: Column) => fullJsonOf(column, `${row}.${name}`);
  const given = (row: 'n' | 'o', c: Column) =>
    `case when ${row}.${c.name} is not null then ${json(row, c)} end`;
  if (op !== 'update') {
    const [row, side] = op === 'insert' ? (['n', 'after'] as const) : (['o', 'before'] as const);
    return shape.committed.map((c) => ({ name: c.name, side: `'${side}'`, value: given(row, c) }));
  }
  return [
    ...shape.committed.map((c, i) => ({
      name: c.name,
      side: `case when c${i} then 'after' else 'same' end`,
      value: given('n', c),
    })),
    ...shape.committed.map((c) => ({
      name: c.name,
      side: `'before'`,
      value: `case when o.${c.name} is not null and n.${c.name} is distinct from o.${c.name} then ${json('o', c)} end`,
    })),
  ];
}

/** The members of the leaf's `pii` object, keys sorted, absent ones null. */
function commitmentsOf(shape: Shape, op: Op): readonly string[] {
  const member = (side: string, name: string, i: number) => `'"${side}.${name}":"' || h${i} || '"'`;
  const columns = shape.committed.map(({ name }) => name);
  if (op === 'insert') return columns.map((name, i) => member('after', name, i));
  if (op === 'delete') return columns.map((name, i) => member('before', name, i));
  return [
    ...columns.map((name, i) => `case when c${i} then ${member('after', name, i)} end`),
    ...columns.map((name, i) => member('before', name, columns.length + i)),
    ...columns.map((name, i) => `case when not c${i} then ${member('same', name, i)} end`),
  ];
}

/** Which organisation an event belongs to, and how a statement's rows are split among organisations. */
function scopeOf(c: TableClass, row: 'n' | 'o', rows: string) {
  if (c.scope === 'org') {
    return { orgs: `select distinct org_id from ${rows}`, of: `${row}.org_id = org` };
  }
  const account = `${row}.${c.accountColumn ?? 'account_id'}`;
  return {
    orgs: `select distinct member.org_id from ${rows} ${row}, lateral au.orgs_of(${account}) member(org_id)`,
    of: `org = any (array(select au.orgs_of(${account})))`,
  };
}

function functionBody(c: TableClass, shape: Shape, op: Op): string {
  const row = op === 'delete' ? 'o' : 'n';
  const rows = op === 'delete' ? 'old_rows' : 'new_rows';
  const scope = scopeOf(c, row, rows);
  const join = ['org_id', ...shape.key.filter((k) => k !== 'org_id')]
    .filter((k) => k !== 'org_id' || c.scope === 'org')
    .map((k) => `o.${k} = n.${k}`)
    .join(' and ');
  const from = op === 'update' ? `new_rows n join old_rows o on ${join}` : `${rows} ${row}`;
  const slots = slotsOf(shape, op);
  const rowOf = (side: 'n' | 'o') =>
    `row(${shape.logged.map(({ name }) => `${side}.${name}`).join(', ')})`;
  const untouched =
    op === 'update'
      ? `    continue when not exists (select from ${from} where ${scope.of} and ${rowOf('n')} is distinct from ${rowOf('o')});\n`
      : '';
  // The request's address is shown to readers of the place where the transaction began.
  const place = c.location
    ? `(select ${row}.${c.location} from ${rows} ${row} where ${scope.of} limit 1)`
    : 'null';
  const personal = slots.length > 0;
  const changed =
    op === 'update'
      ? `array_remove(array[${shape.logged.map(({ name }) => `case when n.${name} is distinct from o.${name} then '${name}' end`).join(', ')}], null)`
      : 'null::text[]';
  const loc = c.location ? `${row}.${c.location}` : 'null::uuid';
  const within = c.record?.within;
  const rowId = shape.key.map((k) => `${row}.${k}`).join(` || '/' || `);
  const label = c.label ? `left(${row}.${c.label}::text, 200)` : 'null::text';
  const subject = c.subject
    ? `'${c.subject.prefix}:' || ${c.subject.otherwise ? `coalesce(${row}.${c.subject.column}, ${row}.${c.subject.otherwise})` : `${row}.${c.subject.column}`}`
    : 'null';
  const fixed = typeof c.domain === 'string' ? c.domain : null;
  const changes = [
    `nextval('au.cap') as cap`,
    `(${rowId})::text as row_id`,
    `${loc} as loc`,
    `${label} as label`,
    ...(within ? [`${row}.${within.by} as parent`] : []),
    ...(typeof c.domain === 'string' ? [] : [`${row}.${c.domain.column} as domain`]),
    `${changed} as changed`,
    op === 'insert' ? `null::text as before` : `${objectOf(shape.plain, 'o')} as before`,
    op === 'delete' ? `null::text as after` : `${objectOf(shape.plain, 'n')} as after`,
    ...(personal
      ? [`${subject} as subject`, `public.gen_random_bytes(${SALT_BYTES * slots.length}) as salts`]
      : []),
    ...(op === 'update'
      ? shape.committed.map(({ name }, i) => `n.${name} is distinct from o.${name} as c${i}`)
      : []),
    ...slots.map(({ value }, i) => `${value} as v${i}`),
  ];
  const opened = slots.map(
    ({ side, name }, i) =>
      `case when v${i} is not null then concat('["', encode(substr(salts, ${i * SALT_BYTES + 1}, ${SALT_BYTES}), 'hex'), '","', ${side}, '.${name}",', v${i}, ']') end as d${i}`,
  );
  const sealed = slots.map(
    (_, i) => `encode(sha256(convert_to(d${i}, 'UTF8')), 'base64') as h${i}`,
  );
  const leaf = [
    'lead',
    ...(op === 'delete' ? [] : [`'"after":', after, ','`]),
    'approver_and_at',
    ...(op === 'insert' ? [] : [`'"before":', before, ','`]),
    `'"cap":', cap, ','`,
    'ctx_and_domain',
    ...(fixed === null ? [`'"domain":"', domain, '",'`] : []),
    ...(c.location ? [`'"loc":"' || loc || '",'`] : []),
    'op_and_org',
    ...(personal
      ? [`'"pii":{', concat_ws(',', ${commitmentsOf(shape, op).join(', ')}), '},'`]
      : []),
    'rel_and_req',
    `'"row":"', row_id, '",'`,
    'tail',
  ];
  const level = (columns: readonly string[], inner: string) =>
    columns.length > 0
      ? `select *, ${columns.join(',\n        ')}\n      from (${inner}) x offset 0`
      : inner;
  const source = `select ${changes.join(',\n        ')}
      from ${from}
      where ${scope.of}
      offset 0`;
  const kept =
    op === 'update' ? `select * from (${source}) x where changed <> '{}' offset 0` : source;
  const storeDisclosures = personal
    ? `, stored as (
      insert into au.disclosure (org_id, subject, cap_seq, ds, capability, loc)
      select org, subject, cap, ds, '${c.personal?.read ?? 'audit_log.read'}', loc from captured where cardinality(ds) > 0
    )`
    : '';
  return `
declare
  s au.stamp;
  org uuid;
  lead text;
  approver_and_at text;
  ctx_and_domain text;
  op_and_org text;
  rel_and_req text;
  tail text;
begin
  for org in ${scope.orgs} loop
${untouched}    s := au.stamp_for(org, ${place});
    lead := concat('{', '"act":' || to_json(s.act)::text || ',', '"action":', to_json(s.action)::text, ',');
    approver_and_at := concat('"approver":"' || s.approver_id || '",', '"at":', s.at_json, ',');
    ctx_and_domain := concat('"ctx":"' || s.ctx_commit || '",', ${fixed === null ? `''` : `'"domain":"${fixed}",'`});
    op_and_org := concat('"op":"${op}","org":"', org, '",');
    rel_and_req := concat('"rel":"${shape.name}","req":', to_json(s.request_id)::text, ',');
    tail := concat('"schema":${LEAF_VERSION},', '"session":"' || s.session_id || '",', '"source":', to_json(s.source)::text,
      ',"txn":"', s.xid, '","v":1}');
    with captured as materialized (
      select cap, row_id, loc, label, changed${fixed === null ? ', domain' : ''}${within ? ', parent' : ''}${personal ? ', subject' : ''},
        concat(${leaf.join(', ')}) as leaf${personal ? `,\n        array_remove(array[${slots.map((_, i) => `d${i}`).join(', ')}], null) as ds` : ''}
      from (${level(sealed, level(opened, kept))}) x
    )${storeDisclosures}
    insert into au.event (org_id, at, cap_seq, xid, kind, rel, row_id, loc, domain, action, actor_id, db_user, approver_id,
      session_id, source, request_id, part, head, changed, label, ctx_seq, schema, leaf, leaf_hash${within ? ', parent' : ''})
    select org, s.at, cap, s.xid, ${KIND[op]}, '${shape.name}', row_id, loc, ${fixed === null ? 'domain' : `'${fixed}'`}, s.action, s.actor_id, s.db_user,
      s.approver_id, s.session_id, s.source, s.request_id, s.part,
      s.part = 0 and cap = any (array(select min(first.cap) from captured first group by first.loc)), changed, label, s.ctx_seq,
      ${LEAF_VERSION}, leaf, sha256('\\x00'::bytea || convert_to(leaf, 'UTF8'))${within ? ', parent' : ''}
    from captured;
  end loop;
  return null;
end`;
}

const TRANSITION: Readonly<Record<Op, string>> = {
  insert: 'referencing new table as new_rows',
  update: 'referencing old table as old_rows new table as new_rows',
  delete: 'referencing old table as old_rows',
};

function captureOf(c: TableClass): string {
  const shape = shapeOf(c);
  const plainName = shape.name.replace('.', '_');
  const always = (trigger: string) =>
    `alter table ${shape.table} enable always trigger ${trigger};`;
  const parts = (['insert', 'update', 'delete'] as const).map((op) => {
    const name = `au.capture_${plainName}_${op}`;
    return `create or replace function ${name}() returns trigger
language plpgsql volatile security definer
set search_path = pg_catalog, pg_temp set enable_nestloop = off set timezone = 'UTC' set datestyle = 'ISO' set extra_float_digits = 1 set bytea_output = 'hex' as $capture$${functionBody(c, shape, op)}
$capture$;
create or replace trigger capture_${op} after ${op} on ${shape.table} ${TRANSITION[op]} for each statement execute function ${name}();
${always(`capture_${op}`)}`;
  });
  const keyColumns =
    c.scope === 'org' ? ['org_id', ...shape.key.filter((k) => k !== 'org_id')] : shape.key;
  parts.push(
    `create or replace trigger refuse_rekey before update of ${keyColumns.join(', ')} on ${shape.table} for each statement execute function au.refuse_rekey();
${always('refuse_rekey')}
create or replace trigger refuse_truncate before truncate on ${shape.table} for each statement execute function au.refuse_truncate();
${always('refuse_truncate')}`,
  );
  return parts.join('\n\n');
}

const immutableOf = (
  table: string,
) => `create or replace trigger immutable before update or delete on ${table} for each row execute function app.refuse_change();
alter table ${table} enable always trigger immutable;`;

/**
 * The capture of every audited table, by table: statement triggers that write events, leaf bytes and hash, and
 * salted commitments with their disclosures. Generated from schema and registry, idempotent.
 */
export function captureParts(): readonly WallPart[] {
  return TABLE_CLASSES.filter((c) => c.capture === 'rows' || c.immutable).map((c) => ({
    name: `capture ${qualified(c.table)}`,
    sql: [
      ...(c.capture === 'rows' ? [captureOf(c)] : []),
      ...(c.immutable ? [immutableOf(qualified(c.table))] : []),
    ].join('\n\n'),
  }));
}
