/** What the attacker knows of the other restaurant: ids, never contents. */
export type Known = { readonly orgId: string; readonly orderId: string; readonly guestId: string };

/** Single statements that try to read past the wall. None may show a value of another organisation. */
export function readingStatements({ orgId, orderId, guestId }: Known): readonly string[] {
  return [
    // Plain and set operations.
    'select * from orders',
    `select * from orders where org_id = '${orgId}'`,
    `select * from orders where id = '${orderId}' or true`,
    `select * from customer_contact where customer_id = '${guestId}'`,
    'select name from menu_item union all select name from customer_contact union all select full_name from staff_private',
    'select name from menu_item intersect select name from org',
    'select email from customer_contact except select null',
    `select * from orders o full join customer_contact c on true full join delivery_address d on true`,
    `select * from customer_contact natural full join orders`,
    'select * from org cross join location',
    'table receipt',
    'select (t).* from (select t from customer_contact t) s(t)',
    'select c::text from customer_contact c',
    'select to_jsonb(c) from customer_contact c',
    'select row_to_json(p) from staff_payroll p',
    'select string_agg(c::text, chr(10)) from customer_contact c',
    'select * from customer_contact tablesample system (100)',
    'select ctid, xmin, * from customer_contact',
    `select * from customer_contact where ctid = '(0,1)'`,
    `select * from customer_contact where ctid = any (array(select format('(%s,%s)', p, i)::tid from generate_series(0, 9) p, generate_series(1, 60) i))`,
    // Lateral, recursion, windows.
    'select * from location l, lateral (select * from customer_contact c where c.location_id = l.id or true) x',
    'with recursive r(n, t) as (select 1, null::text union all select n + 1, (select string_agg(name, chr(10)) from customer_contact) from r where n < 3) select * from r',
    'select name, lag(name) over (), first_value(name) over () from customer_contact',
    'select percentile_disc(0.5) within group (order by name) from customer_contact',
    'select grouping(name), name from customer_contact group by cube (name)',
    // Data-modifying.
    `with w as (update orders set table_label = 'x' returning *) select * from w`,
    `with w as (update orders set table_label = 'x' where org_id = '${orgId}' returning *) select * from w`,
    `with d as (delete from menu_item returning *) select * from d`,
    `with c as (update customer_contact set name = name returning *) select * from c`,
    `insert into order_note (org_id, order_id, location_id, kind, body) select org_id, id, location_id, 'cancel_reason', (select string_agg(name, ',') from customer_contact) from orders on conflict do nothing returning *`,
    `insert into order_note select * from order_note on conflict (org_id, order_id, kind) do update set body = excluded.body returning *`,
    `merge into menu_item t using (select * from menu_item) s on t.id = s.id when matched then update set name = s.name returning *`,
    'update staff_private set phone = phone returning old.*, new.*',
    'select * from orders for update',
    'select * from customer_contact for no key update skip locked',
    // Context, role, settings.
    `set local row_security = off`,
    `select current_setting('app.ctx', true) like '%caps%' as own`,
    'set role toster_guard', 'set role toster_maintenance', 'set role toster_owner', 'set role toster_worker', 'set role postgres',
    'set session authorization postgres', 'set session authorization toster_maintenance', 'set local session_replication_role = replica',
    'reset role', `set local search_path = auth, au, sec, pg_catalog`,
    // The audit store, the sign-in schema, the keys.
    'select * from au.event', 'select * from au.disclosure', 'select * from only au.event', 'select * from au.event_other',
    `select leaf from au.event where org_id = '${orgId}'`, 'select unnest(ds) from au.disclosure',
    'select * from sec.context_key', 'select * from auth.account', 'select * from auth.password', 'select * from auth.session',
    'select * from auth.outbox', 'select * from outbox', `select nextval('au.cap')`, `select last_value from au.cap`, 'select * from drizzle.__drizzle_migrations',
    `select au.append('${orgId}', 5::smallint, 'x', 'x', 'x', null, 'orders', null, '{}')`, `select au.stamp_for('${orgId}')`,
    `select app.org_ids()`, `select app.append_event(6::smallint, 'x.y', 'x', null, '{}')`, `select app.record_read('orders', array['${orderId}'::uuid])`,
    // Catalogue and statistics.
    'select * from pg_stats', 'select * from pg_stats_ext', 'select * from pg_stats_ext_exprs', 'select * from pg_statistic', 'select * from pg_statistic_ext_data',
    'select * from pg_stat_activity', 'select * from pg_stat_replication', 'select * from pg_stat_ssl', 'select * from pg_locks', 'select * from pg_prepared_statements',
    'select * from pg_cursors', 'select * from pg_prepared_xacts', 'select * from pg_authid', 'select * from pg_shadow', 'select * from pg_largeobject',
    'select * from pg_settings', 'select * from pg_file_settings', 'select * from pg_hba_file_rules', 'select * from pg_config', 'select * from pg_backend_memory_contexts',
    'select * from pg_stat_user_tables', 'select * from pg_statio_user_tables', 'select * from pg_sequences', 'select * from pg_user_mappings', 'select * from pg_stat_statements',
    'select relname, reltuples, relpages from pg_class', 'select prosrc from pg_proc', 'select * from pg_policies', 'select * from pg_roles', 'select * from pg_db_role_setting',
    'select * from information_schema.columns', 'select * from pg_replication_slots', 'select * from pg_subscription', 'select * from pg_foreign_server',
    // Files, programs, other servers, large objects.
    `select pg_read_file('postgresql.conf')`, `select pg_read_binary_file('PG_VERSION')`, `select pg_ls_dir('.')`, `select * from pg_ls_logdir()`, `select * from pg_stat_file('PG_VERSION')`,
    `copy orders to program 'cat'`, `copy orders from program 'id'`, `copy orders to '/tmp/orders'`, `copy (select * from customer_contact) to '/tmp/contacts'`, `copy menu_item from stdin`,
    'create extension dblink', 'create extension postgres_fdw', `select dblink('dbname=postgres', 'select 1')`, `load 'plpgsql'`,
    `select lo_create(0)`, `select lo_from_bytea(0, 'x')`, `select lo_import('/etc/passwd')`, `select lo_get(1)`, 'select lo_unlink(1)', `select lo_export(1, '/tmp/x')`,
    // Code and objects of one's own.
    `do $$ begin raise notice '%', (select string_agg(name, ',') from customer_contact); end $$`,
    `create function public.peek() returns text language sql security definer as 'select 1::text'`, `create function app.org_id() returns uuid language sql as 'select null::uuid'`,
    'create view public.v as select * from customer_contact', 'create temp table t as select * from customer_contact', 'select * into temp t from customer_contact',
    'create table public.t (a int)', 'create schema attack', 'create policy p on orders using (true)', 'drop policy tenant on orders', 'alter table orders disable row level security',
    'alter table orders no force row level security', 'alter table orders owner to toster_app', 'alter table orders disable trigger all', 'create trigger t before insert on orders for each row execute function app.refuse_change()',
    'create rule r as on select to orders do instead select 1', 'create statistics s on name, phone from customer_contact', 'create index on customer_contact (name)', 'create role attacker', 'grant toster_guard to toster_app',
    'grant select on orders to public', 'alter role toster_app bypassrls', 'alter role toster_maintenance password null', 'drop owned by toster_app', 'reassign owned by toster_app to toster_guard',
    'truncate orders', 'lock table au.event', 'comment on table orders is $$x$$', 'security label on table orders is $$x$$', 'analyze customer_contact', 'vacuum customer_contact', 'reindex table customer_contact', 'refresh materialized view v',
    'create publication p for all tables', `create subscription s connection 'x' publication p`, 'create operator === (leftarg = text, rightarg = text, function = texteq)', 'create cast (text as int) with inout',
    'alter system set log_statement = $$all$$', 'alter function app.verified() stable', 'alter default privileges grant all on tables to public', 'checkpoint', 'import foreign schema public from server s into public',
    // Signals between sessions.
    'listen toster_outbox', `notify toster_outbox, 'hello'`, `select pg_notify('toster_outbox', (select string_agg(name, ',') from customer_contact))`, `select pg_advisory_lock(1)`, `select pg_terminate_backend(pg_backend_pid() - 1)`,
    // Cursors and prepared statements.
    'declare c cursor for select * from customer_contact', 'declare h cursor with hold for select * from customer_contact', 'prepare p as select * from customer_contact', 'execute p', 'fetch all from c',
  ];
}

