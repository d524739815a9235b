-- capture auth.account
create or replace function au.capture_auth_account_insert() returns trigger
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
  for org in select distinct member.org_id from new_rows n, lateral au.orgs_of(n.id) member(org_id) loop
    s := au.stamp_for(org, null);
    lead := concat('{', '"act":' || to_json(s.act)::text || ',', '"action":', to_json(s.action)::text, ',');
    approver_and_at := concat('"approver":"' || s.approver_id || '",', '"at":', s.at_json, ',');
    ctx_and_domain := concat('"ctx":"' || s.ctx_commit || '",', '"domain":"access",');
    op_and_org := concat('"op":"insert","org":"', org, '",');
    rel_and_req := concat('"rel":"auth.account","req":', to_json(s.request_id)::text, ',');
    tail := concat('"schema":1,', '"session":"' || s.session_id || '",', '"source":', to_json(s.source)::text,
      ',"txn":"', s.xid, '","v":1}');
    with captured as materialized (
      select cap, row_id, loc, label, changed, subject,
        concat(lead, '"after":', after, ',', approver_and_at, '"cap":', cap, ',', ctx_and_domain, op_and_org, '"pii":{', concat_ws(',', '"after.email":"' || h0 || '"', '"after.email_key":"' || h1 || '"'), '},', rel_and_req, '"row":"', row_id, '",', tail) as leaf,
        array_remove(array[d0, d1], null) as ds
      from (select *, encode(sha256(convert_to(d0, 'UTF8')), 'base64') as h0,
        encode(sha256(convert_to(d1, 'UTF8')), 'base64') as h1
      from (select *, case when v0 is not null then concat('["', encode(substr(salts, 1, 16), 'hex'), '","', 'after', '.email",', v0, ']') end as d0,
        case when v1 is not null then concat('["', encode(substr(salts, 17, 16), 'hex'), '","', 'after', '.email_key",', v1, ']') end as d1
      from (select nextval('au.cap') as cap,
        (n.id)::text as row_id,
        null::uuid as loc,
        null::text as label,
        null::text[] as changed,
        null::text as before,
        concat('{', '"address_proven_at":', coalesce(to_json(n.address_proven_at)::text, 'null'), ',"created_at":', to_json(n.created_at)::text, ',"id":', '"' || n.id || '"', ',"status":', case when octet_length(n.status) <= 341 then to_json(n.status)::text else case when octet_length(to_json(n.status)::text) <= 2048 then to_json(n.status)::text else '"sha256:' || encode(sha256(convert_to(n.status, 'UTF8')), 'base64') || '"' end end, '}') as after,
        'account:' || n.id as subject,
        public.gen_random_bytes(32) as salts,
        case when n.email is not null then to_json(n.email)::text end as v0,
        case when n.email_key is not null then to_json(n.email_key)::text end as v1
      from new_rows n
      where org = any (array(select au.orgs_of(n.id)))
      offset 0) x offset 0) x offset 0) x
    ), stored as (
      insert into au.disclosure (org_id, subject, cap_seq, ds, capability, loc)
      select org, subject, cap, ds, 'audit_log.read', loc from captured where cardinality(ds) > 0
    )
    insert into au.event (org_id, at, cap_seq, xid, kind, rel, row_id, loc, domain, action, actor_id, db_user, approver_id,
      session_id, source, request_id, part, head, changed, label, ctx_seq, schema, leaf, leaf_hash)
    select org, s.at, cap, s.xid, 1, 'auth.account', row_id, loc, 'access', s.action, s.actor_id, s.db_user,
      s.approver_id, s.session_id, s.source, s.request_id, s.part,
      s.part = 0 and cap = any (array(select min(first.cap) from captured first group by first.loc)), changed, label, s.ctx_seq,
      1, leaf, sha256('\x00'::bytea || convert_to(leaf, 'UTF8'))
    from captured;
  end loop;
  return null;
end
$capture$;
create or replace trigger capture_insert after insert on auth.account referencing new table as new_rows for each statement execute function au.capture_auth_account_insert();
alter table auth.account enable always trigger capture_insert;

