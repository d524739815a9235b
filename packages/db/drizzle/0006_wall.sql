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


-- capture public.location_profile
create or replace function au.capture_location_profile_insert() returns trigger
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
    ctx_and_domain := concat('"ctx":"' || s.ctx_commit || '",', '"domain":"settings",');
    op_and_org := concat('"op":"insert","org":"', org, '",');
    rel_and_req := concat('"rel":"location_profile","req":', to_json(s.request_id)::text, ',');
    tail := concat('"schema":1,', '"session":"' || s.session_id || '",', '"source":', to_json(s.source)::text,
      ',"txn":"', s.xid, '","v":1}');
    with captured as materialized (
      select cap, row_id, loc, label, changed,
        concat(lead, '"after":', after, ',', approver_and_at, '"cap":', cap, ',', ctx_and_domain, '"loc":"' || loc || '",', op_and_org, rel_and_req, '"row":"', row_id, '",', tail) as leaf
      from (select nextval('au.cap') as cap,
        (n.location_id)::text as row_id,
        n.location_id as loc,
        null::text as label,
        null::text[] as changed,
        null::text as before,
        concat('{', '"address":', case when octet_length(n.address) <= 341 then to_json(n.address)::text else case when octet_length(to_json(n.address)::text) <= 2048 then to_json(n.address)::text else '"sha256:' || encode(sha256(convert_to(n.address, 'UTF8')), 'base64') || '"' end end, ',"email":', case when octet_length(n.email) <= 341 then to_json(n.email)::text else case when octet_length(to_json(n.email)::text) <= 2048 then to_json(n.email)::text else '"sha256:' || encode(sha256(convert_to(n.email, 'UTF8')), 'base64') || '"' end end, ',"hours_fri":', coalesce(case when octet_length(n.hours_fri) <= 341 then to_json(n.hours_fri)::text else case when octet_length(to_json(n.hours_fri)::text) <= 2048 then to_json(n.hours_fri)::text else '"sha256:' || encode(sha256(convert_to(n.hours_fri, 'UTF8')), 'base64') || '"' end end, 'null'), ',"hours_mon":', coalesce(case when octet_length(n.hours_mon) <= 341 then to_json(n.hours_mon)::text else case when octet_length(to_json(n.hours_mon)::text) <= 2048 then to_json(n.hours_mon)::text else '"sha256:' || encode(sha256(convert_to(n.hours_mon, 'UTF8')), 'base64') || '"' end end, 'null'), ',"hours_sat":', coalesce(case when octet_length(n.hours_sat) <= 341 then to_json(n.hours_sat)::text else case when octet_length(to_json(n.hours_sat)::text) <= 2048 then to_json(n.hours_sat)::text else '"sha256:' || encode(sha256(convert_to(n.hours_sat, 'UTF8')), 'base64') || '"' end end, 'null'), ',"hours_sun":', coalesce(case when octet_length(n.hours_sun) <= 341 then to_json(n.hours_sun)::text else case when octet_length(to_json(n.hours_sun)::text) <= 2048 then to_json(n.hours_sun)::text else '"sha256:' || encode(sha256(convert_to(n.hours_sun, 'UTF8')), 'base64') || '"' end end, 'null'), ',"hours_thu":', coalesce(case when octet_length(n.hours_thu) <= 341 then to_json(n.hours_thu)::text else case when octet_length(to_json(n.hours_thu)::text) <= 2048 then to_json(n.hours_thu)::text else '"sha256:' || encode(sha256(convert_to(n.hours_thu, 'UTF8')), 'base64') || '"' end end, 'null'), ',"hours_tue":', coalesce(case when octet_length(n.hours_tue) <= 341 then to_json(n.hours_tue)::text else case when octet_length(to_json(n.hours_tue)::text) <= 2048 then to_json(n.hours_tue)::text else '"sha256:' || encode(sha256(convert_to(n.hours_tue, 'UTF8')), 'base64') || '"' end end, 'null'), ',"hours_wed":', coalesce(case when octet_length(n.hours_wed) <= 341 then to_json(n.hours_wed)::text else case when octet_length(to_json(n.hours_wed)::text) <= 2048 then to_json(n.hours_wed)::text else '"sha256:' || encode(sha256(convert_to(n.hours_wed, 'UTF8')), 'base64') || '"' end end, 'null'), ',"location_id":', '"' || n.location_id || '"', ',"org_id":', '"' || n.org_id || '"', ',"phone":', case when octet_length(n.phone) <= 341 then to_json(n.phone)::text else case when octet_length(to_json(n.phone)::text) <= 2048 then to_json(n.phone)::text else '"sha256:' || encode(sha256(convert_to(n.phone, 'UTF8')), 'base64') || '"' end end, ',"postcode":', case when octet_length(n.postcode) <= 341 then to_json(n.postcode)::text else case when octet_length(to_json(n.postcode)::text) <= 2048 then to_json(n.postcode)::text else '"sha256:' || encode(sha256(convert_to(n.postcode, 'UTF8')), 'base64') || '"' end end, '}') as after
      from new_rows n
      where n.org_id = org
      offset 0) x
    )
    insert into au.event (org_id, at, cap_seq, xid, kind, rel, row_id, loc, domain, action, actor_id, db_user, approver_id,
      session_id, source, request_id, part, head, changed, label, ctx_seq, schema, leaf, leaf_hash)
    select org, s.at, cap, s.xid, 1, 'location_profile', row_id, loc, 'settings', s.action, s.actor_id, s.db_user,
      s.approver_id, s.session_id, s.source, s.request_id, s.part,
      s.part = 0 and cap = any (array(select min(first.cap) from captured first group by first.loc)), changed, label, s.ctx_seq,
      1, leaf, sha256('\x00'::bytea || convert_to(leaf, 'UTF8'))
    from captured;
  end loop;
  return null;
end
$capture$;
create or replace trigger capture_insert after insert on public.location_profile referencing new table as new_rows for each statement execute function au.capture_location_profile_insert();
alter table public.location_profile enable always trigger capture_insert;

