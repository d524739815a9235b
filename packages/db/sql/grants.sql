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
alter function app.spend_quota(text, bigint, bigint, int) owner to toster_guard;
alter function app.note_quota(text, bigint, int) owner to toster_guard;
alter function app.quota_notices() owner to toster_guard;
alter function app.file_report(uuid, text, text, text, text) owner to toster_guard;
alter function app.report_to_acknowledge(uuid) owner to toster_guard;
alter function app.note_orders() owner to toster_guard;
alter function app.paper() owner to toster_guard;
alter function app.guest_is_signed_in() owner to toster_guard;
alter function app.guest_named(text, text) owner to toster_guard;
alter function app.guest_standing(uuid, uuid, text) owner to toster_guard;
alter function app.restaurant_named(text) owner to toster_guard;
alter function app.keep_guest_code(uuid, text) owner to toster_guard;
alter function app.guest_address(uuid) owner to toster_guard;
alter function app.guest_self() owner to toster_guard;
alter function app.guest_orders(uuid, int) owner to toster_guard;
alter function app.guest_decide(uuid, text, boolean, text, text) owner to toster_guard;
alter function app.raise_epoch_of_grant() owner to toster_guard;
alter function app.raise_epoch_of_policy() owner to toster_guard;
alter function app.raise_epoch_of_factor() owner to toster_guard;
alter function app.members_with_factor() owner to toster_guard;
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
grant select (account_id, confirmed_at, reset_due_at) on auth.factor to toster_guard;
grant select, update (code_digests) on auth.guest_code to toster_guard;
grant select on auth.guest_session, public.order_line to toster_guard;
grant select, insert on public.consent to toster_guard;
grant select on public.receipt, public.orders, public.payment, public.location, public.org_profile, public.location_profile to toster_guard;
grant update (epoch) on public.membership to toster_guard;
grant select, insert, update on public.refusal, public.use_counter, public.customer_contact to toster_guard;
grant select, insert, update, delete on auth.attempt to toster_guard;
grant select, insert, update on auth.quota to toster_guard;
grant select, insert on auth.security_report to toster_guard;
grant insert on public.outbox to toster_guard;
grant select on public.membership_grant to toster_guard;
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
  app.update_guest(uuid, int, jsonb), app.paper(), app.members_with_factor(),
  app.guest(), app.guest_self(), app.guest_orders(uuid, int), app.guest_decide(uuid, text, boolean, text, text) to toster_app;
grant execute on function app.record_read(text, uuid[]) to toster_app, toster_worker, toster_maintenance;
grant execute on function app.append_event(smallint, text, text, text, jsonb) to toster_worker, toster_maintenance;
grant execute on function app.look_at_attempts(jsonb), app.reserve_attempt(uuid, jsonb), app.settle_attempt(uuid, text[], boolean),
  app.spend_quota(text, bigint, bigint, int), app.note_quota(text, bigint, int),
  app.file_report(uuid, text, text, text, text), app.guest_named(text, text), app.guest_standing(uuid, uuid, text),
  app.restaurant_named(text) to toster_auth;
grant execute on function app.org_ids(), app.sweep_attempts(), app.quota_notices(), app.report_to_acknowledge(uuid), app.keep_guest_code(uuid, text),
  app.guest_address(uuid) to toster_worker;
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
