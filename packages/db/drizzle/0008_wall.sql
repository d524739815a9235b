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

-- All that an import learns of the guests who are there already: of each candidate whether nobody has that telephone
-- number or address (new), somebody has them exactly so (known), with other details (differs), or two people have one
-- each (two). Names are compared without regard to case. For a worker whose person may write guests.
create or replace function app.judge_contacts(names text[], phones text[], emails text[]) returns text[]
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare
  org uuid := app.org_id();
begin
  if org is null or app.kind() is distinct from 'worker' or not app.holds('customers.update') then
    raise exception using errcode = 'TS002', message = 'worker context with customers.update required';
  end if;
  return array(
    select case
        when coalesce(bool_or((given.name is null or lower(given.name collate pg_catalog.pg_c_utf8) = lower(found.name collate pg_catalog.pg_c_utf8))
          and (given.phone is null or given.phone = found.phone_key)
          and (given.email is null or given.email = found.email_key)), false) then 'known'
        when count(distinct found.customer_id) > 1 then 'two'
        when count(found.customer_id) = 1 then 'differs'
        else 'new' end
      from unnest(names, phones, emails) with ordinality given(name, phone, email, place)
      left join lateral (
        select c.customer_id, c.name, c.phone_key, c.email_key from public.customer_contact c
         where c.org_id = org and c.phone_key = given.phone
        union
        select c.customer_id, c.name, c.phone_key, c.email_key from public.customer_contact c
         where c.org_id = org and c.email_key = given.email
      ) found on true
     group by given.place
     order by given.place);
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


-- capture public.import_file
create or replace function au.capture_import_file_insert() returns trigger
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
  for org in select distinct org_id from new_rows loop
    s := au.stamp_for(org, null);
    lead := concat('{', '"act":' || to_json(s.act)::text || ',', '"action":', to_json(s.action)::text, ',');
    approver_and_at := concat('"approver":"' || s.approver_id || '",', '"at":', s.at_json, ',');
    ctx_and_domain := concat('"ctx":"' || s.ctx_commit || '",', '"domain":"system",');
    op_and_org := concat('"op":"insert","org":"', org, '",');
    rel_and_req := concat('"rel":"import_file","req":', to_json(s.request_id)::text, ',');
    tail := concat('"schema":1,', '"session":"' || s.session_id || '",', '"source":', to_json(s.source)::text,
      ',"txn":"', s.xid, '","v":1}');
    with captured as materialized (
      select cap, row_id, loc, label, changed,
        concat(lead, '"after":', after, ',', approver_and_at, '"cap":', cap, ',', ctx_and_domain, op_and_org, rel_and_req, '"row":"', row_id, '",', tail) as leaf
      from (select nextval('au.cap') as cap,
        (n.job_id)::text as row_id,
        null::uuid as loc,
        null::text as label,
        null::text[] as changed,
        null::text as before,
        concat('{', '"chunk_count":', n.chunk_count::text, ',"completed_at":', coalesce(to_json(n.completed_at)::text, 'null'), ',"created_at":', to_json(n.created_at)::text, ',"emptied_at":', coalesce(to_json(n.emptied_at)::text, 'null'), ',"encoding":', coalesce(case when octet_length(n.encoding) <= 341 then to_json(n.encoding)::text else case when octet_length(to_json(n.encoding)::text) <= 2048 then to_json(n.encoding)::text else '"sha256:' || encode(sha256(convert_to(n.encoding, 'UTF8')), 'base64') || '"' end end, 'null'), ',"job_id":', '"' || n.job_id || '"', ',"org_id":', '"' || n.org_id || '"', ',"owner_id":', '"' || n.owner_id || '"', ',"sha256":', case when octet_length(n.sha256) <= 341 then to_json(n.sha256)::text else case when octet_length(to_json(n.sha256)::text) <= 2048 then to_json(n.sha256)::text else '"sha256:' || encode(sha256(convert_to(n.sha256, 'UTF8')), 'base64') || '"' end end, ',"size":', n.size::text, '}') as after
      from new_rows n
      where n.org_id = org
      offset 0) x
    )
    insert into au.event (org_id, at, cap_seq, xid, kind, rel, row_id, loc, domain, action, actor_id, db_user, approver_id,
      session_id, source, request_id, part, head, changed, label, ctx_seq, schema, leaf, leaf_hash)
    select org, s.at, cap, s.xid, 1, 'import_file', row_id, loc, 'system', s.action, s.actor_id, s.db_user,
      s.approver_id, s.session_id, s.source, s.request_id, s.part,
      s.part = 0 and cap = any (array(select min(first.cap) from captured first group by first.loc)), changed, label, s.ctx_seq,
      1, leaf, sha256('\x00'::bytea || convert_to(leaf, 'UTF8'))
    from captured;
  end loop;
  return null;
end
$capture$;
create or replace trigger capture_insert after insert on public.import_file referencing new table as new_rows for each statement execute function au.capture_import_file_insert();
alter table public.import_file enable always trigger capture_insert;

create or replace function au.capture_import_file_update() returns trigger
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
  for org in select distinct org_id from new_rows loop
    continue when not exists (select from new_rows n join old_rows o on o.org_id = n.org_id and o.job_id = n.job_id where n.org_id = org and row(n.chunk_count, n.completed_at, n.created_at, n.emptied_at, n.encoding, n.header, n.job_id, n.name, n.org_id, n.owner_id, n.sha256, n.size) is distinct from row(o.chunk_count, o.completed_at, o.created_at, o.emptied_at, o.encoding, o.header, o.job_id, o.name, o.org_id, o.owner_id, o.sha256, o.size));
    s := au.stamp_for(org, null);
    lead := concat('{', '"act":' || to_json(s.act)::text || ',', '"action":', to_json(s.action)::text, ',');
    approver_and_at := concat('"approver":"' || s.approver_id || '",', '"at":', s.at_json, ',');
    ctx_and_domain := concat('"ctx":"' || s.ctx_commit || '",', '"domain":"system",');
    op_and_org := concat('"op":"update","org":"', org, '",');
    rel_and_req := concat('"rel":"import_file","req":', to_json(s.request_id)::text, ',');
    tail := concat('"schema":1,', '"session":"' || s.session_id || '",', '"source":', to_json(s.source)::text,
      ',"txn":"', s.xid, '","v":1}');
    with captured as materialized (
      select cap, row_id, loc, label, changed,
        concat(lead, '"after":', after, ',', approver_and_at, '"before":', before, ',', '"cap":', cap, ',', ctx_and_domain, op_and_org, rel_and_req, '"row":"', row_id, '",', tail) as leaf
      from (select * from (select nextval('au.cap') as cap,
        (n.job_id)::text as row_id,
        null::uuid as loc,
        null::text as label,
        array_remove(array[case when n.chunk_count is distinct from o.chunk_count then 'chunk_count' end, case when n.completed_at is distinct from o.completed_at then 'completed_at' end, case when n.created_at is distinct from o.created_at then 'created_at' end, case when n.emptied_at is distinct from o.emptied_at then 'emptied_at' end, case when n.encoding is distinct from o.encoding then 'encoding' end, case when n.header is distinct from o.header then 'header' end, case when n.job_id is distinct from o.job_id then 'job_id' end, case when n.name is distinct from o.name then 'name' end, case when n.org_id is distinct from o.org_id then 'org_id' end, case when n.owner_id is distinct from o.owner_id then 'owner_id' end, case when n.sha256 is distinct from o.sha256 then 'sha256' end, case when n.size is distinct from o.size then 'size' end], null) as changed,
        concat('{', '"chunk_count":', o.chunk_count::text, ',"completed_at":', coalesce(to_json(o.completed_at)::text, 'null'), ',"created_at":', to_json(o.created_at)::text, ',"emptied_at":', coalesce(to_json(o.emptied_at)::text, 'null'), ',"encoding":', coalesce(case when octet_length(o.encoding) <= 341 then to_json(o.encoding)::text else case when octet_length(to_json(o.encoding)::text) <= 2048 then to_json(o.encoding)::text else '"sha256:' || encode(sha256(convert_to(o.encoding, 'UTF8')), 'base64') || '"' end end, 'null'), ',"job_id":', '"' || o.job_id || '"', ',"org_id":', '"' || o.org_id || '"', ',"owner_id":', '"' || o.owner_id || '"', ',"sha256":', case when octet_length(o.sha256) <= 341 then to_json(o.sha256)::text else case when octet_length(to_json(o.sha256)::text) <= 2048 then to_json(o.sha256)::text else '"sha256:' || encode(sha256(convert_to(o.sha256, 'UTF8')), 'base64') || '"' end end, ',"size":', o.size::text, '}') as before,
        concat('{', '"chunk_count":', n.chunk_count::text, ',"completed_at":', coalesce(to_json(n.completed_at)::text, 'null'), ',"created_at":', to_json(n.created_at)::text, ',"emptied_at":', coalesce(to_json(n.emptied_at)::text, 'null'), ',"encoding":', coalesce(case when octet_length(n.encoding) <= 341 then to_json(n.encoding)::text else case when octet_length(to_json(n.encoding)::text) <= 2048 then to_json(n.encoding)::text else '"sha256:' || encode(sha256(convert_to(n.encoding, 'UTF8')), 'base64') || '"' end end, 'null'), ',"job_id":', '"' || n.job_id || '"', ',"org_id":', '"' || n.org_id || '"', ',"owner_id":', '"' || n.owner_id || '"', ',"sha256":', case when octet_length(n.sha256) <= 341 then to_json(n.sha256)::text else case when octet_length(to_json(n.sha256)::text) <= 2048 then to_json(n.sha256)::text else '"sha256:' || encode(sha256(convert_to(n.sha256, 'UTF8')), 'base64') || '"' end end, ',"size":', n.size::text, '}') as after
      from new_rows n join old_rows o on o.org_id = n.org_id and o.job_id = n.job_id
      where n.org_id = org
      offset 0) x where changed <> '{}' offset 0) x
    )
    insert into au.event (org_id, at, cap_seq, xid, kind, rel, row_id, loc, domain, action, actor_id, db_user, approver_id,
      session_id, source, request_id, part, head, changed, label, ctx_seq, schema, leaf, leaf_hash)
    select org, s.at, cap, s.xid, 2, 'import_file', row_id, loc, 'system', s.action, s.actor_id, s.db_user,
      s.approver_id, s.session_id, s.source, s.request_id, s.part,
      s.part = 0 and cap = any (array(select min(first.cap) from captured first group by first.loc)), changed, label, s.ctx_seq,
      1, leaf, sha256('\x00'::bytea || convert_to(leaf, 'UTF8'))
    from captured;
  end loop;
  return null;
