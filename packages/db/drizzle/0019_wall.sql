-- capture auth.factor
create or replace function au.capture_auth_factor_insert() returns trigger
language plpgsql volatile security definer
set search_path = pg_catalog, pg_temp set enable_nestloop = off set timezone = 'UTC' set datestyle = 'ISO' set extra_float_digits = 1 set bytea_output = 'hex' as $capture$
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
  for org in select distinct member.org_id from new_rows n, lateral au.orgs_of(n.account_id) member(org_id) loop
    s := au.stamp_for(org, null);
    lead := concat('{', '"act":' || to_json(s.act)::text || ',', '"action":', to_json(s.action)::text, ',');
    approver_and_at := concat('"approver":"' || s.approver_id || '",', '"at":', s.at_json, ',');
    ctx_and_domain := concat('"ctx":"' || s.ctx_commit || '",', '"domain":"access",');
    op_and_org := concat('"op":"insert","org":"', org, '",');
    rel_and_req := concat('"rel":"auth.factor","req":', to_json(s.request_id)::text, ',');
    tail := concat('"schema":1,', '"session":"' || s.session_id || '",', '"source":', to_json(s.source)::text,
      ',"txn":"', s.xid, '","v":1}');
    with captured as materialized (
      select cap, row_id, loc, label, changed,
        concat(lead, '"after":', after, ',', approver_and_at, '"cap":', cap, ',', ctx_and_domain, op_and_org, rel_and_req, '"row":"', row_id, '",', tail) as leaf
      from (select nextval('au.cap') as cap,
        (n.account_id)::text as row_id,
        null::uuid as loc,
        null::text as label,
        null::text[] as changed,
        null::text as before,
        concat('{', '"account_id":', '"' || n.account_id || '"', ',"confirmed_at":', coalesce(to_json(n.confirmed_at)::text, 'null'), ',"created_at":', to_json(n.created_at)::text, '}') as after
      from new_rows n
      where org = any (array(select au.orgs_of(n.account_id)))
      offset 0) x
    )
    insert into au.event (org_id, at, cap_seq, xid, kind, rel, row_id, loc, domain, action, actor_id, db_user, approver_id,
      session_id, source, request_id, part, head, changed, label, ctx_seq, schema, leaf, leaf_hash)
    select org, s.at, cap, s.xid, 1, 'auth.factor', row_id, loc, 'access', s.action, s.actor_id, s.db_user,
      s.approver_id, s.session_id, s.source, s.request_id, s.part,
      s.part = 0 and cap = any (array(select min(first.cap) from captured first group by first.loc)), changed, label, s.ctx_seq,
      1, leaf, sha256('\x00'::bytea || convert_to(leaf, 'UTF8'))
    from captured;
  end loop;
  return null;
end
$capture$;
create or replace trigger capture_insert after insert on auth.factor referencing new table as new_rows for each statement execute function au.capture_auth_factor_insert();
alter table auth.factor enable always trigger capture_insert;