create or replace function au.capture_location_profile_update() returns trigger
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
    continue when not exists (select from new_rows n join old_rows o on o.org_id = n.org_id and o.location_id = n.location_id where n.org_id = org and row(n.address, n.email, n.hours_fri, n.hours_mon, n.hours_sat, n.hours_sun, n.hours_thu, n.hours_tue, n.hours_wed, n.location_id, n.org_id, n.phone, n.postcode) is distinct from row(o.address, o.email, o.hours_fri, o.hours_mon, o.hours_sat, o.hours_sun, o.hours_thu, o.hours_tue, o.hours_wed, o.location_id, o.org_id, o.phone, o.postcode));
    s := au.stamp_for(org, (select n.location_id from new_rows n where n.org_id = org limit 1));
    lead := concat('{', '"act":' || to_json(s.act)::text || ',', '"action":', to_json(s.action)::text, ',');
    approver_and_at := concat('"approver":"' || s.approver_id || '",', '"at":', s.at_json, ',');
    ctx_and_domain := concat('"ctx":"' || s.ctx_commit || '",', '"domain":"settings",');
    op_and_org := concat('"op":"update","org":"', org, '",');
    rel_and_req := concat('"rel":"location_profile","req":', to_json(s.request_id)::text, ',');
    tail := concat('"schema":1,', '"session":"' || s.session_id || '",', '"source":', to_json(s.source)::text,
      ',"txn":"', s.xid, '","v":1}');
    with captured as materialized (
      select cap, row_id, loc, label, changed,
        concat(lead, '"after":', after, ',', approver_and_at, '"before":', before, ',', '"cap":', cap, ',', ctx_and_domain, '"loc":"' || loc || '",', op_and_org, rel_and_req, '"row":"', row_id, '",', tail) as leaf
      from (select * from (select nextval('au.cap') as cap,
        (n.location_id)::text as row_id,
        n.location_id as loc,
        null::text as label,
        array_remove(array[case when n.address is distinct from o.address then 'address' end, case when n.email is distinct from o.email then 'email' end, case when n.hours_fri is distinct from o.hours_fri then 'hours_fri' end, case when n.hours_mon is distinct from o.hours_mon then 'hours_mon' end, case when n.hours_sat is distinct from o.hours_sat then 'hours_sat' end, case when n.hours_sun is distinct from o.hours_sun then 'hours_sun' end, case when n.hours_thu is distinct from o.hours_thu then 'hours_thu' end, case when n.hours_tue is distinct from o.hours_tue then 'hours_tue' end, case when n.hours_wed is distinct from o.hours_wed then 'hours_wed' end, case when n.location_id is distinct from o.location_id then 'location_id' end, case when n.org_id is distinct from o.org_id then 'org_id' end, case when n.phone is distinct from o.phone then 'phone' end, case when n.postcode is distinct from o.postcode then 'postcode' end], null) as changed,
        concat('{', '"address":', case when octet_length(o.address) <= 341 then to_json(o.address)::text else case when octet_length(to_json(o.address)::text) <= 2048 then to_json(o.address)::text else '"sha256:' || encode(sha256(convert_to(o.address, 'UTF8')), 'base64') || '"' end end, ',"email":', case when octet_length(o.email) <= 341 then to_json(o.email)::text else case when octet_length(to_json(o.email)::text) <= 2048 then to_json(o.email)::text else '"sha256:' || encode(sha256(convert_to(o.email, 'UTF8')), 'base64') || '"' end end, ',"hours_fri":', coalesce(case when octet_length(o.hours_fri) <= 341 then to_json(o.hours_fri)::text else case when octet_length(to_json(o.hours_fri)::text) <= 2048 then to_json(o.hours_fri)::text else '"sha256:' || encode(sha256(convert_to(o.hours_fri, 'UTF8')), 'base64') || '"' end end, 'null'), ',"hours_mon":', coalesce(case when octet_length(o.hours_mon) <= 341 then to_json(o.hours_mon)::text else case when octet_length(to_json(o.hours_mon)::text) <= 2048 then to_json(o.hours_mon)::text else '"sha256:' || encode(sha256(convert_to(o.hours_mon, 'UTF8')), 'base64') || '"' end end, 'null'), ',"hours_sat":', coalesce(case when octet_length(o.hours_sat) <= 341 then to_json(o.hours_sat)::text else case when octet_length(to_json(o.hours_sat)::text) <= 2048 then to_json(o.hours_sat)::text else '"sha256:' || encode(sha256(convert_to(o.hours_sat, 'UTF8')), 'base64') || '"' end end, 'null'), ',"hours_sun":', coalesce(case when octet_length(o.hours_sun) <= 341 then to_json(o.hours_sun)::text else case when octet_length(to_json(o.hours_sun)::text) <= 2048 then to_json(o.hours_sun)::text else '"sha256:' || encode(sha256(convert_to(o.hours_sun, 'UTF8')), 'base64') || '"' end end, 'null'), ',"hours_thu":', coalesce(case when octet_length(o.hours_thu) <= 341 then to_json(o.hours_thu)::text else case when octet_length(to_json(o.hours_thu)::text) <= 2048 then to_json(o.hours_thu)::text else '"sha256:' || encode(sha256(convert_to(o.hours_thu, 'UTF8')), 'base64') || '"' end end, 'null'), ',"hours_tue":', coalesce(case when octet_length(o.hours_tue) <= 341 then to_json(o.hours_tue)::text else case when octet_length(to_json(o.hours_tue)::text) <= 2048 then to_json(o.hours_tue)::text else '"sha256:' || encode(sha256(convert_to(o.hours_tue, 'UTF8')), 'base64') || '"' end end, 'null'), ',"hours_wed":', coalesce(case when octet_length(o.hours_wed) <= 341 then to_json(o.hours_wed)::text else case when octet_length(to_json(o.hours_wed)::text) <= 2048 then to_json(o.hours_wed)::text else '"sha256:' || encode(sha256(convert_to(o.hours_wed, 'UTF8')), 'base64') || '"' end end, 'null'), ',"location_id":', '"' || o.location_id || '"', ',"org_id":', '"' || o.org_id || '"', ',"phone":', case when octet_length(o.phone) <= 341 then to_json(o.phone)::text else case when octet_length(to_json(o.phone)::text) <= 2048 then to_json(o.phone)::text else '"sha256:' || encode(sha256(convert_to(o.phone, 'UTF8')), 'base64') || '"' end end, ',"postcode":', case when octet_length(o.postcode) <= 341 then to_json(o.postcode)::text else case when octet_length(to_json(o.postcode)::text) <= 2048 then to_json(o.postcode)::text else '"sha256:' || encode(sha256(convert_to(o.postcode, 'UTF8')), 'base64') || '"' end end, '}') as before,
        concat('{', '"address":', case when octet_length(n.address) <= 341 then to_json(n.address)::text else case when octet_length(to_json(n.address)::text) <= 2048 then to_json(n.address)::text else '"sha256:' || encode(sha256(convert_to(n.address, 'UTF8')), 'base64') || '"' end end, ',"email":', case when octet_length(n.email) <= 341 then to_json(n.email)::text else case when octet_length(to_json(n.email)::text) <= 2048 then to_json(n.email)::text else '"sha256:' || encode(sha256(convert_to(n.email, 'UTF8')), 'base64') || '"' end end, ',"hours_fri":', coalesce(case when octet_length(n.hours_fri) <= 341 then to_json(n.hours_fri)::text else case when octet_length(to_json(n.hours_fri)::text) <= 2048 then to_json(n.hours_fri)::text else '"sha256:' || encode(sha256(convert_to(n.hours_fri, 'UTF8')), 'base64') || '"' end end, 'null'), ',"hours_mon":', coalesce(case when octet_length(n.hours_mon) <= 341 then to_json(n.hours_mon)::text else case when octet_length(to_json(n.hours_mon)::text) <= 2048 then to_json(n.hours_mon)::text else '"sha256:' || encode(sha256(convert_to(n.hours_mon, 'UTF8')), 'base64') || '"' end end, 'null'), ',"hours_sat":', coalesce(case when octet_length(n.hours_sat) <= 341 then to_json(n.hours_sat)::text else case when octet_length(to_json(n.hours_sat)::text) <= 2048 then to_json(n.hours_sat)::text else '"sha256:' || encode(sha256(convert_to(n.hours_sat, 'UTF8')), 'base64') || '"' end end, 'null'), ',"hours_sun":', coalesce(case when octet_length(n.hours_sun) <= 341 then to_json(n.hours_sun)::text else case when octet_length(to_json(n.hours_sun)::text) <= 2048 then to_json(n.hours_sun)::text else '"sha256:' || encode(sha256(convert_to(n.hours_sun, 'UTF8')), 'base64') || '"' end end, 'null'), ',"hours_thu":', coalesce(case when octet_length(n.hours_thu) <= 341 then to_json(n.hours_thu)::text else case when octet_length(to_json(n.hours_thu)::text) <= 2048 then to_json(n.hours_thu)::text else '"sha256:' || encode(sha256(convert_to(n.hours_thu, 'UTF8')), 'base64') || '"' end end, 'null'), ',"hours_tue":', coalesce(case when octet_length(n.hours_tue) <= 341 then to_json(n.hours_tue)::text else case when octet_length(to_json(n.hours_tue)::text) <= 2048 then to_json(n.hours_tue)::text else '"sha256:' || encode(sha256(convert_to(n.hours_tue, 'UTF8')), 'base64') || '"' end end, 'null'), ',"hours_wed":', coalesce(case when octet_length(n.hours_wed) <= 341 then to_json(n.hours_wed)::text else case when octet_length(to_json(n.hours_wed)::text) <= 2048 then to_json(n.hours_wed)::text else '"sha256:' || encode(sha256(convert_to(n.hours_wed, 'UTF8')), 'base64') || '"' end end, 'null'), ',"location_id":', '"' || n.location_id || '"', ',"org_id":', '"' || n.org_id || '"', ',"phone":', case when octet_length(n.phone) <= 341 then to_json(n.phone)::text else case when octet_length(to_json(n.phone)::text) <= 2048 then to_json(n.phone)::text else '"sha256:' || encode(sha256(convert_to(n.phone, 'UTF8')), 'base64') || '"' end end, ',"postcode":', case when octet_length(n.postcode) <= 341 then to_json(n.postcode)::text else case when octet_length(to_json(n.postcode)::text) <= 2048 then to_json(n.postcode)::text else '"sha256:' || encode(sha256(convert_to(n.postcode, 'UTF8')), 'base64') || '"' end end, '}') as after
      from new_rows n join old_rows o on o.org_id = n.org_id and o.location_id = n.location_id
      where n.org_id = org
      offset 0) x where changed <> '{}' offset 0) x
    )
    insert into au.event (org_id, at, cap_seq, xid, kind, rel, row_id, loc, domain, action, actor_id, db_user, approver_id,
      session_id, source, request_id, part, head, changed, label, ctx_seq, schema, leaf, leaf_hash)
    select org, s.at, cap, s.xid, 2, 'location_profile', row_id, loc, 'settings', s.action, s.actor_id, s.db_user,
      s.approver_id, s.session_id, s.source, s.request_id, s.part,
      s.part = 0 and cap = any (array(select min(first.cap) from captured first group by first.loc)), changed, label, s.ctx_seq,
      1, leaf, sha256('\x00'::bytea || convert_to(leaf, 'UTF8'))
    from captured;
  end loop;
  return null;
end
$capture$;
create or replace trigger capture_update after update on public.location_profile referencing old table as old_rows new table as new_rows for each statement execute function au.capture_location_profile_update();
alter table public.location_profile enable always trigger capture_update;

