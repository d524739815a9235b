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
      when 'toster_app' then array['staff', 'customer', 'paper']
      when 'toster_worker' then array['worker']
      when 'toster_auth' then array['auth']
      when 'toster_relay' then array['none']
      else array['maintenance'] end) then
    return null;
  end if;
  -- Guests and who holds a paper are no members; a context that says so opens no organisation's rows.
  if split_part(body, ',', 1) in ('customer', 'paper') and split_part(body, ',', 2) <> '' then return null; end if;
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

-- Whether the guest in context has a live session, and still the address it was begun with.
create or replace function app.guest_is_signed_in() returns boolean
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare
  named jsonb := app.verified() -> 'guest';
begin
  return exists (
    select from auth.guest_session s
      join public.customer_contact c on c.org_id = s.org_id and c.customer_id = s.customer_id and c.email_key = s.email_key
     where s.org_id = (named ->> 'org')::uuid and s.customer_id = (named ->> 'customer')::uuid
       and s.id = nullif(split_part(app.signed(), ',', 6), '')::uuid
       and s.revoked_at is null and s.idle_expires_at > now() and s.absolute_expires_at > now());
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
  if split_part(body, ',', 1) = 'customer' and not app.guest_is_signed_in() then
    raise exception using errcode = 'TS001', message = 'session is stale';
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

-- What an organisation asks of a sign-in is read with the rights of its members.
create or replace function app.raise_epoch_of_policy() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  update public.membership m set epoch = m.epoch + 1 where m.org_id in (old.org_id, new.org_id);
  return null;
end $$;

-- What a session has proven stands in its access token. A factor that never counted changes nothing.
create or replace function app.raise_epoch_of_factor() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if old.confirmed_at is distinct from new.confirmed_at then
    update public.membership m set epoch = m.epoch + 1 where m.account_id = old.account_id;
  end if;
  return null;
end $$;

-- Members of the organisation in context who have a second factor, to whoever decides who must have one. One that is
-- being reset counts until it is gone.
create or replace function app.members_with_factor() returns setof uuid
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  if not app.holds('security_policy.update') then return; end if;
  return query
    select m.id from public.membership m join auth.factor f on f.account_id = m.account_id
     where m.org_id = app.org_id() and m.status = 'active' and f.confirmed_at is not null
       and (f.reset_due_at is null or f.reset_due_at > now());
end $$;

create or replace function app.raise_epoch_of_status() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  if new.status is distinct from old.status then new.epoch := greatest(new.epoch, old.epoch + 1); end if;
  return new;
end $$;


-- capture auth.guest_code
create or replace function au.capture_auth_guest_code_insert() returns trigger
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
    ctx_and_domain := concat('"ctx":"' || s.ctx_commit || '",', '"domain":"customers",');
    op_and_org := concat('"op":"insert","org":"', org, '",');
    rel_and_req := concat('"rel":"auth.guest_code","req":', to_json(s.request_id)::text, ',');
    tail := concat('"schema":1,', '"session":"' || s.session_id || '",', '"source":', to_json(s.source)::text,
      ',"txn":"', s.xid, '","v":1}');
    with captured as materialized (
      select cap, row_id, loc, label, changed, subject,
        concat(lead, '"after":', after, ',', approver_and_at, '"cap":', cap, ',', ctx_and_domain, op_and_org, '"pii":{', concat_ws(',', '"after.email_key":"' || h0 || '"'), '},', rel_and_req, '"row":"', row_id, '",', tail) as leaf,
        array_remove(array[d0], null) as ds
      from (select *, encode(sha256(convert_to(d0, 'UTF8')), 'base64') as h0
      from (select *, case when v0 is not null then concat('["', encode(substr(salts, 1, 16), 'hex'), '","', 'after', '.email_key",', v0, ']') end as d0
      from (select nextval('au.cap') as cap,
        (n.customer_id || '/' || n.id)::text as row_id,
        null::uuid as loc,
        null::text as label,
        null::text[] as changed,
        null::text as before,
        concat('{', '"created_at":', to_json(n.created_at)::text, ',"customer_id":', '"' || n.customer_id || '"', ',"id":', '"' || n.id || '"', ',"language":', case when octet_length(n.language) <= 341 then to_json(n.language)::text else case when octet_length(to_json(n.language)::text) <= 2048 then to_json(n.language)::text else '"sha256:' || encode(sha256(convert_to(n.language, 'UTF8')), 'base64') || '"' end end, ',"org_id":', '"' || n.org_id || '"', ',"used_at":', coalesce(to_json(n.used_at)::text, 'null'), '}') as after,
        'guest:' || n.customer_id as subject,
        public.gen_random_bytes(16) as salts,
        case when n.email_key is not null then to_json(n.email_key)::text end as v0
      from new_rows n
      where n.org_id = org
      offset 0) x offset 0) x offset 0) x
    ), stored as (
      insert into au.disclosure (org_id, subject, cap_seq, ds, capability, loc)
      select org, subject, cap, ds, 'audit_log.read', loc from captured where cardinality(ds) > 0
    )
    insert into au.event (org_id, at, cap_seq, xid, kind, rel, row_id, loc, domain, action, actor_id, db_user, approver_id,
      session_id, source, request_id, part, head, changed, label, ctx_seq, schema, leaf, leaf_hash)
    select org, s.at, cap, s.xid, 1, 'auth.guest_code', row_id, loc, 'customers', s.action, s.actor_id, s.db_user,
      s.approver_id, s.session_id, s.source, s.request_id, s.part,
      s.part = 0 and cap = any (array(select min(first.cap) from captured first group by first.loc)), changed, label, s.ctx_seq,
      1, leaf, sha256('\x00'::bytea || convert_to(leaf, 'UTF8'))
    from captured;
  end loop;
  return null;
end
$capture$;
create or replace trigger capture_insert after insert on auth.guest_code referencing new table as new_rows for each statement execute function au.capture_auth_guest_code_insert();
alter table auth.guest_code enable always trigger capture_insert;