create or replace function au.capture_auth_factor_update() returns trigger
language plpgsql volatile security definer
set search_path = pg_catalog, pg_temp set enable_nestloop = off set timezone = 'UTC' set datestyle = 'ISO' set extra_float_digits = 1 set bytea_output = 'hex' as $capture$
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
  for org in select distinct member.org_id from new_rows n, lateral au.orgs_of(n.account_id) member(org_id) loop
    continue when not exists (select from new_rows n join old_rows o on o.account_id = n.account_id where org = any (array(select au.orgs_of(n.account_id))) and row(n.account_id, n.confirmed_at, n.created_at, n.sealed) is distinct from row(o.account_id, o.confirmed_at, o.created_at, o.sealed));
    s := au.stamp_for(org, null);
    lead := concat('{', '"act":' || to_json(s.act)::text || ',', '"action":', to_json(s.action)::text, ',');
    approver_and_at := concat('"approver":"' || s.approver_id || '",', '"at":', s.at_json, ',');
    ctx_and_domain := concat('"ctx":"' || s.ctx_commit || '",', '"domain":"access",');
    op_and_org := concat('"op":"update","org":"', org, '",');
    rel_and_req := concat('"rel":"auth.factor","req":', to_json(s.request_id)::text, ',');
    tail := concat('"schema":1,', '"session":"' || s.session_id || '",', '"source":', to_json(s.source)::text,
      ',"txn":"', s.xid, '","v":1}');
    with captured as materialized (
      select cap, row_id, loc, label, changed,
        concat(lead, '"after":', after, ',', approver_and_at, '"before":', before, ',', '"cap":', cap, ',', ctx_and_domain, op_and_org, rel_and_req, '"row":"', row_id, '",', tail) as leaf
      from (select * from (select nextval('au.cap') as cap,
        (n.account_id)::text as row_id,
        null::uuid as loc,
        null::text as label,
        array_remove(array[case when n.account_id is distinct from o.account_id then 'account_id' end, case when n.confirmed_at is distinct from o.confirmed_at then 'confirmed_at' end, case when n.created_at is distinct from o.created_at then 'created_at' end, case when n.sealed is distinct from o.sealed then 'sealed' end], null) as changed,
        concat('{', '"account_id":', '"' || o.account_id || '"', ',"confirmed_at":', coalesce(to_json(o.confirmed_at)::text, 'null'), ',"created_at":', to_json(o.created_at)::text, '}') as before,
        concat('{', '"account_id":', '"' || n.account_id || '"', ',"confirmed_at":', coalesce(to_json(n.confirmed_at)::text, 'null'), ',"created_at":', to_json(n.created_at)::text, '}') as after
      from new_rows n join old_rows o on o.account_id = n.account_id
      where org = any (array(select au.orgs_of(n.account_id)))
      offset 0) x where changed <> '{}' offset 0) x
    )
    insert into au.event (org_id, at, cap_seq, xid, kind, rel, row_id, loc, domain, action, actor_id, db_user, approver_id,
      session_id, source, request_id, part, head, changed, label, ctx_seq, schema, leaf, leaf_hash)
    select org, s.at, cap, s.xid, 2, 'auth.factor', row_id, loc, 'access', s.action, s.actor_id, s.db_user,
      s.approver_id, s.session_id, s.source, s.request_id, s.part,
      s.part = 0 and cap = any (array(select min(first.cap) from captured first group by first.loc)), changed, label, s.ctx_seq,
      1, leaf, sha256('\x00'::bytea || convert_to(leaf, 'UTF8'))
    from captured;
  end loop;
  return null;
end
$capture$;
create or replace trigger capture_update after update on auth.factor referencing old table as old_rows new table as new_rows for each statement execute function au.capture_auth_factor_update();
alter table auth.factor enable always trigger capture_update;

create or replace function au.capture_auth_factor_delete() returns trigger
language plpgsql volatile security definer
set search_path = pg_catalog, pg_temp set enable_nestloop = off set timezone = 'UTC' set datestyle = 'ISO' set extra_float_digits = 1 set bytea_output = 'hex' as $capture$
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
  for org in select distinct member.org_id from old_rows o, lateral au.orgs_of(o.account_id) member(org_id) loop
    s := au.stamp_for(org, null);
    lead := concat('{', '"act":' || to_json(s.act)::text || ',', '"action":', to_json(s.action)::text, ',');
    approver_and_at := concat('"approver":"' || s.approver_id || '",', '"at":', s.at_json, ',');
    ctx_and_domain := concat('"ctx":"' || s.ctx_commit || '",', '"domain":"access",');
    op_and_org := concat('"op":"delete","org":"', org, '",');
    rel_and_req := concat('"rel":"auth.factor","req":', to_json(s.request_id)::text, ',');
    tail := concat('"schema":1,', '"session":"' || s.session_id || '",', '"source":', to_json(s.source)::text,
      ',"txn":"', s.xid, '","v":1}');
    with captured as materialized (
      select cap, row_id, loc, label, changed,
        concat(lead, approver_and_at, '"before":', before, ',', '"cap":', cap, ',', ctx_and_domain, op_and_org, rel_and_req, '"row":"', row_id, '",', tail) as leaf
      from (select nextval('au.cap') as cap,
        (o.account_id)::text as row_id,
        null::uuid as loc,
        null::text as label,
        null::text[] as changed,
        concat('{', '"account_id":', '"' || o.account_id || '"', ',"confirmed_at":', coalesce(to_json(o.confirmed_at)::text, 'null'), ',"created_at":', to_json(o.created_at)::text, '}') as before,
        null::text as after
      from old_rows o
      where org = any (array(select au.orgs_of(o.account_id)))
      offset 0) x
    )
    insert into au.event (org_id, at, cap_seq, xid, kind, rel, row_id, loc, domain, action, actor_id, db_user, approver_id,
      session_id, source, request_id, part, head, changed, label, ctx_seq, schema, leaf, leaf_hash)
    select org, s.at, cap, s.xid, 3, 'auth.factor', row_id, loc, 'access', s.action, s.actor_id, s.db_user,
      s.approver_id, s.session_id, s.source, s.request_id, s.part,
      s.part = 0 and cap = any (array(select min(first.cap) from captured first group by first.loc)), changed, label, s.ctx_seq,
      1, leaf, sha256('\x00'::bytea || convert_to(leaf, 'UTF8'))
    from captured;
  end loop;
  return null;