create or replace function au.capture_location_profile_delete() returns trigger
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
    ctx_and_domain := concat('"ctx":"' || s.ctx_commit || '",', '"domain":"settings",');
    op_and_org := concat('"op":"delete","org":"', org, '",');
    rel_and_req := concat('"rel":"location_profile","req":', to_json(s.request_id)::text, ',');
    tail := concat('"schema":1,', '"session":"' || s.session_id || '",', '"source":', to_json(s.source)::text,
      ',"txn":"', s.xid, '","v":1}');
    with captured as materialized (
      select cap, row_id, loc, label, changed,
        concat(lead, approver_and_at, '"before":', before, ',', '"cap":', cap, ',', ctx_and_domain, '"loc":"' || loc || '",', op_and_org, rel_and_req, '"row":"', row_id, '",', tail) as leaf
      from (select nextval('au.cap') as cap,
        (o.location_id)::text as row_id,
        o.location_id as loc,
        null::text as label,
        null::text[] as changed,
        concat('{', '"address":', case when octet_length(o.address) <= 341 then to_json(o.address)::text else case when octet_length(to_json(o.address)::text) <= 2048 then to_json(o.address)::text else '"sha256:' || encode(sha256(convert_to(o.address, 'UTF8')), 'base64') || '"' end end, ',"email":', case when octet_length(o.email) <= 341 then to_json(o.email)::text else case when octet_length(to_json(o.email)::text) <= 2048 then to_json(o.email)::text else '"sha256:' || encode(sha256(convert_to(o.email, 'UTF8')), 'base64') || '"' end end, ',"hours_fri":', coalesce(case when octet_length(o.hours_fri) <= 341 then to_json(o.hours_fri)::text else case when octet_length(to_json(o.hours_fri)::text) <= 2048 then to_json(o.hours_fri)::text else '"sha256:' || encode(sha256(convert_to(o.hours_fri, 'UTF8')), 'base64') || '"' end end, 'null'), ',"hours_mon":', coalesce(case when octet_length(o.hours_mon) <= 341 then to_json(o.hours_mon)::text else case when octet_length(to_json(o.hours_mon)::text) <= 2048 then to_json(o.hours_mon)::text else '"sha256:' || encode(sha256(convert_to(o.hours_mon, 'UTF8')), 'base64') || '"' end end, 'null'), ',"hours_sat":', coalesce(case when octet_length(o.hours_sat) <= 341 then to_json(o.hours_sat)::text else case when octet_length(to_json(o.hours_sat)::text) <= 2048 then to_json(o.hours_sat)::text else '"sha256:' || encode(sha256(convert_to(o.hours_sat, 'UTF8')), 'base64') || '"' end end, 'null'), ',"hours_sun":', coalesce(case when octet_length(o.hours_sun) <= 341 then to_json(o.hours_sun)::text else case when octet_length(to_json(o.hours_sun)::text) <= 2048 then to_json(o.hours_sun)::text else '"sha256:' || encode(sha256(convert_to(o.hours_sun, 'UTF8')), 'base64') || '"' end end, 'null'), ',"hours_thu":', coalesce(case when octet_length(o.hours_thu) <= 341 then to_json(o.hours_thu)::text else case when octet_length(to_json(o.hours_thu)::text) <= 2048 then to_json(o.hours_thu)::text else '"sha256:' || encode(sha256(convert_to(o.hours_thu, 'UTF8')), 'base64') || '"' end end, 'null'), ',"hours_tue":', coalesce(case when octet_length(o.hours_tue) <= 341 then to_json(o.hours_tue)::text else case when octet_length(to_json(o.hours_tue)::text) <= 2048 then to_json(o.hours_tue)::text else '"sha256:' || encode(sha256(convert_to(o.hours_tue, 'UTF8')), 'base64') || '"' end end, 'null'), ',"hours_wed":', coalesce(case when octet_length(o.hours_wed) <= 341 then to_json(o.hours_wed)::text else case when octet_length(to_json(o.hours_wed)::text) <= 2048 then to_json(o.hours_wed)::text else '"sha256:' || encode(sha256(convert_to(o.hours_wed, 'UTF8')), 'base64') || '"' end end, 'null'), ',"location_id":', '"' || o.location_id || '"', ',"org_id":', '"' || o.org_id || '"', ',"phone":', case when octet_length(o.phone) <= 341 then to_json(o.phone)::text else case when octet_length(to_json(o.phone)::text) <= 2048 then to_json(o.phone)::text else '"sha256:' || encode(sha256(convert_to(o.phone, 'UTF8')), 'base64') || '"' end end, ',"postcode":', case when octet_length(o.postcode) <= 341 then to_json(o.postcode)::text else case when octet_length(to_json(o.postcode)::text) <= 2048 then to_json(o.postcode)::text else '"sha256:' || encode(sha256(convert_to(o.postcode, 'UTF8')), 'base64') || '"' end end, '}') as before,
        null::text as after
      from old_rows o
      where o.org_id = org
      offset 0) x
    )
    insert into au.event (org_id, at, cap_seq, xid, kind, rel, row_id, loc, domain, action, actor_id, db_user, approver_id,
      session_id, source, request_id, part, head, changed, label, ctx_seq, schema, leaf, leaf_hash)
    select org, s.at, cap, s.xid, 3, 'location_profile', row_id, loc, 'settings', s.action, s.actor_id, s.db_user,
      s.approver_id, s.session_id, s.source, s.request_id, s.part,
      s.part = 0 and cap = any (array(select min(first.cap) from captured first group by first.loc)), changed, label, s.ctx_seq,
      1, leaf, sha256('\x00'::bytea || convert_to(leaf, 'UTF8'))
    from captured;
  end loop;
  return null;
end
$capture$;
create or replace trigger capture_delete after delete on public.location_profile referencing old table as old_rows for each statement execute function au.capture_location_profile_delete();
alter table public.location_profile enable always trigger capture_delete;

create or replace trigger refuse_rekey before update of org_id, location_id on public.location_profile for each statement execute function au.refuse_rekey();
alter table public.location_profile enable always trigger refuse_rekey;
create or replace trigger refuse_truncate before truncate on public.location_profile for each statement execute function au.refuse_truncate();
alter table public.location_profile enable always trigger refuse_truncate;

-- capture public.org_profile
create or replace function au.capture_org_profile_insert() returns trigger
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
    ctx_and_domain := concat('"ctx":"' || s.ctx_commit || '",', '"domain":"settings",');
    op_and_org := concat('"op":"insert","org":"', org, '",');
    rel_and_req := concat('"rel":"org_profile","req":', to_json(s.request_id)::text, ',');
    tail := concat('"schema":1,', '"session":"' || s.session_id || '",', '"source":', to_json(s.source)::text,
      ',"txn":"', s.xid, '","v":1}');
    with captured as materialized (
      select cap, row_id, loc, label, changed, subject,
        concat(lead, '"after":', after, ',', approver_and_at, '"cap":', cap, ',', ctx_and_domain, op_and_org, '"pii":{', concat_ws(',', '"after.address":"' || h0 || '"', '"after.city":"' || h1 || '"', '"after.email":"' || h2 || '"', '"after.legal_name":"' || h3 || '"', '"after.phone":"' || h4 || '"', '"after.postcode":"' || h5 || '"', '"after.receipt_footer":"' || h6 || '"', '"after.tax_id":"' || h7 || '"'), '},', rel_and_req, '"row":"', row_id, '",', tail) as leaf,
        array_remove(array[d0, d1, d2, d3, d4, d5, d6, d7], null) as ds
      from (select *, encode(sha256(convert_to(d0, 'UTF8')), 'base64') as h0,
        encode(sha256(convert_to(d1, 'UTF8')), 'base64') as h1,
        encode(sha256(convert_to(d2, 'UTF8')), 'base64') as h2,
        encode(sha256(convert_to(d3, 'UTF8')), 'base64') as h3,
        encode(sha256(convert_to(d4, 'UTF8')), 'base64') as h4,
        encode(sha256(convert_to(d5, 'UTF8')), 'base64') as h5,
        encode(sha256(convert_to(d6, 'UTF8')), 'base64') as h6,
        encode(sha256(convert_to(d7, 'UTF8')), 'base64') as h7
      from (select *, case when v0 is not null then concat('["', encode(substr(salts, 1, 16), 'hex'), '","', 'after', '.address",', v0, ']') end as d0,
        case when v1 is not null then concat('["', encode(substr(salts, 17, 16), 'hex'), '","', 'after', '.city",', v1, ']') end as d1,
        case when v2 is not null then concat('["', encode(substr(salts, 33, 16), 'hex'), '","', 'after', '.email",', v2, ']') end as d2,
        case when v3 is not null then concat('["', encode(substr(salts, 49, 16), 'hex'), '","', 'after', '.legal_name",', v3, ']') end as d3,
        case when v4 is not null then concat('["', encode(substr(salts, 65, 16), 'hex'), '","', 'after', '.phone",', v4, ']') end as d4,
        case when v5 is not null then concat('["', encode(substr(salts, 81, 16), 'hex'), '","', 'after', '.postcode",', v5, ']') end as d5,
        case when v6 is not null then concat('["', encode(substr(salts, 97, 16), 'hex'), '","', 'after', '.receipt_footer",', v6, ']') end as d6,
        case when v7 is not null then concat('["', encode(substr(salts, 113, 16), 'hex'), '","', 'after', '.tax_id",', v7, ']') end as d7
      from (select nextval('au.cap') as cap,
        (n.org_id)::text as row_id,
        null::uuid as loc,
        null::text as label,
        null::text[] as changed,
        null::text as before,
        concat('{', '"org_id":', '"' || n.org_id || '"', '}') as after,
        'org:' || n.org_id as subject,
        public.gen_random_bytes(128) as salts,
        case when n.address is not null then to_json(n.address)::text end as v0,
        case when n.city is not null then to_json(n.city)::text end as v1,
        case when n.email is not null then to_json(n.email)::text end as v2,
        case when n.legal_name is not null then to_json(n.legal_name)::text end as v3,
        case when n.phone is not null then to_json(n.phone)::text end as v4,
        case when n.postcode is not null then to_json(n.postcode)::text end as v5,
        case when n.receipt_footer is not null then to_json(n.receipt_footer)::text end as v6,
        case when n.tax_id is not null then to_json(n.tax_id)::text end as v7
      from new_rows n
      where n.org_id = org
      offset 0) x offset 0) x offset 0) x
    ), stored as (
      insert into au.disclosure (org_id, subject, cap_seq, ds, capability, loc)
      select org, subject, cap, ds, 'audit_log.read', loc from captured where cardinality(ds) > 0
    )
    insert into au.event (org_id, at, cap_seq, xid, kind, rel, row_id, loc, domain, action, actor_id, db_user, approver_id,
      session_id, source, request_id, part, head, changed, label, ctx_seq, schema, leaf, leaf_hash)
    select org, s.at, cap, s.xid, 1, 'org_profile', row_id, loc, 'settings', s.action, s.actor_id, s.db_user,
      s.approver_id, s.session_id, s.source, s.request_id, s.part,
      s.part = 0 and cap = any (array(select min(first.cap) from captured first group by first.loc)), changed, label, s.ctx_seq,
      1, leaf, sha256('\x00'::bytea || convert_to(leaf, 'UTF8'))
    from captured;
  end loop;
  return null;
