-- wall auth.attempt
alter table auth.attempt owner to toster_owner;
alter table auth.attempt enable row level security;
alter table auth.attempt force row level security;
revoke all on auth.attempt from public, toster_app, toster_auth, toster_worker, toster_relay;
alter table auth.attempt alter column key set statistics 0;

-- attempts.sql
-- Attempts to prove something, limited exactly: reserved before they are verified, so that guesses made at the same
-- time do not pass together, and timed by this server's clock alone.

-- How long the gates keep the next attempt waiting, 0 where they do not. `pending`: only attempts that are being
-- verified stand in its way, so the answer may come at any moment. A gate is {key, most, windowMs, slowing?}; without
-- `most` it counts and refuses nothing. `slowing` {by, from, firstMs, longestMs}: once the key `by` holds `from`
-- attempts, the next attempt under this gate's key waits `firstMs` after its last one, and twice as long for every
-- further `from`. An attempt that nobody has settled within ten seconds has failed.
create or replace function app.attempt_wait(gates jsonb, moment timestamptz) returns table (wait_ms int, pending boolean)
language plpgsql stable set search_path = pg_catalog, pg_temp rows 1 as $$
declare
  gate record;
  own record;
  others bigint;
  gap interval;
begin
  wait_ms := 0;
  pending := true;
  for gate in select * from jsonb_to_recordset(gates) g(key text, most int, slowing jsonb) loop
    select count(*) as held, count(*) filter (where a.unsettled) as unsettled,
           -- One place is open again when the newest but `most` - 1 leaves.
           (array_agg(a.expires_at order by a.at desc, a.id))[gate.most] as free_at,
           max(a.at) as last_at, (array_agg(a.unsettled order by a.at desc, a.id))[1] as last_unsettled
      into own
      from (select t.id, t.at, t.expires_at, not t.failed and t.at > moment - interval '10 seconds' as unsettled
              from auth.attempt t where t.key = gate.key and t.expires_at > moment) a;
    if own.held >= gate.most then
      wait_ms := greatest(wait_ms, ceil(1000 * extract(epoch from own.free_at - moment)));
      pending := pending and own.held - own.unsettled < gate.most;
    end if;
    if gate.slowing is not null and own.held > 0 then
      select count(*) into others
        from (select from auth.attempt t where t.key = gate.slowing ->> 'by' and t.expires_at > moment limit 1000) t;
      gap := case when others >= (gate.slowing ->> 'from')::int then least(
        (gate.slowing ->> 'longestMs')::float8,
        (gate.slowing ->> 'firstMs')::float8 * 2 ^ least(others / (gate.slowing ->> 'from')::int - 1, 30)
      ) * interval '1 millisecond' end;
      if own.last_at + gap > moment then
        wait_ms := greatest(wait_ms, ceil(1000 * extract(epoch from own.last_at + gap - moment)));
        pending := pending and own.last_unsettled;
      end if;
    end if;
  end loop;
  pending := pending and wait_ms > 0;
  return next;
end $$;

-- What reserve_attempt would answer now; reserves nothing.
create or replace function app.look_at_attempts(gates jsonb) returns table (wait_ms int, pending boolean)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp rows 1 as $$
begin
  if app.kind() is distinct from 'auth' then
    raise exception using errcode = 'TS003', message = 'attempts are limited by authentication only';
  end if;
  return query select * from app.attempt_wait(gates, clock_timestamp());
end $$;

-- Reserves an attempt under all keys, or under none where a gate refuses.
create or replace function app.reserve_attempt(attempt uuid, gates jsonb) returns table (wait_ms int, pending boolean)
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp rows 1 as $$
declare
  name text;
  moment timestamptz;
begin
  if app.kind() is distinct from 'auth' then
    raise exception using errcode = 'TS003', message = 'attempts are limited by authentication only';
  end if;
  -- One after the other for each key, in one order for all.
  for name in select distinct g.key from jsonb_to_recordset(gates) g(key text) order by 1 loop
    perform pg_advisory_xact_lock(hashtextextended(name, 0));
  end loop;
  moment := clock_timestamp();
  select w.wait_ms, w.pending into wait_ms, pending from app.attempt_wait(gates, moment) w;
  if wait_ms = 0 then
    insert into auth.attempt (key, id, at, expires_at)
    select g.key, attempt, moment, moment + g."windowMs" * interval '1 millisecond'
      from jsonb_to_recordset(gates) g(key text, "windowMs" float8)
    on conflict (key, id) do nothing;
  end if;
  return next;
end $$;

-- An attempt has failed and stays, or it was none and is taken out: this one alone, never the others of its keys.
create or replace function app.settle_attempt(attempt uuid, keys text[], has_failed boolean) returns void
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  if app.kind() is distinct from 'auth' then
    raise exception using errcode = 'TS003', message = 'attempts are limited by authentication only';
  end if;
  if has_failed then
    update auth.attempt a set failed = true where a.key = any (keys) and a.id = attempt;
  else
    delete from auth.attempt a where a.key = any (keys) and a.id = attempt and not a.failed;
  end if;
end $$;

-- Takes out the attempts that count no more; answers how many.
create or replace function app.sweep_attempts() returns bigint
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  swept bigint;
begin
  if app.kind() is distinct from 'worker' then
    raise exception using errcode = 'TS002', message = 'worker context required';
  end if;
  delete from auth.attempt a where a.expires_at <= clock_timestamp();
  get diagnostics swept = row_count;
  return swept;
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
alter function app.look_at_attempts(jsonb) owner to toster_guard;
alter function app.reserve_attempt(uuid, jsonb) owner to toster_guard;
alter function app.settle_attempt(uuid, text[], boolean) owner to toster_guard;
alter function app.sweep_attempts() owner to toster_guard;
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
grant select, insert, update, delete on auth.attempt to toster_guard;
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
grant execute on function app.look_at_attempts(jsonb), app.reserve_attempt(uuid, jsonb), app.settle_attempt(uuid, text[], boolean) to toster_auth;
grant execute on function app.org_ids(), app.sweep_attempts() to toster_worker;
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