end
$capture$;
create or replace trigger capture_delete after delete on auth.factor referencing old table as old_rows for each statement execute function au.capture_auth_factor_delete();
alter table auth.factor enable always trigger capture_delete;

create or replace trigger refuse_rekey before update of account_id on auth.factor for each statement execute function au.refuse_rekey();
alter table auth.factor enable always trigger refuse_rekey;
create or replace trigger refuse_truncate before truncate on auth.factor for each statement execute function au.refuse_truncate();
alter table auth.factor enable always trigger refuse_truncate;

-- capture auth.recovery_code
create or replace function au.capture_auth_recovery_code_insert() returns trigger
language plpgsql volatile security definer
set search_path = pg_catalog, pg_temp set enable_nestloop = off set timezone = 'UTC' set datestyle = 'ISO' set extra_float_digits = 1 set bytea_output = 'hex' as $capture$
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
  for org in select distinct member.org_id from new_rows n, lateral au.orgs_of(n.account_id) member(org_id) loop
    s := au.stamp_for(org, null);
    lead := concat('{', '"act":' || to_json(s.act)::text || ',', '"action":', to_json(s.action)::text, ',');
    approver_and_at := concat('"approver":"' || s.approver_id || '",', '"at":', s.at_json, ',');
    ctx_and_domain := concat('"ctx":"' || s.ctx_commit || '",', '"domain":"access",');
    op_and_org := concat('"op":"insert","org":"', org, '",');
    rel_and_req := concat('"rel":"auth.recovery_code","req":', to_json(s.request_id)::text, ',');
    tail := concat('"schema":1,', '"session":"' || s.session_id || '",', '"source":', to_json(s.source)::text,
      ',"txn":"', s.xid, '","v":1}');
    with captured as materialized (
      select cap, row_id, loc, label, changed,
        concat(lead, '"after":', after, ',', approver_and_at, '"cap":', cap, ',', ctx_and_domain, op_and_org, rel_and_req, '"row":"', row_id, '",', tail) as leaf
      from (select nextval('au.cap') as cap,
        (n.account_id || '/' || n.position)::text as row_id,
        null::uuid as loc,
        null::text as label,
        null::text[] as changed,
        null::text as before,
        concat('{', '"account_id":', '"' || n.account_id || '"', ',"created_at":', to_json(n.created_at)::text, ',"position":', n.position::text, ',"used_at":', coalesce(to_json(n.used_at)::text, 'null'), '}') as after
      from new_rows n
      where org = any (array(select au.orgs_of(n.account_id)))
      offset 0) x
    )
    insert into au.event (org_id, at, cap_seq, xid, kind, rel, row_id, loc, domain, action, actor_id, db_user, approver_id,
      session_id, source, request_id, part, head, changed, label, ctx_seq, schema, leaf, leaf_hash)
    select org, s.at, cap, s.xid, 1, 'auth.recovery_code', row_id, loc, 'access', s.action, s.actor_id, s.db_user,
      s.approver_id, s.session_id, s.source, s.request_id, s.part,
      s.part = 0 and cap = any (array(select min(first.cap) from captured first group by first.loc)), changed, label, s.ctx_seq,
      1, leaf, sha256('\x00'::bytea || convert_to(leaf, 'UTF8'))
    from captured;
  end loop;
  return null;
end
$capture$;
create or replace trigger capture_insert after insert on auth.recovery_code referencing new table as new_rows for each statement execute function au.capture_auth_recovery_code_insert();
alter table auth.recovery_code enable always trigger capture_insert;

