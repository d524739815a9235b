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

-- What an organisation asks of a sign-in is read with the rights of its members.
create or replace function app.raise_epoch_of_policy() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  update public.membership m set epoch = m.epoch + 1 where m.org_id in (old.org_id, new.org_id);
  return null;
end $$;

-- What a session has proven stands in its access token.
create or replace function app.raise_epoch_of_factor() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  update public.membership m set epoch = m.epoch + 1 where m.account_id = old.account_id;
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


-- capture public.security_policy
create or replace function au.capture_security_policy_insert() returns trigger
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
    ctx_and_domain := concat('"ctx":"' || s.ctx_commit || '",', '"domain":"access",');
    op_and_org := concat('"op":"insert","org":"', org, '",');
    rel_and_req := concat('"rel":"security_policy","req":', to_json(s.request_id)::text, ',');
    tail := concat('"schema":1,', '"session":"' || s.session_id || '",', '"source":', to_json(s.source)::text,
      ',"txn":"', s.xid, '","v":1}');
    with captured as materialized (
      select cap, row_id, loc, label, changed,
        concat(lead, '"after":', after, ',', approver_and_at, '"cap":', cap, ',', ctx_and_domain, op_and_org, rel_and_req, '"row":"', row_id, '",', tail) as leaf
      from (select nextval('au.cap') as cap,
        (n.org_id)::text as row_id,
        null::uuid as loc,
        null::text as label,
        null::text[] as changed,
        null::text as before,
        concat('{', '"org_id":', '"' || n.org_id || '"', ',"second_factor":', case when octet_length(array_to_json(n.second_factor)::text) <= 2048 then array_to_json(n.second_factor)::text else '"sha256:' || encode(sha256(convert_to(array_to_json(n.second_factor)::text, 'UTF8')), 'base64') || '"' end, '}') as after
      from new_rows n
      where n.org_id = org
      offset 0) x
    )
    insert into au.event (org_id, at, cap_seq, xid, kind, rel, row_id, loc, domain, action, actor_id, db_user, approver_id,
      session_id, source, request_id, part, head, changed, label, ctx_seq, schema, leaf, leaf_hash)
    select org, s.at, cap, s.xid, 1, 'security_policy', row_id, loc, 'access', s.action, s.actor_id, s.db_user,
      s.approver_id, s.session_id, s.source, s.request_id, s.part,
      s.part = 0 and cap = any (array(select min(first.cap) from captured first group by first.loc)), changed, label, s.ctx_seq,
      1, leaf, sha256('\x00'::bytea || convert_to(leaf, 'UTF8'))
    from captured;
  end loop;
  return null;
end
$capture$;
create or replace trigger capture_insert after insert on public.security_policy referencing new table as new_rows for each statement execute function au.capture_security_policy_insert();
alter table public.security_policy enable always trigger capture_insert;

create or replace function au.capture_security_policy_update() returns trigger
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
    continue when not exists (select from new_rows n join old_rows o on o.org_id = n.org_id where n.org_id = org and row(n.org_id, n.second_factor) is distinct from row(o.org_id, o.second_factor));
    s := au.stamp_for(org, null);
    lead := concat('{', '"act":' || to_json(s.act)::text || ',', '"action":', to_json(s.action)::text, ',');
    approver_and_at := concat('"approver":"' || s.approver_id || '",', '"at":', s.at_json, ',');
    ctx_and_domain := concat('"ctx":"' || s.ctx_commit || '",', '"domain":"access",');
    op_and_org := concat('"op":"update","org":"', org, '",');
    rel_and_req := concat('"rel":"security_policy","req":', to_json(s.request_id)::text, ',');
    tail := concat('"schema":1,', '"session":"' || s.session_id || '",', '"source":', to_json(s.source)::text,
      ',"txn":"', s.xid, '","v":1}');
    with captured as materialized (
      select cap, row_id, loc, label, changed,
        concat(lead, '"after":', after, ',', approver_and_at, '"before":', before, ',', '"cap":', cap, ',', ctx_and_domain, op_and_org, rel_and_req, '"row":"', row_id, '",', tail) as leaf
      from (select * from (select nextval('au.cap') as cap,
        (n.org_id)::text as row_id,
        null::uuid as loc,
        null::text as label,
        array_remove(array[case when n.org_id is distinct from o.org_id then 'org_id' end, case when n.second_factor is distinct from o.second_factor then 'second_factor' end], null) as changed,
        concat('{', '"org_id":', '"' || o.org_id || '"', ',"second_factor":', case when octet_length(array_to_json(o.second_factor)::text) <= 2048 then array_to_json(o.second_factor)::text else '"sha256:' || encode(sha256(convert_to(array_to_json(o.second_factor)::text, 'UTF8')), 'base64') || '"' end, '}') as before,
        concat('{', '"org_id":', '"' || n.org_id || '"', ',"second_factor":', case when octet_length(array_to_json(n.second_factor)::text) <= 2048 then array_to_json(n.second_factor)::text else '"sha256:' || encode(sha256(convert_to(array_to_json(n.second_factor)::text, 'UTF8')), 'base64') || '"' end, '}') as after
      from new_rows n join old_rows o on o.org_id = n.org_id
      where n.org_id = org
      offset 0) x where changed <> '{}' offset 0) x
    )
    insert into au.event (org_id, at, cap_seq, xid, kind, rel, row_id, loc, domain, action, actor_id, db_user, approver_id,
      session_id, source, request_id, part, head, changed, label, ctx_seq, schema, leaf, leaf_hash)
    select org, s.at, cap, s.xid, 2, 'security_policy', row_id, loc, 'access', s.action, s.actor_id, s.db_user,
      s.approver_id, s.session_id, s.source, s.request_id, s.part,
      s.part = 0 and cap = any (array(select min(first.cap) from captured first group by first.loc)), changed, label, s.ctx_seq,
      1, leaf, sha256('\x00'::bytea || convert_to(leaf, 'UTF8'))
    from captured;
  end loop;
  return null;