create or replace function au.capture_auth_guest_code_update() returns trigger
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
    continue when not exists (select from new_rows n join old_rows o on o.org_id = n.org_id and o.customer_id = n.customer_id and o.id = n.id where n.org_id = org and row(n.created_at, n.customer_id, n.email_key, n.id, n.language, n.org_id, n.used_at) is distinct from row(o.created_at, o.customer_id, o.email_key, o.id, o.language, o.org_id, o.used_at));
    s := au.stamp_for(org, null);
    lead := concat('{', '"act":' || to_json(s.act)::text || ',', '"action":', to_json(s.action)::text, ',');
    approver_and_at := concat('"approver":"' || s.approver_id || '",', '"at":', s.at_json, ',');
    ctx_and_domain := concat('"ctx":"' || s.ctx_commit || '",', '"domain":"customers",');
    op_and_org := concat('"op":"update","org":"', org, '",');
    rel_and_req := concat('"rel":"auth.guest_code","req":', to_json(s.request_id)::text, ',');
    tail := concat('"schema":1,', '"session":"' || s.session_id || '",', '"source":', to_json(s.source)::text,
      ',"txn":"', s.xid, '","v":1}');
    with captured as materialized (
      select cap, row_id, loc, label, changed, subject,
        concat(lead, '"after":', after, ',', approver_and_at, '"before":', before, ',', '"cap":', cap, ',', ctx_and_domain, op_and_org, '"pii":{', concat_ws(',', case when c0 then '"after.email_key":"' || h0 || '"' end, '"before.email_key":"' || h1 || '"', case when not c0 then '"same.email_key":"' || h0 || '"' end), '},', rel_and_req, '"row":"', row_id, '",', tail) as leaf,
        array_remove(array[d0, d1], null) as ds
      from (select *, encode(sha256(convert_to(d0, 'UTF8')), 'base64') as h0,
        encode(sha256(convert_to(d1, 'UTF8')), 'base64') as h1
      from (select *, case when v0 is not null then concat('["', encode(substr(salts, 1, 16), 'hex'), '","', case when c0 then 'after' else 'same' end, '.email_key",', v0, ']') end as d0,
        case when v1 is not null then concat('["', encode(substr(salts, 17, 16), 'hex'), '","', 'before', '.email_key",', v1, ']') end as d1
      from (select * from (select nextval('au.cap') as cap,
        (n.customer_id || '/' || n.id)::text as row_id,
        null::uuid as loc,
        null::text as label,
        array_remove(array[case when n.created_at is distinct from o.created_at then 'created_at' end, case when n.customer_id is distinct from o.customer_id then 'customer_id' end, case when n.email_key is distinct from o.email_key then 'email_key' end, case when n.id is distinct from o.id then 'id' end, case when n.language is distinct from o.language then 'language' end, case when n.org_id is distinct from o.org_id then 'org_id' end, case when n.used_at is distinct from o.used_at then 'used_at' end], null) as changed,
        concat('{', '"created_at":', to_json(o.created_at)::text, ',"customer_id":', '"' || o.customer_id || '"', ',"id":', '"' || o.id || '"', ',"language":', case when octet_length(o.language) <= 341 then to_json(o.language)::text else case when octet_length(to_json(o.language)::text) <= 2048 then to_json(o.language)::text else '"sha256:' || encode(sha256(convert_to(o.language, 'UTF8')), 'base64') || '"' end end, ',"org_id":', '"' || o.org_id || '"', ',"used_at":', coalesce(to_json(o.used_at)::text, 'null'), '}') as before,
        concat('{', '"created_at":', to_json(n.created_at)::text, ',"customer_id":', '"' || n.customer_id || '"', ',"id":', '"' || n.id || '"', ',"language":', case when octet_length(n.language) <= 341 then to_json(n.language)::text else case when octet_length(to_json(n.language)::text) <= 2048 then to_json(n.language)::text else '"sha256:' || encode(sha256(convert_to(n.language, 'UTF8')), 'base64') || '"' end end, ',"org_id":', '"' || n.org_id || '"', ',"used_at":', coalesce(to_json(n.used_at)::text, 'null'), '}') as after,
        'guest:' || n.customer_id as subject,
        public.gen_random_bytes(32) as salts,
        n.email_key is distinct from o.email_key as c0,
        case when n.email_key is not null then to_json(n.email_key)::text end as v0,
        case when o.email_key is not null and n.email_key is distinct from o.email_key then to_json(o.email_key)::text end as v1
      from new_rows n join old_rows o on o.org_id = n.org_id and o.customer_id = n.customer_id and o.id = n.id
      where n.org_id = org
      offset 0) x where changed <> '{}' offset 0) x offset 0) x offset 0) x
    ), stored as (
      insert into au.disclosure (org_id, subject, cap_seq, ds, capability, loc)
      select org, subject, cap, ds, 'audit_log.read', loc from captured where cardinality(ds) > 0
    )
    insert into au.event (org_id, at, cap_seq, xid, kind, rel, row_id, loc, domain, action, actor_id, db_user, approver_id,
      session_id, source, request_id, part, head, changed, label, ctx_seq, schema, leaf, leaf_hash)
    select org, s.at, cap, s.xid, 2, 'auth.guest_code', row_id, loc, 'customers', s.action, s.actor_id, s.db_user,
      s.approver_id, s.session_id, s.source, s.request_id, s.part,
      s.part = 0 and cap = any (array(select min(first.cap) from captured first group by first.loc)), changed, label, s.ctx_seq,
      1, leaf, sha256('\x00'::bytea || convert_to(leaf, 'UTF8'))
    from captured;
  end loop;
  return null;
end
$capture$;
create or replace trigger capture_update after update on auth.guest_code referencing old table as old_rows new table as new_rows for each statement execute function au.capture_auth_guest_code_update();
alter table auth.guest_code enable always trigger capture_update;

create or replace function au.capture_auth_guest_code_delete() returns trigger
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
    ctx_and_domain := concat('"ctx":"' || s.ctx_commit || '",', '"domain":"customers",');
    op_and_org := concat('"op":"delete","org":"', org, '",');
    rel_and_req := concat('"rel":"auth.guest_code","req":', to_json(s.request_id)::text, ',');
    tail := concat('"schema":1,', '"session":"' || s.session_id || '",', '"source":', to_json(s.source)::text,
      ',"txn":"', s.xid, '","v":1}');
    with captured as materialized (
      select cap, row_id, loc, label, changed, subject,
        concat(lead, approver_and_at, '"before":', before, ',', '"cap":', cap, ',', ctx_and_domain, op_and_org, '"pii":{', concat_ws(',', '"before.email_key":"' || h0 || '"'), '},', rel_and_req, '"row":"', row_id, '",', tail) as leaf,
        array_remove(array[d0], null) as ds
      from (select *, encode(sha256(convert_to(d0, 'UTF8')), 'base64') as h0
      from (select *, case when v0 is not null then concat('["', encode(substr(salts, 1, 16), 'hex'), '","', 'before', '.email_key",', v0, ']') end as d0
      from (select nextval('au.cap') as cap,
        (o.customer_id || '/' || o.id)::text as row_id,
        null::uuid as loc,
        null::text as label,
        null::text[] as changed,
        concat('{', '"created_at":', to_json(o.created_at)::text, ',"customer_id":', '"' || o.customer_id || '"', ',"id":', '"' || o.id || '"', ',"language":', case when octet_length(o.language) <= 341 then to_json(o.language)::text else case when octet_length(to_json(o.language)::text) <= 2048 then to_json(o.language)::text else '"sha256:' || encode(sha256(convert_to(o.language, 'UTF8')), 'base64') || '"' end end, ',"org_id":', '"' || o.org_id || '"', ',"used_at":', coalesce(to_json(o.used_at)::text, 'null'), '}') as before,
        null::text as after,
        'guest:' || o.customer_id as subject,
        public.gen_random_bytes(16) as salts,
        case when o.email_key is not null then to_json(o.email_key)::text end as v0
      from old_rows o
      where o.org_id = org
      offset 0) x offset 0) x offset 0) x
    ), stored as (
      insert into au.disclosure (org_id, subject, cap_seq, ds, capability, loc)
      select org, subject, cap, ds, 'audit_log.read', loc from captured where cardinality(ds) > 0
    )
    insert into au.event (org_id, at, cap_seq, xid, kind, rel, row_id, loc, domain, action, actor_id, db_user, approver_id,
      session_id, source, request_id, part, head, changed, label, ctx_seq, schema, leaf, leaf_hash)
    select org, s.at, cap, s.xid, 3, 'auth.guest_code', row_id, loc, 'customers', s.action, s.actor_id, s.db_user,
      s.approver_id, s.session_id, s.source, s.request_id, s.part,
      s.part = 0 and cap = any (array(select min(first.cap) from captured first group by first.loc)), changed, label, s.ctx_seq,
      1, leaf, sha256('\x00'::bytea || convert_to(leaf, 'UTF8'))
    from captured;
  end loop;
  return null;
end
$capture$;
create or replace trigger capture_delete after delete on auth.guest_code referencing old table as old_rows for each statement execute function au.capture_auth_guest_code_delete();
alter table auth.guest_code enable always trigger capture_delete;

create or replace trigger refuse_rekey before update of org_id, customer_id, id on auth.guest_code for each statement execute function au.refuse_rekey();
alter table auth.guest_code enable always trigger refuse_rekey;
create or replace trigger refuse_truncate before truncate on auth.guest_code for each statement execute function au.refuse_truncate();
alter table auth.guest_code enable always trigger refuse_truncate;