end
$capture$;
create or replace trigger capture_insert after insert on public.org_profile referencing new table as new_rows for each statement execute function au.capture_org_profile_insert();
alter table public.org_profile enable always trigger capture_insert;

create or replace function au.capture_org_profile_update() returns trigger
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
    continue when not exists (select from new_rows n join old_rows o on o.org_id = n.org_id where n.org_id = org and row(n.address, n.city, n.email, n.legal_name, n.org_id, n.phone, n.postcode, n.receipt_footer, n.tax_id) is distinct from row(o.address, o.city, o.email, o.legal_name, o.org_id, o.phone, o.postcode, o.receipt_footer, o.tax_id));
    s := au.stamp_for(org, null);
    lead := concat('{', '"act":' || to_json(s.act)::text || ',', '"action":', to_json(s.action)::text, ',');
    approver_and_at := concat('"approver":"' || s.approver_id || '",', '"at":', s.at_json, ',');
    ctx_and_domain := concat('"ctx":"' || s.ctx_commit || '",', '"domain":"settings",');
    op_and_org := concat('"op":"update","org":"', org, '",');
    rel_and_req := concat('"rel":"org_profile","req":', to_json(s.request_id)::text, ',');
    tail := concat('"schema":1,', '"session":"' || s.session_id || '",', '"source":', to_json(s.source)::text,
      ',"txn":"', s.xid, '","v":1}');
    with captured as materialized (
      select cap, row_id, loc, label, changed, subject,
        concat(lead, '"after":', after, ',', approver_and_at, '"before":', before, ',', '"cap":', cap, ',', ctx_and_domain, op_and_org, '"pii":{', concat_ws(',', case when c0 then '"after.address":"' || h0 || '"' end, case when c1 then '"after.city":"' || h1 || '"' end, case when c2 then '"after.email":"' || h2 || '"' end, case when c3 then '"after.legal_name":"' || h3 || '"' end, case when c4 then '"after.phone":"' || h4 || '"' end, case when c5 then '"after.postcode":"' || h5 || '"' end, case when c6 then '"after.receipt_footer":"' || h6 || '"' end, case when c7 then '"after.tax_id":"' || h7 || '"' end, '"before.address":"' || h8 || '"', '"before.city":"' || h9 || '"', '"before.email":"' || h10 || '"', '"before.legal_name":"' || h11 || '"', '"before.phone":"' || h12 || '"', '"before.postcode":"' || h13 || '"', '"before.receipt_footer":"' || h14 || '"', '"before.tax_id":"' || h15 || '"', case when not c0 then '"same.address":"' || h0 || '"' end, case when not c1 then '"same.city":"' || h1 || '"' end, case when not c2 then '"same.email":"' || h2 || '"' end, case when not c3 then '"same.legal_name":"' || h3 || '"' end, case when not c4 then '"same.phone":"' || h4 || '"' end, case when not c5 then '"same.postcode":"' || h5 || '"' end, case when not c6 then '"same.receipt_footer":"' || h6 || '"' end, case when not c7 then '"same.tax_id":"' || h7 || '"' end), '},', rel_and_req, '"row":"', row_id, '",', tail) as leaf,
        array_remove(array[d0, d1, d2, d3, d4, d5, d6, d7, d8, d9, d10, d11, d12, d13, d14, d15], null) as ds
      from (select *, encode(sha256(convert_to(d0, 'UTF8')), 'base64') as h0,
        encode(sha256(convert_to(d1, 'UTF8')), 'base64') as h1,
        encode(sha256(convert_to(d2, 'UTF8')), 'base64') as h2,
        encode(sha256(convert_to(d3, 'UTF8')), 'base64') as h3,
        encode(sha256(convert_to(d4, 'UTF8')), 'base64') as h4,
        encode(sha256(convert_to(d5, 'UTF8')), 'base64') as h5,
        encode(sha256(convert_to(d6, 'UTF8')), 'base64') as h6,
        encode(sha256(convert_to(d7, 'UTF8')), 'base64') as h7,
        encode(sha256(convert_to(d8, 'UTF8')), 'base64') as h8,
        encode(sha256(convert_to(d9, 'UTF8')), 'base64') as h9,
        encode(sha256(convert_to(d10, 'UTF8')), 'base64') as h10,
        encode(sha256(convert_to(d11, 'UTF8')), 'base64') as h11,
        encode(sha256(convert_to(d12, 'UTF8')), 'base64') as h12,
        encode(sha256(convert_to(d13, 'UTF8')), 'base64') as h13,
        encode(sha256(convert_to(d14, 'UTF8')), 'base64') as h14,
        encode(sha256(convert_to(d15, 'UTF8')), 'base64') as h15
      from (select *, case when v0 is not null then concat('["', encode(substr(salts, 1, 16), 'hex'), '","', case when c0 then 'after' else 'same' end, '.address",', v0, ']') end as d0,
        case when v1 is not null then concat('["', encode(substr(salts, 17, 16), 'hex'), '","', case when c1 then 'after' else 'same' end, '.city",', v1, ']') end as d1,
        case when v2 is not null then concat('["', encode(substr(salts, 33, 16), 'hex'), '","', case when c2 then 'after' else 'same' end, '.email",', v2, ']') end as d2,
        case when v3 is not null then concat('["', encode(substr(salts, 49, 16), 'hex'), '","', case when c3 then 'after' else 'same' end, '.legal_name",', v3, ']') end as d3,
        case when v4 is not null then concat('["', encode(substr(salts, 65, 16), 'hex'), '","', case when c4 then 'after' else 'same' end, '.phone",', v4, ']') end as d4,
        case when v5 is not null then concat('["', encode(substr(salts, 81, 16), 'hex'), '","', case when c5 then 'after' else 'same' end, '.postcode",', v5, ']') end as d5,
        case when v6 is not null then concat('["', encode(substr(salts, 97, 16), 'hex'), '","', case when c6 then 'after' else 'same' end, '.receipt_footer",', v6, ']') end as d6,
        case when v7 is not null then concat('["', encode(substr(salts, 113, 16), 'hex'), '","', case when c7 then 'after' else 'same' end, '.tax_id",', v7, ']') end as d7,
        case when v8 is not null then concat('["', encode(substr(salts, 129, 16), 'hex'), '","', 'before', '.address",', v8, ']') end as d8,
        case when v9 is not null then concat('["', encode(substr(salts, 145, 16), 'hex'), '","', 'before', '.city",', v9, ']') end as d9,
        case when v10 is not null then concat('["', encode(substr(salts, 161, 16), 'hex'), '","', 'before', '.email",', v10, ']') end as d10,
        case when v11 is not null then concat('["', encode(substr(salts, 177, 16), 'hex'), '","', 'before', '.legal_name",', v11, ']') end as d11,
        case when v12 is not null then concat('["', encode(substr(salts, 193, 16), 'hex'), '","', 'before', '.phone",', v12, ']') end as d12,
        case when v13 is not null then concat('["', encode(substr(salts, 209, 16), 'hex'), '","', 'before', '.postcode",', v13, ']') end as d13,
        case when v14 is not null then concat('["', encode(substr(salts, 225, 16), 'hex'), '","', 'before', '.receipt_footer",', v14, ']') end as d14,
        case when v15 is not null then concat('["', encode(substr(salts, 241, 16), 'hex'), '","', 'before', '.tax_id",', v15, ']') end as d15
      from (select * from (select nextval('au.cap') as cap,
        (n.org_id)::text as row_id,
        null::uuid as loc,
        null::text as label,
        array_remove(array[case when n.address is distinct from o.address then 'address' end, case when n.city is distinct from o.city then 'city' end, case when n.email is distinct from o.email then 'email' end, case when n.legal_name is distinct from o.legal_name then 'legal_name' end, case when n.org_id is distinct from o.org_id then 'org_id' end, case when n.phone is distinct from o.phone then 'phone' end, case when n.postcode is distinct from o.postcode then 'postcode' end, case when n.receipt_footer is distinct from o.receipt_footer then 'receipt_footer' end, case when n.tax_id is distinct from o.tax_id then 'tax_id' end], null) as changed,
        concat('{', '"org_id":', '"' || o.org_id || '"', '}') as before,
        concat('{', '"org_id":', '"' || n.org_id || '"', '}') as after,
        'org:' || n.org_id as subject,
        public.gen_random_bytes(256) as salts,
        n.address is distinct from o.address as c0,
        n.city is distinct from o.city as c1,
        n.email is distinct from o.email as c2,
        n.legal_name is distinct from o.legal_name as c3,
        n.phone is distinct from o.phone as c4,
        n.postcode is distinct from o.postcode as c5,
        n.receipt_footer is distinct from o.receipt_footer as c6,
        n.tax_id is distinct from o.tax_id as c7,
        case when n.address is not null then to_json(n.address)::text end as v0,
        case when n.city is not null then to_json(n.city)::text end as v1,
        case when n.email is not null then to_json(n.email)::text end as v2,
        case when n.legal_name is not null then to_json(n.legal_name)::text end as v3,
        case when n.phone is not null then to_json(n.phone)::text end as v4,
        case when n.postcode is not null then to_json(n.postcode)::text end as v5,
        case when n.receipt_footer is not null then to_json(n.receipt_footer)::text end as v6,
        case when n.tax_id is not null then to_json(n.tax_id)::text end as v7,
        case when o.address is not null and n.address is distinct from o.address then to_json(o.address)::text end as v8,
        case when o.city is not null and n.city is distinct from o.city then to_json(o.city)::text end as v9,
        case when o.email is not null and n.email is distinct from o.email then to_json(o.email)::text end as v10,
        case when o.legal_name is not null and n.legal_name is distinct from o.legal_name then to_json(o.legal_name)::text end as v11,
        case when o.phone is not null and n.phone is distinct from o.phone then to_json(o.phone)::text end as v12,
        case when o.postcode is not null and n.postcode is distinct from o.postcode then to_json(o.postcode)::text end as v13,
        case when o.receipt_footer is not null and n.receipt_footer is distinct from o.receipt_footer then to_json(o.receipt_footer)::text end as v14,
        case when o.tax_id is not null and n.tax_id is distinct from o.tax_id then to_json(o.tax_id)::text end as v15
      from new_rows n join old_rows o on o.org_id = n.org_id
      where n.org_id = org
      offset 0) x where changed <> '{}' offset 0) x offset 0) x offset 0) x
    ), stored as (
      insert into au.disclosure (org_id, subject, cap_seq, ds, capability, loc)
      select org, subject, cap, ds, 'audit_log.read', loc from captured where cardinality(ds) > 0
    )
    insert into au.event (org_id, at, cap_seq, xid, kind, rel, row_id, loc, domain, action, actor_id, db_user, approver_id,
      session_id, source, request_id, part, head, changed, label, ctx_seq, schema, leaf, leaf_hash)
    select org, s.at, cap, s.xid, 2, 'org_profile', row_id, loc, 'settings', s.action, s.actor_id, s.db_user,
      s.approver_id, s.session_id, s.source, s.request_id, s.part,
      s.part = 0 and cap = any (array(select min(first.cap) from captured first group by first.loc)), changed, label, s.ctx_seq,
      1, leaf, sha256('\x00'::bytea || convert_to(leaf, 'UTF8'))
    from captured;
  end loop;
  return null;
