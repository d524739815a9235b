import type postgres from 'postgres';
import type { LoginRole } from '../../roles.ts';
import type { Known } from './hostile-statements.ts';

/** A function that a role may execute, with the types of its arguments. */
export type Callable = {
  readonly name: string;
  readonly signature: string;
  readonly types: readonly string[];
};

/** Every function of every schema that a role may execute and that SQL can call. */
export async function callableBy(
  admin: postgres.Sql,
  role: LoginRole,
): Promise<readonly Callable[]> {
  const rows = await admin`
    select format('%I.%I', n.nspname, p.proname) as name, p.oid::regprocedure::text as signature,
        array(select format_type(t, null) from unnest(p.proargtypes) with ordinality u(t, i) order by i)::text[] as types
      from pg_proc p join pg_namespace n on n.oid = p.pronamespace
     where p.prokind = 'f' and has_function_privilege(${role}, p.oid, 'execute')
       and has_schema_privilege(${role}, n.oid, 'usage')
       and p.prorettype not in ('trigger'::regtype, 'event_trigger'::regtype, 'internal'::regtype)
     order by 2`;
  return rows.map((row) => ({
    name: String(row['name']),
    signature: String(row['signature']),
    types: row['types'] as string[],
  }));
}

/** Arguments an attacker would try, by type. Types that no argument names are geometric, vectors or internal. */
function candidates({ orgId, orderId }: Known): Readonly<Record<string, readonly string[]>> {
  const texts = [
    `'select string_agg(c::text, chr(10)) from public.customer_contact c'`,
    `'public.customer_contact'`,
    `'${orgId}'`,
    `'app.ctx'`,
  ];
  const relations = [`'public.customer_contact'::regclass`, `'au.disclosure'::regclass`];
  const oids = [`'public.orders'::regclass::oid`, `'sec.context_key'::regclass::oid`];
  return {
    text: texts,
    'character varying': texts,
    name: [`'customer_contact'`, `'public'`],
    cstring: texts.map((text) => `${text}::cstring`),
    character: [`'c'`],
    '"char"': [`'r'::"char"`],
    bpchar: [`'c'::bpchar`],
    boolean: ['true'],
    bytea: [`'\\x00ff'::bytea`],
    smallint: ['1::smallint'],
    integer: ['1'],
    bigint: ['1::bigint'],
    real: ['1::real'],
    'double precision': ['1::float8'],
    numeric: ['1.5'],
    oid: oids,
    regclass: relations,
    regtype: [`'public.orders'::regtype`],
    regproc: [`'app.verified'::regproc`],
    regprocedure: [`'app.verified()'::regprocedure`],
    regrole: [`'toster_guard'::regrole`],
    regnamespace: [`'public'::regnamespace`],
    uuid: [`'${orgId}'::uuid`, `'${orderId}'::uuid`],
    'uuid[]': [`array['${orderId}'::uuid]`],
    'text[]': [`array['public.orders']`],
    'name[]': [`array['orders'::name]`],
    'oid[]': [`array['public.orders'::regclass::oid]`],
    'integer[]': ['array[1]'],
    json: [`'{"a":1}'::json`],
    jsonb: [`'{"a":1}'::jsonb`],
    jsonpath: [`'$.a'::jsonpath`],
    xml: [`'<a/>'::xml`],
    xid: [`'3'::xid`],
    xid8: [`'3'::xid8`],
    tid: [`'(0,1)'::tid`],
    pg_lsn: [`'0/1'::pg_lsn`],
    refcursor: [`'c'::refcursor`],
    inet: [`'10.0.0.1'::inet`],
    date: [`'2026-01-01'::date`],
    'timestamp with time zone': ['now()'],
    'timestamp without time zone': ['now()::timestamp'],
    interval: [`'1 second'::interval`],
    'time without time zone': [`'10:00'::time`],
    'time with time zone': [`'10:00Z'::timetz`],
    tsquery: [`'a'::tsquery`],
    tsvector: [`'a'::tsvector`],
    anyelement: texts,
    anynonarray: texts,
    anycompatible: texts,
    anyarray: [`array['a']`],
    anycompatiblearray: [`array['a']`],
    '"any"': texts,
    record: ['row(1, 2)'],
    pg_snapshot: ['pg_current_snapshot()'],
    txid_snapshot: ['txid_current_snapshot()'],
  };
}

/** The calls an attacker would make of a function: each way to fill its arguments, all at the same step. */
export function callsOf(callable: Callable, known: Known): readonly string[] {
  const choices = callable.types.map((type) => candidates(known)[type]);
  if (choices.some((choice) => choice === undefined)) return [];
  const ways = Math.max(1, ...choices.map((choice) => choice?.length ?? 1));
  return Array.from({ length: ways }, (_, way) => {
    const values = choices.map((choice) => choice?.[way % choice.length] ?? 'null');
    return `select ${callable.name}(${values.join(', ')}) limit 100`;
  });
}