create or replace function au.capture_auth_recovery_code_update() returns trigger
language plpgsql volatile security definer
set search_path = pg_catalog, pg_temp set enable_nestloop = off set timezone = 'UTC' set datestyle = 'ISO' set extra_float_digits = 1 set bytea_output = 'hex' as $capture$
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
  for org in select distinct member.org_id from new_rows n, lateral au.orgs_of(n.account_id) member(org_id) loop
    continue when not exists (select from new_rows n join old_rows o on o.account_id = n.account_id and o.position = n.position where org = any (array(select au.orgs_of(n.account_id))) and row(n.account_id, n.code_hash, n.created_at, n.position, n.used_at) is distinct from row(o.account_id, o.code_hash, o.created_at, o.position, o.used_at));
    s := au.stamp_for(org, null);
    lead := concat('{', '"act":' || to_json(s.act)::text || ',', '"action":', to_json(s.action)::text, ',');
    approver_and_at := concat('"approver":"' || s.approver_id || '",', '"at":', s.at_json, ',');
    ctx_and_domain := concat('"ctx":"' || s.ctx_commit || '",', '"domain":"access",');
    op_and_org := concat('"op":"update","org":"', org, '",');
    rel_and_req := concat('"rel":"auth.recovery_code","req":', to_json(s.request_id)::text, ',');
    tail := concat('"schema":1,', '"session":"' || s.session_id || '",', '"source":', to_json(s.source)::text,
      ',"txn":"', s.xid, '","v":1}');
    with captured as materialized (
      select cap, row_id, loc, label, changed,
        concat(lead, '"after":', after, ',', approver_and_at, '"before":', before, ',', '"cap":', cap, ',', ctx_and_domain, op_and_org, rel_and_req, '"row":"', row_id, '",', tail) as leaf
      from (select * from (select nextval('au.cap') as cap,
        (n.account_id || '/' || n.position)::text as row_id,
        null::uuid as loc,
        null::text as label,
        array_remove(array[case when n.account_id is distinct from o.account_id then 'account_id' end, case when n.code_hash is distinct from o.code_hash then 'code_hash' end, case when n.created_at is distinct from o.created_at then 'created_at' end, case when n.position is distinct from o.position then 'position' end, case when n.used_at is distinct from o.used_at then 'used_at' end], null) as changed,
        concat('{', '"account_id":', '"' || o.account_id || '"', ',"created_at":', to_json(o.created_at)::text, ',"position":', o.position::text, ',"used_at":', coalesce(to_json(o.used_at)::text, 'null'), '}') as before,
        concat('{', '"account_id":', '"' || n.account_id || '"', ',"created_at":', to_json(n.created_at)::text, ',"position":', n.position::text, ',"used_at":', coalesce(to_json(n.used_at)::text, 'null'), '}') as after
      from new_rows n join old_rows o on o.account_id = n.account_id and o.position = n.position
      where org = any (array(select au.orgs_of(n.account_id)))
      offset 0) x where changed <> '{}' offset 0) x
    )
    insert into au.event (org_id, at, cap_seq, xid, kind, rel, row_id, loc, domain, action, actor_id, db_user, approver_id,
      session_id, source, request_id, part, head, changed, label, ctx_seq, schema, leaf, leaf_hash)
    select org, s.at, cap, s.xid, 2, 'auth.recovery_code', row_id, loc, 'access', s.action, s.actor_id, s.db_user,
      s.approver_id, s.session_id, s.source, s.request_id, s.part,
      s.part = 0 and cap = any (array(select min(first.cap) from captured first group by first.loc)), changed, label, s.ctx_seq,
      1, leaf, sha256('\x00'::bytea || convert_to(leaf, 'UTF8'))
    from captured;
  end loop;
  return null;
end
$capture$;
create or replace trigger capture_update after update on auth.recovery_code referencing old table as old_rows new table as new_rows for each statement execute function au.capture_auth_recovery_code_update();
alter table auth.recovery_code enable always trigger capture_update;