create or replace function au.capture_auth_account_update() returns trigger
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
  for org in select distinct member.org_id from new_rows n, lateral au.orgs_of(n.id) member(org_id) loop
    continue when not exists (select from new_rows n join old_rows o on o.id = n.id where org = any (array(select au.orgs_of(n.id))) and row(n.address_proven_at, n.created_at, n.email, n.email_key, n.id, n.status) is distinct from row(o.address_proven_at, o.created_at, o.email, o.email_key, o.id, o.status));
    s := au.stamp_for(org, null);
    lead := concat('{', '"act":' || to_json(s.act)::text || ',', '"action":', to_json(s.action)::text, ',');
    approver_and_at := concat('"approver":"' || s.approver_id || '",', '"at":', s.at_json, ',');
    ctx_and_domain := concat('"ctx":"' || s.ctx_commit || '",', '"domain":"access",');
    op_and_org := concat('"op":"update","org":"', org, '",');
    rel_and_req := concat('"rel":"auth.account","req":', to_json(s.request_id)::text, ',');
    tail := concat('"schema":1,', '"session":"' || s.session_id || '",', '"source":', to_json(s.source)::text,
      ',"txn":"', s.xid, '","v":1}');
    with captured as materialized (
      select cap, row_id, loc, label, changed, subject,
        concat(lead, '"after":', after, ',', approver_and_at, '"before":', before, ',', '"cap":', cap, ',', ctx_and_domain, op_and_org, '"pii":{', concat_ws(',', case when c0 then '"after.email":"' || h0 || '"' end, case when c1 then '"after.email_key":"' || h1 || '"' end, '"before.email":"' || h2 || '"', '"before.email_key":"' || h3 || '"', case when not c0 then '"same.email":"' || h0 || '"' end, case when not c1 then '"same.email_key":"' || h1 || '"' end), '},', rel_and_req, '"row":"', row_id, '",', tail) as leaf,
        array_remove(array[d0, d1, d2, d3], null) as ds
      from (select *, encode(sha256(convert_to(d0, 'UTF8')), 'base64') as h0,
        encode(sha256(convert_to(d1, 'UTF8')), 'base64') as h1,
        encode(sha256(convert_to(d2, 'UTF8')), 'base64') as h2,
        encode(sha256(convert_to(d3, 'UTF8')), 'base64') as h3
      from (select *, case when v0 is not null then concat('["', encode(substr(salts, 1, 16), 'hex'), '","', case when c0 then 'after' else 'same' end, '.email",', v0, ']') end as d0,
        case when v1 is not null then concat('["', encode(substr(salts, 17, 16), 'hex'), '","', case when c1 then 'after' else 'same' end, '.email_key",', v1, ']') end as d1,
        case when v2 is not null then concat('["', encode(substr(salts, 33, 16), 'hex'), '","', 'before', '.email",', v2, ']') end as d2,
        case when v3 is not null then concat('["', encode(substr(salts, 49, 16), 'hex'), '","', 'before', '.email_key",', v3, ']') end as d3
      from (select * from (select nextval('au.cap') as cap,
        (n.id)::text as row_id,
        null::uuid as loc,
        null::text as label,
        array_remove(array[case when n.address_proven_at is distinct from o.address_proven_at then 'address_proven_at' end, case when n.created_at is distinct from o.created_at then 'created_at' end, case when n.email is distinct from o.email then 'email' end, case when n.email_key is distinct from o.email_key then 'email_key' end, case when n.id is distinct from o.id then 'id' end, case when n.status is distinct from o.status then 'status' end], null) as changed,
        concat('{', '"address_proven_at":', coalesce(to_json(o.address_proven_at)::text, 'null'), ',"created_at":', to_json(o.created_at)::text, ',"id":', '"' || o.id || '"', ',"status":', case when octet_length(o.status) <= 341 then to_json(o.status)::text else case when octet_length(to_json(o.status)::text) <= 2048 then to_json(o.status)::text else '"sha256:' || encode(sha256(convert_to(o.status, 'UTF8')), 'base64') || '"' end end, '}') as before,
        concat('{', '"address_proven_at":', coalesce(to_json(n.address_proven_at)::text, 'null'), ',"created_at":', to_json(n.created_at)::text, ',"id":', '"' || n.id || '"', ',"status":', case when octet_length(n.status) <= 341 then to_json(n.status)::text else case when octet_length(to_json(n.status)::text) <= 2048 then to_json(n.status)::text else '"sha256:' || encode(sha256(convert_to(n.status, 'UTF8')), 'base64') || '"' end end, '}') as after,
        'account:' || n.id as subject,
        public.gen_random_bytes(64) as salts,
        n.email is distinct from o.email as c0,
        n.email_key is distinct from o.email_key as c1,
        case when n.email is not null then to_json(n.email)::text end as v0,
        case when n.email_key is not null then to_json(n.email_key)::text end as v1,
        case when o.email is not null and n.email is distinct from o.email then to_json(o.email)::text end as v2,
        case when o.email_key is not null and n.email_key is distinct from o.email_key then to_json(o.email_key)::text end as v3
      from new_rows n join old_rows o on o.id = n.id
      where org = any (array(select au.orgs_of(n.id)))
      offset 0) x where changed <> '{}' offset 0) x offset 0) x offset 0) x
    ), stored as (
      insert into au.disclosure (org_id, subject, cap_seq, ds, capability, loc)
      select org, subject, cap, ds, 'audit_log.read', loc from captured where cardinality(ds) > 0
    )
    insert into au.event (org_id, at, cap_seq, xid, kind, rel, row_id, loc, domain, action, actor_id, db_user, approver_id,
      session_id, source, request_id, part, head, changed, label, ctx_seq, schema, leaf, leaf_hash)
    select org, s.at, cap, s.xid, 2, 'auth.account', row_id, loc, 'access', s.action, s.actor_id, s.db_user,
      s.approver_id, s.session_id, s.source, s.request_id, s.part,
      s.part = 0 and cap = any (array(select min(first.cap) from captured first group by first.loc)), changed, label, s.ctx_seq,
      1, leaf, sha256('\x00'::bytea || convert_to(leaf, 'UTF8'))
    from captured;
  end loop;
  return null;