end
$capture$;
create or replace trigger capture_update after update on public.security_policy referencing old table as old_rows new table as new_rows for each statement execute function au.capture_security_policy_update();
alter table public.security_policy enable always trigger capture_update;

create or replace function au.capture_security_policy_delete() returns trigger
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
    ctx_and_domain := concat('"ctx":"' || s.ctx_commit || '",', '"domain":"access",');
    op_and_org := concat('"op":"delete","org":"', org, '",');
    rel_and_req := concat('"rel":"security_policy","req":', to_json(s.request_id)::text, ',');
    tail := concat('"schema":1,', '"session":"' || s.session_id || '",', '"source":', to_json(s.source)::text,
      ',"txn":"', s.xid, '","v":1}');
    with captured as materialized (
      select cap, row_id, loc, label, changed,
        concat(lead, approver_and_at, '"before":', before, ',', '"cap":', cap, ',', ctx_and_domain, op_and_org, rel_and_req, '"row":"', row_id, '",', tail) as leaf
      from (select nextval('au.cap') as cap,
        (o.org_id)::text as row_id,
        null::uuid as loc,
        null::text as label,
        null::text[] as changed,
        concat('{', '"org_id":', '"' || o.org_id || '"', ',"second_factor":', case when octet_length(array_to_json(o.second_factor)::text) <= 2048 then array_to_json(o.second_factor)::text else '"sha256:' || encode(sha256(convert_to(array_to_json(o.second_factor)::text, 'UTF8')), 'base64') || '"' end, '}') as before,
        null::text as after
      from old_rows o
      where o.org_id = org
      offset 0) x
    )
    insert into au.event (org_id, at, cap_seq, xid, kind, rel, row_id, loc, domain, action, actor_id, db_user, approver_id,
      session_id, source, request_id, part, head, changed, label, ctx_seq, schema, leaf, leaf_hash)
    select org, s.at, cap, s.xid, 3, 'security_policy', row_id, loc, 'access', s.action, s.actor_id, s.db_user,
      s.approver_id, s.session_id, s.source, s.request_id, s.part,
      s.part = 0 and cap = any (array(select min(first.cap) from captured first group by first.loc)), changed, label, s.ctx_seq,
      1, leaf, sha256('\x00'::bytea || convert_to(leaf, 'UTF8'))
    from captured;
  end loop;
  return null;
end
$capture$;
create or replace trigger capture_delete after delete on public.security_policy referencing old table as old_rows for each statement execute function au.capture_security_policy_delete();
alter table public.security_policy enable always trigger capture_delete;

create or replace trigger refuse_rekey before update of org_id on public.security_policy for each statement execute function au.refuse_rekey();
alter table public.security_policy enable always trigger refuse_rekey;
create or replace trigger refuse_truncate before truncate on public.security_policy for each statement execute function au.refuse_truncate();
alter table public.security_policy enable always trigger refuse_truncate;

-- wall public.security_policy
alter table public.security_policy owner to toster_owner;
alter table public.security_policy enable row level security;
alter table public.security_policy force row level security;
revoke all on public.security_policy from public, toster_app, toster_auth, toster_worker, toster_relay;
alter table public.security_policy alter column second_factor set statistics 0;
grant select, insert, update on public.security_policy to toster_app;
grant select on public.security_policy to toster_auth;
grant select on public.security_policy to toster_worker;
drop policy if exists tenant on public.security_policy;
create policy tenant on public.security_policy for all to toster_app, toster_worker
  using (org_id = (select app.org_id()))
  with check (org_id = (select app.org_id()));
drop policy if exists account on public.security_policy;
create policy account on public.security_policy for all to toster_auth
  using (exists (select 1 from public.membership m where m.org_id = security_policy.org_id))
  with check (exists (select 1 from public.membership m where m.org_id = security_policy.org_id));

-- wall epoch

create or replace trigger raise_epoch after insert or update or delete on public.membership_grant for each row execute function app.raise_epoch_of_grant();
alter table public.membership_grant enable always trigger raise_epoch;
create or replace trigger raise_epoch before update of status on public.membership for each row execute function app.raise_epoch_of_status();
alter table public.membership enable always trigger raise_epoch;
create or replace trigger raise_epoch after insert or update or delete on public.security_policy for each row execute function app.raise_epoch_of_policy();
alter table public.security_policy enable always trigger raise_epoch;
create or replace trigger raise_epoch after update of confirmed_at or delete on auth.factor for each row execute function app.raise_epoch_of_factor();
alter table auth.factor enable always trigger raise_epoch;


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
  app.update_guest(uuid, int, jsonb), app.paper(), app.members_with_factor() to toster_app;
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