end
$capture$;
create or replace trigger capture_update after update on public.org_profile referencing old table as old_rows new table as new_rows for each statement execute function au.capture_org_profile_update();
alter table public.org_profile enable always trigger capture_update;

create or replace function au.capture_org_profile_delete() returns trigger
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
    ctx_and_domain := concat('"ctx":"' || s.ctx_commit || '",', '"domain":"settings",');
    op_and_org := concat('"op":"delete","org":"', org, '",');
    rel_and_req := concat('"rel":"org_profile","req":', to_json(s.request_id)::text, ',');
    tail := concat('"schema":1,', '"session":"' || s.session_id || '",', '"source":', to_json(s.source)::text,
      ',"txn":"', s.xid, '","v":1}');
    with captured as materialized (
      select cap, row_id, loc, label, changed, subject,
        concat(lead, approver_and_at, '"before":', before, ',', '"cap":', cap, ',', ctx_and_domain, op_and_org, '"pii":{', concat_ws(',', '"before.address":"' || h0 || '"', '"before.city":"' || h1 || '"', '"before.email":"' || h2 || '"', '"before.legal_name":"' || h3 || '"', '"before.phone":"' || h4 || '"', '"before.postcode":"' || h5 || '"', '"before.receipt_footer":"' || h6 || '"', '"before.tax_id":"' || h7 || '"'), '},', rel_and_req, '"row":"', row_id, '",', tail) as leaf,
        array_remove(array[d0, d1, d2, d3, d4, d5, d6, d7], null) as ds
      from (select *, encode(sha256(convert_to(d0, 'UTF8')), 'base64') as h0,
        encode(sha256(convert_to(d1, 'UTF8')), 'base64') as h1,
        encode(sha256(convert_to(d2, 'UTF8')), 'base64') as h2,
        encode(sha256(convert_to(d3, 'UTF8')), 'base64') as h3,
        encode(sha256(convert_to(d4, 'UTF8')), 'base64') as h4,
        encode(sha256(convert_to(d5, 'UTF8')), 'base64') as h5,
        encode(sha256(convert_to(d6, 'UTF8')), 'base64') as h6,
        encode(sha256(convert_to(d7, 'UTF8')), 'base64') as h7
      from (select *, case when v0 is not null then concat('["', encode(substr(salts, 1, 16), 'hex'), '","', 'before', '.address",', v0, ']') end as d0,
        case when v1 is not null then concat('["', encode(substr(salts, 17, 16), 'hex'), '","', 'before', '.city",', v1, ']') end as d1,
        case when v2 is not null then concat('["', encode(substr(salts, 33, 16), 'hex'), '","', 'before', '.email",', v2, ']') end as d2,
        case when v3 is not null then concat('["', encode(substr(salts, 49, 16), 'hex'), '","', 'before', '.legal_name",', v3, ']') end as d3,
        case when v4 is not null then concat('["', encode(substr(salts, 65, 16), 'hex'), '","', 'before', '.phone",', v4, ']') end as d4,
        case when v5 is not null then concat('["', encode(substr(salts, 81, 16), 'hex'), '","', 'before', '.postcode",', v5, ']') end as d5,
        case when v6 is not null then concat('["', encode(substr(salts, 97, 16), 'hex'), '","', 'before', '.receipt_footer",', v6, ']') end as d6,
        case when v7 is not null then concat('["', encode(substr(salts, 113, 16), 'hex'), '","', 'before', '.tax_id",', v7, ']') end as d7
      from (select nextval('au.cap') as cap,
        (o.org_id)::text as row_id,
        null::uuid as loc,
        null::text as label,
        null::text[] as changed,
        concat('{', '"org_id":', '"' || o.org_id || '"', '}') as before,
        null::text as after,
        'org:' || o.org_id as subject,
        public.gen_random_bytes(128) as salts,
        case when o.address is not null then to_json(o.address)::text end as v0,
        case when o.city is not null then to_json(o.city)::text end as v1,
        case when o.email is not null then to_json(o.email)::text end as v2,
        case when o.legal_name is not null then to_json(o.legal_name)::text end as v3,
        case when o.phone is not null then to_json(o.phone)::text end as v4,
        case when o.postcode is not null then to_json(o.postcode)::text end as v5,
        case when o.receipt_footer is not null then to_json(o.receipt_footer)::text end as v6,
        case when o.tax_id is not null then to_json(o.tax_id)::text end as v7
      from old_rows o
      where o.org_id = org
      offset 0) x offset 0) x offset 0) x
    ), stored as (
      insert into au.disclosure (org_id, subject, cap_seq, ds, capability, loc)
      select org, subject, cap, ds, 'audit_log.read', loc from captured where cardinality(ds) > 0
    )
    insert into au.event (org_id, at, cap_seq, xid, kind, rel, row_id, loc, domain, action, actor_id, db_user, approver_id,
      session_id, source, request_id, part, head, changed, label, ctx_seq, schema, leaf, leaf_hash)
    select org, s.at, cap, s.xid, 3, 'org_profile', row_id, loc, 'settings', s.action, s.actor_id, s.db_user,
      s.approver_id, s.session_id, s.source, s.request_id, s.part,
      s.part = 0 and cap = any (array(select min(first.cap) from captured first group by first.loc)), changed, label, s.ctx_seq,
      1, leaf, sha256('\x00'::bytea || convert_to(leaf, 'UTF8'))
    from captured;
  end loop;
  return null;
end
$capture$;
create or replace trigger capture_delete after delete on public.org_profile referencing old table as old_rows for each statement execute function au.capture_org_profile_delete();
alter table public.org_profile enable always trigger capture_delete;

create or replace trigger refuse_rekey before update of org_id on public.org_profile for each statement execute function au.refuse_rekey();
alter table public.org_profile enable always trigger refuse_rekey;
create or replace trigger refuse_truncate before truncate on public.org_profile for each statement execute function au.refuse_truncate();
alter table public.org_profile enable always trigger refuse_truncate;

-- capture public.receipt
create or replace function au.capture_receipt_insert() returns trigger
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
    ctx_and_domain := concat('"ctx":"' || s.ctx_commit || '",', '"domain":"finance",');
    op_and_org := concat('"op":"insert","org":"', org, '",');
    rel_and_req := concat('"rel":"receipt","req":', to_json(s.request_id)::text, ',');
    tail := concat('"schema":1,', '"session":"' || s.session_id || '",', '"source":', to_json(s.source)::text,
      ',"txn":"', s.xid, '","v":1}');
    with captured as materialized (
      select cap, row_id, loc, label, changed, parent,
        concat(lead, '"after":', after, ',', approver_and_at, '"cap":', cap, ',', ctx_and_domain, '"loc":"' || loc || '",', op_and_org, rel_and_req, '"row":"', row_id, '",', tail) as leaf
      from (select nextval('au.cap') as cap,
        (n.id)::text as row_id,
        n.location_id as loc,
        left(n.number::text, 200) as label,
        n.order_id as parent,
        null::text[] as changed,
        null::text as before,
        concat('{', '"code":', case when octet_length(n.code) <= 341 then to_json(n.code)::text else case when octet_length(to_json(n.code)::text) <= 2048 then to_json(n.code)::text else '"sha256:' || encode(sha256(convert_to(n.code, 'UTF8')), 'base64') || '"' end end, ',"currency":', case when octet_length(n.currency) <= 341 then to_json(n.currency)::text else case when octet_length(to_json(n.currency)::text) <= 2048 then to_json(n.currency)::text else '"sha256:' || encode(sha256(convert_to(n.currency, 'UTF8')), 'base64') || '"' end end, ',"id":', '"' || n.id || '"', ',"issued_at":', to_json(n.issued_at)::text, ',"lines":', '"sha256:' || encode(sha256(convert_to(n.lines::text, 'UTF8')), 'base64') || '"', ',"location_id":', '"' || n.location_id || '"', ',"number":', n.number::text, ',"order_id":', '"' || n.order_id || '"', ',"org_id":', '"' || n.org_id || '"', ',"seller":', coalesce('"sha256:' || encode(sha256(convert_to(n.seller::text, 'UTF8')), 'base64') || '"', 'null'), ',"subtotal_minor":', case when n.subtotal_minor between -9007199254740991 and 9007199254740991 then n.subtotal_minor::text else '"' || n.subtotal_minor || '"' end, ',"tax_minor":', case when n.tax_minor between -9007199254740991 and 9007199254740991 then n.tax_minor::text else '"' || n.tax_minor || '"' end, ',"taxes":', coalesce('"sha256:' || encode(sha256(convert_to(n.taxes::text, 'UTF8')), 'base64') || '"', 'null'), ',"total_minor":', case when n.total_minor between -9007199254740991 and 9007199254740991 then n.total_minor::text else '"' || n.total_minor || '"' end, '}') as after
      from new_rows n
      where n.org_id = org
      offset 0) x
    )
    insert into au.event (org_id, at, cap_seq, xid, kind, rel, row_id, loc, domain, action, actor_id, db_user, approver_id,
      session_id, source, request_id, part, head, changed, label, ctx_seq, schema, leaf, leaf_hash, parent)
    select org, s.at, cap, s.xid, 1, 'receipt', row_id, loc, 'finance', s.action, s.actor_id, s.db_user,
      s.approver_id, s.session_id, s.source, s.request_id, s.part,
      s.part = 0 and cap = any (array(select min(first.cap) from captured first group by first.loc)), changed, label, s.ctx_seq,
      1, leaf, sha256('\x00'::bytea || convert_to(leaf, 'UTF8')), parent
    from captured;
  end loop;
  return null;
