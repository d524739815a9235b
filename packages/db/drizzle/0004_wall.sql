-- wall public.use_counter
alter table public.use_counter owner to toster_owner;
alter table public.use_counter enable row level security;
alter table public.use_counter force row level security;
revoke all on public.use_counter from public, toster_app, toster_auth, toster_worker, toster_relay;
alter table public.use_counter alter column permission set statistics 0;
grant select on public.use_counter to toster_app;
grant select, delete on public.use_counter to toster_worker;
drop policy if exists tenant on public.use_counter;
create policy tenant on public.use_counter for all to toster_app
  using (org_id = (select app.org_id()) and actor_id = (select app.actor_id()))
  with check (org_id = (select app.org_id()) and actor_id = (select app.actor_id()));
drop policy if exists tenant_worker on public.use_counter;
create policy tenant_worker on public.use_counter for all to toster_worker
  using (org_id = (select app.org_id()))
  with check (org_id = (select app.org_id()));

-- use limits
create or replace function app.use_limit(what text) returns table (most int, span interval, refuses boolean)
language sql immutable set search_path = pg_catalog, pg_temp rows 1 as $$
  select l.most, l.span, l.refuses from (values ('customers.lookup_exact', 30, interval '3600 seconds', true),
    ('customers.read_full', 20, interval '3600 seconds', false),
    ('webhooks.replay', 60, interval '3600 seconds', true)) l(name, most, span, refuses) where l.name = what
$$;

-- guests.sql
-- Guests behind masks, exact look-up, and how often a member may use either. The application's role reads
-- customer_contact with customers.read_full only. Whoever holds less gets what the matrix shows them from here: made
-- inside PostgreSQL, so that the rest never leaves it, whatever SQL the application sends.

-- A name in a form of the access rules: masked, first_name, first_name_initial. No outline tells more, so `full` is
-- shown as the last of these. Null for any other form.
create or replace function app.name_in_form(name text, form text) returns text
language plpgsql immutable set search_path = pg_catalog, pg_temp as $$
declare
  words text[] := regexp_split_to_array(btrim(name), '\s+');
begin
  if coalesce(btrim(name), '') = '' then return null; end if;
  case form
    when 'masked' then return array_to_string(array(select left(w, 1) || '•••' from unnest(words[1:3]) w), ' ');
    when 'first_name' then return words[1];
    when 'first_name_initial', 'full' then
      return words[1] || case when cardinality(words) > 1 then ' ' || left(words[cardinality(words)], 1) || '.' else '' end;
    else return null;
  end case;
end $$;

-- An e-mail address as `i•••@g•••.com`; null where no form of it is shown.
create or replace function app.email_in_form(email text, form text) returns text
language plpgsql immutable set search_path = pg_catalog, pg_temp as $$
declare
  domain text := split_part(email, '@', 2);
begin
  if email is null or form not in ('masked', 'full') then return null; end if;
  return left(email, 1) || '•••@' || left(domain, 1) || '•••' || coalesce(substring(domain from '\.[^.]{2,12}$'), '');
end $$;

-- The last two digits of a telephone number; null where no form of it is shown.
create or replace function app.phone_in_form(phone text, form text) returns text
language plpgsql immutable set search_path = pg_catalog, pg_temp as $$
begin
  if form not in ('last2', 'full') then return null; end if;
  return nullif(right(regexp_replace(phone, '\D', '', 'g'), 2), '');
end $$;

-- In which forms the context's grants of customers.read show guests, and where; ffffffff-… is everywhere. A grant
-- that shows consenting guests only shows nobody: no consent is on record yet.
create or replace function app.guest_forms() returns table (place uuid, name_form text, phone_form text, email_form text)
language plpgsql stable set search_path = pg_catalog, pg_temp rows 2 as $$
declare
  everywhere constant uuid := 'ffffffff-ffff-ffff-ffff-ffffffffffff';