/** Statements whose refusal quotes a value, or is a refusal only where a value exists. */
export function errorOracles({ orgId, orderId, guestId }: Known): readonly string[] {
  const value = (column: string, table: string) => `(select string_agg(${column}::text, ',') from ${table})`;
  return [
    `select cast(${value('name', 'customer_contact')} as int)`,
    `select cast(${value('c', 'customer_contact c')} as uuid)`,
    `select cast(${value('full_name', 'staff_private')} as timestamptz)`,
    `select cast(${value('iban', 'staff_payroll')} as inet)`,
    `select cast(${value('line', 'delivery_address')} as jsonb)`,
    `select ${value('body', 'order_note')}::xml`,
    `select 1 / (select count(*) from orders where org_id = '${orgId}')`,
    `select 1 / (select count(*) from customer_contact where customer_id = '${guestId}')`,
    `select case when exists (select 1 from customer_contact where customer_id = '${guestId}') then 1 / 0 end`,
    `select * from customer_contact where 1 / (length(name) - length(name)) = 1`,
    `select * from customer_contact where name::int = 1`,
    `select * from customer_contact where cast(customer_contact as text)::int > 0`,
    `select * from staff_payroll where iban::numeric > 0 and org_id = '${orgId}'`,
    `select * from orders where substring(table_label from '(')::int = 1`,
    `insert into orders select * from orders`,
    `insert into orders select org_id, '${orderId}', location_id, 99999, channel, 'no such state', table_label, customer_id, handled_by, courier_id, placed_at, promised_at, closed_at, currency, subtotal_minor, tax_minor, total_minor, source, null, created_at from orders limit 1`,
    `update orders set total_minor = -1`,
    `update orders set customer_id = '${guestId}'`,
    `update orders set status = (select name from customer_contact limit 1)`,
    `update menu_item set price_minor = (select name from customer_contact limit 1)::int`,
    `insert into payment_card (org_id, payment_id, location_id, brand, last4) select org_id, id, location_id, 'x', (select name from customer_contact limit 1) from payment`,
    `insert into customer_contact (org_id, customer_id, location_id, name) values ('${orgId}', '${guestId}', '${guestId}', 'x')`,
    `insert into customer_contact (org_id, customer_id, location_id, name) values ('${orgId}', '${guestId}', '${guestId}', 'x') on conflict (org_id, customer_id) do update set name = 'x' returning *`,
    `select json_object_agg(name, null) from customer_contact`,
    `select to_tsvector(${value('name', 'customer_contact')})`,
    `select convert_from(decode(${value('name', 'customer_contact')}, 'base64'), 'UTF8')`,
    `select ${value('name', 'customer_contact')} like '\\'`,
    `select regexp_replace('x', ${value('phone', 'customer_contact')}, 'x')`,
    `select current_setting(${value('name', 'customer_contact')})`,
    `select ${value('name', 'customer_contact')}::regclass`,
    `select to_regclass(${value('name', 'customer_contact')})`,
    `select lower(name)::int from menu_item where org_id = '${orgId}'`,
    `select generate_series(1, ${value('name', 'customer_contact')}::int)`,
  ];
}