end
$capture$;
create or replace trigger capture_update after update on public.import_file referencing old table as old_rows new table as new_rows for each statement execute function au.capture_import_file_update();
alter table public.import_file enable always trigger capture_update;

create or replace function au.capture_import_file_delete() returns trigger
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
  for org in select distinct org_id from old_rows loop
    s := au.stamp_for(org, null);
    lead := concat('{', '"act":' || to_json(s.act)::text || ',', '"action":', to_json(s.action)::text, ',');
    approver_and_at := concat('"approver":"' || s.approver_id || '",', '"at":', s.at_json, ',');
    ctx_and_domain := concat('"ctx":"' || s.ctx_commit || '",', '"domain":"system",');
    op_and_org := concat('"op":"delete","org":"', org, '",');
    rel_and_req := concat('"rel":"import_file","req":', to_json(s.request_id)::text, ',');
    tail := concat('"schema":1,', '"session":"' || s.session_id || '",', '"source":', to_json(s.source)::text,
      ',"txn":"', s.xid, '","v":1}');
    with captured as materialized (
      select cap, row_id, loc, label, changed,
        concat(lead, approver_and_at, '"before":', before, ',', '"cap":', cap, ',', ctx_and_domain, op_and_org, rel_and_req, '"row":"', row_id, '",', tail) as leaf
      from (select nextval('au.cap') as cap,
        (o.job_id)::text as row_id,
        null::uuid as loc,
        null::text as label,
        null::text[] as changed,
        concat('{', '"chunk_count":', o.chunk_count::text, ',"completed_at":', coalesce(to_json(o.completed_at)::text, 'null'), ',"created_at":', to_json(o.created_at)::text, ',"emptied_at":', coalesce(to_json(o.emptied_at)::text, 'null'), ',"encoding":', coalesce(case when octet_length(o.encoding) <= 341 then to_json(o.encoding)::text else case when octet_length(to_json(o.encoding)::text) <= 2048 then to_json(o.encoding)::text else '"sha256:' || encode(sha256(convert_to(o.encoding, 'UTF8')), 'base64') || '"' end end, 'null'), ',"job_id":', '"' || o.job_id || '"', ',"org_id":', '"' || o.org_id || '"', ',"owner_id":', '"' || o.owner_id || '"', ',"sha256":', case when octet_length(o.sha256) <= 341 then to_json(o.sha256)::text else case when octet_length(to_json(o.sha256)::text) <= 2048 then to_json(o.sha256)::text else '"sha256:' || encode(sha256(convert_to(o.sha256, 'UTF8')), 'base64') || '"' end end, ',"size":', o.size::text, '}') as before,
        null::text as after
      from old_rows o
      where o.org_id = org
      offset 0) x
    )
    insert into au.event (org_id, at, cap_seq, xid, kind, rel, row_id, loc, domain, action, actor_id, db_user, approver_id,
      session_id, source, request_id, part, head, changed, label, ctx_seq, schema, leaf, leaf_hash)
    select org, s.at, cap, s.xid, 3, 'import_file', row_id, loc, 'system', s.action, s.actor_id, s.db_user,
      s.approver_id, s.session_id, s.source, s.request_id, s.part,
      s.part = 0 and cap = any (array(select min(first.cap) from captured first group by first.loc)), changed, label, s.ctx_seq,
      1, leaf, sha256('\x00'::bytea || convert_to(leaf, 'UTF8'))
    from captured;
  end loop;
  return null;
end
$capture$;
create or replace trigger capture_delete after delete on public.import_file referencing old table as old_rows for each statement execute function au.capture_import_file_delete();
alter table public.import_file enable always trigger capture_delete;

create or replace trigger refuse_rekey before update of org_id, job_id on public.import_file for each statement execute function au.refuse_rekey();
alter table public.import_file enable always trigger refuse_rekey;
create or replace trigger refuse_truncate before truncate on public.import_file for each statement execute function au.refuse_truncate();
alter table public.import_file enable always trigger refuse_truncate;

-- capture public.import_job
create or replace function au.capture_import_job_insert() returns trigger
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
  for org in select distinct org_id from new_rows loop
    s := au.stamp_for(org, (select n.location_id from new_rows n where n.org_id = org limit 1));
    lead := concat('{', '"act":' || to_json(s.act)::text || ',', '"action":', to_json(s.action)::text, ',');
    approver_and_at := concat('"approver":"' || s.approver_id || '",', '"at":', s.at_json, ',');
    ctx_and_domain := concat('"ctx":"' || s.ctx_commit || '",', '');
    op_and_org := concat('"op":"insert","org":"', org, '",');
    rel_and_req := concat('"rel":"import_job","req":', to_json(s.request_id)::text, ',');
    tail := concat('"schema":1,', '"session":"' || s.session_id || '",', '"source":', to_json(s.source)::text,
      ',"txn":"', s.xid, '","v":1}');
    with captured as materialized (
      select cap, row_id, loc, label, changed, domain,
        concat(lead, '"after":', after, ',', approver_and_at, '"cap":', cap, ',', ctx_and_domain, '"domain":"', domain, '",', '"loc":"' || loc || '",', op_and_org, rel_and_req, '"row":"', row_id, '",', tail) as leaf
      from (select nextval('au.cap') as cap,
        (n.id)::text as row_id,
        n.location_id as loc,
        left(n.source::text, 200) as label,
        n.kind as domain,
        null::text[] as changed,
        null::text as before,
        concat('{', '"began_at":', coalesce(to_json(n.began_at)::text, 'null'), ',"created_at":', to_json(n.created_at)::text, ',"failure":', coalesce(case when octet_length(n.failure) <= 341 then to_json(n.failure)::text else case when octet_length(to_json(n.failure)::text) <= 2048 then to_json(n.failure)::text else '"sha256:' || encode(sha256(convert_to(n.failure, 'UTF8')), 'base64') || '"' end end, 'null'), ',"file_digest":', case when octet_length(n.file_digest) <= 341 then to_json(n.file_digest)::text else case when octet_length(to_json(n.file_digest)::text) <= 2048 then to_json(n.file_digest)::text else '"sha256:' || encode(sha256(convert_to(n.file_digest, 'UTF8')), 'base64') || '"' end end, ',"finished_at":', coalesce(to_json(n.finished_at)::text, 'null'), ',"foretold":', coalesce('"sha256:' || encode(sha256(convert_to(n.foretold::text, 'UTF8')), 'base64') || '"', 'null'), ',"id":', '"' || n.id || '"', ',"kind":', case when octet_length(n.kind) <= 341 then to_json(n.kind)::text else case when octet_length(to_json(n.kind)::text) <= 2048 then to_json(n.kind)::text else '"sha256:' || encode(sha256(convert_to(n.kind, 'UTF8')), 'base64') || '"' end end, ',"lines_done":', n.lines_done::text, ',"lines_rejected":', n.lines_rejected::text, ',"location_id":', '"' || n.location_id || '"', ',"orders_created":', n.orders_created::text, ',"orders_known":', n.orders_known::text, ',"org_id":', '"' || n.org_id || '"', ',"reading":', coalesce('"sha256:' || encode(sha256(convert_to(n.reading::text, 'UTF8')), 'base64') || '"', 'null'), ',"records_updated":', n.records_updated::text, ',"source":', case when octet_length(n.source) <= 341 then to_json(n.source)::text else case when octet_length(to_json(n.source)::text) <= 2048 then to_json(n.source)::text else '"sha256:' || encode(sha256(convert_to(n.source, 'UTF8')), 'base64') || '"' end end, ',"started_by":', '"' || n.started_by || '"', ',"status":', case when octet_length(n.status) <= 341 then to_json(n.status)::text else case when octet_length(to_json(n.status)::text) <= 2048 then to_json(n.status)::text else '"sha256:' || encode(sha256(convert_to(n.status, 'UTF8')), 'base64') || '"' end end, '}') as after
      from new_rows n
      where n.org_id = org
      offset 0) x
    )
    insert into au.event (org_id, at, cap_seq, xid, kind, rel, row_id, loc, domain, action, actor_id, db_user, approver_id,
      session_id, source, request_id, part, head, changed, label, ctx_seq, schema, leaf, leaf_hash)
    select org, s.at, cap, s.xid, 1, 'import_job', row_id, loc, domain, s.action, s.actor_id, s.db_user,
      s.approver_id, s.session_id, s.source, s.request_id, s.part,
      s.part = 0 and cap = any (array(select min(first.cap) from captured first group by first.loc)), changed, label, s.ctx_seq,
      1, leaf, sha256('\x00'::bytea || convert_to(leaf, 'UTF8'))
    from captured;
  end loop;
  return null;
