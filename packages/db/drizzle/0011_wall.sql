-- audit-store.sql
-- The audit store. Events and disclosures are append-only for everybody. Partitioned by month, so that whole months can be pruned after their leaf.

create sequence if not exists au.cap as bigint cache 1;

create table if not exists au.event (
  org_id uuid not null,
  at timestamptz not null,
  cap_seq bigint not null,
  xid xid8 not null default pg_current_xact_id(),
  kind smallint not null,
  rel text not null,
  row_id text,
  loc uuid,
  domain text not null,
  action text not null,
  actor_id uuid,
  db_user text,
  approver_id uuid,
  session_id uuid,
  source text not null,
  request_id text not null,
  part int not null default 0,
  head boolean not null default false,
  changed text[],
  label text,
  ctx_seq bigint,
  schema int not null,
  leaf text not null check (octet_length(leaf) <= 65535),
  leaf_hash bytea not null check (octet_length(leaf_hash) = 32),
  primary key (org_id, at, cap_seq)
) partition by range (at);

-- serves: the sequencer's window of unfinished transactions
create index if not exists event_xid_idx on au.event (xid);
-- serves: the history of one record, its rows and those of its side tables
create index if not exists event_row_idx on au.event (org_id, rel, row_id, cap_seq);
-- serves: what one person did, newest first
create index if not exists event_actor_idx on au.event (org_id, actor_id, cap_seq desc);
-- serves: the folded list, newest first
create index if not exists event_head_idx on au.event (org_id, cap_seq desc) where head;
-- serves: the folded list of one domain, also for readers limited to it
create index if not exists event_domain_idx on au.event (org_id, domain, cap_seq desc) where head;
-- serves: the folded list of one action
create index if not exists event_action_idx on au.event (org_id, action, cap_seq desc) where head;
-- serves: all row changes of one business action
create index if not exists event_request_idx on au.event (org_id, request_id, cap_seq);

create table if not exists au.event_other partition of au.event default;

-- Keys in the order of their bytes: the rows of a record are those whose key begins with its id, and a language's
-- order would scatter them.
do $$ begin
  if exists (select from pg_attribute where attrelid = 'au.event'::regclass and attname = 'row_id' and attcollation <> 'pg_catalog."C"'::regcollation) then
    alter table au.event alter column row_id type text collate "C";
  end if;
end $$;

-- The record around this one, where the row has an id of its own: a payment's order, a grant's member.
alter table au.event add column if not exists parent uuid;
-- serves: the history of a record, what lies within it
create index if not exists event_parent_idx on au.event (org_id, parent, cap_seq) where parent is not null;

create table if not exists au.disclosure (
  org_id uuid not null,
  subject text not null,
  cap_seq bigint not null,
  ds text[] not null,
  capability text not null,
  loc uuid,
  ip_hash text,
  xid xid8,
  request_id text,
  at timestamptz not null default clock_timestamp(),
  expires_at timestamptz,
  primary key (org_id, subject, cap_seq)
);
-- serves: the values of an event
create index if not exists disclosure_event_idx on au.disclosure (org_id, cap_seq);
-- serves: the one request disclosure of a transaction
create index if not exists disclosure_txn_idx on au.disclosure (org_id, xid) where xid is not null;
-- serves: audit search by address
create index if not exists disclosure_address_idx on au.disclosure (org_id, ip_hash) where ip_hash is not null;

create or replace function au.refuse_rewrite() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  raise exception using errcode = 'TS004', message = format('%s.%s is append-only', tg_table_schema, tg_table_name);
end $$;

create or replace function au.protect(target regclass, with_rows boolean) returns void
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  if with_rows then
    execute format('create or replace trigger append_only before update or delete on %s for each row execute function au.refuse_rewrite()', target);
    execute format('alter table %s enable always trigger append_only', target);
  end if;
  execute format('create or replace trigger no_truncate before truncate on %s for each statement execute function au.refuse_rewrite()', target);
  execute format('alter table %s enable always trigger no_truncate', target);
end $$;