create or replace function au.capture_auth_recovery_code_delete() returns trigger
language plpgsql volatile security definer
set search_path = pg_catalog, pg_temp set enable_nestloop = off set timezone = 'UTC' set datestyle = 'ISO' set extra_float_digits = 1 set bytea_output = 'hex' as $capture$
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
  for org in select distinct member.org_id from old_rows o, lateral au.orgs_of(o.account_id) member(org_id) loop
    s := au.stamp_for(org, null);
    lead := concat('{', '"act":' || to_json(s.act)::text || ',', '"action":', to_json(s.action)::text, ',');
    approver_and_at := concat('"approver":"' || s.approver_id || '",', '"at":', s.at_json, ',');
    ctx_and_domain := concat('"ctx":"' || s.ctx_commit || '",', '"domain":"access",');
    op_and_org := concat('"op":"delete","org":"', org, '",');
    rel_and_req := concat('"rel":"auth.recovery_code","req":', to_json(s.request_id)::text, ',');
    tail := concat('"schema":1,', '"session":"' || s.session_id || '",', '"source":', to_json(s.source)::text,
      ',"txn":"', s.xid, '","v":1}');
    with captured as materialized (
      select cap, row_id, loc, label, changed,
        concat(lead, approver_and_at, '"before":', before, ',', '"cap":', cap, ',', ctx_and_domain, op_and_org, rel_and_req, '"row":"', row_id, '",', tail) as leaf
      from (select nextval('au.cap') as cap,
        (o.account_id || '/' || o.position)::text as row_id,
        null::uuid as loc,
        null::text as label,
        null::text[] as changed,
        concat('{', '"account_id":', '"' || o.account_id || '"', ',"created_at":', to_json(o.created_at)::text, ',"position":', o.position::text, ',"used_at":', coalesce(to_json(o.used_at)::text, 'null'), '}') as before,
        null::text as after
      from old_rows o
      where org = any (array(select au.orgs_of(o.account_id)))
      offset 0) x
    )
    insert into au.event (org_id, at, cap_seq, xid, kind, rel, row_id, loc, domain, action, actor_id, db_user, approver_id,
      session_id, source, request_id, part, head, changed, label, ctx_seq, schema, leaf, leaf_hash)
    select org, s.at, cap, s.xid, 3, 'auth.recovery_code', row_id, loc, 'access', s.action, s.actor_id, s.db_user,
      s.approver_id, s.session_id, s.source, s.request_id, s.part,
      s.part = 0 and cap = any (array(select min(first.cap) from captured first group by first.loc)), changed, label, s.ctx_seq,
      1, leaf, sha256('\x00'::bytea || convert_to(leaf, 'UTF8'))
    from captured;
  end loop;
  return null;
end
$capture$;
create or replace trigger capture_delete after delete on auth.recovery_code referencing old table as old_rows for each statement execute function au.capture_auth_recovery_code_delete();
alter table auth.recovery_code enable always trigger capture_delete;

create or replace trigger refuse_rekey before update of account_id, position on auth.recovery_code for each statement execute function au.refuse_rekey();
alter table auth.recovery_code enable always trigger refuse_rekey;
create or replace trigger refuse_truncate before truncate on auth.recovery_code for each statement execute function au.refuse_truncate();
alter table auth.recovery_code enable always trigger refuse_truncate;

-- wall auth.factor
alter table auth.factor owner to toster_owner;
alter table auth.factor enable row level security;
alter table auth.factor force row level security;
revoke all on auth.factor from public, toster_app, toster_auth, toster_worker, toster_relay;
alter table auth.factor alter column sealed set statistics 0;
alter table auth.factor alter column pepper_kid set statistics 0;
grant select, insert, update, delete on auth.factor to toster_auth;
drop policy if exists account on auth.factor;
create policy account on auth.factor for all to toster_auth
  using ((select app.kind()) = 'auth')
  with check ((select app.kind()) = 'auth');

-- wall auth.recovery_code
alter table auth.recovery_code owner to toster_owner;
alter table auth.recovery_code enable row level security;
alter table auth.recovery_code force row level security;
revoke all on auth.recovery_code from public, toster_app, toster_auth, toster_worker, toster_relay;
alter table auth.recovery_code alter column code_hash set statistics 0;
alter table auth.recovery_code alter column pepper_kid set statistics 0;
grant select, insert, update, delete on auth.recovery_code to toster_auth;
drop policy if exists account on auth.recovery_code;
create policy account on auth.recovery_code for all to toster_auth
  using ((select app.kind()) = 'auth')
  with check ((select app.kind()) = 'auth');

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
alter function app.spend_quota(text, bigint, bigint, int) owner to toster_guard;
alter function app.note_quota(text, bigint, int) owner to toster_guard;
alter function app.quota_notices() owner to toster_guard;
alter function app.file_report(uuid, text, text, text, text) owner to toster_guard;
alter function app.report_to_acknowledge(uuid) owner to toster_guard;
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
  app.update_guest(uuid, int, jsonb), app.paper() to toster_app;
grant execute on function app.record_read(text, uuid[]) to toster_app, toster_worker, toster_maintenance;
grant execute on function app.append_event(smallint, text, text, text, jsonb) to toster_worker, toster_maintenance;
grant execute on function app.look_at_attempts(jsonb), app.reserve_attempt(uuid, jsonb), app.settle_attempt(uuid, text[], boolean),
  app.spend_quota(text, bigint, bigint, int), app.note_quota(text, bigint, int),
  app.file_report(uuid, text, text, text, text) to toster_auth;
grant execute on function app.org_ids(), app.sweep_attempts(), app.quota_notices(), app.report_to_acknowledge(uuid) to toster_worker;
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