-- capture auth.guest_session
create or replace function au.capture_auth_guest_session_insert() returns trigger
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
    ctx_and_domain := concat('"ctx":"' || s.ctx_commit || '",', '"domain":"customers",');
    op_and_org := concat('"op":"insert","org":"', org, '",');
    rel_and_req := concat('"rel":"auth.guest_session","req":', to_json(s.request_id)::text, ',');
    tail := concat('"schema":1,', '"session":"' || s.session_id || '",', '"source":', to_json(s.source)::text,
      ',"txn":"', s.xid, '","v":1}');
    with captured as materialized (
      select cap, row_id, loc, label, changed, subject,
        concat(lead, '"after":', after, ',', approver_and_at, '"cap":', cap, ',', ctx_and_domain, op_and_org, '"pii":{', concat_ws(',', '"after.device_label":"' || h0 || '"', '"after.email_key":"' || h1 || '"', '"after.ip":"' || h2 || '"', '"after.user_agent":"' || h3 || '"'), '},', rel_and_req, '"row":"', row_id, '",', tail) as leaf,
        array_remove(array[d0, d1, d2, d3], null) as ds
      from (select *, encode(sha256(convert_to(d0, 'UTF8')), 'base64') as h0,
        encode(sha256(convert_to(d1, 'UTF8')), 'base64') as h1,
        encode(sha256(convert_to(d2, 'UTF8')), 'base64') as h2,
        encode(sha256(convert_to(d3, 'UTF8')), 'base64') as h3
      from (select *, case when v0 is not null then concat('["', encode(substr(salts, 1, 16), 'hex'), '","', 'after', '.device_label",', v0, ']') end as d0,
        case when v1 is not null then concat('["', encode(substr(salts, 17, 16), 'hex'), '","', 'after', '.email_key",', v1, ']') end as d1,
        case when v2 is not null then concat('["', encode(substr(salts, 33, 16), 'hex'), '","', 'after', '.ip",', v2, ']') end as d2,
        case when v3 is not null then concat('["', encode(substr(salts, 49, 16), 'hex'), '","', 'after', '.user_agent",', v3, ']') end as d3
      from (select nextval('au.cap') as cap,
        (n.customer_id || '/' || n.id)::text as row_id,
        null::uuid as loc,
        null::text as label,
        null::text[] as changed,
        null::text as before,
        concat('{', '"aal":', n.aal::text, ',"absolute_expires_at":', to_json(n.absolute_expires_at)::text, ',"amr":', case when octet_length(array_to_json(n.amr)::text) <= 2048 then array_to_json(n.amr)::text else '"sha256:' || encode(sha256(convert_to(array_to_json(n.amr)::text, 'UTF8')), 'base64') || '"' end, ',"auth_time":', to_json(n.auth_time)::text, ',"cell":', case when octet_length(n.cell) <= 341 then to_json(n.cell)::text else case when octet_length(to_json(n.cell)::text) <= 2048 then to_json(n.cell)::text else '"sha256:' || encode(sha256(convert_to(n.cell, 'UTF8')), 'base64') || '"' end end, ',"created_at":', to_json(n.created_at)::text, ',"customer_id":', '"' || n.customer_id || '"', ',"id":', '"' || n.id || '"', ',"org_id":', '"' || n.org_id || '"', ',"revoke_reason":', coalesce(case when octet_length(n.revoke_reason) <= 341 then to_json(n.revoke_reason)::text else case when octet_length(to_json(n.revoke_reason)::text) <= 2048 then to_json(n.revoke_reason)::text else '"sha256:' || encode(sha256(convert_to(n.revoke_reason, 'UTF8')), 'base64') || '"' end end, 'null'), ',"revoked_at":', coalesce(to_json(n.revoked_at)::text, 'null'), '}') as after,
        'guest:' || n.customer_id as subject,
        public.gen_random_bytes(64) as salts,
        case when n.device_label is not null then to_json(n.device_label)::text end as v0,
        case when n.email_key is not null then to_json(n.email_key)::text end as v1,
        case when n.ip is not null then to_json(n.ip)::text end as v2,
        case when n.user_agent is not null then to_json(n.user_agent)::text end as v3
      from new_rows n
      where n.org_id = org
      offset 0) x offset 0) x offset 0) x
    ), stored as (
      insert into au.disclosure (org_id, subject, cap_seq, ds, capability, loc)
      select org, subject, cap, ds, 'audit_log.read', loc from captured where cardinality(ds) > 0
    )
    insert into au.event (org_id, at, cap_seq, xid, kind, rel, row_id, loc, domain, action, actor_id, db_user, approver_id,
      session_id, source, request_id, part, head, changed, label, ctx_seq, schema, leaf, leaf_hash)
    select org, s.at, cap, s.xid, 1, 'auth.guest_session', row_id, loc, 'customers', s.action, s.actor_id, s.db_user,
      s.approver_id, s.session_id, s.source, s.request_id, s.part,
      s.part = 0 and cap = any (array(select min(first.cap) from captured first group by first.loc)), changed, label, s.ctx_seq,
      1, leaf, sha256('\x00'::bytea || convert_to(leaf, 'UTF8'))
    from captured;
  end loop;
  return null;
end
$capture$;
create or replace trigger capture_insert after insert on auth.guest_session referencing new table as new_rows for each statement execute function au.capture_auth_guest_session_insert();
alter table auth.guest_session enable always trigger capture_insert;