end
$capture$;
create or replace trigger capture_insert after insert on public.import_job referencing new table as new_rows for each statement execute function au.capture_import_job_insert();
alter table public.import_job enable always trigger capture_insert;

create or replace function au.capture_import_job_update() returns trigger
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
  for org in select distinct org_id from new_rows loop
    continue when not exists (select from new_rows n join old_rows o on o.org_id = n.org_id and o.id = n.id where n.org_id = org and row(n.began_at, n.created_at, n.failure, n.file_digest, n.finished_at, n.foretold, n.id, n.kind, n.lines_done, n.lines_rejected, n.location_id, n.orders_created, n.orders_known, n.org_id, n.reading, n.records_updated, n.source, n.started_by, n.status) is distinct from row(o.began_at, o.created_at, o.failure, o.file_digest, o.finished_at, o.foretold, o.id, o.kind, o.lines_done, o.lines_rejected, o.location_id, o.orders_created, o.orders_known, o.org_id, o.reading, o.records_updated, o.source, o.started_by, o.status));
    s := au.stamp_for(org, (select n.location_id from new_rows n where n.org_id = org limit 1));
    lead := concat('{', '"act":' || to_json(s.act)::text || ',', '"action":', to_json(s.action)::text, ',');
    approver_and_at := concat('"approver":"' || s.approver_id || '",', '"at":', s.at_json, ',');
    ctx_and_domain := concat('"ctx":"' || s.ctx_commit || '",', '');
    op_and_org := concat('"op":"update","org":"', org, '",');
    rel_and_req := concat('"rel":"import_job","req":', to_json(s.request_id)::text, ',');
    tail := concat('"schema":1,', '"session":"' || s.session_id || '",', '"source":', to_json(s.source)::text,
      ',"txn":"', s.xid, '","v":1}');
    with captured as materialized (
      select cap, row_id, loc, label, changed, domain,
        concat(lead, '"after":', after, ',', approver_and_at, '"before":', before, ',', '"cap":', cap, ',', ctx_and_domain, '"domain":"', domain, '",', '"loc":"' || loc || '",', op_and_org, rel_and_req, '"row":"', row_id, '",', tail) as leaf
      from (select * from (select nextval('au.cap') as cap,
        (n.id)::text as row_id,
        n.location_id as loc,
        left(n.source::text, 200) as label,
        n.kind as domain,
        array_remove(array[case when n.began_at is distinct from o.began_at then 'began_at' end, case when n.created_at is distinct from o.created_at then 'created_at' end, case when n.failure is distinct from o.failure then 'failure' end, case when n.file_digest is distinct from o.file_digest then 'file_digest' end, case when n.finished_at is distinct from o.finished_at then 'finished_at' end, case when n.foretold is distinct from o.foretold then 'foretold' end, case when n.id is distinct from o.id then 'id' end, case when n.kind is distinct from o.kind then 'kind' end, case when n.lines_done is distinct from o.lines_done then 'lines_done' end, case when n.lines_rejected is distinct from o.lines_rejected then 'lines_rejected' end, case when n.location_id is distinct from o.location_id then 'location_id' end, case when n.orders_created is distinct from o.orders_created then 'orders_created' end, case when n.orders_known is distinct from o.orders_known then 'orders_known' end, case when n.org_id is distinct from o.org_id then 'org_id' end, case when n.reading is distinct from o.reading then 'reading' end, case when n.records_updated is distinct from o.records_updated then 'records_updated' end, case when n.source is distinct from o.source then 'source' end, case when n.started_by is distinct from o.started_by then 'started_by' end, case when n.status is distinct from o.status then 'status' end], null) as changed,
        concat('{', '"began_at":', coalesce(to_json(o.began_at)::text, 'null'), ',"created_at":', to_json(o.created_at)::text, ',"failure":', coalesce(case when octet_length(o.failure) <= 341 then to_json(o.failure)::text else case when octet_length(to_json(o.failure)::text) <= 2048 then to_json(o.failure)::text else '"sha256:' || encode(sha256(convert_to(o.failure, 'UTF8')), 'base64') || '"' end end, 'null'), ',"file_digest":', case when octet_length(o.file_digest) <= 341 then to_json(o.file_digest)::text else case when octet_length(to_json(o.file_digest)::text) <= 2048 then to_json(o.file_digest)::text else '"sha256:' || encode(sha256(convert_to(o.file_digest, 'UTF8')), 'base64') || '"' end end, ',"finished_at":', coalesce(to_json(o.finished_at)::text, 'null'), ',"foretold":', coalesce('"sha256:' || encode(sha256(convert_to(o.foretold::text, 'UTF8')), 'base64') || '"', 'null'), ',"id":', '"' || o.id || '"', ',"kind":', case when octet_length(o.kind) <= 341 then to_json(o.kind)::text else case when octet_length(to_json(o.kind)::text) <= 2048 then to_json(o.kind)::text else '"sha256:' || encode(sha256(convert_to(o.kind, 'UTF8')), 'base64') || '"' end end, ',"lines_done":', o.lines_done::text, ',"lines_rejected":', o.lines_rejected::text, ',"location_id":', '"' || o.location_id || '"', ',"orders_created":', o.orders_created::text, ',"orders_known":', o.orders_known::text, ',"org_id":', '"' || o.org_id || '"', ',"reading":', coalesce('"sha256:' || encode(sha256(convert_to(o.reading::text, 'UTF8')), 'base64') || '"', 'null'), ',"records_updated":', o.records_updated::text, ',"source":', case when octet_length(o.source) <= 341 then to_json(o.source)::text else case when octet_length(to_json(o.source)::text) <= 2048 then to_json(o.source)::text else '"sha256:' || encode(sha256(convert_to(o.source, 'UTF8')), 'base64') || '"' end end, ',"started_by":', '"' || o.started_by || '"', ',"status":', case when octet_length(o.status) <= 341 then to_json(o.status)::text else case when octet_length(to_json(o.status)::text) <= 2048 then to_json(o.status)::text else '"sha256:' || encode(sha256(convert_to(o.status, 'UTF8')), 'base64') || '"' end end, '}') as before,
        concat('{', '"began_at":', coalesce(to_json(n.began_at)::text, 'null'), ',"created_at":', to_json(n.created_at)::text, ',"failure":', coalesce(case when octet_length(n.failure) <= 341 then to_json(n.failure)::text else case when octet_length(to_json(n.failure)::text) <= 2048 then to_json(n.failure)::text else '"sha256:' || encode(sha256(convert_to(n.failure, 'UTF8')), 'base64') || '"' end end, 'null'), ',"file_digest":', case when octet_length(n.file_digest) <= 341 then to_json(n.file_digest)::text else case when octet_length(to_json(n.file_digest)::text) <= 2048 then to_json(n.file_digest)::text else '"sha256:' || encode(sha256(convert_to(n.file_digest, 'UTF8')), 'base64') || '"' end end, ',"finished_at":', coalesce(to_json(n.finished_at)::text, 'null'), ',"foretold":', coalesce('"sha256:' || encode(sha256(convert_to(n.foretold::text, 'UTF8')), 'base64') || '"', 'null'), ',"id":', '"' || n.id || '"', ',"kind":', case when octet_length(n.kind) <= 341 then to_json(n.kind)::text else case when octet_length(to_json(n.kind)::text) <= 2048 then to_json(n.kind)::text else '"sha256:' || encode(sha256(convert_to(n.kind, 'UTF8')), 'base64') || '"' end end, ',"lines_done":', n.lines_done::text, ',"lines_rejected":', n.lines_rejected::text, ',"location_id":', '"' || n.location_id || '"', ',"orders_created":', n.orders_created::text, ',"orders_known":', n.orders_known::text, ',"org_id":', '"' || n.org_id || '"', ',"reading":', coalesce('"sha256:' || encode(sha256(convert_to(n.reading::text, 'UTF8')), 'base64') || '"', 'null'), ',"records_updated":', n.records_updated::text, ',"source":', case when octet_length(n.source) <= 341 then to_json(n.source)::text else case when octet_length(to_json(n.source)::text) <= 2048 then to_json(n.source)::text else '"sha256:' || encode(sha256(convert_to(n.source, 'UTF8')), 'base64') || '"' end end, ',"started_by":', '"' || n.started_by || '"', ',"status":', case when octet_length(n.status) <= 341 then to_json(n.status)::text else case when octet_length(to_json(n.status)::text) <= 2048 then to_json(n.status)::text else '"sha256:' || encode(sha256(convert_to(n.status, 'UTF8')), 'base64') || '"' end end, '}') as after
      from new_rows n join old_rows o on o.org_id = n.org_id and o.id = n.id
      where n.org_id = org
      offset 0) x where changed <> '{}' offset 0) x
    )
    insert into au.event (org_id, at, cap_seq, xid, kind, rel, row_id, loc, domain, action, actor_id, db_user, approver_id,
      session_id, source, request_id, part, head, changed, label, ctx_seq, schema, leaf, leaf_hash)
    select org, s.at, cap, s.xid, 2, 'import_job', row_id, loc, domain, s.action, s.actor_id, s.db_user,
      s.approver_id, s.session_id, s.source, s.request_id, s.part,
      s.part = 0 and cap = any (array(select min(first.cap) from captured first group by first.loc)), changed, label, s.ctx_seq,
      1, leaf, sha256('\x00'::bytea || convert_to(leaf, 'UTF8'))
    from captured;
  end loop;
  return null;
