-- wall-functions.sql
-- The signed context: one value, one place where it is checked.
-- Source of every function here is readable by any role, so none contains a secret.

create table if not exists sec.context_key (
  kid text primary key,
  ipad bytea not null check (octet_length(ipad) = 64),
  opad bytea not null check (octet_length(opad) = 64)
);
alter table sec.context_key owner to toster_guard;
revoke all on sec.context_key from public;

-- The text of this transaction's context if it verifies, else null: unset, forged, altered, expired, or of a kind
-- that does not belong to the login role. HMAC-SHA256 (RFC 2104) over core sha256 with prepared pads. Every byte of
-- the value counts: `<kid>:<64 hex digits>:<kind>,<org>,<exp>,<actor>,<account>,<session>,<epoch>,<purpose>,<JSON>`.
-- The fields before the JSON repeat what policies read for each statement: parsing JSON would cost more than the HMAC.
create or replace function app.signed() returns text
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare
  raw text := current_setting('app.ctx', true);
  cut int;
  body text;
  expiry text;
  inner_pad bytea;
  outer_pad bytea;
begin
  if raw is null or raw = '' then return null; end if;
  cut := strpos(raw, ':');
  select k.ipad, k.opad into inner_pad, outer_pad from sec.context_key k where k.kid = left(raw, cut - 1);
  if not found or substr(raw, cut + 65, 1) <> ':' then return null; end if;
  body := substr(raw, cut + 66);
  if encode(sha256(outer_pad || sha256(inner_pad || convert_to(body, 'UTF8'))), 'hex') <> substr(raw, cut + 1, 64) then
    return null;
  end if;
  expiry := split_part(body, ',', 3);
  if not pg_input_is_valid(expiry, 'float8') or expiry::float8 <= extract(epoch from clock_timestamp())::float8
    or expiry::float8 in ('NaN', 'Infinity') then
    return null;
  end if;
  if split_part(body, ',', 1) <> all (case session_user
      when 'toster_app' then array['staff', 'paper']
      when 'toster_worker' then array['worker']
      when 'toster_auth' then array['auth']
      when 'toster_relay' then array['none']
      else array['maintenance'] end) then
    return null;
  end if;
  -- Who holds a paper belongs to no organisation; a context that says so opens none.
  if split_part(body, ',', 1) = 'paper' and split_part(body, ',', 2) <> '' then return null; end if;
  return body;
end $$;

-- The whole verified context, or null.
create or replace function app.verified() returns jsonb
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
declare
  body text := app.signed();
begin
  return substr(body, strpos(body, '{'))::jsonb;
end $$;

create or replace function app.org_id() returns uuid language sql stable parallel safe
return nullif(split_part(app.signed(), ',', 2), '')::uuid;

create or replace function app.kind() returns text language sql stable parallel safe
return split_part(app.signed(), ',', 1);

create or replace function app.actor_id() returns uuid language sql stable parallel safe
return nullif(split_part(app.signed(), ',', 4), '')::uuid;

create or replace function app.account_id() returns uuid language sql stable parallel safe
return nullif(split_part(app.signed(), ',', 5), '')::uuid;

-- Set by a procedure that declared a personal read; side tables whose reads are events show nothing without it.
create or replace function app.purpose() returns text language sql stable parallel safe
return nullif(split_part(app.signed(), ',', 8), '');

-- Where a capability reaches: the nil-filled id ffffffff-… stands for everywhere in the organisation.
create or replace function app.reach(capability text) returns uuid[]
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
declare
  places jsonb := app.verified() -> 'caps' -> capability;
begin
  if places is null then return '{}'; end if;
  return array(
    select case p when '*' then 'ffffffff-ffff-ffff-ffff-ffffffffffff' else p end::uuid
      from jsonb_array_elements_text(places) p where p ~ '^([*]|[0-9a-f]{8}-[0-9a-f-]{27})$');
end $$;

-- Whether a capability is held at all, however far it reaches.
create or replace function app.holds(capability text) returns boolean language sql stable parallel safe
return coalesce(app.verified() -> 'caps' ? capability, false);

-- Whether a capability reaches the rows assigned to the actor.
create or replace function app.reaches_assigned(capability text) returns boolean language sql stable parallel safe
return coalesce(app.verified() -> 'caps' -> capability ? 'A', false);

-- Where a capability reaches the rows assigned to the actor's post: places, or everywhere for a grant without one.
create or replace function app.assigned_places(capability text) returns uuid[]
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
declare
  entries jsonb := app.verified() -> 'caps' -> capability;
begin
  if entries is null or not entries ? 'A' then return '{}'; end if;
  if not exists (select from jsonb_array_elements_text(entries) e where e like 'A@%') then
    return array['ffffffff-ffff-ffff-ffff-ffffffffffff'::uuid];
  end if;
  return array(select substr(e, 3)::uuid from jsonb_array_elements_text(entries) e where e like 'A@%');
end $$;

-- The parts of the log a domain-limited reader may see: `domain`, or `domain@location`.
create or replace function app.audit_domains() returns text[]
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
declare
  entries jsonb := app.verified() -> 'caps' -> 'audit_log.read';
begin
  if entries is null then return '{}'; end if;
  return array(select substr(e, 3) from jsonb_array_elements_text(entries) e where e like 'D:%');
end $$;