end
$capture$;
create or replace trigger capture_update after update on auth.account referencing old table as old_rows new table as new_rows for each statement execute function au.capture_auth_account_update();
alter table auth.account enable always trigger capture_update;

create or replace function au.capture_auth_account_delete() returns trigger
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
  for org in select distinct member.org_id from old_rows o, lateral au.orgs_of(o.id) member(org_id) loop
    s := au.stamp_for(org, null);
    lead := concat('{', '"act":' || to_json(s.act)::text || ',', '"action":', to_json(s.action)::text, ',');
    approver_and_at := concat('"approver":"' || s.approver_id || '",', '"at":', s.at_json, ',');
    ctx_and_domain := concat('"ctx":"' || s.ctx_commit || '",', '"domain":"access",');
    op_and_org := concat('"op":"delete","org":"', org, '",');
    rel_and_req := concat('"rel":"auth.account","req":', to_json(s.request_id)::text, ',');
    tail := concat('"schema":1,', '"session":"' || s.session_id || '",', '"source":', to_json(s.source)::text,
      ',"txn":"', s.xid, '","v":1}');
    with captured as materialized (
      select cap, row_id, loc, label, changed, subject,
        concat(lead, approver_and_at, '"before":', before, ',', '"cap":', cap, ',', ctx_and_domain, op_and_org, '"pii":{', concat_ws(',', '"before.email":"' || h0 || '"', '"before.email_key":"' || h1 || '"'), '},', rel_and_req, '"row":"', row_id, '",', tail) as leaf,
        array_remove(array[d0, d1], null) as ds
      from (select *, encode(sha256(convert_to(d0, 'UTF8')), 'base64') as h0,
        encode(sha256(convert_to(d1, 'UTF8')), 'base64') as h1
      from (select *, case when v0 is not null then concat('["', encode(substr(salts, 1, 16), 'hex'), '","', 'before', '.email",', v0, ']') end as d0,
        case when v1 is not null then concat('["', encode(substr(salts, 17, 16), 'hex'), '","', 'before', '.email_key",', v1, ']') end as d1
      from (select nextval('au.cap') as cap,
        (o.id)::text as row_id,
        null::uuid as loc,
        null::text as label,
        null::text[] as changed,
        concat('{', '"address_proven_at":', coalesce(to_json(o.address_proven_at)::text, 'null'), ',"created_at":', to_json(o.created_at)::text, ',"id":', '"' || o.id || '"', ',"status":', case when octet_length(o.status) <= 341 then to_json(o.status)::text else case when octet_length(to_json(o.status)::text) <= 2048 then to_json(o.status)::text else '"sha256:' || encode(sha256(convert_to(o.status, 'UTF8')), 'base64') || '"' end end, '}') as before,
        null::text as after,
        'account:' || o.id as subject,
        public.gen_random_bytes(32) as salts,
        case when o.email is not null then to_json(o.email)::text end as v0,
        case when o.email_key is not null then to_json(o.email_key)::text end as v1
      from old_rows o
      where org = any (array(select au.orgs_of(o.id)))
      offset 0) x offset 0) x offset 0) x
    ), stored as (
      insert into au.disclosure (org_id, subject, cap_seq, ds, capability, loc)
      select org, subject, cap, ds, 'audit_log.read', loc from captured where cardinality(ds) > 0
    )
    insert into au.event (org_id, at, cap_seq, xid, kind, rel, row_id, loc, domain, action, actor_id, db_user, approver_id,
      session_id, source, request_id, part, head, changed, label, ctx_seq, schema, leaf, leaf_hash)
    select org, s.at, cap, s.xid, 3, 'auth.account', row_id, loc, 'access', s.action, s.actor_id, s.db_user,
      s.approver_id, s.session_id, s.source, s.request_id, s.part,
      s.part = 0 and cap = any (array(select min(first.cap) from captured first group by first.loc)), changed, label, s.ctx_seq,
      1, leaf, sha256('\x00'::bytea || convert_to(leaf, 'UTF8'))
    from captured;
  end loop;
  return null;