create or replace function au.capture_auth_guest_session_update() returns trigger
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
    continue when not exists (select from new_rows n join old_rows o on o.org_id = n.org_id and o.customer_id = n.customer_id and o.id = n.id where n.org_id = org and row(n.aal, n.absolute_expires_at, n.amr, n.auth_time, n.cell, n.created_at, n.customer_id, n.device_label, n.email_key, n.id, n.ip, n.org_id, n.revoke_reason, n.revoked_at, n.user_agent) is distinct from row(o.aal, o.absolute_expires_at, o.amr, o.auth_time, o.cell, o.created_at, o.customer_id, o.device_label, o.email_key, o.id, o.ip, o.org_id, o.revoke_reason, o.revoked_at, o.user_agent));
    s := au.stamp_for(org, null);
    lead := concat('{', '"act":' || to_json(s.act)::text || ',', '"action":', to_json(s.action)::text, ',');
    approver_and_at := concat('"approver":"' || s.approver_id || '",', '"at":', s.at_json, ',');
    ctx_and_domain := concat('"ctx":"' || s.ctx_commit || '",', '"domain":"customers",');
    op_and_org := concat('"op":"update","org":"', org, '",');
    rel_and_req := concat('"rel":"auth.guest_session","req":', to_json(s.request_id)::text, ',');
    tail := concat('"schema":1,', '"session":"' || s.session_id || '",', '"source":', to_json(s.source)::text,
      ',"txn":"', s.xid, '","v":1}');
    with captured as materialized (
      select cap, row_id, loc, label, changed, subject,
        concat(lead, '"after":', after, ',', approver_and_at, '"before":', before, ',', '"cap":', cap, ',', ctx_and_domain, op_and_org, '"pii":{', concat_ws(',', case when c0 then '"after.device_label":"' || h0 || '"' end, case when c1 then '"after.email_key":"' || h1 || '"' end, case when c2 then '"after.ip":"' || h2 || '"' end, case when c3 then '"after.user_agent":"' || h3 || '"' end, '"before.device_label":"' || h4 || '"', '"before.email_key":"' || h5 || '"', '"before.ip":"' || h6 || '"', '"before.user_agent":"' || h7 || '"', case when not c0 then '"same.device_label":"' || h0 || '"' end, case when not c1 then '"same.email_key":"' || h1 || '"' end, case when not c2 then '"same.ip":"' || h2 || '"' end, case when not c3 then '"same.user_agent":"' || h3 || '"' end), '},', rel_and_req, '"row":"', row_id, '",', tail) as leaf,
        array_remove(array[d0, d1, d2, d3, d4, d5, d6, d7], null) as ds
      from (select *, encode(sha256(convert_to(d0, 'UTF8')), 'base64') as h0,
        encode(sha256(convert_to(d1, 'UTF8')), 'base64') as h1,
        encode(sha256(convert_to(d2, 'UTF8')), 'base64') as h2,
        encode(sha256(convert_to(d3, 'UTF8')), 'base64') as h3,
        encode(sha256(convert_to(d4, 'UTF8')), 'base64') as h4,
        encode(sha256(convert_to(d5, 'UTF8')), 'base64') as h5,
        encode(sha256(convert_to(d6, 'UTF8')), 'base64') as h6,
        encode(sha256(convert_to(d7, 'UTF8')), 'base64') as h7
      from (select *, case when v0 is not null then concat('["', encode(substr(salts, 1, 16), 'hex'), '","', case when c0 then 'after' else 'same' end, '.device_label",', v0, ']') end as d0,
        case when v1 is not null then concat('["', encode(substr(salts, 17, 16), 'hex'), '","', case when c1 then 'after' else 'same' end, '.email_key",', v1, ']') end as d1,
        case when v2 is not null then concat('["', encode(substr(salts, 33, 16), 'hex'), '","', case when c2 then 'after' else 'same' end, '.ip",', v2, ']') end as d2,
        case when v3 is not null then concat('["', encode(substr(salts, 49, 16), 'hex'), '","', case when c3 then 'after' else 'same' end, '.user_agent",', v3, ']') end as d3,
        case when v4 is not null then concat('["', encode(substr(salts, 65, 16), 'hex'), '","', 'before', '.device_label",', v4, ']') end as d4,
        case when v5 is not null then concat('["', encode(substr(salts, 81, 16), 'hex'), '","', 'before', '.email_key",', v5, ']') end as d5,
        case when v6 is not null then concat('["', encode(substr(salts, 97, 16), 'hex'), '","', 'before', '.ip",', v6, ']') end as d6,
        case when v7 is not null then concat('["', encode(substr(salts, 113, 16), 'hex'), '","', 'before', '.user_agent",', v7, ']') end as d7
      from (select * from (select nextval('au.cap') as cap,
        (n.customer_id || '/' || n.id)::text as row_id,
        null::uuid as loc,
        null::text as label,
        array_remove(array[case when n.aal is distinct from o.aal then 'aal' end, case when n.absolute_expires_at is distinct from o.absolute_expires_at then 'absolute_expires_at' end, case when n.amr is distinct from o.amr then 'amr' end, case when n.auth_time is distinct from o.auth_time then 'auth_time' end, case when n.cell is distinct from o.cell then 'cell' end, case when n.created_at is distinct from o.created_at then 'created_at' end, case when n.customer_id is distinct from o.customer_id then 'customer_id' end, case when n.device_label is distinct from o.device_label then 'device_label' end, case when n.email_key is distinct from o.email_key then 'email_key' end, case when n.id is distinct from o.id then 'id' end, case when n.ip is distinct from o.ip then 'ip' end, case when n.org_id is distinct from o.org_id then 'org_id' end, case when n.revoke_reason is distinct from o.revoke_reason then 'revoke_reason' end, case when n.revoked_at is distinct from o.revoked_at then 'revoked_at' end, case when n.user_agent is distinct from o.user_agent then 'user_agent' end], null) as changed,
        concat('{', '"aal":', o.aal::text, ',"absolute_expires_at":', to_json(o.absolute_expires_at)::text, ',"amr":', case when octet_length(array_to_json(o.amr)::text) <= 2048 then array_to_json(o.amr)::text else '"sha256:' || encode(sha256(convert_to(array_to_json(o.amr)::text, 'UTF8')), 'base64') || '"' end, ',"auth_time":', to_json(o.auth_time)::text, ',"cell":', case when octet_length(o.cell) <= 341 then to_json(o.cell)::text else case when octet_length(to_json(o.cell)::text) <= 2048 then to_json(o.cell)::text else '"sha256:' || encode(sha256(convert_to(o.cell, 'UTF8')), 'base64') || '"' end end, ',"created_at":', to_json(o.created_at)::text, ',"customer_id":', '"' || o.customer_id || '"', ',"id":', '"' || o.id || '"', ',"org_id":', '"' || o.org_id || '"', ',"revoke_reason":', coalesce(case when octet_length(o.revoke_reason) <= 341 then to_json(o.revoke_reason)::text else case when octet_length(to_json(o.revoke_reason)::text) <= 2048 then to_json(o.revoke_reason)::text else '"sha256:' || encode(sha256(convert_to(o.revoke_reason, 'UTF8')), 'base64') || '"' end end, 'null'), ',"revoked_at":', coalesce(to_json(o.revoked_at)::text, 'null'), '}') as before,
        concat('{', '"aal":', n.aal::text, ',"absolute_expires_at":', to_json(n.absolute_expires_at)::text, ',"amr":', case when octet_length(array_to_json(n.amr)::text) <= 2048 then array_to_json(n.amr)::text else '"sha256:' || encode(sha256(convert_to(array_to_json(n.amr)::text, 'UTF8')), 'base64') || '"' end, ',"auth_time":', to_json(n.auth_time)::text, ',"cell":', case when octet_length(n.cell) <= 341 then to_json(n.cell)::text else case when octet_length(to_json(n.cell)::text) <= 2048 then to_json(n.cell)::text else '"sha256:' || encode(sha256(convert_to(n.cell, 'UTF8')), 'base64') || '"' end end, ',"created_at":', to_json(n.created_at)::text, ',"customer_id":', '"' || n.customer_id || '"', ',"id":', '"' || n.id || '"', ',"org_id":', '"' || n.org_id || '"', ',"revoke_reason":', coalesce(case when octet_length(n.revoke_reason) <= 341 then to_json(n.revoke_reason)::text else case when octet_length(to_json(n.revoke_reason)::text) <= 2048 then to_json(n.revoke_reason)::text else '"sha256:' || encode(sha256(convert_to(n.revoke_reason, 'UTF8')), 'base64') || '"' end end, 'null'), ',"revoked_at":', coalesce(to_json(n.revoked_at)::text, 'null'), '}') as after,
        'guest:' || n.customer_id as subject,
        public.gen_random_bytes(128) as salts,
        n.device_label is distinct from o.device_label as c0,
        n.email_key is distinct from o.email_key as c1,
        n.ip is distinct from o.ip as c2,
        n.user_agent is distinct from o.user_agent as c3,
        case when n.device_label is not null then to_json(n.device_label)::text end as v0,
        case when n.email_key is not null then to_json(n.email_key)::text end as v1,
        case when n.ip is not null then to_json(n.ip)::text end as v2,
        case when n.user_agent is not null then to_json(n.user_agent)::text end as v3,
        case when o.device_label is not null and n.device_label is distinct from o.device_label then to_json(o.device_label)::text end as v4,
        case when o.email_key is not null and n.email_key is distinct from o.email_key then to_json(o.email_key)::text end as v5,
        case when o.ip is not null and n.ip is distinct from o.ip then to_json(o.ip)::text end as v6,
        case when o.user_agent is not null and n.user_agent is distinct from o.user_agent then to_json(o.user_agent)::text end as v7
      from new_rows n join old_rows o on o.org_id = n.org_id and o.customer_id = n.customer_id and o.id = n.id
      where n.org_id = org
      offset 0) x where changed <> '{}' offset 0) x offset 0) x offset 0) x
    ), stored as (
      insert into au.disclosure (org_id, subject, cap_seq, ds, capability, loc)
      select org, subject, cap, ds, 'audit_log.read', loc from captured where cardinality(ds) > 0
    )
    insert into au.event (org_id, at, cap_seq, xid, kind, rel, row_id, loc, domain, action, actor_id, db_user, approver_id,
      session_id, source, request_id, part, head, changed, label, ctx_seq, schema, leaf, leaf_hash)
    select org, s.at, cap, s.xid, 2, 'auth.guest_session', row_id, loc, 'customers', s.action, s.actor_id, s.db_user,
      s.approver_id, s.session_id, s.source, s.request_id, s.part,
      s.part = 0 and cap = any (array(select min(first.cap) from captured first group by first.loc)), changed, label, s.ctx_seq,
      1, leaf, sha256('\x00'::bytea || convert_to(leaf, 'UTF8'))
    from captured;
  end loop;
  return null;
end
$capture$;
create or replace trigger capture_update after update on auth.guest_session referencing old table as old_rows new table as new_rows for each statement execute function au.capture_auth_guest_session_update();
alter table auth.guest_session enable always trigger capture_update;