end
$capture$;
create or replace trigger capture_update after update on public.import_job referencing old table as old_rows new table as new_rows for each statement execute function au.capture_import_job_update();
alter table public.import_job enable always trigger capture_update;

create or replace function au.capture_import_job_delete() returns trigger
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
  for org in select distinct org_id from old_rows loop
    s := au.stamp_for(org, (select o.location_id from old_rows o where o.org_id = org limit 1));
    lead := concat('{', '"act":' || to_json(s.act)::text || ',', '"action":', to_json(s.action)::text, ',');
    approver_and_at := concat('"approver":"' || s.approver_id || '",', '"at":', s.at_json, ',');
    ctx_and_domain := concat('"ctx":"' || s.ctx_commit || '",', '');
    op_and_org := concat('"op":"delete","org":"', org, '",');
    rel_and_req := concat('"rel":"import_job","req":', to_json(s.request_id)::text, ',');
    tail := concat('"schema":1,', '"session":"' || s.session_id || '",', '"source":', to_json(s.source)::text,
      ',"txn":"', s.xid, '","v":1}');
    with captured as materialized (
      select cap, row_id, loc, label, changed, domain,
        concat(lead, approver_and_at, '"before":', before, ',', '"cap":', cap, ',', ctx_and_domain, '"domain":"', domain, '",', '"loc":"' || loc || '",', op_and_org, rel_and_req, '"row":"', row_id, '",', tail) as leaf
      from (select nextval('au.cap') as cap,
        (o.id)::text as row_id,
        o.location_id as loc,
        left(o.source::text, 200) as label,
        o.kind as domain,
        null::text[] as changed,
        concat('{', '"began_at":', coalesce(to_json(o.began_at)::text, 'null'), ',"created_at":', to_json(o.created_at)::text, ',"failure":', coalesce(case when octet_length(o.failure) <= 341 then to_json(o.failure)::text else case when octet_length(to_json(o.failure)::text) <= 2048 then to_json(o.failure)::text else '"sha256:' || encode(sha256(convert_to(o.failure, 'UTF8')), 'base64') || '"' end end, 'null'), ',"file_digest":', case when octet_length(o.file_digest) <= 341 then to_json(o.file_digest)::text else case when octet_length(to_json(o.file_digest)::text) <= 2048 then to_json(o.file_digest)::text else '"sha256:' || encode(sha256(convert_to(o.file_digest, 'UTF8')), 'base64') || '"' end end, ',"finished_at":', coalesce(to_json(o.finished_at)::text, 'null'), ',"foretold":', coalesce('"sha256:' || encode(sha256(convert_to(o.foretold::text, 'UTF8')), 'base64') || '"', 'null'), ',"id":', '"' || o.id || '"', ',"kind":', case when octet_length(o.kind) <= 341 then to_json(o.kind)::text else case when octet_length(to_json(o.kind)::text) <= 2048 then to_json(o.kind)::text else '"sha256:' || encode(sha256(convert_to(o.kind, 'UTF8')), 'base64') || '"' end end, ',"lines_done":', o.lines_done::text, ',"lines_rejected":', o.lines_rejected::text, ',"location_id":', '"' || o.location_id || '"', ',"orders_created":', o.orders_created::text, ',"orders_known":', o.orders_known::text, ',"org_id":', '"' || o.org_id || '"', ',"reading":', coalesce('"sha256:' || encode(sha256(convert_to(o.reading::text, 'UTF8')), 'base64') || '"', 'null'), ',"records_updated":', o.records_updated::text, ',"source":', case when octet_length(o.source) <= 341 then to_json(o.source)::text else case when octet_length(to_json(o.source)::text) <= 2048 then to_json(o.source)::text else '"sha256:' || encode(sha256(convert_to(o.source, 'UTF8')), 'base64') || '"' end end, ',"started_by":', '"' || o.started_by || '"', ',"status":', case when octet_length(o.status) <= 341 then to_json(o.status)::text else case when octet_length(to_json(o.status)::text) <= 2048 then to_json(o.status)::text else '"sha256:' || encode(sha256(convert_to(o.status, 'UTF8')), 'base64') || '"' end end, '}') as before,
        null::text as after
      from old_rows o
      where o.org_id = org
      offset 0) x
    )
    insert into au.event (org_id, at, cap_seq, xid, kind, rel, row_id, loc, domain, action, actor_id, db_user, approver_id,
      session_id, source, request_id, part, head, changed, label, ctx_seq, schema, leaf, leaf_hash)
    select org, s.at, cap, s.xid, 3, 'import_job', row_id, loc, domain, s.action, s.actor_id, s.db_user,
      s.approver_id, s.session_id, s.source, s.request_id, s.part,
      s.part = 0 and cap = any (array(select min(first.cap) from captured first group by first.loc)), changed, label, s.ctx_seq,
      1, leaf, sha256('\x00'::bytea || convert_to(leaf, 'UTF8'))
    from captured;
  end loop;
  return null;
end
$capture$;
create or replace trigger capture_delete after delete on public.import_job referencing old table as old_rows for each statement execute function au.capture_import_job_delete();
alter table public.import_job enable always trigger capture_delete;

create or replace trigger refuse_rekey before update of org_id, id on public.import_job for each statement execute function au.refuse_rekey();
alter table public.import_job enable always trigger refuse_rekey;
create or replace trigger refuse_truncate before truncate on public.import_job for each statement execute function au.refuse_truncate();
alter table public.import_job enable always trigger refuse_truncate;

-- capture public.import_rejection
create or replace function au.capture_import_rejection_insert() returns trigger
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
  for org in select distinct org_id from new_rows loop
    s := au.stamp_for(org, (select n.location_id from new_rows n where n.org_id = org limit 1));
    lead := concat('{', '"act":' || to_json(s.act)::text || ',', '"action":', to_json(s.action)::text, ',');
    approver_and_at := concat('"approver":"' || s.approver_id || '",', '"at":', s.at_json, ',');
    ctx_and_domain := concat('"ctx":"' || s.ctx_commit || '",', '');
    op_and_org := concat('"op":"insert","org":"', org, '",');
    rel_and_req := concat('"rel":"import_rejection","req":', to_json(s.request_id)::text, ',');
    tail := concat('"schema":1,', '"session":"' || s.session_id || '",', '"source":', to_json(s.source)::text,
      ',"txn":"', s.xid, '","v":1}');
    with captured as materialized (
      select cap, row_id, loc, label, changed, domain,
        concat(lead, '"after":', after, ',', approver_and_at, '"cap":', cap, ',', ctx_and_domain, '"domain":"', domain, '",', '"loc":"' || loc || '",', op_and_org, rel_and_req, '"row":"', row_id, '",', tail) as leaf
      from (select nextval('au.cap') as cap,
        (n.job_id || '/' || n.line_no)::text as row_id,
        n.location_id as loc,
        null::text as label,
        n.kind as domain,
        null::text[] as changed,
        null::text as before,
        concat('{', '"job_id":', '"' || n.job_id || '"', ',"kind":', case when octet_length(n.kind) <= 341 then to_json(n.kind)::text else case when octet_length(to_json(n.kind)::text) <= 2048 then to_json(n.kind)::text else '"sha256:' || encode(sha256(convert_to(n.kind, 'UTF8')), 'base64') || '"' end end, ',"line_no":', n.line_no::text, ',"location_id":', '"' || n.location_id || '"', ',"org_id":', '"' || n.org_id || '"', ',"owner_id":', coalesce('"' || n.owner_id || '"', 'null'), ',"problem":', coalesce('"sha256:' || encode(sha256(convert_to(n.problem::text, 'UTF8')), 'base64') || '"', 'null'), ',"reason":', case when octet_length(n.reason) <= 341 then to_json(n.reason)::text else case when octet_length(to_json(n.reason)::text) <= 2048 then to_json(n.reason)::text else '"sha256:' || encode(sha256(convert_to(n.reason, 'UTF8')), 'base64') || '"' end end, '}') as after
      from new_rows n
      where n.org_id = org
      offset 0) x
    )
    insert into au.event (org_id, at, cap_seq, xid, kind, rel, row_id, loc, domain, action, actor_id, db_user, approver_id,
      session_id, source, request_id, part, head, changed, label, ctx_seq, schema, leaf, leaf_hash)
    select org, s.at, cap, s.xid, 1, 'import_rejection', row_id, loc, domain, s.action, s.actor_id, s.db_user,
      s.approver_id, s.session_id, s.source, s.request_id, s.part,
      s.part = 0 and cap = any (array(select min(first.cap) from captured first group by first.loc)), changed, label, s.ctx_seq,
      1, leaf, sha256('\x00'::bytea || convert_to(leaf, 'UTF8'))
    from captured;
  end loop;
  return null;
end
$capture$;
create or replace trigger capture_insert after insert on public.import_rejection referencing new table as new_rows for each statement execute function au.capture_import_rejection_insert();
alter table public.import_rejection enable always trigger capture_insert;