end
$capture$;
create or replace trigger capture_delete after delete on auth.account referencing old table as old_rows for each statement execute function au.capture_auth_account_delete();
alter table auth.account enable always trigger capture_delete;

create or replace trigger refuse_rekey before update of id on auth.account for each statement execute function au.refuse_rekey();
alter table auth.account enable always trigger refuse_rekey;
create or replace trigger refuse_truncate before truncate on auth.account for each statement execute function au.refuse_truncate();
alter table auth.account enable always trigger refuse_truncate;

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
        concat('{', '"account_id":', '"' || n.account_id || '"', ',"confirmed_at":', coalesce(to_json(n.confirmed_at)::text, 'null'), ',"created_at":', to_json(n.created_at)::text, ',"reset_due_at":', coalesce(to_json(n.reset_due_at)::text, 'null'), '}') as after
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
    continue when not exists (select from new_rows n join old_rows o on o.account_id = n.account_id where org = any (array(select au.orgs_of(n.account_id))) and row(n.account_id, n.confirmed_at, n.created_at, n.reset_due_at, n.sealed) is distinct from row(o.account_id, o.confirmed_at, o.created_at, o.reset_due_at, o.sealed));
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
        array_remove(array[case when n.account_id is distinct from o.account_id then 'account_id' end, case when n.confirmed_at is distinct from o.confirmed_at then 'confirmed_at' end, case when n.created_at is distinct from o.created_at then 'created_at' end, case when n.reset_due_at is distinct from o.reset_due_at then 'reset_due_at' end, case when n.sealed is distinct from o.sealed then 'sealed' end], null) as changed,
        concat('{', '"account_id":', '"' || o.account_id || '"', ',"confirmed_at":', coalesce(to_json(o.confirmed_at)::text, 'null'), ',"created_at":', to_json(o.created_at)::text, ',"reset_due_at":', coalesce(to_json(o.reset_due_at)::text, 'null'), '}') as before,
        concat('{', '"account_id":', '"' || n.account_id || '"', ',"confirmed_at":', coalesce(to_json(n.confirmed_at)::text, 'null'), ',"created_at":', to_json(n.created_at)::text, ',"reset_due_at":', coalesce(to_json(n.reset_due_at)::text, 'null'), '}') as after
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
        concat('{', '"account_id":', '"' || o.account_id || '"', ',"confirmed_at":', coalesce(to_json(o.confirmed_at)::text, 'null'), ',"created_at":', to_json(o.created_at)::text, ',"reset_due_at":', coalesce(to_json(o.reset_due_at)::text, 'null'), '}') as before,
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