create or replace function au.capture_auth_guest_session_delete() returns trigger
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
    ctx_and_domain := concat('"ctx":"' || s.ctx_commit || '",', '"domain":"customers",');
    op_and_org := concat('"op":"delete","org":"', org, '",');
    rel_and_req := concat('"rel":"auth.guest_session","req":', to_json(s.request_id)::text, ',');
    tail := concat('"schema":1,', '"session":"' || s.session_id || '",', '"source":', to_json(s.source)::text,
      ',"txn":"', s.xid, '","v":1}');
    with captured as materialized (
      select cap, row_id, loc, label, changed, subject,
        concat(lead, approver_and_at, '"before":', before, ',', '"cap":', cap, ',', ctx_and_domain, op_and_org, '"pii":{', concat_ws(',', '"before.device_label":"' || h0 || '"', '"before.email_key":"' || h1 || '"', '"before.ip":"' || h2 || '"', '"before.user_agent":"' || h3 || '"'), '},', rel_and_req, '"row":"', row_id, '",', tail) as leaf,
        array_remove(array[d0, d1, d2, d3], null) as ds
      from (select *, encode(sha256(convert_to(d0, 'UTF8')), 'base64') as h0,
        encode(sha256(convert_to(d1, 'UTF8')), 'base64') as h1,
        encode(sha256(convert_to(d2, 'UTF8')), 'base64') as h2,
        encode(sha256(convert_to(d3, 'UTF8')), 'base64') as h3
      from (select *, case when v0 is not null then concat('["', encode(substr(salts, 1, 16), 'hex'), '","', 'before', '.device_label",', v0, ']') end as d0,
        case when v1 is not null then concat('["', encode(substr(salts, 17, 16), 'hex'), '","', 'before', '.email_key",', v1, ']') end as d1,
        case when v2 is not null then concat('["', encode(substr(salts, 33, 16), 'hex'), '","', 'before', '.ip",', v2, ']') end as d2,
        case when v3 is not null then concat('["', encode(substr(salts, 49, 16), 'hex'), '","', 'before', '.user_agent",', v3, ']') end as d3
      from (select nextval('au.cap') as cap,
        (o.customer_id || '/' || o.id)::text as row_id,
        null::uuid as loc,
        null::text as label,
        null::text[] as changed,
        concat('{', '"aal":', o.aal::text, ',"absolute_expires_at":', to_json(o.absolute_expires_at)::text, ',"amr":', case when octet_length(array_to_json(o.amr)::text) <= 2048 then array_to_json(o.amr)::text else '"sha256:' || encode(sha256(convert_to(array_to_json(o.amr)::text, 'UTF8')), 'base64') || '"' end, ',"auth_time":', to_json(o.auth_time)::text, ',"cell":', case when octet_length(o.cell) <= 341 then to_json(o.cell)::text else case when octet_length(to_json(o.cell)::text) <= 2048 then to_json(o.cell)::text else '"sha256:' || encode(sha256(convert_to(o.cell, 'UTF8')), 'base64') || '"' end end, ',"created_at":', to_json(o.created_at)::text, ',"customer_id":', '"' || o.customer_id || '"', ',"id":', '"' || o.id || '"', ',"org_id":', '"' || o.org_id || '"', ',"revoke_reason":', coalesce(case when octet_length(o.revoke_reason) <= 341 then to_json(o.revoke_reason)::text else case when octet_length(to_json(o.revoke_reason)::text) <= 2048 then to_json(o.revoke_reason)::text else '"sha256:' || encode(sha256(convert_to(o.revoke_reason, 'UTF8')), 'base64') || '"' end end, 'null'), ',"revoked_at":', coalesce(to_json(o.revoked_at)::text, 'null'), '}') as before,
        null::text as after,
        'guest:' || o.customer_id as subject,
        public.gen_random_bytes(64) as salts,
        case when o.device_label is not null then to_json(o.device_label)::text end as v0,
        case when o.email_key is not null then to_json(o.email_key)::text end as v1,
        case when o.ip is not null then to_json(o.ip)::text end as v2,
        case when o.user_agent is not null then to_json(o.user_agent)::text end as v3
      from old_rows o
      where o.org_id = org
      offset 0) x offset 0) x offset 0) x
    ), stored as (
      insert into au.disclosure (org_id, subject, cap_seq, ds, capability, loc)
      select org, subject, cap, ds, 'audit_log.read', loc from captured where cardinality(ds) > 0
    )
    insert into au.event (org_id, at, cap_seq, xid, kind, rel, row_id, loc, domain, action, actor_id, db_user, approver_id,
      session_id, source, request_id, part, head, changed, label, ctx_seq, schema, leaf, leaf_hash)
    select org, s.at, cap, s.xid, 3, 'auth.guest_session', row_id, loc, 'customers', s.action, s.actor_id, s.db_user,
      s.approver_id, s.session_id, s.source, s.request_id, s.part,
      s.part = 0 and cap = any (array(select min(first.cap) from captured first group by first.loc)), changed, label, s.ctx_seq,
      1, leaf, sha256('\x00'::bytea || convert_to(leaf, 'UTF8'))
    from captured;
  end loop;
  return null;
end
$capture$;
create or replace trigger capture_delete after delete on auth.guest_session referencing old table as old_rows for each statement execute function au.capture_auth_guest_session_delete();
alter table auth.guest_session enable always trigger capture_delete;

create or replace trigger refuse_rekey before update of org_id, customer_id, id on auth.guest_session for each statement execute function au.refuse_rekey();
alter table auth.guest_session enable always trigger refuse_rekey;
create or replace trigger refuse_truncate before truncate on auth.guest_session for each statement execute function au.refuse_truncate();
alter table auth.guest_session enable always trigger refuse_truncate;

-- capture public.consent
create or replace function au.capture_consent_insert() returns trigger
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
    ctx_and_domain := concat('"ctx":"' || s.ctx_commit || '",', '"domain":"privacy",');
    op_and_org := concat('"op":"insert","org":"', org, '",');
    rel_and_req := concat('"rel":"consent","req":', to_json(s.request_id)::text, ',');
    tail := concat('"schema":1,', '"session":"' || s.session_id || '",', '"source":', to_json(s.source)::text,
      ',"txn":"', s.xid, '","v":1}');
    with captured as materialized (
      select cap, row_id, loc, label, changed,
        concat(lead, '"after":', after, ',', approver_and_at, '"cap":', cap, ',', ctx_and_domain, '"loc":"' || loc || '",', op_and_org, rel_and_req, '"row":"', row_id, '",', tail) as leaf
      from (select nextval('au.cap') as cap,
        (n.customer_id || '/' || n.id)::text as row_id,
        n.location_id as loc,
        left(n.purpose::text, 200) as label,
        null::text[] as changed,
        null::text as before,
        concat('{', '"channel":', case when octet_length(n.channel) <= 341 then to_json(n.channel)::text else case when octet_length(to_json(n.channel)::text) <= 2048 then to_json(n.channel)::text else '"sha256:' || encode(sha256(convert_to(n.channel, 'UTF8')), 'base64') || '"' end end, ',"created_at":', to_json(n.created_at)::text, ',"customer_id":', '"' || n.customer_id || '"', ',"given":', n.given::text, ',"id":', '"' || n.id || '"', ',"language":', case when octet_length(n.language) <= 341 then to_json(n.language)::text else case when octet_length(to_json(n.language)::text) <= 2048 then to_json(n.language)::text else '"sha256:' || encode(sha256(convert_to(n.language, 'UTF8')), 'base64') || '"' end end, ',"location_id":', '"' || n.location_id || '"', ',"org_id":', '"' || n.org_id || '"', ',"purpose":', case when octet_length(n.purpose) <= 341 then to_json(n.purpose)::text else case when octet_length(to_json(n.purpose)::text) <= 2048 then to_json(n.purpose)::text else '"sha256:' || encode(sha256(convert_to(n.purpose, 'UTF8')), 'base64') || '"' end end, ',"text_version":', case when octet_length(n.text_version) <= 341 then to_json(n.text_version)::text else case when octet_length(to_json(n.text_version)::text) <= 2048 then to_json(n.text_version)::text else '"sha256:' || encode(sha256(convert_to(n.text_version, 'UTF8')), 'base64') || '"' end end, '}') as after
      from new_rows n
      where n.org_id = org
      offset 0) x
    )
    insert into au.event (org_id, at, cap_seq, xid, kind, rel, row_id, loc, domain, action, actor_id, db_user, approver_id,
      session_id, source, request_id, part, head, changed, label, ctx_seq, schema, leaf, leaf_hash)
    select org, s.at, cap, s.xid, 1, 'consent', row_id, loc, 'privacy', s.action, s.actor_id, s.db_user,
      s.approver_id, s.session_id, s.source, s.request_id, s.part,
      s.part = 0 and cap = any (array(select min(first.cap) from captured first group by first.loc)), changed, label, s.ctx_seq,
      1, leaf, sha256('\x00'::bytea || convert_to(leaf, 'UTF8'))
    from captured;
  end loop;
  return null;