end
$capture$;
create or replace trigger capture_insert after insert on public.receipt referencing new table as new_rows for each statement execute function au.capture_receipt_insert();
alter table public.receipt enable always trigger capture_insert;

create or replace function au.capture_receipt_update() returns trigger
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
    continue when not exists (select from new_rows n join old_rows o on o.org_id = n.org_id and o.id = n.id where n.org_id = org and row(n.code, n.currency, n.id, n.issued_at, n.lines, n.location_id, n.number, n.order_id, n.org_id, n.seller, n.subtotal_minor, n.tax_minor, n.taxes, n.total_minor) is distinct from row(o.code, o.currency, o.id, o.issued_at, o.lines, o.location_id, o.number, o.order_id, o.org_id, o.seller, o.subtotal_minor, o.tax_minor, o.taxes, o.total_minor));
    s := au.stamp_for(org, (select n.location_id from new_rows n where n.org_id = org limit 1));
    lead := concat('{', '"act":' || to_json(s.act)::text || ',', '"action":', to_json(s.action)::text, ',');
    approver_and_at := concat('"approver":"' || s.approver_id || '",', '"at":', s.at_json, ',');
    ctx_and_domain := concat('"ctx":"' || s.ctx_commit || '",', '"domain":"finance",');
    op_and_org := concat('"op":"update","org":"', org, '",');
    rel_and_req := concat('"rel":"receipt","req":', to_json(s.request_id)::text, ',');
    tail := concat('"schema":1,', '"session":"' || s.session_id || '",', '"source":', to_json(s.source)::text,
      ',"txn":"', s.xid, '","v":1}');
    with captured as materialized (
      select cap, row_id, loc, label, changed, parent,
        concat(lead, '"after":', after, ',', approver_and_at, '"before":', before, ',', '"cap":', cap, ',', ctx_and_domain, '"loc":"' || loc || '",', op_and_org, rel_and_req, '"row":"', row_id, '",', tail) as leaf
      from (select * from (select nextval('au.cap') as cap,
        (n.id)::text as row_id,
        n.location_id as loc,
        left(n.number::text, 200) as label,
        n.order_id as parent,
        array_remove(array[case when n.code is distinct from o.code then 'code' end, case when n.currency is distinct from o.currency then 'currency' end, case when n.id is distinct from o.id then 'id' end, case when n.issued_at is distinct from o.issued_at then 'issued_at' end, case when n.lines is distinct from o.lines then 'lines' end, case when n.location_id is distinct from o.location_id then 'location_id' end, case when n.number is distinct from o.number then 'number' end, case when n.order_id is distinct from o.order_id then 'order_id' end, case when n.org_id is distinct from o.org_id then 'org_id' end, case when n.seller is distinct from o.seller then 'seller' end, case when n.subtotal_minor is distinct from o.subtotal_minor then 'subtotal_minor' end, case when n.tax_minor is distinct from o.tax_minor then 'tax_minor' end, case when n.taxes is distinct from o.taxes then 'taxes' end, case when n.total_minor is distinct from o.total_minor then 'total_minor' end], null) as changed,
        concat('{', '"code":', case when octet_length(o.code) <= 341 then to_json(o.code)::text else case when octet_length(to_json(o.code)::text) <= 2048 then to_json(o.code)::text else '"sha256:' || encode(sha256(convert_to(o.code, 'UTF8')), 'base64') || '"' end end, ',"currency":', case when octet_length(o.currency) <= 341 then to_json(o.currency)::text else case when octet_length(to_json(o.currency)::text) <= 2048 then to_json(o.currency)::text else '"sha256:' || encode(sha256(convert_to(o.currency, 'UTF8')), 'base64') || '"' end end, ',"id":', '"' || o.id || '"', ',"issued_at":', to_json(o.issued_at)::text, ',"lines":', '"sha256:' || encode(sha256(convert_to(o.lines::text, 'UTF8')), 'base64') || '"', ',"location_id":', '"' || o.location_id || '"', ',"number":', o.number::text, ',"order_id":', '"' || o.order_id || '"', ',"org_id":', '"' || o.org_id || '"', ',"seller":', coalesce('"sha256:' || encode(sha256(convert_to(o.seller::text, 'UTF8')), 'base64') || '"', 'null'), ',"subtotal_minor":', case when o.subtotal_minor between -9007199254740991 and 9007199254740991 then o.subtotal_minor::text else '"' || o.subtotal_minor || '"' end, ',"tax_minor":', case when o.tax_minor between -9007199254740991 and 9007199254740991 then o.tax_minor::text else '"' || o.tax_minor || '"' end, ',"taxes":', coalesce('"sha256:' || encode(sha256(convert_to(o.taxes::text, 'UTF8')), 'base64') || '"', 'null'), ',"total_minor":', case when o.total_minor between -9007199254740991 and 9007199254740991 then o.total_minor::text else '"' || o.total_minor || '"' end, '}') as before,
        concat('{', '"code":', case when octet_length(n.code) <= 341 then to_json(n.code)::text else case when octet_length(to_json(n.code)::text) <= 2048 then to_json(n.code)::text else '"sha256:' || encode(sha256(convert_to(n.code, 'UTF8')), 'base64') || '"' end end, ',"currency":', case when octet_length(n.currency) <= 341 then to_json(n.currency)::text else case when octet_length(to_json(n.currency)::text) <= 2048 then to_json(n.currency)::text else '"sha256:' || encode(sha256(convert_to(n.currency, 'UTF8')), 'base64') || '"' end end, ',"id":', '"' || n.id || '"', ',"issued_at":', to_json(n.issued_at)::text, ',"lines":', '"sha256:' || encode(sha256(convert_to(n.lines::text, 'UTF8')), 'base64') || '"', ',"location_id":', '"' || n.location_id || '"', ',"number":', n.number::text, ',"order_id":', '"' || n.order_id || '"', ',"org_id":', '"' || n.org_id || '"', ',"seller":', coalesce('"sha256:' || encode(sha256(convert_to(n.seller::text, 'UTF8')), 'base64') || '"', 'null'), ',"subtotal_minor":', case when n.subtotal_minor between -9007199254740991 and 9007199254740991 then n.subtotal_minor::text else '"' || n.subtotal_minor || '"' end, ',"tax_minor":', case when n.tax_minor between -9007199254740991 and 9007199254740991 then n.tax_minor::text else '"' || n.tax_minor || '"' end, ',"taxes":', coalesce('"sha256:' || encode(sha256(convert_to(n.taxes::text, 'UTF8')), 'base64') || '"', 'null'), ',"total_minor":', case when n.total_minor between -9007199254740991 and 9007199254740991 then n.total_minor::text else '"' || n.total_minor || '"' end, '}') as after
      from new_rows n join old_rows o on o.org_id = n.org_id and o.id = n.id
      where n.org_id = org
      offset 0) x where changed <> '{}' offset 0) x
    )
    insert into au.event (org_id, at, cap_seq, xid, kind, rel, row_id, loc, domain, action, actor_id, db_user, approver_id,
      session_id, source, request_id, part, head, changed, label, ctx_seq, schema, leaf, leaf_hash, parent)
    select org, s.at, cap, s.xid, 2, 'receipt', row_id, loc, 'finance', s.action, s.actor_id, s.db_user,
      s.approver_id, s.session_id, s.source, s.request_id, s.part,
      s.part = 0 and cap = any (array(select min(first.cap) from captured first group by first.loc)), changed, label, s.ctx_seq,
      1, leaf, sha256('\x00'::bytea || convert_to(leaf, 'UTF8')), parent
    from captured;
  end loop;
  return null;
end
$capture$;
create or replace trigger capture_update after update on public.receipt referencing old table as old_rows new table as new_rows for each statement execute function au.capture_receipt_update();
alter table public.receipt enable always trigger capture_update;