create or replace function au.capture_import_rejection_update() returns trigger
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
  for org in select distinct org_id from new_rows loop
    continue when not exists (select from new_rows n join old_rows o on o.org_id = n.org_id and o.job_id = n.job_id and o.line_no = n.line_no where n.org_id = org and row(n.job_id, n.kind, n.line_no, n.location_id, n.org_id, n.owner_id, n.problem, n.raw, n.reason) is distinct from row(o.job_id, o.kind, o.line_no, o.location_id, o.org_id, o.owner_id, o.problem, o.raw, o.reason));
    s := au.stamp_for(org, (select n.location_id from new_rows n where n.org_id = org limit 1));
    lead := concat('{', '"act":' || to_json(s.act)::text || ',', '"action":', to_json(s.action)::text, ',');
    approver_and_at := concat('"approver":"' || s.approver_id || '",', '"at":', s.at_json, ',');
    ctx_and_domain := concat('"ctx":"' || s.ctx_commit || '",', '');
    op_and_org := concat('"op":"update","org":"', org, '",');
    rel_and_req := concat('"rel":"import_rejection","req":', to_json(s.request_id)::text, ',');
    tail := concat('"schema":1,', '"session":"' || s.session_id || '",', '"source":', to_json(s.source)::text,
      ',"txn":"', s.xid, '","v":1}');
    with captured as materialized (
      select cap, row_id, loc, label, changed, domain,
        concat(lead, '"after":', after, ',', approver_and_at, '"before":', before, ',', '"cap":', cap, ',', ctx_and_domain, '"domain":"', domain, '",', '"loc":"' || loc || '",', op_and_org, rel_and_req, '"row":"', row_id, '",', tail) as leaf
      from (select * from (select nextval('au.cap') as cap,
        (n.job_id || '/' || n.line_no)::text as row_id,
        n.location_id as loc,
        null::text as label,
        n.kind as domain,
        array_remove(array[case when n.job_id is distinct from o.job_id then 'job_id' end, case when n.kind is distinct from o.kind then 'kind' end, case when n.line_no is distinct from o.line_no then 'line_no' end, case when n.location_id is distinct from o.location_id then 'location_id' end, case when n.org_id is distinct from o.org_id then 'org_id' end, case when n.owner_id is distinct from o.owner_id then 'owner_id' end, case when n.problem is distinct from o.problem then 'problem' end, case when n.raw is distinct from o.raw then 'raw' end, case when n.reason is distinct from o.reason then 'reason' end], null) as changed,
        concat('{', '"job_id":', '"' || o.job_id || '"', ',"kind":', case when octet_length(o.kind) <= 341 then to_json(o.kind)::text else case when octet_length(to_json(o.kind)::text) <= 2048 then to_json(o.kind)::text else '"sha256:' || encode(sha256(convert_to(o.kind, 'UTF8')), 'base64') || '"' end end, ',"line_no":', o.line_no::text, ',"location_id":', '"' || o.location_id || '"', ',"org_id":', '"' || o.org_id || '"', ',"owner_id":', coalesce('"' || o.owner_id || '"', 'null'), ',"problem":', coalesce('"sha256:' || encode(sha256(convert_to(o.problem::text, 'UTF8')), 'base64') || '"', 'null'), ',"reason":', case when octet_length(o.reason) <= 341 then to_json(o.reason)::text else case when octet_length(to_json(o.reason)::text) <= 2048 then to_json(o.reason)::text else '"sha256:' || encode(sha256(convert_to(o.reason, 'UTF8')), 'base64') || '"' end end, '}') as before,
        concat('{', '"job_id":', '"' || n.job_id || '"', ',"kind":', case when octet_length(n.kind) <= 341 then to_json(n.kind)::text else case when octet_length(to_json(n.kind)::text) <= 2048 then to_json(n.kind)::text else '"sha256:' || encode(sha256(convert_to(n.kind, 'UTF8')), 'base64') || '"' end end, ',"line_no":', n.line_no::text, ',"location_id":', '"' || n.location_id || '"', ',"org_id":', '"' || n.org_id || '"', ',"owner_id":', coalesce('"' || n.owner_id || '"', 'null'), ',"problem":', coalesce('"sha256:' || encode(sha256(convert_to(n.problem::text, 'UTF8')), 'base64') || '"', 'null'), ',"reason":', case when octet_length(n.reason) <= 341 then to_json(n.reason)::text else case when octet_length(to_json(n.reason)::text) <= 2048 then to_json(n.reason)::text else '"sha256:' || encode(sha256(convert_to(n.reason, 'UTF8')), 'base64') || '"' end end, '}') as after
      from new_rows n join old_rows o on o.org_id = n.org_id and o.job_id = n.job_id and o.line_no = n.line_no
      where n.org_id = org
      offset 0) x where changed <> '{}' offset 0) x
    )
    insert into au.event (org_id, at, cap_seq, xid, kind, rel, row_id, loc, domain, action, actor_id, db_user, approver_id,
      session_id, source, request_id, part, head, changed, label, ctx_seq, schema, leaf, leaf_hash)
    select org, s.at, cap, s.xid, 2, 'import_rejection', row_id, loc, domain, s.action, s.actor_id, s.db_user,
      s.approver_id, s.session_id, s.source, s.request_id, s.part,
      s.part = 0 and cap = any (array(select min(first.cap) from captured first group by first.loc)), changed, label, s.ctx_seq,
      1, leaf, sha256('\x00'::bytea || convert_to(leaf, 'UTF8'))
    from captured;
  end loop;
  return null;
end
$capture$;
create or replace trigger capture_update after update on public.import_rejection referencing old table as old_rows new table as new_rows for each statement execute function au.capture_import_rejection_update();
alter table public.import_rejection enable always trigger capture_update;

create or replace function au.capture_import_rejection_delete() returns trigger
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
  for org in select distinct org_id from old_rows loop
    s := au.stamp_for(org, (select o.location_id from old_rows o where o.org_id = org limit 1));
    lead := concat('{', '"act":' || to_json(s.act)::text || ',', '"action":', to_json(s.action)::text, ',');
    approver_and_at := concat('"approver":"' || s.approver_id || '",', '"at":', s.at_json, ',');
    ctx_and_domain := concat('"ctx":"' || s.ctx_commit || '",', '');
    op_and_org := concat('"op":"delete","org":"', org, '",');
    rel_and_req := concat('"rel":"import_rejection","req":', to_json(s.request_id)::text, ',');
    tail := concat('"schema":1,', '"session":"' || s.session_id || '",', '"source":', to_json(s.source)::text,
      ',"txn":"', s.xid, '","v":1}');
    with captured as materialized (
      select cap, row_id, loc, label, changed, domain,
        concat(lead, approver_and_at, '"before":', before, ',', '"cap":', cap, ',', ctx_and_domain, '"domain":"', domain, '",', '"loc":"' || loc || '",', op_and_org, rel_and_req, '"row":"', row_id, '",', tail) as leaf
      from (select nextval('au.cap') as cap,
        (o.job_id || '/' || o.line_no)::text as row_id,
        o.location_id as loc,
        null::text as label,
        o.kind as domain,
        null::text[] as changed,
        concat('{', '"job_id":', '"' || o.job_id || '"', ',"kind":', case when octet_length(o.kind) <= 341 then to_json(o.kind)::text else case when octet_length(to_json(o.kind)::text) <= 2048 then to_json(o.kind)::text else '"sha256:' || encode(sha256(convert_to(o.kind, 'UTF8')), 'base64') || '"' end end, ',"line_no":', o.line_no::text, ',"location_id":', '"' || o.location_id || '"', ',"org_id":', '"' || o.org_id || '"', ',"owner_id":', coalesce('"' || o.owner_id || '"', 'null'), ',"problem":', coalesce('"sha256:' || encode(sha256(convert_to(o.problem::text, 'UTF8')), 'base64') || '"', 'null'), ',"reason":', case when octet_length(o.reason) <= 341 then to_json(o.reason)::text else case when octet_length(to_json(o.reason)::text) <= 2048 then to_json(o.reason)::text else '"sha256:' || encode(sha256(convert_to(o.reason, 'UTF8')), 'base64') || '"' end end, '}') as before,
        null::text as after
      from old_rows o
      where o.org_id = org
      offset 0) x
    )
    insert into au.event (org_id, at, cap_seq, xid, kind, rel, row_id, loc, domain, action, actor_id, db_user, approver_id,
      session_id, source, request_id, part, head, changed, label, ctx_seq, schema, leaf, leaf_hash)
    select org, s.at, cap, s.xid, 3, 'import_rejection', row_id, loc, domain, s.action, s.actor_id, s.db_user,
      s.approver_id, s.session_id, s.source, s.request_id, s.part,
      s.part = 0 and cap = any (array(select min(first.cap) from captured first group by first.loc)), changed, label, s.ctx_seq,
      1, leaf, sha256('\x00'::bytea || convert_to(leaf, 'UTF8'))
    from captured;
  end loop;
  return null;
end
$capture$;
create or replace trigger capture_delete after delete on public.import_rejection referencing old table as old_rows for each statement execute function au.capture_import_rejection_delete();
alter table public.import_rejection enable always trigger capture_delete;

create or replace trigger refuse_rekey before update of org_id, job_id, line_no on public.import_rejection for each statement execute function au.refuse_rekey();
alter table public.import_rejection enable always trigger refuse_rekey;
create or replace trigger refuse_truncate before truncate on public.import_rejection for each statement execute function au.refuse_truncate();
alter table public.import_rejection enable always trigger refuse_truncate;

