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