end
$capture$;
create or replace trigger capture_insert after insert on public.consent referencing new table as new_rows for each statement execute function au.capture_consent_insert();
alter table public.consent enable always trigger capture_insert;

create or replace function au.capture_consent_update() returns trigger
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
    continue when not exists (select from new_rows n join old_rows o on o.org_id = n.org_id and o.customer_id = n.customer_id and o.id = n.id where n.org_id = org and row(n.channel, n.created_at, n.customer_id, n.given, n.id, n.language, n.location_id, n.org_id, n.purpose, n.text_version) is distinct from row(o.channel, o.created_at, o.customer_id, o.given, o.id, o.language, o.location_id, o.org_id, o.purpose, o.text_version));
    s := au.stamp_for(org, (select n.location_id from new_rows n where n.org_id = org limit 1));
    lead := concat('{', '"act":' || to_json(s.act)::text || ',', '"action":', to_json(s.action)::text, ',');
    approver_and_at := concat('"approver":"' || s.approver_id || '",', '"at":', s.at_json, ',');
    ctx_and_domain := concat('"ctx":"' || s.ctx_commit || '",', '"domain":"privacy",');
    op_and_org := concat('"op":"update","org":"', org, '",');
    rel_and_req := concat('"rel":"consent","req":', to_json(s.request_id)::text, ',');
    tail := concat('"schema":1,', '"session":"' || s.session_id || '",', '"source":', to_json(s.source)::text,
      ',"txn":"', s.xid, '","v":1}');
    with captured as materialized (
      select cap, row_id, loc, label, changed,
        concat(lead, '"after":', after, ',', approver_and_at, '"before":', before, ',', '"cap":', cap, ',', ctx_and_domain, '"loc":"' || loc || '",', op_and_org, rel_and_req, '"row":"', row_id, '",', tail) as leaf
      from (select * from (select nextval('au.cap') as cap,
        (n.customer_id || '/' || n.id)::text as row_id,
        n.location_id as loc,
        left(n.purpose::text, 200) as label,
        array_remove(array[case when n.channel is distinct from o.channel then 'channel' end, case when n.created_at is distinct from o.created_at then 'created_at' end, case when n.customer_id is distinct from o.customer_id then 'customer_id' end, case when n.given is distinct from o.given then 'given' end, case when n.id is distinct from o.id then 'id' end, case when n.language is distinct from o.language then 'language' end, case when n.location_id is distinct from o.location_id then 'location_id' end, case when n.org_id is distinct from o.org_id then 'org_id' end, case when n.purpose is distinct from o.purpose then 'purpose' end, case when n.text_version is distinct from o.text_version then 'text_version' end], null) as changed,
        concat('{', '"channel":', case when octet_length(o.channel) <= 341 then to_json(o.channel)::text else case when octet_length(to_json(o.channel)::text) <= 2048 then to_json(o.channel)::text else '"sha256:' || encode(sha256(convert_to(o.channel, 'UTF8')), 'base64') || '"' end end, ',"created_at":', to_json(o.created_at)::text, ',"customer_id":', '"' || o.customer_id || '"', ',"given":', o.given::text, ',"id":', '"' || o.id || '"', ',"language":', case when octet_length(o.language) <= 341 then to_json(o.language)::text else case when octet_length(to_json(o.language)::text) <= 2048 then to_json(o.language)::text else '"sha256:' || encode(sha256(convert_to(o.language, 'UTF8')), 'base64') || '"' end end, ',"location_id":', '"' || o.location_id || '"', ',"org_id":', '"' || o.org_id || '"', ',"purpose":', case when octet_length(o.purpose) <= 341 then to_json(o.purpose)::text else case when octet_length(to_json(o.purpose)::text) <= 2048 then to_json(o.purpose)::text else '"sha256:' || encode(sha256(convert_to(o.purpose, 'UTF8')), 'base64') || '"' end end, ',"text_version":', case when octet_length(o.text_version) <= 341 then to_json(o.text_version)::text else case when octet_length(to_json(o.text_version)::text) <= 2048 then to_json(o.text_version)::text else '"sha256:' || encode(sha256(convert_to(o.text_version, 'UTF8')), 'base64') || '"' end end, '}') as before,
        concat('{', '"channel":', case when octet_length(n.channel) <= 341 then to_json(n.channel)::text else case when octet_length(to_json(n.channel)::text) <= 2048 then to_json(n.channel)::text else '"sha256:' || encode(sha256(convert_to(n.channel, 'UTF8')), 'base64') || '"' end end, ',"created_at":', to_json(n.created_at)::text, ',"customer_id":', '"' || n.customer_id || '"', ',"given":', n.given::text, ',"id":', '"' || n.id || '"', ',"language":', case when octet_length(n.language) <= 341 then to_json(n.language)::text else case when octet_length(to_json(n.language)::text) <= 2048 then to_json(n.language)::text else '"sha256:' || encode(sha256(convert_to(n.language, 'UTF8')), 'base64') || '"' end end, ',"location_id":', '"' || n.location_id || '"', ',"org_id":', '"' || n.org_id || '"', ',"purpose":', case when octet_length(n.purpose) <= 341 then to_json(n.purpose)::text else case when octet_length(to_json(n.purpose)::text) <= 2048 then to_json(n.purpose)::text else '"sha256:' || encode(sha256(convert_to(n.purpose, 'UTF8')), 'base64') || '"' end end, ',"text_version":', case when octet_length(n.text_version) <= 341 then to_json(n.text_version)::text else case when octet_length(to_json(n.text_version)::text) <= 2048 then to_json(n.text_version)::text else '"sha256:' || encode(sha256(convert_to(n.text_version, 'UTF8')), 'base64') || '"' end end, '}') as after
      from new_rows n join old_rows o on o.org_id = n.org_id and o.customer_id = n.customer_id and o.id = n.id
      where n.org_id = org
      offset 0) x where changed <> '{}' offset 0) x
    )
    insert into au.event (org_id, at, cap_seq, xid, kind, rel, row_id, loc, domain, action, actor_id, db_user, approver_id,
      session_id, source, request_id, part, head, changed, label, ctx_seq, schema, leaf, leaf_hash)
    select org, s.at, cap, s.xid, 2, 'consent', row_id, loc, 'privacy', s.action, s.actor_id, s.db_user,
      s.approver_id, s.session_id, s.source, s.request_id, s.part,
      s.part = 0 and cap = any (array(select min(first.cap) from captured first group by first.loc)), changed, label, s.ctx_seq,
      1, leaf, sha256('\x00'::bytea || convert_to(leaf, 'UTF8'))
    from captured;
  end loop;
  return null;
end
$capture$;
create or replace trigger capture_update after update on public.consent referencing old table as old_rows new table as new_rows for each statement execute function au.capture_consent_update();
alter table public.consent enable always trigger capture_update;