-- capture auth.mail_link
create or replace function au.capture_auth_mail_link_insert() returns trigger
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
    rel_and_req := concat('"rel":"auth.mail_link","req":', to_json(s.request_id)::text, ',');
    tail := concat('"schema":1,', '"session":"' || s.session_id || '",', '"source":', to_json(s.source)::text,
      ',"txn":"', s.xid, '","v":1}');
    with captured as materialized (
      select cap, row_id, loc, label, changed,
        concat(lead, '"after":', after, ',', approver_and_at, '"cap":', cap, ',', ctx_and_domain, op_and_org, rel_and_req, '"row":"', row_id, '",', tail) as leaf
      from (select nextval('au.cap') as cap,
        (n.id)::text as row_id,
        null::uuid as loc,
        null::text as label,
        null::text[] as changed,
        null::text as before,
        concat('{', '"account_id":', '"' || n.account_id || '"', ',"created_at":', to_json(n.created_at)::text, ',"id":', '"' || n.id || '"', ',"purpose":', case when octet_length(n.purpose) <= 341 then to_json(n.purpose)::text else case when octet_length(to_json(n.purpose)::text) <= 2048 then to_json(n.purpose)::text else '"sha256:' || encode(sha256(convert_to(n.purpose, 'UTF8')), 'base64') || '"' end end, ',"used_at":', coalesce(to_json(n.used_at)::text, 'null'), '}') as after
      from new_rows n
      where org = any (array(select au.orgs_of(n.account_id)))
      offset 0) x
    )
    insert into au.event (org_id, at, cap_seq, xid, kind, rel, row_id, loc, domain, action, actor_id, db_user, approver_id,
      session_id, source, request_id, part, head, changed, label, ctx_seq, schema, leaf, leaf_hash)
    select org, s.at, cap, s.xid, 1, 'auth.mail_link', row_id, loc, 'access', s.action, s.actor_id, s.db_user,
      s.approver_id, s.session_id, s.source, s.request_id, s.part,
      s.part = 0 and cap = any (array(select min(first.cap) from captured first group by first.loc)), changed, label, s.ctx_seq,
      1, leaf, sha256('\x00'::bytea || convert_to(leaf, 'UTF8'))
    from captured;
  end loop;
  return null;
end
$capture$;
create or replace trigger capture_insert after insert on auth.mail_link referencing new table as new_rows for each statement execute function au.capture_auth_mail_link_insert();
alter table auth.mail_link enable always trigger capture_insert;

create or replace function au.capture_auth_mail_link_update() returns trigger
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
    continue when not exists (select from new_rows n join old_rows o on o.id = n.id where org = any (array(select au.orgs_of(n.account_id))) and row(n.account_id, n.created_at, n.id, n.purpose, n.used_at) is distinct from row(o.account_id, o.created_at, o.id, o.purpose, o.used_at));
    s := au.stamp_for(org, null);
    lead := concat('{', '"act":' || to_json(s.act)::text || ',', '"action":', to_json(s.action)::text, ',');
    approver_and_at := concat('"approver":"' || s.approver_id || '",', '"at":', s.at_json, ',');
    ctx_and_domain := concat('"ctx":"' || s.ctx_commit || '",', '"domain":"access",');
    op_and_org := concat('"op":"update","org":"', org, '",');
    rel_and_req := concat('"rel":"auth.mail_link","req":', to_json(s.request_id)::text, ',');
    tail := concat('"schema":1,', '"session":"' || s.session_id || '",', '"source":', to_json(s.source)::text,
      ',"txn":"', s.xid, '","v":1}');
    with captured as materialized (
      select cap, row_id, loc, label, changed,
        concat(lead, '"after":', after, ',', approver_and_at, '"before":', before, ',', '"cap":', cap, ',', ctx_and_domain, op_and_org, rel_and_req, '"row":"', row_id, '",', tail) as leaf
      from (select * from (select nextval('au.cap') as cap,
        (n.id)::text as row_id,
        null::uuid as loc,
        null::text as label,
        array_remove(array[case when n.account_id is distinct from o.account_id then 'account_id' end, case when n.created_at is distinct from o.created_at then 'created_at' end, case when n.id is distinct from o.id then 'id' end, case when n.purpose is distinct from o.purpose then 'purpose' end, case when n.used_at is distinct from o.used_at then 'used_at' end], null) as changed,
        concat('{', '"account_id":', '"' || o.account_id || '"', ',"created_at":', to_json(o.created_at)::text, ',"id":', '"' || o.id || '"', ',"purpose":', case when octet_length(o.purpose) <= 341 then to_json(o.purpose)::text else case when octet_length(to_json(o.purpose)::text) <= 2048 then to_json(o.purpose)::text else '"sha256:' || encode(sha256(convert_to(o.purpose, 'UTF8')), 'base64') || '"' end end, ',"used_at":', coalesce(to_json(o.used_at)::text, 'null'), '}') as before,
        concat('{', '"account_id":', '"' || n.account_id || '"', ',"created_at":', to_json(n.created_at)::text, ',"id":', '"' || n.id || '"', ',"purpose":', case when octet_length(n.purpose) <= 341 then to_json(n.purpose)::text else case when octet_length(to_json(n.purpose)::text) <= 2048 then to_json(n.purpose)::text else '"sha256:' || encode(sha256(convert_to(n.purpose, 'UTF8')), 'base64') || '"' end end, ',"used_at":', coalesce(to_json(n.used_at)::text, 'null'), '}') as after
      from new_rows n join old_rows o on o.id = n.id
      where org = any (array(select au.orgs_of(n.account_id)))
      offset 0) x where changed <> '{}' offset 0) x
    )
    insert into au.event (org_id, at, cap_seq, xid, kind, rel, row_id, loc, domain, action, actor_id, db_user, approver_id,
      session_id, source, request_id, part, head, changed, label, ctx_seq, schema, leaf, leaf_hash)
    select org, s.at, cap, s.xid, 2, 'auth.mail_link', row_id, loc, 'access', s.action, s.actor_id, s.db_user,
      s.approver_id, s.session_id, s.source, s.request_id, s.part,
      s.part = 0 and cap = any (array(select min(first.cap) from captured first group by first.loc)), changed, label, s.ctx_seq,
      1, leaf, sha256('\x00'::bytea || convert_to(leaf, 'UTF8'))
    from captured;
  end loop;
  return null;