-- What the planner may know of the log; a partition does not take it over from its parent. What an event says stays
-- out of the statistics, which EXPLAIN tells everybody. Of actions there are many, of a few rows each: one large one
-- in the sample would have it believe that every action is large, until the next ANALYZE.
create or replace function au.limit_statistics(target regclass) returns void
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  execute format('alter table %s alter column label set statistics 0, alter column leaf set statistics 0,
    alter column leaf_hash set statistics 0, alter column changed set statistics 0,
    alter column request_id set (n_distinct = -0.1)', target);
end $$;

-- Makes the partitions of this month and of `months` months after it.
create or replace function au.ensure_partitions(months int) returns int
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  first timestamptz;
  name text;
  made int := 0;
begin
  for i in 0 .. least(months, 240) loop
    first := date_trunc('month', now() at time zone 'UTC') at time zone 'UTC' + make_interval(months => i);
    name := 'event_' || to_char(first at time zone 'UTC', 'YYYY_MM');
    if to_regclass('au.' || name) is null then
      execute format('create table au.%I partition of au.event for values from (%L) to (%L)',
        name, first, first + interval '1 month');
      execute format('alter table au.%I enable row level security', name);
      execute format('alter table au.%I force row level security', name);
      execute format('grant select on au.%I to toster_maintenance', name);
      perform au.limit_statistics(format('au.%I', name)::regclass);
      perform au.protect(format('au.%I', name)::regclass, false);
      execute format('alter table au.%I enable always trigger append_only', name);
      made := made + 1;
    end if;
  end loop;
  return made;
end $$;

alter sequence au.cap owner to toster_guard;
alter table au.event owner to toster_guard;
alter table au.event_other owner to toster_guard;
alter table au.disclosure owner to toster_guard;
alter table au.event enable row level security;
alter table au.event force row level security;
alter table au.event_other enable row level security;
alter table au.event_other force row level security;
alter table au.disclosure enable row level security;
alter table au.disclosure force row level security;
select au.protect('au.event', true);
select au.protect('au.event_other', false);
alter table au.event_other enable always trigger append_only;
select au.protect('au.disclosure', true);
select au.limit_statistics('au.event');
select au.limit_statistics(inhrelid::regclass) from pg_inherits where inhparent = 'au.event'::regclass;
drop function if exists au.leave_unsampled(regclass);


-- audit-events.sql
-- How an event comes to be: who and where stand behind a change, and what is written down beside row changes.

-- RFC 8785 text of a jsonb value. Numbers that are not integers become strings: an IEEE double may not carry them.
create or replace function au.jcs(value jsonb) returns text
language plpgsql immutable set search_path = pg_catalog, pg_temp as $$
begin
  case jsonb_typeof(value)
    when 'object' then
      return '{' || coalesce((select string_agg(to_json(e.key)::text || ':' || au.jcs(e.value), ',' order by e.key collate "C")
                                from jsonb_each(value) e), '') || '}';
    when 'array' then
      return '[' || coalesce((select string_agg(au.jcs(e.value), ',' order by e.ordinality)
                                from jsonb_array_elements(value) with ordinality e), '') || ']';
    when 'string' then return to_json(value #>> '{}')::text;
    when 'number' then
      if value::text ~ '^-?[0-9]{1,15}$' then return value::text; end if;
      return to_json(value::text)::text;
    else return value::text;
  end case;
end $$;

-- The organisations whose log an account's events go to; the platform's where it belongs to none.
create or replace function au.orgs_of(account uuid) returns setof uuid
language plpgsql stable security definer set search_path = pg_catalog, pg_temp rows 2 as $$
begin
  return query select m.org_id from public.membership m where m.account_id = account and m.status <> 'removed';
  if not found then return next '00000000-0000-7000-8000-000000000000'::uuid; end if;
end $$;

-- What every event of a statement shares: who, from where, in which request, when.
do $$ begin
  if to_regtype('au.stamp') is null then
    create type au.stamp as (
      at timestamptz, at_json text, actor_id uuid, db_user text, approver_id uuid, session_id uuid, source text,
      action text, request_id text, part int, ctx_seq bigint, ctx_commit text, act text, xid xid8
    );
  end if;
end $$;

-- Fails closed: a login role of Toster without a verified context changes nothing (TS003). Any other
-- database role is recorded with the facts of its own session and source `database`. `place` is where the statement
-- works; the request's address is shown to readers of the place where its transaction began.
create or replace function au.stamp_for(org uuid, place uuid) returns au.stamp
language plpgsql volatile security definer
set search_path = pg_catalog, pg_temp set timezone = 'UTC' as $$
declare
  c jsonb := app.verified();
  s au.stamp;
  detail text;
  salt text;
  subject text;
begin
  if c is null and session_user in ('toster_app', 'toster_auth', 'toster_worker', 'toster_relay') then
    raise exception using errcode = 'TS003', message = 'a change without context is refused';
  end if;
  s.at := clock_timestamp();
  s.at_json := to_json(s.at)::text;
  s.xid := pg_current_xact_id();
  if c is null then
    s.source := 'database';
    s.action := 'database.changed';
    s.db_user := session_user;
    s.act := 'db:' || session_user;
    s.request_id := 'db:' || pg_backend_pid() || ':' || s.xid;
    s.part := 0;
  else
    s.source := c ->> 'source';
    s.action := c ->> 'action';
    s.request_id := c ->> 'request';
    s.part := coalesce((c ->> 'part')::int, 0);
    s.approver_id := (c ->> 'approver')::uuid;
    s.session_id := (c ->> 'session')::uuid;
    s.actor_id := (c ->> 'actor')::uuid;
    if s.actor_id is null and c ? 'account' then
      select m.id into s.actor_id from public.membership m
       where m.org_id = org and m.account_id = (c ->> 'account')::uuid;
    end if;
    s.act := s.actor_id::text;
  end if;

  -- Transaction numbers start anew in a restored cluster: only what this transaction stored for this request counts.
  select d.cap_seq, encode(sha256(convert_to(d.ds[1], 'UTF8')), 'base64') into s.ctx_seq, s.ctx_commit
    from au.disclosure d
   where d.org_id = org and d.xid = s.xid and d.request_id = s.request_id and d.at >= transaction_timestamp();
  if found then return s; end if;

  if c is null then
    detail := au.jcs(jsonb_strip_nulls(jsonb_build_object('addr', host(inet_client_addr()),
      'app', nullif(current_setting('application_name'), ''), 'pid', pg_backend_pid(), 'user', session_user)));
    subject := 'database:' || session_user;
  elsif c ? 'ip' or c ? 'ua' then
    detail := au.jcs(jsonb_strip_nulls(jsonb_build_object('ip', c -> 'ip', 'ua', c -> 'ua')));
    subject := coalesce('staff:' || s.actor_id, 'request');
  else
    return s;
  end if;
  salt := encode(public.gen_random_bytes(16), 'hex');
  detail := '["' || salt || '","ctx",' || detail || ']';
  s.ctx_seq := nextval('au.cap');
  s.ctx_commit := encode(sha256(convert_to(detail, 'UTF8')), 'base64');
  insert into au.disclosure (org_id, subject, cap_seq, ds, capability, loc, ip_hash, xid, request_id, at, expires_at)
  values (org, subject, s.ctx_seq, array[detail], 'audit_log.read', place, c ->> 'ipk', s.xid, s.request_id, s.at,
    s.at + interval '90 days');
  return s;
end $$;

-- Appends one event that is not a row change: a read, a refusal, a change of the schema.
create or replace function au.append(org uuid, kind smallint, op text, action text, rel text, row_id text, domain text, label text, facts jsonb)
returns bigint
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  s au.stamp := au.stamp_for(org, null);
  cap bigint := nextval('au.cap');
  leaf text;
begin
  action := coalesce(action, s.action);
  leaf := au.jcs(jsonb_strip_nulls(jsonb_build_object(
    'act', s.act, 'action', action, 'approver', s.approver_id, 'at', s.at_json::jsonb, 'cap', cap,
    'ctx', s.ctx_commit, 'domain', domain, 'op', op, 'org', org, 'rel', rel, 'req', s.request_id, 'row', row_id,
    'schema', 1, 'session', s.session_id, 'source', s.source, 'txn', s.xid::text, 'v', 1))
    || jsonb_build_object('after', facts));
  insert into au.event (org_id, at, cap_seq, xid, kind, rel, row_id, domain, action, actor_id, db_user, approver_id,
    session_id, source, request_id, part, head, label, ctx_seq, schema, leaf, leaf_hash)
  values (org, s.at, cap, s.xid, kind, rel, row_id, domain, action, s.actor_id, s.db_user, s.approver_id,
    s.session_id, s.source, s.request_id, s.part, s.part = 0, label, s.ctx_seq, 1, leaf,
    sha256('\x00'::bytea || convert_to(leaf, 'UTF8')));
  return cap;
end $$;

-- Records who looked at whose personal data, for a context that declared it. Up to 200 ids stand in the event, more
-- as count and digest.
create or replace function app.record_read(rel text, ids uuid[]) returns void
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  org uuid := app.org_id();
  facts jsonb;
begin
  if org is null then
    raise exception using errcode = 'TS003', message = 'a read without context is refused';
  end if;
  if app.purpose() is null then
    raise exception using errcode = 'TS003', message = 'a read without purpose is refused';
  end if;
  if rel <> 'event' and (case when starts_with(rel, 'auth.') then to_regclass('auth.' || quote_ident(substr(rel, 6)))
                              else to_regclass('public.' || quote_ident(rel)) end) is null then
    raise exception using errcode = 'TS004', message = 'a read of no known table is refused';
  end if;
  if coalesce(cardinality(ids), 0) = 0 then return; end if;
  facts := jsonb_build_object('count', cardinality(ids), 'purpose', app.purpose());
  if cardinality(ids) <= 200 then
    facts := facts || jsonb_build_object('ids', to_jsonb(ids));
  else
    facts := facts || jsonb_build_object('digest', 'sha256:' || encode(sha256(convert_to(ids::text, 'UTF8')), 'base64'));
  end if;
  perform au.append(org, 5::smallint, 'read', 'personal_data.read', rel,
    case when cardinality(ids) = 1 then ids[1]::text end, 'privacy', null, facts);
end $$;

-- For the worker: events that stand for something counted or handed out, such as a minute of refusals (kind 6) or an
-- export (9). Row changes, reads, erasures and retention are written by their own mechanisms only.
create or replace function app.append_event(kind smallint, action text, rel text, row_id text, facts jsonb) returns bigint
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  org uuid := app.org_id();
begin
  if org is null then
    raise exception using errcode = 'TS003', message = 'an event without context is refused';
  end if;
  if kind not in (6, 9) then
    raise exception using errcode = 'TS004', message = format('events of kind %s are written by their own mechanism', kind);
  end if;
  return au.append(org, kind, case kind when 6 then 'auth' else 'note' end, action, rel, row_id,
    case when kind = 6 then 'access' else 'system' end, null, facts);
end $$;

-- TRUNCATE of an audited table is written down by nobody, so nobody may do it.
create or replace function au.refuse_truncate() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  raise exception using errcode = 'TS004', message = format('TRUNCATE of %s is refused: it would escape the audit log', tg_table_name);
end $$;

-- A row keeps its identity: before and after of an update are joined by the primary key.
create or replace function au.refuse_rekey() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  raise exception using errcode = 'TS004', message = format('the primary key of %s does not change', tg_table_name);
end $$;

-- The login roles define nothing: DROP OWNED BY, which needs no right but being oneself, would take a role out of
-- its own policies. Functions of toster_guard that make partitions run as toster_guard.
create or replace function au.refuse_ddl() returns event_trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  if current_user in ('toster_app', 'toster_auth', 'toster_worker', 'toster_relay', 'toster_maintenance') then
    raise exception using errcode = 'TS004', message = format('%s is not for %s', tg_tag, current_user);
  end if;
end $$;

-- Changes of the schema, in the platform's log.
create or replace function au.capture_ddl() returns event_trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  d record;
begin
  for d in select command_tag, object_type, object_identity from pg_event_trigger_ddl_commands()
            where coalesce(schema_name, '') not in ('pg_temp', 'queue') loop
    perform au.append('00000000-0000-7000-8000-000000000000', 10::smallint, 'ddl', 'schema.changed',
      coalesce(d.object_type, 'object'), left(d.object_identity, 500), 'system', null,
      jsonb_build_object('command', d.command_tag, 'object', left(coalesce(d.object_identity, ''), 500)));
  end loop;
end $$;

create or replace function au.capture_drop() returns event_trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  d record;
begin
  for d in select object_type, object_identity from pg_event_trigger_dropped_objects()
            where original and not is_temporary and coalesce(schema_name, '') <> 'queue' loop
    perform au.append('00000000-0000-7000-8000-000000000000', 10::smallint, 'ddl', 'schema.changed',
      d.object_type, left(d.object_identity, 500), 'system', null,
      jsonb_build_object('command', 'DROP', 'object', left(d.object_identity, 500)));
  end loop;
end $$;


-- grants.sql
-- What the login roles may reach at all. Nothing is granted to PUBLIC; what PostgreSQL grants it is taken back
-- where it would leak another tenant's activity or give injected SQL a tool.

do $$ begin execute format('revoke all on database %I from public', current_database()); end $$;
do $$ begin
  execute format('grant connect on database %I to toster_app, toster_auth, toster_worker, toster_relay, toster_maintenance', current_database());
end $$;
revoke all on schema public, app, auth, au, sec from public;
grant usage on schema public, app to toster_app, toster_auth, toster_worker;
grant usage on schema au to toster_app, toster_worker;
grant usage on schema auth to toster_auth;
grant usage on schema public, app, auth to toster_relay;
grant usage on schema public, app, auth, au to toster_guard, toster_maintenance;
grant usage on schema sec to toster_guard;
grant usage on schema public, auth to toster_owner;

alter function app.signed() owner to toster_guard;
alter function app.verified() owner to toster_guard;
alter function app.enter(text, boolean) owner to toster_guard;
alter function app.read_only() owner to toster_guard;
alter function app.plan_afresh() owner to toster_guard;
alter function app.org_ids() owner to toster_guard;
alter function app.judge_contacts(text[], text[], text[]) owner to toster_guard;
alter function app.wake_relay() owner to toster_guard;
alter function app.record_read(text, uuid[]) owner to toster_guard;
alter function app.append_event(smallint, text, text, text, jsonb) owner to toster_guard;
alter function au.stamp_for(uuid, uuid) owner to toster_guard;
alter function au.orgs_of(uuid) owner to toster_guard;
alter function app.count_refusal(text) owner to toster_guard;
alter function app.guest_outlines(uuid[]) owner to toster_guard;
alter function app.count_use(text) owner to toster_guard;
alter function app.find_guest(text, text) owner to toster_guard;
alter function app.update_guest(uuid, int, jsonb) owner to toster_guard;
alter function app.note_orders() owner to toster_guard;
alter function app.paper() owner to toster_guard;
alter function app.raise_epoch_of_grant() owner to toster_guard;
alter function au.append(uuid, smallint, text, text, text, text, text, text, jsonb) owner to toster_guard;
alter function au.capture_ddl() owner to toster_guard;
alter function au.capture_drop() owner to toster_guard;
do $$
declare f regprocedure;
begin
  for f in select p.oid::regprocedure from pg_proc p join pg_namespace n on n.oid = p.pronamespace
            where n.nspname = 'au' and p.proname like 'capture\_%' and p.prorettype = 'trigger'::regtype loop
    execute format('alter function %s owner to toster_guard', f);
  end loop;
end $$;
grant select on public.org, public.membership, auth.session, auth.account to toster_guard;
grant select on public.receipt, public.orders, public.payment, public.location, public.org_profile, public.location_profile to toster_guard;
grant update (epoch) on public.membership to toster_guard;
grant select, insert, update on public.refusal, public.use_counter, public.customer_contact to toster_guard;
grant select, update (last_order_at) on public.customer to toster_guard;
revoke all on all tables in schema public, auth, au from toster_maintenance;
revoke all on all sequences in schema au from toster_maintenance;
grant select, insert, update, delete on all tables in schema public, auth to toster_maintenance;
grant select on all tables in schema au to toster_maintenance;
grant select on all sequences in schema au to toster_maintenance;

-- The context must not be inlined: its own policies read through the functions' results only.
revoke execute on all functions in schema public, app, au from public;
grant execute on all functions in schema public to toster_guard, toster_maintenance;
grant execute on all functions in schema app, au to toster_guard;
grant execute on function app.signed(), app.verified(), app.org_id(), app.kind(), app.actor_id(), app.account_id(), app.purpose(),
  app.reach(text), app.reaches_assigned(text), app.holds(text), app.assigned_places(text), app.audit_domains(), app.enter(text, boolean)
  to toster_app, toster_auth, toster_worker, toster_maintenance;
grant execute on function app.read_only() to toster_app, toster_auth, toster_worker, toster_relay;
grant execute on function app.plan_afresh() to toster_app, toster_worker;
grant execute on function app.count_refusal(text), app.count_use(text), app.find_guest(text, text), app.guest_outlines(uuid[]),
  app.update_guest(uuid, int, jsonb), app.paper() to toster_app;
grant execute on function app.record_read(text, uuid[]) to toster_app, toster_worker, toster_maintenance;
grant execute on function app.append_event(smallint, text, text, text, jsonb) to toster_worker, toster_maintenance;
grant execute on function app.org_ids() to toster_worker;
grant execute on function app.judge_contacts(text[], text[], text[]) to toster_worker;
grant execute on function au.ensure_partitions(int) to toster_worker;
grant execute on function app.refuse_change() to toster_owner;

-- No code blocks, large objects, temporary tables, notifications or views of other sessions for the login roles,
-- and nothing that outlives the transaction on a pooled connection: session settings, session locks.
revoke usage on language plpgsql from public;
do $$
declare f record;
begin
  for f in select p.oid::regprocedure as name, p.proname from pg_proc p join pg_namespace n on n.oid = p.pronamespace
            where n.nspname = 'pg_catalog' and p.prokind = 'f' and (
              p.proname ~ '^(lo_|lowrite|loread|be_lo|pg_stat_get_|pg_(try_)?advisory_|pg_sleep|pg_logical_|pg_control_|pg_current_wal_)'
              or p.proname in (
              'pg_notify', 'pg_notification_queue_usage', 'pg_terminate_backend', 'pg_cancel_backend',
              'pg_export_snapshot', 'pg_log_backend_memory_contexts', 'set_config', 'pg_lock_status', 'pg_cursor',
              'pg_prepared_statement', 'pg_prepared_xact', 'pg_blocking_pids', 'pg_safe_snapshot_blocking_pids',
              'pg_isolation_test_session_is_blocked', 'pg_database_size', 'pg_tablespace_size', 'pg_relation_size',
              'pg_table_size', 'pg_total_relation_size', 'pg_indexes_size', 'pg_last_committed_xact',
              'pg_xact_commit_timestamp', 'pg_xact_commit_timestamp_origin', 'pg_available_wal_summaries',
              'pg_wal_summary_contents', 'pg_get_wal_summarizer_state', 'pg_get_replication_slots')) loop
    execute format('revoke execute on function %s from public', f.name);
    execute format('grant execute on function %s to toster_maintenance, pg_monitor', f.name);
    if f.proname = 'set_config' or f.proname ~ '^pg_(try_)?advisory_' then
      execute format('grant execute on function %s to toster_guard, toster_worker, toster_relay', f.name);
    end if;
  end loop;
end $$;
revoke select on pg_stat_activity, pg_stat_replication, pg_stat_ssl, pg_stat_gssapi, pg_cursors, pg_prepared_statements, pg_locks from public;
grant select on pg_stat_activity, pg_stat_replication, pg_stat_ssl, pg_stat_gssapi, pg_cursors, pg_prepared_statements, pg_locks to pg_monitor;
revoke update on pg_settings from public;
grant execute on function pg_catalog.pg_notify(text, text) to toster_guard, toster_relay, toster_worker;

-- Before the event triggers: an event without a partition of its month would lie in the default one.
alter function au.ensure_partitions(int) owner to toster_guard;
grant create on schema au to toster_guard;
select au.ensure_partitions(24);

-- Changes of the schema are refused to the login roles and recorded for the others where the server lets us: event
-- triggers need a superuser.
do $$ begin
  if (select rolsuper from pg_roles where rolname = current_user) then
    execute 'drop event trigger if exists toster_refuse';
    execute 'drop event trigger if exists toster_ddl';
    execute 'drop event trigger if exists toster_drop';
    execute 'create event trigger toster_refuse on ddl_command_start execute function au.refuse_ddl()';
    execute 'alter event trigger toster_refuse enable always';
    execute 'create event trigger toster_ddl on ddl_command_end execute function au.capture_ddl()';
    execute 'alter event trigger toster_ddl enable always';
    execute 'create event trigger toster_drop on sql_drop execute function au.capture_drop()';
    execute 'alter event trigger toster_drop enable always';
  else
    raise notice 'not a superuser: changes of the schema are neither refused nor recorded on this server';
  end if;
end $$;