create or replace function au.capture_receipt_delete() returns trigger
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
    ctx_and_domain := concat('"ctx":"' || s.ctx_commit || '",', '"domain":"finance",');
    op_and_org := concat('"op":"delete","org":"', org, '",');
    rel_and_req := concat('"rel":"receipt","req":', to_json(s.request_id)::text, ',');
    tail := concat('"schema":1,', '"session":"' || s.session_id || '",', '"source":', to_json(s.source)::text,
      ',"txn":"', s.xid, '","v":1}');
    with captured as materialized (
      select cap, row_id, loc, label, changed, parent,
        concat(lead, approver_and_at, '"before":', before, ',', '"cap":', cap, ',', ctx_and_domain, '"loc":"' || loc || '",', op_and_org, rel_and_req, '"row":"', row_id, '",', tail) as leaf
      from (select nextval('au.cap') as cap,
        (o.id)::text as row_id,
        o.location_id as loc,
        left(o.number::text, 200) as label,
        o.order_id as parent,
        null::text[] as changed,
        concat('{', '"code":', case when octet_length(o.code) <= 341 then to_json(o.code)::text else case when octet_length(to_json(o.code)::text) <= 2048 then to_json(o.code)::text else '"sha256:' || encode(sha256(convert_to(o.code, 'UTF8')), 'base64') || '"' end end, ',"currency":', case when octet_length(o.currency) <= 341 then to_json(o.currency)::text else case when octet_length(to_json(o.currency)::text) <= 2048 then to_json(o.currency)::text else '"sha256:' || encode(sha256(convert_to(o.currency, 'UTF8')), 'base64') || '"' end end, ',"id":', '"' || o.id || '"', ',"issued_at":', to_json(o.issued_at)::text, ',"lines":', '"sha256:' || encode(sha256(convert_to(o.lines::text, 'UTF8')), 'base64') || '"', ',"location_id":', '"' || o.location_id || '"', ',"number":', o.number::text, ',"order_id":', '"' || o.order_id || '"', ',"org_id":', '"' || o.org_id || '"', ',"seller":', coalesce('"sha256:' || encode(sha256(convert_to(o.seller::text, 'UTF8')), 'base64') || '"', 'null'), ',"subtotal_minor":', case when o.subtotal_minor between -9007199254740991 and 9007199254740991 then o.subtotal_minor::text else '"' || o.subtotal_minor || '"' end, ',"tax_minor":', case when o.tax_minor between -9007199254740991 and 9007199254740991 then o.tax_minor::text else '"' || o.tax_minor || '"' end, ',"taxes":', coalesce('"sha256:' || encode(sha256(convert_to(o.taxes::text, 'UTF8')), 'base64') || '"', 'null'), ',"total_minor":', case when o.total_minor between -9007199254740991 and 9007199254740991 then o.total_minor::text else '"' || o.total_minor || '"' end, '}') as before,
        null::text as after
      from old_rows o
      where o.org_id = org
      offset 0) x
    )
    insert into au.event (org_id, at, cap_seq, xid, kind, rel, row_id, loc, domain, action, actor_id, db_user, approver_id,
      session_id, source, request_id, part, head, changed, label, ctx_seq, schema, leaf, leaf_hash, parent)
    select org, s.at, cap, s.xid, 3, 'receipt', row_id, loc, 'finance', s.action, s.actor_id, s.db_user,
      s.approver_id, s.session_id, s.source, s.request_id, s.part,
      s.part = 0 and cap = any (array(select min(first.cap) from captured first group by first.loc)), changed, label, s.ctx_seq,
      1, leaf, sha256('\x00'::bytea || convert_to(leaf, 'UTF8')), parent
    from captured;
  end loop;
  return null;
end
$capture$;
create or replace trigger capture_delete after delete on public.receipt referencing old table as old_rows for each statement execute function au.capture_receipt_delete();
alter table public.receipt enable always trigger capture_delete;

create or replace trigger refuse_rekey before update of org_id, id on public.receipt for each statement execute function au.refuse_rekey();
alter table public.receipt enable always trigger refuse_rekey;
create or replace trigger refuse_truncate before truncate on public.receipt for each statement execute function au.refuse_truncate();
alter table public.receipt enable always trigger refuse_truncate;

create or replace trigger immutable before update or delete on public.receipt for each row execute function app.refuse_change();
alter table public.receipt enable always trigger immutable;

-- capture public.receipt_copy
create or replace function au.capture_receipt_copy_insert() returns trigger
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
    ctx_and_domain := concat('"ctx":"' || s.ctx_commit || '",', '"domain":"finance",');
    op_and_org := concat('"op":"insert","org":"', org, '",');
    rel_and_req := concat('"rel":"receipt_copy","req":', to_json(s.request_id)::text, ',');
    tail := concat('"schema":1,', '"session":"' || s.session_id || '",', '"source":', to_json(s.source)::text,
      ',"txn":"', s.xid, '","v":1}');
    with captured as materialized (
      select cap, row_id, loc, label, changed,
        concat(lead, '"after":', after, ',', approver_and_at, '"cap":', cap, ',', ctx_and_domain, '"loc":"' || loc || '",', op_and_org, rel_and_req, '"row":"', row_id, '",', tail) as leaf
      from (select nextval('au.cap') as cap,
        (n.receipt_id || '/' || n.seq)::text as row_id,
        n.location_id as loc,
        left(n.number::text, 200) as label,
        null::text[] as changed,
        null::text as before,
        concat('{', '"at":', to_json(n.at)::text, ',"location_id":', '"' || n.location_id || '"', ',"number":', n.number::text, ',"org_id":', '"' || n.org_id || '"', ',"receipt_id":', '"' || n.receipt_id || '"', ',"seq":', n.seq::text, ',"staff_id":', '"' || n.staff_id || '"', '}') as after
      from new_rows n
      where n.org_id = org
      offset 0) x
    )
    insert into au.event (org_id, at, cap_seq, xid, kind, rel, row_id, loc, domain, action, actor_id, db_user, approver_id,
      session_id, source, request_id, part, head, changed, label, ctx_seq, schema, leaf, leaf_hash)
    select org, s.at, cap, s.xid, 1, 'receipt_copy', row_id, loc, 'finance', s.action, s.actor_id, s.db_user,
      s.approver_id, s.session_id, s.source, s.request_id, s.part,
      s.part = 0 and cap = any (array(select min(first.cap) from captured first group by first.loc)), changed, label, s.ctx_seq,
      1, leaf, sha256('\x00'::bytea || convert_to(leaf, 'UTF8'))
    from captured;
  end loop;
  return null;
end
$capture$;
create or replace trigger capture_insert after insert on public.receipt_copy referencing new table as new_rows for each statement execute function au.capture_receipt_copy_insert();
alter table public.receipt_copy enable always trigger capture_insert;

create or replace function au.capture_receipt_copy_update() returns trigger
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
    continue when not exists (select from new_rows n join old_rows o on o.org_id = n.org_id and o.receipt_id = n.receipt_id and o.seq = n.seq where n.org_id = org and row(n.at, n.location_id, n.number, n.org_id, n.receipt_id, n.seq, n.staff_id) is distinct from row(o.at, o.location_id, o.number, o.org_id, o.receipt_id, o.seq, o.staff_id));
    s := au.stamp_for(org, (select n.location_id from new_rows n where n.org_id = org limit 1));
    lead := concat('{', '"act":' || to_json(s.act)::text || ',', '"action":', to_json(s.action)::text, ',');
    approver_and_at := concat('"approver":"' || s.approver_id || '",', '"at":', s.at_json, ',');
    ctx_and_domain := concat('"ctx":"' || s.ctx_commit || '",', '"domain":"finance",');
    op_and_org := concat('"op":"update","org":"', org, '",');
    rel_and_req := concat('"rel":"receipt_copy","req":', to_json(s.request_id)::text, ',');
    tail := concat('"schema":1,', '"session":"' || s.session_id || '",', '"source":', to_json(s.source)::text,
      ',"txn":"', s.xid, '","v":1}');
    with captured as materialized (
      select cap, row_id, loc, label, changed,
        concat(lead, '"after":', after, ',', approver_and_at, '"before":', before, ',', '"cap":', cap, ',', ctx_and_domain, '"loc":"' || loc || '",', op_and_org, rel_and_req, '"row":"', row_id, '",', tail) as leaf
      from (select * from (select nextval('au.cap') as cap,
        (n.receipt_id || '/' || n.seq)::text as row_id,
        n.location_id as loc,
        left(n.number::text, 200) as label,
        array_remove(array[case when n.at is distinct from o.at then 'at' end, case when n.location_id is distinct from o.location_id then 'location_id' end, case when n.number is distinct from o.number then 'number' end, case when n.org_id is distinct from o.org_id then 'org_id' end, case when n.receipt_id is distinct from o.receipt_id then 'receipt_id' end, case when n.seq is distinct from o.seq then 'seq' end, case when n.staff_id is distinct from o.staff_id then 'staff_id' end], null) as changed,
        concat('{', '"at":', to_json(o.at)::text, ',"location_id":', '"' || o.location_id || '"', ',"number":', o.number::text, ',"org_id":', '"' || o.org_id || '"', ',"receipt_id":', '"' || o.receipt_id || '"', ',"seq":', o.seq::text, ',"staff_id":', '"' || o.staff_id || '"', '}') as before,
        concat('{', '"at":', to_json(n.at)::text, ',"location_id":', '"' || n.location_id || '"', ',"number":', n.number::text, ',"org_id":', '"' || n.org_id || '"', ',"receipt_id":', '"' || n.receipt_id || '"', ',"seq":', n.seq::text, ',"staff_id":', '"' || n.staff_id || '"', '}') as after
      from new_rows n join old_rows o on o.org_id = n.org_id and o.receipt_id = n.receipt_id and o.seq = n.seq
      where n.org_id = org
      offset 0) x where changed <> '{}' offset 0) x
    )
    insert into au.event (org_id, at, cap_seq, xid, kind, rel, row_id, loc, domain, action, actor_id, db_user, approver_id,
      session_id, source, request_id, part, head, changed, label, ctx_seq, schema, leaf, leaf_hash)
    select org, s.at, cap, s.xid, 2, 'receipt_copy', row_id, loc, 'finance', s.action, s.actor_id, s.db_user,
      s.approver_id, s.session_id, s.source, s.request_id, s.part,
      s.part = 0 and cap = any (array(select min(first.cap) from captured first group by first.loc)), changed, label, s.ctx_seq,
      1, leaf, sha256('\x00'::bytea || convert_to(leaf, 'UTF8'))
    from captured;
  end loop;
  return null;