end
$capture$;
create or replace trigger capture_update after update on auth.mail_link referencing old table as old_rows new table as new_rows for each statement execute function au.capture_auth_mail_link_update();
alter table auth.mail_link enable always trigger capture_update;

create or replace function au.capture_auth_mail_link_delete() returns trigger
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
    rel_and_req := concat('"rel":"auth.mail_link","req":', to_json(s.request_id)::text, ',');
    tail := concat('"schema":1,', '"session":"' || s.session_id || '",', '"source":', to_json(s.source)::text,
      ',"txn":"', s.xid, '","v":1}');
    with captured as materialized (
      select cap, row_id, loc, label, changed,
        concat(lead, approver_and_at, '"before":', before, ',', '"cap":', cap, ',', ctx_and_domain, op_and_org, rel_and_req, '"row":"', row_id, '",', tail) as leaf
      from (select nextval('au.cap') as cap,
        (o.id)::text as row_id,
        null::uuid as loc,
        null::text as label,
        null::text[] as changed,
        concat('{', '"account_id":', '"' || o.account_id || '"', ',"created_at":', to_json(o.created_at)::text, ',"id":', '"' || o.id || '"', ',"purpose":', case when octet_length(o.purpose) <= 341 then to_json(o.purpose)::text else case when octet_length(to_json(o.purpose)::text) <= 2048 then to_json(o.purpose)::text else '"sha256:' || encode(sha256(convert_to(o.purpose, 'UTF8')), 'base64') || '"' end end, ',"used_at":', coalesce(to_json(o.used_at)::text, 'null'), '}') as before,
        null::text as after
      from old_rows o
      where org = any (array(select au.orgs_of(o.account_id)))
      offset 0) x
    )
    insert into au.event (org_id, at, cap_seq, xid, kind, rel, row_id, loc, domain, action, actor_id, db_user, approver_id,
      session_id, source, request_id, part, head, changed, label, ctx_seq, schema, leaf, leaf_hash)
    select org, s.at, cap, s.xid, 3, 'auth.mail_link', row_id, loc, 'access', s.action, s.actor_id, s.db_user,
      s.approver_id, s.session_id, s.source, s.request_id, s.part,
      s.part = 0 and cap = any (array(select min(first.cap) from captured first group by first.loc)), changed, label, s.ctx_seq,
      1, leaf, sha256('\x00'::bytea || convert_to(leaf, 'UTF8'))
    from captured;
  end loop;
  return null;
end
$capture$;
create or replace trigger capture_delete after delete on auth.mail_link referencing old table as old_rows for each statement execute function au.capture_auth_mail_link_delete();
alter table auth.mail_link enable always trigger capture_delete;

create or replace trigger refuse_rekey before update of id on auth.mail_link for each statement execute function au.refuse_rekey();
alter table auth.mail_link enable always trigger refuse_rekey;
create or replace trigger refuse_truncate before truncate on auth.mail_link for each statement execute function au.refuse_truncate();
alter table auth.mail_link enable always trigger refuse_truncate;

-- wall auth.mail_link
alter table auth.mail_link owner to toster_owner;
alter table auth.mail_link enable row level security;
alter table auth.mail_link force row level security;
revoke all on auth.mail_link from public, toster_app, toster_auth, toster_worker, toster_relay;
alter table auth.mail_link alter column token_digests set statistics 0;
grant select, insert, update, delete on auth.mail_link to toster_auth;
drop policy if exists account on auth.mail_link;
create policy account on auth.mail_link for all to toster_auth
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