-- capture public.menu_item
create or replace function au.capture_menu_item_insert() returns trigger
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
  for org in select distinct org_id from new_rows loop
    s := au.stamp_for(org, (select n.location_id from new_rows n where n.org_id = org limit 1));
    lead := concat('{', '"act":' || to_json(s.act)::text || ',', '"action":', to_json(s.action)::text, ',');
    approver_and_at := concat('"approver":"' || s.approver_id || '",', '"at":', s.at_json, ',');
    ctx_and_domain := concat('"ctx":"' || s.ctx_commit || '",', '"domain":"menu",');
    op_and_org := concat('"op":"insert","org":"', org, '",');
    rel_and_req := concat('"rel":"menu_item","req":', to_json(s.request_id)::text, ',');
    tail := concat('"schema":1,', '"session":"' || s.session_id || '",', '"source":', to_json(s.source)::text,
      ',"txn":"', s.xid, '","v":1}');
    with captured as materialized (
      select cap, row_id, loc, label, changed,
        concat(lead, '"after":', after, ',', approver_and_at, '"cap":', cap, ',', ctx_and_domain, '"loc":"' || loc || '",', op_and_org, rel_and_req, '"row":"', row_id, '",', tail) as leaf
      from (select nextval('au.cap') as cap,
        (n.id)::text as row_id,
        n.location_id as loc,
        left(n.name::text, 200) as label,
        null::text[] as changed,
        null::text as before,
        concat('{', '"allergens":', case when octet_length(array_to_json(n.allergens)::text) <= 2048 then array_to_json(n.allergens)::text else '"sha256:' || encode(sha256(convert_to(array_to_json(n.allergens)::text, 'UTF8')), 'base64') || '"' end, ',"available":', n.available::text, ',"category_id":', '"' || n.category_id || '"', ',"created_at":', to_json(n.created_at)::text, ',"currency":', case when octet_length(n.currency) <= 341 then to_json(n.currency)::text else case when octet_length(to_json(n.currency)::text) <= 2048 then to_json(n.currency)::text else '"sha256:' || encode(sha256(convert_to(n.currency, 'UTF8')), 'base64') || '"' end end, ',"description":', case when octet_length(n.description) <= 341 then to_json(n.description)::text else case when octet_length(to_json(n.description)::text) <= 2048 then to_json(n.description)::text else '"sha256:' || encode(sha256(convert_to(n.description, 'UTF8')), 'base64') || '"' end end, ',"external_id":', coalesce(case when octet_length(n.external_id) <= 341 then to_json(n.external_id)::text else case when octet_length(to_json(n.external_id)::text) <= 2048 then to_json(n.external_id)::text else '"sha256:' || encode(sha256(convert_to(n.external_id, 'UTF8')), 'base64') || '"' end end, 'null'), ',"id":', '"' || n.id || '"', ',"location_id":', '"' || n.location_id || '"', ',"name":', case when octet_length(n.name) <= 341 then to_json(n.name)::text else case when octet_length(to_json(n.name)::text) <= 2048 then to_json(n.name)::text else '"sha256:' || encode(sha256(convert_to(n.name, 'UTF8')), 'base64') || '"' end end, ',"org_id":', '"' || n.org_id || '"', ',"position":', n.position::text, ',"price_minor":', case when n.price_minor between -9007199254740991 and 9007199254740991 then n.price_minor::text else '"' || n.price_minor || '"' end, ',"tax_class":', case when octet_length(n.tax_class) <= 341 then to_json(n.tax_class)::text else case when octet_length(to_json(n.tax_class)::text) <= 2048 then to_json(n.tax_class)::text else '"sha256:' || encode(sha256(convert_to(n.tax_class, 'UTF8')), 'base64') || '"' end end, '}') as after
      from new_rows n
      where n.org_id = org
      offset 0) x
    )
    insert into au.event (org_id, at, cap_seq, xid, kind, rel, row_id, loc, domain, action, actor_id, db_user, approver_id,
      session_id, source, request_id, part, head, changed, label, ctx_seq, schema, leaf, leaf_hash)
    select org, s.at, cap, s.xid, 1, 'menu_item', row_id, loc, 'menu', s.action, s.actor_id, s.db_user,
      s.approver_id, s.session_id, s.source, s.request_id, s.part,
      s.part = 0 and cap = any (array(select min(first.cap) from captured first group by first.loc)), changed, label, s.ctx_seq,
      1, leaf, sha256('\x00'::bytea || convert_to(leaf, 'UTF8'))
    from captured;
  end loop;
  return null;
end
$capture$;
create or replace trigger capture_insert after insert on public.menu_item referencing new table as new_rows for each statement execute function au.capture_menu_item_insert();
alter table public.menu_item enable always trigger capture_insert;

create or replace function au.capture_menu_item_update() returns trigger
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
  for org in select distinct org_id from new_rows loop
    continue when not exists (select from new_rows n join old_rows o on o.org_id = n.org_id and o.id = n.id where n.org_id = org and row(n.allergens, n.available, n.category_id, n.created_at, n.currency, n.description, n.external_id, n.id, n.location_id, n.name, n.org_id, n.position, n.price_minor, n.tax_class) is distinct from row(o.allergens, o.available, o.category_id, o.created_at, o.currency, o.description, o.external_id, o.id, o.location_id, o.name, o.org_id, o.position, o.price_minor, o.tax_class));
    s := au.stamp_for(org, (select n.location_id from new_rows n where n.org_id = org limit 1));
    lead := concat('{', '"act":' || to_json(s.act)::text || ',', '"action":', to_json(s.action)::text, ',');
    approver_and_at := concat('"approver":"' || s.approver_id || '",', '"at":', s.at_json, ',');
    ctx_and_domain := concat('"ctx":"' || s.ctx_commit || '",', '"domain":"menu",');
    op_and_org := concat('"op":"update","org":"', org, '",');
    rel_and_req := concat('"rel":"menu_item","req":', to_json(s.request_id)::text, ',');
    tail := concat('"schema":1,', '"session":"' || s.session_id || '",', '"source":', to_json(s.source)::text,
      ',"txn":"', s.xid, '","v":1}');
    with captured as materialized (
      select cap, row_id, loc, label, changed,
        concat(lead, '"after":', after, ',', approver_and_at, '"before":', before, ',', '"cap":', cap, ',', ctx_and_domain, '"loc":"' || loc || '",', op_and_org, rel_and_req, '"row":"', row_id, '",', tail) as leaf
      from (select * from (select nextval('au.cap') as cap,
        (n.id)::text as row_id,
        n.location_id as loc,
        left(n.name::text, 200) as label,
        array_remove(array[case when n.allergens is distinct from o.allergens then 'allergens' end, case when n.available is distinct from o.available then 'available' end, case when n.category_id is distinct from o.category_id then 'category_id' end, case when n.created_at is distinct from o.created_at then 'created_at' end, case when n.currency is distinct from o.currency then 'currency' end, case when n.description is distinct from o.description then 'description' end, case when n.external_id is distinct from o.external_id then 'external_id' end, case when n.id is distinct from o.id then 'id' end, case when n.location_id is distinct from o.location_id then 'location_id' end, case when n.name is distinct from o.name then 'name' end, case when n.org_id is distinct from o.org_id then 'org_id' end, case when n.position is distinct from o.position then 'position' end, case when n.price_minor is distinct from o.price_minor then 'price_minor' end, case when n.tax_class is distinct from o.tax_class then 'tax_class' end], null) as changed,
        concat('{', '"allergens":', case when octet_length(array_to_json(o.allergens)::text) <= 2048 then array_to_json(o.allergens)::text else '"sha256:' || encode(sha256(convert_to(array_to_json(o.allergens)::text, 'UTF8')), 'base64') || '"' end, ',"available":', o.available::text, ',"category_id":', '"' || o.category_id || '"', ',"created_at":', to_json(o.created_at)::text, ',"currency":', case when octet_length(o.currency) <= 341 then to_json(o.currency)::text else case when octet_length(to_json(o.currency)::text) <= 2048 then to_json(o.currency)::text else '"sha256:' || encode(sha256(convert_to(o.currency, 'UTF8')), 'base64') || '"' end end, ',"description":', case when octet_length(o.description) <= 341 then to_json(o.description)::text else case when octet_length(to_json(o.description)::text) <= 2048 then to_json(o.description)::text else '"sha256:' || encode(sha256(convert_to(o.description, 'UTF8')), 'base64') || '"' end end, ',"external_id":', coalesce(case when octet_length(o.external_id) <= 341 then to_json(o.external_id)::text else case when octet_length(to_json(o.external_id)::text) <= 2048 then to_json(o.external_id)::text else '"sha256:' || encode(sha256(convert_to(o.external_id, 'UTF8')), 'base64') || '"' end end, 'null'), ',"id":', '"' || o.id || '"', ',"location_id":', '"' || o.location_id || '"', ',"name":', case when octet_length(o.name) <= 341 then to_json(o.name)::text else case when octet_length(to_json(o.name)::text) <= 2048 then to_json(o.name)::text else '"sha256:' || encode(sha256(convert_to(o.name, 'UTF8')), 'base64') || '"' end end, ',"org_id":', '"' || o.org_id || '"', ',"position":', o.position::text, ',"price_minor":', case when o.price_minor between -9007199254740991 and 9007199254740991 then o.price_minor::text else '"' || o.price_minor || '"' end, ',"tax_class":', case when octet_length(o.tax_class) <= 341 then to_json(o.tax_class)::text else case when octet_length(to_json(o.tax_class)::text) <= 2048 then to_json(o.tax_class)::text else '"sha256:' || encode(sha256(convert_to(o.tax_class, 'UTF8')), 'base64') || '"' end end, '}') as before,
        concat('{', '"allergens":', case when octet_length(array_to_json(n.allergens)::text) <= 2048 then array_to_json(n.allergens)::text else '"sha256:' || encode(sha256(convert_to(array_to_json(n.allergens)::text, 'UTF8')), 'base64') || '"' end, ',"available":', n.available::text, ',"category_id":', '"' || n.category_id || '"', ',"created_at":', to_json(n.created_at)::text, ',"currency":', case when octet_length(n.currency) <= 341 then to_json(n.currency)::text else case when octet_length(to_json(n.currency)::text) <= 2048 then to_json(n.currency)::text else '"sha256:' || encode(sha256(convert_to(n.currency, 'UTF8')), 'base64') || '"' end end, ',"description":', case when octet_length(n.description) <= 341 then to_json(n.description)::text else case when octet_length(to_json(n.description)::text) <= 2048 then to_json(n.description)::text else '"sha256:' || encode(sha256(convert_to(n.description, 'UTF8')), 'base64') || '"' end end, ',"external_id":', coalesce(case when octet_length(n.external_id) <= 341 then to_json(n.external_id)::text else case when octet_length(to_json(n.external_id)::text) <= 2048 then to_json(n.external_id)::text else '"sha256:' || encode(sha256(convert_to(n.external_id, 'UTF8')), 'base64') || '"' end end, 'null'), ',"id":', '"' || n.id || '"', ',"location_id":', '"' || n.location_id || '"', ',"name":', case when octet_length(n.name) <= 341 then to_json(n.name)::text else case when octet_length(to_json(n.name)::text) <= 2048 then to_json(n.name)::text else '"sha256:' || encode(sha256(convert_to(n.name, 'UTF8')), 'base64') || '"' end end, ',"org_id":', '"' || n.org_id || '"', ',"position":', n.position::text, ',"price_minor":', case when n.price_minor between -9007199254740991 and 9007199254740991 then n.price_minor::text else '"' || n.price_minor || '"' end, ',"tax_class":', case when octet_length(n.tax_class) <= 341 then to_json(n.tax_class)::text else case when octet_length(to_json(n.tax_class)::text) <= 2048 then to_json(n.tax_class)::text else '"sha256:' || encode(sha256(convert_to(n.tax_class, 'UTF8')), 'base64') || '"' end end, '}') as after
      from new_rows n join old_rows o on o.org_id = n.org_id and o.id = n.id
      where n.org_id = org
      offset 0) x where changed <> '{}' offset 0) x
    )
    insert into au.event (org_id, at, cap_seq, xid, kind, rel, row_id, loc, domain, action, actor_id, db_user, approver_id,
      session_id, source, request_id, part, head, changed, label, ctx_seq, schema, leaf, leaf_hash)
    select org, s.at, cap, s.xid, 2, 'menu_item', row_id, loc, 'menu', s.action, s.actor_id, s.db_user,
      s.approver_id, s.session_id, s.source, s.request_id, s.part,
      s.part = 0 and cap = any (array(select min(first.cap) from captured first group by first.loc)), changed, label, s.ctx_seq,
      1, leaf, sha256('\x00'::bytea || convert_to(leaf, 'UTF8'))
    from captured;
  end loop;
  return null;