create or replace function au.capture_consent_delete() returns trigger
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
    ctx_and_domain := concat('"ctx":"' || s.ctx_commit || '",', '"domain":"privacy",');
    op_and_org := concat('"op":"delete","org":"', org, '",');
    rel_and_req := concat('"rel":"consent","req":', to_json(s.request_id)::text, ',');
    tail := concat('"schema":1,', '"session":"' || s.session_id || '",', '"source":', to_json(s.source)::text,
      ',"txn":"', s.xid, '","v":1}');
    with captured as materialized (
      select cap, row_id, loc, label, changed,
        concat(lead, approver_and_at, '"before":', before, ',', '"cap":', cap, ',', ctx_and_domain, '"loc":"' || loc || '",', op_and_org, rel_and_req, '"row":"', row_id, '",', tail) as leaf
      from (select nextval('au.cap') as cap,
        (o.customer_id || '/' || o.id)::text as row_id,
        o.location_id as loc,
        left(o.purpose::text, 200) as label,
        null::text[] as changed,
        concat('{', '"channel":', case when octet_length(o.channel) <= 341 then to_json(o.channel)::text else case when octet_length(to_json(o.channel)::text) <= 2048 then to_json(o.channel)::text else '"sha256:' || encode(sha256(convert_to(o.channel, 'UTF8')), 'base64') || '"' end end, ',"created_at":', to_json(o.created_at)::text, ',"customer_id":', '"' || o.customer_id || '"', ',"given":', o.given::text, ',"id":', '"' || o.id || '"', ',"language":', case when octet_length(o.language) <= 341 then to_json(o.language)::text else case when octet_length(to_json(o.language)::text) <= 2048 then to_json(o.language)::text else '"sha256:' || encode(sha256(convert_to(o.language, 'UTF8')), 'base64') || '"' end end, ',"location_id":', '"' || o.location_id || '"', ',"org_id":', '"' || o.org_id || '"', ',"purpose":', case when octet_length(o.purpose) <= 341 then to_json(o.purpose)::text else case when octet_length(to_json(o.purpose)::text) <= 2048 then to_json(o.purpose)::text else '"sha256:' || encode(sha256(convert_to(o.purpose, 'UTF8')), 'base64') || '"' end end, ',"text_version":', case when octet_length(o.text_version) <= 341 then to_json(o.text_version)::text else case when octet_length(to_json(o.text_version)::text) <= 2048 then to_json(o.text_version)::text else '"sha256:' || encode(sha256(convert_to(o.text_version, 'UTF8')), 'base64') || '"' end end, '}') as before,
        null::text as after
      from old_rows o
      where o.org_id = org
      offset 0) x
    )
    insert into au.event (org_id, at, cap_seq, xid, kind, rel, row_id, loc, domain, action, actor_id, db_user, approver_id,
      session_id, source, request_id, part, head, changed, label, ctx_seq, schema, leaf, leaf_hash)
    select org, s.at, cap, s.xid, 3, 'consent', row_id, loc, 'privacy', s.action, s.actor_id, s.db_user,
      s.approver_id, s.session_id, s.source, s.request_id, s.part,
      s.part = 0 and cap = any (array(select min(first.cap) from captured first group by first.loc)), changed, label, s.ctx_seq,
      1, leaf, sha256('\x00'::bytea || convert_to(leaf, 'UTF8'))
    from captured;
  end loop;
  return null;
end
$capture$;
create or replace trigger capture_delete after delete on public.consent referencing old table as old_rows for each statement execute function au.capture_consent_delete();
alter table public.consent enable always trigger capture_delete;

create or replace trigger refuse_rekey before update of org_id, customer_id, id on public.consent for each statement execute function au.refuse_rekey();
alter table public.consent enable always trigger refuse_rekey;
create or replace trigger refuse_truncate before truncate on public.consent for each statement execute function au.refuse_truncate();
alter table public.consent enable always trigger refuse_truncate;

create or replace trigger immutable before update or delete on public.consent for each row execute function app.refuse_change();
alter table public.consent enable always trigger immutable;

-- wall auth.guest_code
alter table auth.guest_code owner to toster_owner;
alter table auth.guest_code enable row level security;
alter table auth.guest_code force row level security;
revoke all on auth.guest_code from public, toster_app, toster_auth, toster_worker, toster_relay;
alter table auth.guest_code alter column email_key set statistics 0;
alter table auth.guest_code alter column language set statistics 0;
alter table auth.guest_code alter column code_digests set statistics 0;
grant select, insert, update on auth.guest_code to toster_auth;
drop policy if exists account on auth.guest_code;
create policy account on auth.guest_code for all to toster_auth
  using (org_id = (select app.org_id()))
  with check (org_id = (select app.org_id()));

-- wall auth.guest_session
alter table auth.guest_session owner to toster_owner;
alter table auth.guest_session enable row level security;
alter table auth.guest_session force row level security;
revoke all on auth.guest_session from public, toster_app, toster_auth, toster_worker, toster_relay;
alter table auth.guest_session alter column email_key set statistics 0;
alter table auth.guest_session alter column cell set statistics 0;
alter table auth.guest_session alter column revoke_reason set statistics 0;
alter table auth.guest_session alter column amr set statistics 0;
alter table auth.guest_session alter column ip set statistics 0;
alter table auth.guest_session alter column user_agent set statistics 0;
alter table auth.guest_session alter column device_label set statistics 0;
grant select, insert, update on auth.guest_session to toster_auth;
drop policy if exists account on auth.guest_session;
create policy account on auth.guest_session for all to toster_auth
  using (org_id = (select app.org_id()) or id = nullif(split_part(app.signed(), ',', 6), '')::uuid)
  with check (org_id = (select app.org_id()) or id = nullif(split_part(app.signed(), ',', 6), '')::uuid);

-- wall auth.outbox
alter table auth.outbox owner to toster_owner;
alter table auth.outbox enable row level security;
alter table auth.outbox force row level security;
revoke all on auth.outbox from public, toster_app, toster_auth, toster_worker, toster_relay;
alter table auth.outbox alter column topic set statistics 0;
grant select, insert, delete on auth.outbox to toster_auth;
drop policy if exists account on auth.outbox;
create policy account on auth.outbox for all to toster_auth
  using ((select app.kind()) = 'auth')
  with check ((select app.kind()) = 'auth');
grant select (account_id, id, topic, created_at, relayed_at), update (relayed_at) on auth.outbox to toster_relay;
drop policy if exists relay_read on auth.outbox;
create policy relay_read on auth.outbox for select to toster_relay
  using (true);
drop policy if exists relay_mark on auth.outbox;
create policy relay_mark on auth.outbox for update to toster_relay
  using (true)
  with check (relayed_at is not null);
create or replace trigger wake_relay after insert on auth.outbox for each statement execute function app.wake_relay();

-- wall public.consent
alter table public.consent owner to toster_owner;
alter table public.consent enable row level security;
alter table public.consent force row level security;
revoke all on public.consent from public, toster_app, toster_auth, toster_worker, toster_relay;
alter table public.consent alter column text_version set statistics 0;
alter table public.consent alter column language set statistics 0;

-- wall public.outbox
alter table public.outbox owner to toster_owner;
alter table public.outbox enable row level security;
alter table public.outbox force row level security;
revoke all on public.outbox from public, toster_app, toster_auth, toster_worker, toster_relay;
alter table public.outbox alter column topic set statistics 0;
alter table public.outbox alter column payload set statistics 0;
grant insert on public.outbox to toster_app;
grant insert on public.outbox to toster_auth;
grant select, insert, delete on public.outbox to toster_worker;
drop policy if exists tenant on public.outbox;
create policy tenant on public.outbox for all to toster_app, toster_worker
  using (org_id = (select app.org_id()))
  with check (org_id = (select app.org_id()));
drop policy if exists account on public.outbox;
create policy account on public.outbox for all to toster_auth
  using (org_id = (select app.org_id()))
  with check (org_id = (select app.org_id()));
grant select (org_id, id, topic, created_at, relayed_at), update (relayed_at) on public.outbox to toster_relay;
drop policy if exists relay_read on public.outbox;
create policy relay_read on public.outbox for select to toster_relay
  using (true);
drop policy if exists relay_mark on public.outbox;
create policy relay_mark on public.outbox for update to toster_relay
  using (true)
  with check (relayed_at is not null);
create or replace trigger wake_relay after insert on public.outbox for each statement execute function app.wake_relay();