-- Enters a context for the rest of the transaction, which may be made read-only by the same call. A staff context
-- must belong to a live session whose membership still has the epoch its rights were read at: TS001 otherwise.
-- TS002: the context does not verify.
create or replace function app.enter(context text, read_only boolean default false) returns void
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  body text;
begin
  perform set_config('app.ctx', context, true);
  if read_only then perform set_config('transaction_read_only', 'on', true); end if;
  body := app.signed();
  if body is null then
    raise exception using errcode = 'TS002', message = 'context refused';
  end if;
  if split_part(body, ',', 1) = 'staff' then
    perform 1
       from auth.session s
       join public.membership m on m.org_id = s.org_id and m.account_id = s.account_id
       join auth.account a on a.id = s.account_id
      where s.id = nullif(split_part(body, ',', 6), '')::uuid and s.realm = 'staff'
        and s.org_id = nullif(split_part(body, ',', 2), '')::uuid
        and s.revoked_at is null and s.idle_expires_at > now() and s.absolute_expires_at > now()
        and m.id = nullif(split_part(body, ',', 4), '')::uuid and m.status = 'active'
        and m.epoch = nullif(split_part(body, ',', 7), '')::int
        and a.status = 'active';
    if not found then
      raise exception using errcode = 'TS001', message = 'session or rights are stale';
    end if;
  end if;
end $$;

-- Makes a transaction without context read-only: set_config itself is not for the login roles, because what it
-- sets can outlive the transaction on a pooled connection.
create or replace function app.read_only() returns void
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform set_config('transaction_read_only', 'on', true);
end $$;

-- Has the rest of the transaction planned for the values at hand. A function, since a SET would cost the pool its
-- connection.
create or replace function app.plan_afresh() returns void
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform set_config('plan_cache_mode', 'force_custom_plan', true);
end $$;

-- The worker goes through the organisations one by one; this is all it may know of the others.
create or replace function app.org_ids() returns setof uuid
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  if app.kind() is distinct from 'worker' then
    raise exception using errcode = 'TS002', message = 'worker context required';
  end if;
  return query select o.org_id from public.org o order by o.org_id;
end $$;

-- Wakes the relay; the notification carries nothing.
create or replace function app.wake_relay() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform pg_notify('toster_outbox', '');
  return null;
end $$;

-- For tables whose rows never change once written.
create or replace function app.refuse_change() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  raise exception using errcode = 'TS004', message = format('%s is immutable', tg_table_name);
end $$;

-- Counts a refused call of the member in context, by the minute of the database's clock. The caller can neither name
-- somebody else nor take a refusal back.
create or replace function app.count_refusal(why text) returns void
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  org uuid := app.org_id();
  actor uuid := app.actor_id();
begin
  if org is null or actor is null then
    raise exception using errcode = 'TS003', message = 'a refusal without context is not counted';
  end if;
  insert into public.refusal as r (org_id, actor_id, reason, minute, count)
  values (org, actor, left(why, 100), date_trunc('minute', clock_timestamp()), 1)
  on conflict (org_id, actor_id, reason, minute) do update set count = r.count + 1;
end $$;

-- Every change of rights or standing makes older access tokens stale on their next request.
create or replace function app.raise_epoch_of_grant() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  update public.membership m set epoch = m.epoch + 1
   where (m.org_id, m.id) in ((old.org_id, old.membership_id), (new.org_id, new.membership_id));
  return null;
end $$;

create or replace function app.raise_epoch_of_status() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  if new.status is distinct from old.status then new.epoch := greatest(new.epoch, old.epoch + 1); end if;
  return new;
end $$;


-- paper.sql
-- The receipt of which somebody holds the paper. Whoever asks has no account and no organisation: the application signs
-- what they read off the paper, slug and code, into a context of kind `paper`, which opens no row of any table. This
-- function gives what stands on that one paper, and nothing by which a guest or a member could be known.

-- Null where there is no such receipt. `today` are the present settings, for receipts older than the column `seller`.
create or replace function app.paper() returns jsonb
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare
  named jsonb := app.verified() -> 'paper';
begin
  if app.kind() is distinct from 'paper' then
    raise exception using errcode = 'TS002', message = 'the context of a paper is required';
  end if;
  return (
    select jsonb_build_object(
        'code', r.code, 'number', r.number, 'issued_at', r.issued_at, 'currency', r.currency, 'lines', r.lines,
        'seller', r.seller, 'taxes', r.taxes,
        'subtotal_minor', r.subtotal_minor, 'tax_minor', r.tax_minor, 'total_minor', r.total_minor,
        'order_number', o.number, 'order_status', o.status,
        'payments', coalesce((
          select jsonb_agg(jsonb_build_object('method', p.method, 'amount_minor', p.amount_minor, 'tip_minor', p.tip_minor)
                           order by p.created_at, p.id)
            from public.payment p where p.org_id = r.org_id and p.order_id = r.order_id), '[]'),
        'today', jsonb_build_object(
          'org', jsonb_build_object('name', g.name, 'country', g.country, 'locale', g.locale),
          'location', jsonb_build_object('name', l.name, 'city', l.city, 'timezone', l.timezone),
          'org_profile', (
            select jsonb_build_object('legal_name', s.legal_name, 'tax_id', s.tax_id, 'address', s.address, 'postcode', s.postcode,
                                      'city', s.city, 'phone', s.phone, 'receipt_footer', s.receipt_footer)
              from public.org_profile s where s.org_id = r.org_id),
          'location_profile', (
            select jsonb_build_object('address', s.address, 'postcode', s.postcode, 'phone', s.phone)
              from public.location_profile s where s.org_id = r.org_id and s.location_id = r.location_id)))
      from public.org g
      join public.receipt r on r.org_id = g.org_id and r.code = named ->> 'code'
      join public.orders o on o.org_id = r.org_id and o.id = r.order_id
      join public.location l on l.org_id = r.org_id and l.id = r.location_id
     where g.slug = named ->> 'slug');
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