end
$capture$;
create or replace trigger capture_update after update on public.menu_item referencing old table as old_rows new table as new_rows for each statement execute function au.capture_menu_item_update();
alter table public.menu_item enable always trigger capture_update;

create or replace function au.capture_menu_item_delete() returns trigger
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
  for org in select distinct org_id from old_rows loop
    s := au.stamp_for(org, (select o.location_id from old_rows o where o.org_id = org limit 1));
    lead := concat('{', '"act":' || to_json(s.act)::text || ',', '"action":', to_json(s.action)::text, ',');
    approver_and_at := concat('"approver":"' || s.approver_id || '",', '"at":', s.at_json, ',');
    ctx_and_domain := concat('"ctx":"' || s.ctx_commit || '",', '"domain":"menu",');
    op_and_org := concat('"op":"delete","org":"', org, '",');
    rel_and_req := concat('"rel":"menu_item","req":', to_json(s.request_id)::text, ',');
    tail := concat('"schema":1,', '"session":"' || s.session_id || '",', '"source":', to_json(s.source)::text,
      ',"txn":"', s.xid, '","v":1}');
    with captured as materialized (
      select cap, row_id, loc, label, changed,
        concat(lead, approver_and_at, '"before":', before, ',', '"cap":', cap, ',', ctx_and_domain, '"loc":"' || loc || '",', op_and_org, rel_and_req, '"row":"', row_id, '",', tail) as leaf
      from (select nextval('au.cap') as cap,
        (o.id)::text as row_id,
        o.location_id as loc,
        left(o.name::text, 200) as label,
        null::text[] as changed,
        concat('{', '"allergens":', case when octet_length(array_to_json(o.allergens)::text) <= 2048 then array_to_json(o.allergens)::text else '"sha256:' || encode(sha256(convert_to(array_to_json(o.allergens)::text, 'UTF8')), 'base64') || '"' end, ',"available":', o.available::text, ',"category_id":', '"' || o.category_id || '"', ',"created_at":', to_json(o.created_at)::text, ',"currency":', case when octet_length(o.currency) <= 341 then to_json(o.currency)::text else case when octet_length(to_json(o.currency)::text) <= 2048 then to_json(o.currency)::text else '"sha256:' || encode(sha256(convert_to(o.currency, 'UTF8')), 'base64') || '"' end end, ',"description":', case when octet_length(o.description) <= 341 then to_json(o.description)::text else case when octet_length(to_json(o.description)::text) <= 2048 then to_json(o.description)::text else '"sha256:' || encode(sha256(convert_to(o.description, 'UTF8')), 'base64') || '"' end end, ',"external_id":', coalesce(case when octet_length(o.external_id) <= 341 then to_json(o.external_id)::text else case when octet_length(to_json(o.external_id)::text) <= 2048 then to_json(o.external_id)::text else '"sha256:' || encode(sha256(convert_to(o.external_id, 'UTF8')), 'base64') || '"' end end, 'null'), ',"id":', '"' || o.id || '"', ',"location_id":', '"' || o.location_id || '"', ',"name":', case when octet_length(o.name) <= 341 then to_json(o.name)::text else case when octet_length(to_json(o.name)::text) <= 2048 then to_json(o.name)::text else '"sha256:' || encode(sha256(convert_to(o.name, 'UTF8')), 'base64') || '"' end end, ',"org_id":', '"' || o.org_id || '"', ',"position":', o.position::text, ',"price_minor":', case when o.price_minor between -9007199254740991 and 9007199254740991 then o.price_minor::text else '"' || o.price_minor || '"' end, ',"tax_class":', case when octet_length(o.tax_class) <= 341 then to_json(o.tax_class)::text else case when octet_length(to_json(o.tax_class)::text) <= 2048 then to_json(o.tax_class)::text else '"sha256:' || encode(sha256(convert_to(o.tax_class, 'UTF8')), 'base64') || '"' end end, '}') as before,
        null::text as after
      from old_rows o
      where o.org_id = org
      offset 0) x
    )
    insert into au.event (org_id, at, cap_seq, xid, kind, rel, row_id, loc, domain, action, actor_id, db_user, approver_id,
      session_id, source, request_id, part, head, changed, label, ctx_seq, schema, leaf, leaf_hash)
    select org, s.at, cap, s.xid, 3, 'menu_item', row_id, loc, 'menu', s.action, s.actor_id, s.db_user,
      s.approver_id, s.session_id, s.source, s.request_id, s.part,
      s.part = 0 and cap = any (array(select min(first.cap) from captured first group by first.loc)), changed, label, s.ctx_seq,
      1, leaf, sha256('\x00'::bytea || convert_to(leaf, 'UTF8'))
    from captured;
  end loop;
  return null;
end
$capture$;
create or replace trigger capture_delete after delete on public.menu_item referencing old table as old_rows for each statement execute function au.capture_menu_item_delete();
alter table public.menu_item enable always trigger capture_delete;

create or replace trigger refuse_rekey before update of org_id, id on public.menu_item for each statement execute function au.refuse_rekey();
alter table public.menu_item enable always trigger refuse_rekey;
create or replace trigger refuse_truncate before truncate on public.menu_item for each statement execute function au.refuse_truncate();
alter table public.menu_item enable always trigger refuse_truncate;

-- wall public.idempotency_key
alter table public.idempotency_key owner to toster_owner;
alter table public.idempotency_key enable row level security;
alter table public.idempotency_key force row level security;
revoke all on public.idempotency_key from public, toster_app, toster_auth, toster_worker, toster_relay;
alter table public.idempotency_key alter column key set statistics 0;
alter table public.idempotency_key alter column procedure set statistics 0;
alter table public.idempotency_key alter column input_digest set statistics 0;
alter table public.idempotency_key alter column answer set statistics 0;
grant select, insert, update on public.idempotency_key to toster_app;
grant select, delete on public.idempotency_key to toster_worker;
drop policy if exists tenant_read on public.idempotency_key;
drop policy if exists tenant_insert on public.idempotency_key;
drop policy if exists tenant_update on public.idempotency_key;
drop policy if exists tenant on public.idempotency_key;
create policy tenant on public.idempotency_key for all to toster_app
  using (org_id = (select app.org_id()) and actor_id = (select app.actor_id()))
  with check (org_id = (select app.org_id()) and actor_id = (select app.actor_id()));
drop policy if exists tenant_worker on public.idempotency_key;
create policy tenant_worker on public.idempotency_key for all to toster_worker
  using (org_id = (select app.org_id()))
  with check (org_id = (select app.org_id()));

-- wall public.import_chunk
alter table public.import_chunk owner to toster_owner;
alter table public.import_chunk enable row level security;
alter table public.import_chunk force row level security;
revoke all on public.import_chunk from public, toster_app, toster_auth, toster_worker, toster_relay;
alter table public.import_chunk alter column content set statistics 0;
grant select, insert on public.import_chunk to toster_app;
grant select, delete on public.import_chunk to toster_worker;
drop policy if exists tenant_read on public.import_chunk;
drop policy if exists tenant_insert on public.import_chunk;
drop policy if exists tenant_update on public.import_chunk;
drop policy if exists tenant on public.import_chunk;
create policy tenant on public.import_chunk for all to toster_app
  using (org_id = (select app.org_id()) and owner_id = (select app.actor_id()))
  with check (org_id = (select app.org_id()) and owner_id = (select app.actor_id()));