begin
  return query
    select coalesce(nullif(split_part(e, '@', 2), '')::uuid, everywhere), f[1], f[2], f[3]
      from jsonb_array_elements_text(app.verified() -> 'caps' -> 'customers.read') e,
           string_to_array(split_part(substr(e, 3), '@', 1), ',') f
     where e ~ '^F:([a-z0-9_]+|-)(,([a-z0-9_]+|-)){2}(@[0-9a-f]{8}-[0-9a-f-]{27})?$'
    union all
    select p, 'first_name_initial', 'last2', 'masked' from unnest(app.reach('customers.read')) p;
end $$;

-- The outlines of these guests, as far as the context's grants show them. What several grants show of one guest adds
-- up to the most telling of their forms.
create or replace function app.guest_outlines(guests uuid[])
returns table (id uuid, name text, phone_ending text, email text, version int)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp rows 50 as $$
declare
  org uuid := app.org_id();
  telling constant text[] := array['-', 'masked', 'first_name', 'first_name_initial', 'last2', 'full'];
begin
  if org is null then return; end if;
  return query
    with forms as materialized (select * from app.guest_forms())
    select c.customer_id, app.name_in_form(c.name, telling[shown.name_form]),
           app.phone_in_form(c.phone, telling[shown.phone_form]), app.email_in_form(c.email, telling[shown.email_form]),
           c.version
      from public.customer_contact c
     cross join lateral (
       select max(array_position(telling, f.name_form)) as name_form, max(array_position(telling, f.phone_form)) as phone_form,
              max(array_position(telling, f.email_form)) as email_form
         from forms f where f.place in (c.location_id, 'ffffffff-ffff-ffff-ffff-ffffffffffff')
       having count(*) > 0) shown
     where c.org_id = org and c.customer_id = any (guests);
end $$;

-- Counts one use of a permission by the member in context, unless that is more than may be: then nothing is counted
-- and `retry_after_seconds` says when the next use is free. `used`: uses within the span, this one included, on to
-- 500. The row of the counter is locked, so uses at the same time are counted one after the other; the clock is the
-- database's. A transaction that is rolled back has not used anything, and shown nothing to anybody.
create or replace function app.count_use(what text) returns table (used int, retry_after_seconds int)
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp rows 1 as $$
declare
  org uuid := app.org_id();
  actor uuid := app.actor_id();
  ruled record;
  before timestamptz[];
  instant timestamptz;
begin
  if org is null or actor is null then
    raise exception using errcode = 'TS003', message = 'a use without context is not counted';
  end if;
  select * into ruled from app.use_limit(what);
  if not found then
    raise exception using errcode = 'TS004', message = 'uses of this permission are not counted';
  end if;
  insert into public.use_counter as u (org_id, actor_id, permission, times, last_at, counted_in, unspent)
  values (org, actor, what, '{}', clock_timestamp(), pg_current_xact_id(), 0)
  on conflict (org_id, actor_id, permission) do update set last_at = u.last_at
  returning u.times into before;
  instant := clock_timestamp();
  before := array(select t from unnest(before) t where t > instant - ruled.span order by t desc limit 499);
  if ruled.refuses and cardinality(before) >= ruled.most then
    used := cardinality(before);
    retry_after_seconds := ceil(extract(epoch from before[ruled.most] + ruled.span - instant));
    return next;
    return;
  end if;
  update public.use_counter u
     set times = instant || before, last_at = instant, counted_in = pg_current_xact_id(),
         unspent = 1 + case when u.counted_in = pg_current_xact_id() then u.unspent else 0 end
   where u.org_id = org and u.actor_id = actor and u.permission = what;
  used := cardinality(before) + 1;
  return next;
end $$;