-- wall public.refusal
alter table public.refusal owner to toster_owner;
alter table public.refusal enable row level security;
alter table public.refusal force row level security;
revoke all on public.refusal from public, toster_app, toster_auth, toster_worker, toster_relay;
alter table public.refusal alter column reason set statistics 0;
grant select, insert, update on public.refusal to toster_auth;
grant select, delete on public.refusal to toster_worker;
drop policy if exists tenant on public.refusal;
create policy tenant on public.refusal for all to toster_worker
  using (org_id = (select app.org_id()))
  with check (org_id = (select app.org_id()));
drop policy if exists account on public.refusal;
create policy account on public.refusal for all to toster_auth
  using ((org_id = '00000000-0000-7000-8000-000000000000' and (select app.kind()) = 'auth'
    or org_id = (select app.org_id()) or exists (select 1 from public.membership m where m.org_id = refusal.org_id)))
  with check ((org_id = '00000000-0000-7000-8000-000000000000' and (select app.kind()) = 'auth'
    or org_id = (select app.org_id()) or exists (select 1 from public.membership m where m.org_id = refusal.org_id)));

-- guest-self.sql
-- Guests: how they are found at sign-in, and what they see and decide themselves. A guest's context opens no row of any
-- table; these functions give what belongs to the one guest it names.

-- For sign-in: the restaurant of that short name, and whose address that is there, null for nobody's. Of several guests with
-- one address, the one who ordered last.
create or replace function app.guest_named(short_name text, address text) returns table (org_id uuid, customer_id uuid)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp rows 1 as $$
begin
  if app.kind() is distinct from 'auth' then
    raise exception using errcode = 'TS002', message = 'the context of authentication is required';
  end if;
  return query
    select o.org_id, known.id
      from public.org o
      left join lateral (
        select k.id
          from public.customer_contact c
          join public.customer k on k.org_id = c.org_id and k.id = c.customer_id
         where c.org_id = o.org_id and c.email_key = address
         order by k.last_order_at desc nulls last, k.id desc
         limit 1) known on true
     where o.slug = short_name;
end $$;

-- For sign-in: the restaurant of a guest, and whether the guest still has the address that was proven.
create or replace function app.guest_standing(org uuid, customer uuid, address text)
returns table (entitled boolean, slug text, cell text)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp rows 1 as $$
begin
  if app.kind() is distinct from 'auth' then
    raise exception using errcode = 'TS002', message = 'the context of authentication is required';
  end if;
  return query
    select exists (select from public.customer_contact c
                    where c.org_id = org and c.customer_id = customer and c.email_key = address), o.slug, o.cell
      from public.org o where o.org_id = org;
end $$;

-- For anybody: what a restaurant of that short name is called, and how it writes.
create or replace function app.restaurant_named(short_name text)
returns table (name text, locale text, country text)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp rows 1 as $$
begin
  if app.kind() is distinct from 'auth' then
    raise exception using errcode = 'TS002', message = 'the context of authentication is required';
  end if;
  return query select o.name, o.locale, o.country from public.org o where o.slug = short_name;
end $$;

-- For the worker that writes the letter: keeps the digest of the digits it has made, and says where they go. None where
-- the code is used or over, or the guest has another address by now.
create or replace function app.keep_guest_code(code uuid, digest text)
returns table (email text, restaurant text, language text, expires_at timestamptz)
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp rows 1 as $$
begin
  if app.kind() is distinct from 'worker' or app.org_id() is null then
    raise exception using errcode = 'TS002', message = 'the context of a worker is required';
  end if;
  return query
    with kept as (
      update auth.guest_code g set code_digests = g.code_digests || digest
       where g.org_id = app.org_id() and g.id = code and g.used_at is null and g.expires_at > now()
      returning g.org_id, g.customer_id, g.email_key, g.language, g.expires_at
    )
    select c.email, o.name, k.language, k.expires_at
      from kept k
      join public.org o on o.org_id = k.org_id
      join public.customer_contact c on c.org_id = k.org_id and c.customer_id = k.customer_id and c.email_key = k.email_key;
end $$;

-- For the worker: where a letter to a guest goes, in the language of the restaurant's papers.
create or replace function app.guest_address(guest uuid) returns table (email text, restaurant text, language text)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp rows 1 as $$
begin
  if app.kind() is distinct from 'worker' or app.org_id() is null then
    raise exception using errcode = 'TS002', message = 'the context of a worker is required';
  end if;
  return query
    select c.email, o.name, o.locale from public.customer_contact c join public.org o on o.org_id = c.org_id
     where c.org_id = app.org_id() and c.customer_id = guest and c.email is not null;
end $$;

-- The guest in context: organisation and customer.
create or replace function app.guest() returns table (org uuid, customer uuid)
language plpgsql stable set search_path = pg_catalog, pg_temp rows 1 as $$
declare
  named jsonb := app.verified() -> 'guest';
begin
  if app.kind() is distinct from 'customer' then
    raise exception using errcode = 'TS002', message = 'the context of a guest is required';
  end if;
  return query select (named ->> 'org')::uuid, (named ->> 'customer')::uuid;
end $$;

-- What is known of the guest in context.
create or replace function app.guest_self() returns jsonb
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  return (
    select jsonb_build_object(
        'org', jsonb_build_object('slug', o.slug, 'name', o.name, 'country', o.country, 'locale', o.locale, 'timezone', o.timezone),
        'name', c.name, 'phone', c.phone, 'email', c.email, 'since', k.created_at,
        'consents', coalesce((
          select jsonb_agg(jsonb_build_object('purpose', n.purpose, 'given', n.given, 'at', n.created_at, 'text_version', n.text_version))
            from (select distinct on (d.purpose) d.* from public.consent d
                   where d.org_id = g.org and d.customer_id = g.customer order by d.purpose, d.created_at desc, d.id desc) n), '[]'))
      from app.guest() g
      join public.org o on o.org_id = g.org
      join public.customer k on k.org_id = g.org and k.id = g.customer
      join public.customer_contact c on c.org_id = k.org_id and c.customer_id = k.id);
end $$;

-- Orders of the guest in context, the newest first, so many of them that come after one of them; from the first on
-- where none is named.
create or replace function app.guest_orders(after_id uuid, most int) returns jsonb
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  return (
    select coalesce(jsonb_agg(jsonb_build_object(
        'id', r.id, 'number', r.number, 'status', r.status, 'channel', r.channel, 'placed_at', r.placed_at,
        'location', l.name, 'currency', r.currency, 'total_minor', r.total_minor,
        'receipt', (select p.code from public.receipt p where p.org_id = r.org_id and p.order_id = r.id order by p.issued_at desc limit 1),
        'lines', coalesce((
          select jsonb_agg(jsonb_build_object('name', i.name, 'quantity', i.quantity, 'total_minor', i.line_total_minor) order by i.line_no)
            from public.order_line i where i.org_id = r.org_id and i.order_id = r.id), '[]'))
        order by r.placed_at desc, r.id desc), '[]')
      from (
        select o.* from app.guest() g
          join public.orders o on o.org_id = g.org and o.customer_id = g.customer
         where after_id is null or (o.placed_at, o.id) < (
           select last.placed_at, last.id from public.orders last
            where last.org_id = g.org and last.customer_id = g.customer and last.id = after_id)
         order by o.placed_at desc, o.id desc limit least(most, 100)) r
      join public.location l on l.org_id = r.org_id and l.id = r.location_id);
end $$;

-- The guest in context says yes or no. What holds already is not said again, also not by two calls at once.
create or replace function app.guest_decide(code uuid, about text, yes boolean, version text, words text) returns void
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform 1 from app.guest() g join public.customer k on k.org_id = g.org and k.id = g.customer for no key update of k;
  insert into public.consent (org_id, customer_id, id, location_id, purpose, given, text_version, language, channel)
  select g.org, g.customer, code, k.location_id, about, yes, version, words, 'guest_page'
    from app.guest() g join public.customer k on k.org_id = g.org and k.id = g.customer
   where yes is distinct from coalesce((
     select d.given from public.consent d
      where d.org_id = g.org and d.customer_id = g.customer and d.purpose = about
      order by d.created_at desc, d.id desc limit 1), false);
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