drop policy if exists tenant_worker on public.import_chunk;
create policy tenant_worker on public.import_chunk for all to toster_worker
  using (org_id = (select app.org_id()))
  with check (org_id = (select app.org_id()));

-- wall public.import_file
alter table public.import_file owner to toster_owner;
alter table public.import_file enable row level security;
alter table public.import_file force row level security;
revoke all on public.import_file from public, toster_app, toster_auth, toster_worker, toster_relay;
alter table public.import_file alter column name set statistics 0;
alter table public.import_file alter column sha256 set statistics 0;
alter table public.import_file alter column header set statistics 0;
grant select, insert, update on public.import_file to toster_app;
grant select, update on public.import_file to toster_worker;
drop policy if exists tenant_read on public.import_file;
drop policy if exists tenant_insert on public.import_file;
drop policy if exists tenant_update on public.import_file;
drop policy if exists tenant on public.import_file;
create policy tenant on public.import_file for all to toster_app
  using (org_id = (select app.org_id()) and owner_id = (select app.actor_id()))
  with check (org_id = (select app.org_id()) and owner_id = (select app.actor_id()));
drop policy if exists tenant_worker on public.import_file;
create policy tenant_worker on public.import_file for all to toster_worker
  using (org_id = (select app.org_id()))
  with check (org_id = (select app.org_id()));

-- wall public.import_finding
alter table public.import_finding owner to toster_owner;
alter table public.import_finding enable row level security;
alter table public.import_finding force row level security;
revoke all on public.import_finding from public, toster_app, toster_auth, toster_worker, toster_relay;
alter table public.import_finding alter column problem set statistics 0;
alter table public.import_finding alter column changes set statistics 0;
alter table public.import_finding alter column raw set statistics 0;
grant select on public.import_finding to toster_app;
grant select, insert, delete on public.import_finding to toster_worker;
drop policy if exists tenant_read on public.import_finding;
drop policy if exists tenant_insert on public.import_finding;
drop policy if exists tenant_update on public.import_finding;
drop policy if exists tenant on public.import_finding;
create policy tenant on public.import_finding for all to toster_app
  using (org_id = (select app.org_id()) and owner_id = (select app.actor_id()))
  with check (org_id = (select app.org_id()) and owner_id = (select app.actor_id()));
drop policy if exists tenant_worker on public.import_finding;
create policy tenant_worker on public.import_finding for all to toster_worker
  using (org_id = (select app.org_id()))
  with check (org_id = (select app.org_id()));

-- wall public.import_job
alter table public.import_job owner to toster_owner;
alter table public.import_job enable row level security;
alter table public.import_job force row level security;
revoke all on public.import_job from public, toster_app, toster_auth, toster_worker, toster_relay;
alter table public.import_job alter column source set statistics 0;
alter table public.import_job alter column file_digest set statistics 0;
alter table public.import_job alter column reading set statistics 0;
alter table public.import_job alter column asked_request set statistics 0;
alter table public.import_job alter column foretold set statistics 0;
alter table public.import_job alter column failure set statistics 0;
grant select, insert, update on public.import_job to toster_app;
grant select, insert, update on public.import_job to toster_worker;
drop policy if exists tenant on public.import_job;
create policy tenant on public.import_job for all to toster_app, toster_worker
  using (org_id = (select app.org_id()))
  with check (org_id = (select app.org_id()));

-- wall public.import_rejection
alter table public.import_rejection owner to toster_owner;
alter table public.import_rejection enable row level security;
alter table public.import_rejection force row level security;
revoke all on public.import_rejection from public, toster_app, toster_auth, toster_worker, toster_relay;
alter table public.import_rejection alter column reason set statistics 0;
alter table public.import_rejection alter column raw set statistics 0;
alter table public.import_rejection alter column problem set statistics 0;
grant select on public.import_rejection to toster_app;
grant select, insert on public.import_rejection to toster_worker;
drop policy if exists tenant_read on public.import_rejection;
drop policy if exists tenant_insert on public.import_rejection;
drop policy if exists tenant_update on public.import_rejection;
drop policy if exists tenant on public.import_rejection;
create policy tenant on public.import_rejection for all to toster_app
  using (org_id = (select app.org_id()) and owner_id = (select app.actor_id()))
  with check (org_id = (select app.org_id()) and owner_id = (select app.actor_id()));
drop policy if exists tenant_worker on public.import_rejection;
create policy tenant_worker on public.import_rejection for all to toster_worker
  using (org_id = (select app.org_id()))
  with check (org_id = (select app.org_id()));

-- wall public.menu_category
alter table public.menu_category owner to toster_owner;
alter table public.menu_category enable row level security;
alter table public.menu_category force row level security;
revoke all on public.menu_category from public, toster_app, toster_auth, toster_worker, toster_relay;
alter table public.menu_category alter column name set statistics 0;
grant select, insert, update, delete on public.menu_category to toster_app;
grant select, insert, update on public.menu_category to toster_worker;
drop policy if exists tenant on public.menu_category;
create policy tenant on public.menu_category for all to toster_app, toster_worker
  using (org_id = (select app.org_id()))
  with check (org_id = (select app.org_id()));

-- wall public.menu_item
alter table public.menu_item owner to toster_owner;
alter table public.menu_item enable row level security;
alter table public.menu_item force row level security;
revoke all on public.menu_item from public, toster_app, toster_auth, toster_worker, toster_relay;
alter table public.menu_item alter column name set statistics 0;
alter table public.menu_item alter column description set statistics 0;
alter table public.menu_item alter column currency set statistics 0;
alter table public.menu_item alter column tax_class set statistics 0;
alter table public.menu_item alter column allergens set statistics 0;
alter table public.menu_item alter column external_id set statistics 0;
grant select, insert, update, delete on public.menu_item to toster_app;
grant select, insert, update on public.menu_item to toster_worker;
drop policy if exists tenant on public.menu_item;
create policy tenant on public.menu_item for all to toster_app, toster_worker
  using (org_id = (select app.org_id()))
  with check (org_id = (select app.org_id()));

-- wall public.use_counter
alter table public.use_counter owner to toster_owner;
alter table public.use_counter enable row level security;
alter table public.use_counter force row level security;
revoke all on public.use_counter from public, toster_app, toster_auth, toster_worker, toster_relay;
alter table public.use_counter alter column permission set statistics 0;
grant select on public.use_counter to toster_app;
grant select, delete on public.use_counter to toster_worker;
drop policy if exists tenant_read on public.use_counter;
drop policy if exists tenant_insert on public.use_counter;
drop policy if exists tenant_update on public.use_counter;
drop policy if exists tenant on public.use_counter;
create policy tenant on public.use_counter for all to toster_app
  using (org_id = (select app.org_id()) and actor_id = (select app.actor_id()))
  with check (org_id = (select app.org_id()) and actor_id = (select app.actor_id()));
drop policy if exists tenant_worker on public.use_counter;
create policy tenant_worker on public.use_counter for all to toster_worker
  using (org_id = (select app.org_id()))
  with check (org_id = (select app.org_id()));

-- wall audit
revoke all on au.event, au.event_other, au.disclosure from public, toster_app, toster_auth, toster_worker, toster_relay;

grant select on au.event, au.disclosure to toster_app;

alter table au.disclosure alter column ds set statistics 0;

alter table au.disclosure alter column ip_hash set statistics 0;

drop policy if exists tenant_read on au.event;
create policy tenant_read on au.event for select to toster_app
  using (org_id = (select app.org_id()) and ((select app.reach('audit_log.read')) && array[loc, 'ffffffff-ffff-ffff-ffff-ffffffffffff'::uuid]
  or domain = any ((select app.audit_domains())::text[]) or domain || '@' || loc = any ((select app.audit_domains())::text[])));

drop policy if exists tenant_read on au.disclosure;
create policy tenant_read on au.disclosure for select to toster_app
  using (org_id = (select app.org_id()) and (select app.holds('audit_log.read')) and ((capability = 'audit_log.read' and (select app.reach('audit_log.read')) && array[loc, 'ffffffff-ffff-ffff-ffff-ffffffffffff'::uuid])
      or (capability = 'customers.read_full' and (select app.reach('customers.read_full')) && array[loc, 'ffffffff-ffff-ffff-ffff-ffffffffffff'::uuid] and (select app.purpose()) is not null)
      or (capability = 'orders.read' and (select app.reach('orders.read')) && array[loc, 'ffffffff-ffff-ffff-ffff-ffffffffffff'::uuid])
      or (capability = 'payments.read' and (select app.reach('payments.read')) && array[loc, 'ffffffff-ffff-ffff-ffff-ffffffffffff'::uuid])
      or (capability = 'staff.read_directory' and (select app.reach('staff.read_directory')) && array[loc, 'ffffffff-ffff-ffff-ffff-ffffffffffff'::uuid])
      or (capability = 'staff.read_tax_bank' and (select app.reach('staff.read_tax_bank')) && array[loc, 'ffffffff-ffff-ffff-ffff-ffffffffffff'::uuid] and (select app.purpose()) is not null)
      or (capability = 'staff.read_full' and (select app.reach('staff.read_full')) && array[loc, 'ffffffff-ffff-ffff-ffff-ffffffffffff'::uuid] and (select app.purpose()) is not null)));

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