end
$capture$;
create or replace trigger capture_update after update on public.receipt_copy referencing old table as old_rows new table as new_rows for each statement execute function au.capture_receipt_copy_update();
alter table public.receipt_copy enable always trigger capture_update;

create or replace function au.capture_receipt_copy_delete() returns trigger
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
    ctx_and_domain := concat('"ctx":"' || s.ctx_commit || '",', '"domain":"finance",');
    op_and_org := concat('"op":"delete","org":"', org, '",');
    rel_and_req := concat('"rel":"receipt_copy","req":', to_json(s.request_id)::text, ',');
    tail := concat('"schema":1,', '"session":"' || s.session_id || '",', '"source":', to_json(s.source)::text,
      ',"txn":"', s.xid, '","v":1}');
    with captured as materialized (
      select cap, row_id, loc, label, changed,
        concat(lead, approver_and_at, '"before":', before, ',', '"cap":', cap, ',', ctx_and_domain, '"loc":"' || loc || '",', op_and_org, rel_and_req, '"row":"', row_id, '",', tail) as leaf
      from (select nextval('au.cap') as cap,
        (o.receipt_id || '/' || o.seq)::text as row_id,
        o.location_id as loc,
        left(o.number::text, 200) as label,
        null::text[] as changed,
        concat('{', '"at":', to_json(o.at)::text, ',"location_id":', '"' || o.location_id || '"', ',"number":', o.number::text, ',"org_id":', '"' || o.org_id || '"', ',"receipt_id":', '"' || o.receipt_id || '"', ',"seq":', o.seq::text, ',"staff_id":', '"' || o.staff_id || '"', '}') as before,
        null::text as after
      from old_rows o
      where o.org_id = org
      offset 0) x
    )
    insert into au.event (org_id, at, cap_seq, xid, kind, rel, row_id, loc, domain, action, actor_id, db_user, approver_id,
      session_id, source, request_id, part, head, changed, label, ctx_seq, schema, leaf, leaf_hash)
    select org, s.at, cap, s.xid, 3, 'receipt_copy', row_id, loc, 'finance', s.action, s.actor_id, s.db_user,
      s.approver_id, s.session_id, s.source, s.request_id, s.part,
      s.part = 0 and cap = any (array(select min(first.cap) from captured first group by first.loc)), changed, label, s.ctx_seq,
      1, leaf, sha256('\x00'::bytea || convert_to(leaf, 'UTF8'))
    from captured;
  end loop;
  return null;
end
$capture$;
create or replace trigger capture_delete after delete on public.receipt_copy referencing old table as old_rows for each statement execute function au.capture_receipt_copy_delete();
alter table public.receipt_copy enable always trigger capture_delete;

create or replace trigger refuse_rekey before update of org_id, receipt_id, seq on public.receipt_copy for each statement execute function au.refuse_rekey();
alter table public.receipt_copy enable always trigger refuse_rekey;
create or replace trigger refuse_truncate before truncate on public.receipt_copy for each statement execute function au.refuse_truncate();
alter table public.receipt_copy enable always trigger refuse_truncate;

create or replace trigger immutable before update or delete on public.receipt_copy for each row execute function app.refuse_change();
alter table public.receipt_copy enable always trigger immutable;

-- wall public.location
alter table public.location owner to toster_owner;
alter table public.location enable row level security;
alter table public.location force row level security;
revoke all on public.location from public, toster_app, toster_auth, toster_worker, toster_relay;
alter table public.location alter column slug set statistics 0;
alter table public.location alter column name set statistics 0;
alter table public.location alter column city set statistics 0;
alter table public.location alter column timezone set statistics 0;
grant select, insert, update (name, city, timezone) on public.location to toster_app;
grant select on public.location to toster_worker;
grant select on public.location to toster_auth;
drop policy if exists tenant on public.location;
create policy tenant on public.location for all to toster_app, toster_worker
  using (org_id = (select app.org_id()))
  with check (org_id = (select app.org_id()));
drop policy if exists account on public.location;
create policy account on public.location for all to toster_auth
  using (exists (select 1 from public.membership m where m.org_id = location.org_id))
  with check (exists (select 1 from public.membership m where m.org_id = location.org_id));

-- wall public.location_profile
alter table public.location_profile owner to toster_owner;
alter table public.location_profile enable row level security;
alter table public.location_profile force row level security;
revoke all on public.location_profile from public, toster_app, toster_auth, toster_worker, toster_relay;
alter table public.location_profile alter column address set statistics 0;
alter table public.location_profile alter column postcode set statistics 0;
alter table public.location_profile alter column phone set statistics 0;
alter table public.location_profile alter column email set statistics 0;
alter table public.location_profile alter column hours_mon set statistics 0;
alter table public.location_profile alter column hours_tue set statistics 0;
alter table public.location_profile alter column hours_wed set statistics 0;
alter table public.location_profile alter column hours_thu set statistics 0;
alter table public.location_profile alter column hours_fri set statistics 0;
alter table public.location_profile alter column hours_sat set statistics 0;
alter table public.location_profile alter column hours_sun set statistics 0;
grant select, insert, update on public.location_profile to toster_app;
grant select on public.location_profile to toster_worker;
drop policy if exists tenant on public.location_profile;
create policy tenant on public.location_profile for all to toster_app, toster_worker
  using (org_id = (select app.org_id()))
  with check (org_id = (select app.org_id()));

-- wall public.org
alter table public.org owner to toster_owner;
alter table public.org enable row level security;
alter table public.org force row level security;
revoke all on public.org from public, toster_app, toster_auth, toster_worker, toster_relay;
alter table public.org alter column cell set statistics 0;
alter table public.org alter column slug set statistics 0;
alter table public.org alter column name set statistics 0;
alter table public.org alter column country set statistics 0;
alter table public.org alter column currency set statistics 0;
alter table public.org alter column locale set statistics 0;
alter table public.org alter column timezone set statistics 0;
grant select, update (name, locale, timezone) on public.org to toster_app;
grant select on public.org to toster_worker;
grant select on public.org to toster_auth;
drop policy if exists tenant on public.org;
create policy tenant on public.org for all to toster_app, toster_worker
  using (org_id = (select app.org_id()))
  with check (org_id = (select app.org_id()));
drop policy if exists account on public.org;
create policy account on public.org for all to toster_auth
  using (exists (select 1 from public.membership m where m.org_id = org.org_id))
  with check (exists (select 1 from public.membership m where m.org_id = org.org_id));

-- wall public.org_profile
alter table public.org_profile owner to toster_owner;
alter table public.org_profile enable row level security;
alter table public.org_profile force row level security;
revoke all on public.org_profile from public, toster_app, toster_auth, toster_worker, toster_relay;
alter table public.org_profile alter column legal_name set statistics 0;
alter table public.org_profile alter column tax_id set statistics 0;
alter table public.org_profile alter column address set statistics 0;
alter table public.org_profile alter column postcode set statistics 0;
alter table public.org_profile alter column city set statistics 0;
alter table public.org_profile alter column phone set statistics 0;
alter table public.org_profile alter column email set statistics 0;
alter table public.org_profile alter column receipt_footer set statistics 0;
grant select, insert, update on public.org_profile to toster_app;
grant select on public.org_profile to toster_worker;
drop policy if exists tenant on public.org_profile;
create policy tenant on public.org_profile for all to toster_app, toster_worker
  using (org_id = (select app.org_id()))
  with check (org_id = (select app.org_id()));

-- wall public.receipt
alter table public.receipt owner to toster_owner;
alter table public.receipt enable row level security;
alter table public.receipt force row level security;
revoke all on public.receipt from public, toster_app, toster_auth, toster_worker, toster_relay;
alter table public.receipt alter column lines set statistics 0;
alter table public.receipt alter column currency set statistics 0;
alter table public.receipt alter column seller set statistics 0;
alter table public.receipt alter column taxes set statistics 0;
alter table public.receipt alter column code set statistics 0;
grant select, insert on public.receipt to toster_app;
grant select, insert on public.receipt to toster_worker;
drop policy if exists tenant on public.receipt;
create policy tenant on public.receipt for all to toster_app, toster_worker
  using (org_id = (select app.org_id()))
  with check (org_id = (select app.org_id()));

-- wall public.receipt_copy
alter table public.receipt_copy owner to toster_owner;
alter table public.receipt_copy enable row level security;
alter table public.receipt_copy force row level security;
revoke all on public.receipt_copy from public, toster_app, toster_auth, toster_worker, toster_relay;
grant select, insert on public.receipt_copy to toster_app;
grant select on public.receipt_copy to toster_worker;
drop policy if exists tenant on public.receipt_copy;
create policy tenant on public.receipt_copy for all to toster_app, toster_worker
  using (org_id = (select app.org_id()))
  with check (org_id = (select app.org_id()));

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