-- The guests with exactly this telephone number or exactly this e-mail address, by their normalised keys, at places
-- customers.lookup_exact reaches: at most five, the newest first, with first name and two digits whoever asks. Each
-- call spends one use counted in this transaction by app.count_use; without one it is refused, so nobody looks up
-- uncounted, also not by SQL of their own. Finding nobody is an answer and has its price.
create or replace function app.find_guest(phone_key text, email_key text)
returns table (id uuid, location_id uuid, first_name text, phone_ending text)
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp rows 1 as $$
declare
  org uuid := app.org_id();
  reach uuid[] := app.reach('customers.lookup_exact');
begin
  if org is null or app.purpose() is null then
    raise exception using errcode = 'TS003', message = 'a look-up without context or purpose is refused';
  end if;
  if num_nonnulls(phone_key, email_key) <> 1 then
    raise exception using errcode = 'TS004', message = 'a look-up takes one key';
  end if;
  update public.use_counter u set unspent = u.unspent - 1
   where u.org_id = org and u.actor_id = app.actor_id() and u.permission = 'customers.lookup_exact'
     and u.counted_in = pg_current_xact_id() and u.unspent > 0;
  if not found then
    raise exception using errcode = 'TS004', message = 'a look-up that was not counted is refused';
  end if;
  return query
    select c.customer_id, c.location_id, app.name_in_form(c.name, 'first_name'), app.phone_in_form(c.phone, 'last2')
      from public.customer_contact c
     where c.org_id = org and reach && array[c.location_id, 'ffffffff-ffff-ffff-ffff-ffffffffffff']
       and (c.phone_key = find_guest.phone_key or c.email_key = find_guest.email_key)
     order by c.customer_id desc limit 5;
end $$;

-- Changes how to reach a guest, for whoever holds customers.update at the guest's place, who need not be able to read
-- it: only what `change` names (name, phone, phone_key, email, email_key). Answers with the new version; null when the
-- guest is not there or `expected` is not the version they have.
create or replace function app.update_guest(guest uuid, expected int, change jsonb) returns int
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  org uuid := app.org_id();
  reach uuid[] := app.reach('customers.update');
  made int;
begin
  insert into public.customer_contact as c (org_id, customer_id, location_id, version)
  select g.org_id, g.id, g.location_id, 0 from public.customer g
   where g.org_id = org and g.id = guest and expected = 0 and reach && array[g.location_id, 'ffffffff-ffff-ffff-ffff-ffffffffffff']
  on conflict (org_id, customer_id) do nothing;
  update public.customer_contact c
     set name = case when change ? 'name' then change ->> 'name' else c.name end,
         phone = case when change ? 'phone' then change ->> 'phone' else c.phone end,
         phone_key = case when change ? 'phone' then change ->> 'phone_key' else c.phone_key end,
         email = case when change ? 'email' then change ->> 'email' else c.email end,
         email_key = case when change ? 'email' then change ->> 'email_key' else c.email_key end,
         version = c.version + 1
   where c.org_id = org and c.customer_id = guest and c.version = expected
     and reach && array[c.location_id, 'ffffffff-ffff-ffff-ffff-ffffffffffff']
  returning c.version into made;
  return made;
end $$;

-- A guest's newest order stands with the guest, so that the list of guests has an index to follow.
create or replace function app.note_orders() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  update public.customer c set last_order_at = o.at
    from (select org_id, customer_id, max(placed_at) as at from new_rows where customer_id is not null group by 1, 2) o
   where c.org_id = o.org_id and c.id = o.customer_id and (c.last_order_at is null or c.last_order_at < o.at);
  return null;
end $$;
create or replace trigger note_orders after insert on public.orders referencing new table as new_rows
  for each statement execute function app.note_orders();
alter table public.orders enable always trigger note_orders;

-- Orders from before there was a trigger.
update public.customer c set last_order_at = o.at
  from (select org_id, customer_id, max(placed_at) as at from public.orders where customer_id is not null group by 1, 2) o
 where c.org_id = o.org_id and c.id = o.customer_id and c.last_order_at is null;


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
  app.update_guest(uuid, int, jsonb) to toster_app;
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

