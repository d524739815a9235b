-- schemas.sql
create schema if not exists app;
create schema if not exists au;
create schema if not exists sec;
create extension if not exists pgcrypto with schema public;
alter schema public owner to toster_owner;
alter schema auth owner to toster_owner;


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
  if split_part(body, ',', 1) <> (case session_user
      when 'toster_app' then 'staff'
      when 'toster_worker' then 'worker'
      when 'toster_auth' then 'auth'
      when 'toster_relay' then 'none'
      else 'maintenance' end) then
    return null;
  end if;
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


-- audit-store.sql
-- The audit store. Events and disclosures are append-only for everybody. Partitioned by month, so that whole months can be pruned after their leaf.

create sequence if not exists au.cap as bigint cache 1;

create table if not exists au.event (
  org_id uuid not null,
  at timestamptz not null,
  cap_seq bigint not null,
  xid xid8 not null default pg_current_xact_id(),
  kind smallint not null,
  rel text not null,
  row_id text,
  loc uuid,
  domain text not null,
  action text not null,
  actor_id uuid,
  db_user text,
  approver_id uuid,
  session_id uuid,
  source text not null,
  request_id text not null,
  part int not null default 0,
  head boolean not null default false,
  changed text[],
  label text,
  ctx_seq bigint,
  schema int not null,
  leaf text not null check (octet_length(leaf) <= 65535),
  leaf_hash bytea not null check (octet_length(leaf_hash) = 32),
  primary key (org_id, at, cap_seq)
) partition by range (at);

-- serves: the sequencer's window of unfinished transactions
create index if not exists event_xid_idx on au.event (xid);
-- serves: the history of one record
create index if not exists event_row_idx on au.event (org_id, rel, row_id, cap_seq);
-- serves: what one person did, newest first
create index if not exists event_actor_idx on au.event (org_id, actor_id, cap_seq desc);
-- serves: the folded list, newest first
create index if not exists event_head_idx on au.event (org_id, cap_seq desc) where head;
-- serves: the folded list of one domain, also for readers limited to it
create index if not exists event_domain_idx on au.event (org_id, domain, cap_seq desc) where head;
-- serves: the folded list of one action
create index if not exists event_action_idx on au.event (org_id, action, cap_seq desc) where head;
-- serves: all row changes of one business action
create index if not exists event_request_idx on au.event (org_id, request_id, cap_seq);

create table if not exists au.event_other partition of au.event default;

create table if not exists au.disclosure (
  org_id uuid not null,
  subject text not null,
  cap_seq bigint not null,
  ds text[] not null,
  capability text not null,
  loc uuid,
  ip_hash text,
  xid xid8,
  request_id text,
  at timestamptz not null default clock_timestamp(),
  expires_at timestamptz,
  primary key (org_id, subject, cap_seq)
);
-- serves: the values of an event
create index if not exists disclosure_event_idx on au.disclosure (org_id, cap_seq);
-- serves: the one request disclosure of a transaction
create index if not exists disclosure_txn_idx on au.disclosure (org_id, xid) where xid is not null;
-- serves: audit search by address
create index if not exists disclosure_address_idx on au.disclosure (org_id, ip_hash) where ip_hash is not null;

create or replace function au.refuse_rewrite() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  raise exception using errcode = 'TS004', message = format('%s.%s is append-only', tg_table_schema, tg_table_name);
end $$;

create or replace function au.protect(target regclass, with_rows boolean) returns void
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  if with_rows then
    execute format('create or replace trigger append_only before update or delete on %s for each row execute function au.refuse_rewrite()', target);
    execute format('alter table %s enable always trigger append_only', target);
  end if;
  execute format('create or replace trigger no_truncate before truncate on %s for each statement execute function au.refuse_rewrite()', target);
  execute format('alter table %s enable always trigger no_truncate', target);
end $$;

-- Keeps what an event says out of the planner's statistics, which EXPLAIN tells everybody; a partition does not
-- take this over from its parent.
create or replace function au.leave_unsampled(target regclass) returns void
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  execute format('alter table %s alter column label set statistics 0, alter column leaf set statistics 0,
    alter column leaf_hash set statistics 0, alter column changed set statistics 0', target);
end $$;

-- Makes the partitions of this month and of `months` months after it.
create or replace function au.ensure_partitions(months int) returns int
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  first timestamptz;
  name text;
  made int := 0;
begin
  for i in 0 .. least(months, 240) loop
    first := date_trunc('month', now() at time zone 'UTC') at time zone 'UTC' + make_interval(months => i);
    name := 'event_' || to_char(first at time zone 'UTC', 'YYYY_MM');
    if to_regclass('au.' || name) is null then
      execute format('create table au.%I partition of au.event for values from (%L) to (%L)',
        name, first, first + interval '1 month');
      execute format('alter table au.%I enable row level security', name);
      execute format('alter table au.%I force row level security', name);
      execute format('grant select on au.%I to toster_maintenance', name);
      perform au.leave_unsampled(format('au.%I', name)::regclass);
      perform au.protect(format('au.%I', name)::regclass, false);
      execute format('alter table au.%I enable always trigger append_only', name);
      made := made + 1;
    end if;
  end loop;
  return made;
end $$;

alter sequence au.cap owner to toster_guard;
alter table au.event owner to toster_guard;
alter table au.event_other owner to toster_guard;
alter table au.disclosure owner to toster_guard;
alter table au.event enable row level security;
alter table au.event force row level security;
alter table au.event_other enable row level security;
alter table au.event_other force row level security;
alter table au.disclosure enable row level security;
alter table au.disclosure force row level security;
select au.protect('au.event', true);
select au.protect('au.event_other', false);
alter table au.event_other enable always trigger append_only;
select au.protect('au.disclosure', true);
select au.leave_unsampled('au.event');

-- RFC 8785 text of a jsonb value. Numbers that are not integers become strings: an IEEE double may not carry them.
create or replace function au.jcs(value jsonb) returns text
language plpgsql immutable set search_path = pg_catalog, pg_temp as $$
begin
  case jsonb_typeof(value)
    when 'object' then
      return '{' || coalesce((select string_agg(to_json(e.key)::text || ':' || au.jcs(e.value), ',' order by e.key collate "C")
                                from jsonb_each(value) e), '') || '}';
    when 'array' then
      return '[' || coalesce((select string_agg(au.jcs(e.value), ',' order by e.ordinality)
                                from jsonb_array_elements(value) with ordinality e), '') || ']';
    when 'string' then return to_json(value #>> '{}')::text;
    when 'number' then
      if value::text ~ '^-?[0-9]{1,15}$' then return value::text; end if;
      return to_json(value::text)::text;
    else return value::text;
  end case;
end $$;

-- The organisations whose log an account's events go to; the platform's where it belongs to none.
create or replace function au.orgs_of(account uuid) returns setof uuid
language plpgsql stable security definer set search_path = pg_catalog, pg_temp rows 2 as $$
begin
  return query select m.org_id from public.membership m where m.account_id = account and m.status <> 'removed';
  if not found then return next '00000000-0000-7000-8000-000000000000'::uuid; end if;
end $$;

-- What every event of a statement shares: who, from where, in which request, when.
do $$ begin
  if to_regtype('au.stamp') is null then
    create type au.stamp as (
      at timestamptz, at_json text, actor_id uuid, db_user text, approver_id uuid, session_id uuid, source text,
      action text, request_id text, part int, ctx_seq bigint, ctx_commit text, act text, xid xid8
    );
  end if;
end $$;

-- Fails closed: a login role of Toster without a verified context changes nothing (TS003). Any other
-- database role is recorded with the facts of its own session and source `database`. `place` is where the statement
-- works; the request's address is shown to readers of the place where its transaction began.
create or replace function au.stamp_for(org uuid, place uuid) returns au.stamp
language plpgsql volatile security definer
set search_path = pg_catalog, pg_temp set timezone = 'UTC' as $$
declare
  c jsonb := app.verified();
  s au.stamp;
  detail text;
  salt text;
  subject text;
begin
  if c is null and session_user in ('toster_app', 'toster_auth', 'toster_worker', 'toster_relay') then
    raise exception using errcode = 'TS003', message = 'a change without context is refused';
  end if;
  s.at := clock_timestamp();
  s.at_json := to_json(s.at)::text;
  s.xid := pg_current_xact_id();
  if c is null then
    s.source := 'database';
    s.action := 'database.changed';
    s.db_user := session_user;
    s.act := 'db:' || session_user;
    s.request_id := 'db:' || pg_backend_pid() || ':' || s.xid;
    s.part := 0;
  else
    s.source := c ->> 'source';
    s.action := c ->> 'action';
    s.request_id := c ->> 'request';
    s.part := coalesce((c ->> 'part')::int, 0);
    s.approver_id := (c ->> 'approver')::uuid;
    s.session_id := (c ->> 'session')::uuid;
    s.actor_id := (c ->> 'actor')::uuid;
    if s.actor_id is null and c ? 'account' then
      select m.id into s.actor_id from public.membership m
       where m.org_id = org and m.account_id = (c ->> 'account')::uuid;
    end if;
    s.act := s.actor_id::text;
  end if;

  -- Transaction numbers start anew in a restored cluster: only what this transaction stored for this request counts.
  select d.cap_seq, encode(sha256(convert_to(d.ds[1], 'UTF8')), 'base64') into s.ctx_seq, s.ctx_commit
    from au.disclosure d
   where d.org_id = org and d.xid = s.xid and d.request_id = s.request_id and d.at >= transaction_timestamp();
  if found then return s; end if;

  if c is null then
    detail := au.jcs(jsonb_strip_nulls(jsonb_build_object('addr', host(inet_client_addr()),
      'app', nullif(current_setting('application_name'), ''), 'pid', pg_backend_pid(), 'user', session_user)));
    subject := 'database:' || session_user;
  elsif c ? 'ip' or c ? 'ua' then
    detail := au.jcs(jsonb_strip_nulls(jsonb_build_object('ip', c -> 'ip', 'ua', c -> 'ua')));
    subject := coalesce('staff:' || s.actor_id, 'request');
  else
    return s;
  end if;
  salt := encode(public.gen_random_bytes(16), 'hex');
  detail := '["' || salt || '","ctx",' || detail || ']';
  s.ctx_seq := nextval('au.cap');
  s.ctx_commit := encode(sha256(convert_to(detail, 'UTF8')), 'base64');
  insert into au.disclosure (org_id, subject, cap_seq, ds, capability, loc, ip_hash, xid, request_id, at, expires_at)
  values (org, subject, s.ctx_seq, array[detail], 'audit_log.read', place, c ->> 'ipk', s.xid, s.request_id, s.at,
    s.at + interval '90 days');
  return s;
end $$;

-- Appends one event that is not a row change: a read, a refusal, a change of the schema.
create or replace function au.append(org uuid, kind smallint, op text, action text, rel text, row_id text, domain text, label text, facts jsonb)
returns bigint
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  s au.stamp := au.stamp_for(org, null);
  cap bigint := nextval('au.cap');
  leaf text;
begin
  action := coalesce(action, s.action);
  leaf := au.jcs(jsonb_strip_nulls(jsonb_build_object(
    'act', s.act, 'action', action, 'approver', s.approver_id, 'at', s.at_json::jsonb, 'cap', cap,
    'ctx', s.ctx_commit, 'domain', domain, 'op', op, 'org', org, 'rel', rel, 'req', s.request_id, 'row', row_id,
    'schema', 1, 'session', s.session_id, 'source', s.source, 'txn', s.xid::text, 'v', 1))
    || jsonb_build_object('after', facts));
  insert into au.event (org_id, at, cap_seq, xid, kind, rel, row_id, domain, action, actor_id, db_user, approver_id,
    session_id, source, request_id, part, head, label, ctx_seq, schema, leaf, leaf_hash)
  values (org, s.at, cap, s.xid, kind, rel, row_id, domain, action, s.actor_id, s.db_user, s.approver_id,
    s.session_id, s.source, s.request_id, s.part, s.part = 0, label, s.ctx_seq, 1, leaf,
    sha256('\x00'::bytea || convert_to(leaf, 'UTF8')));
  return cap;
end $$;

-- Records who looked at whose personal data, for a context that declared it. Up to 200 ids stand in the event, more
-- as count and digest.
create or replace function app.record_read(rel text, ids uuid[]) returns void
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  org uuid := app.org_id();
  facts jsonb;
begin
  if org is null then
    raise exception using errcode = 'TS003', message = 'a read without context is refused';
  end if;
  if app.purpose() is null then
    raise exception using errcode = 'TS003', message = 'a read without purpose is refused';
  end if;
  if rel <> 'event' and to_regclass('public.' || quote_ident(rel)) is null then
    raise exception using errcode = 'TS004', message = 'a read of no known table is refused';
  end if;
  if coalesce(cardinality(ids), 0) = 0 then return; end if;
  facts := jsonb_build_object('count', cardinality(ids), 'purpose', app.purpose());
  if cardinality(ids) <= 200 then
    facts := facts || jsonb_build_object('ids', to_jsonb(ids));
  else
    facts := facts || jsonb_build_object('digest', 'sha256:' || encode(sha256(convert_to(ids::text, 'UTF8')), 'base64'));
  end if;
  perform au.append(org, 5::smallint, 'read', 'personal_data.read', rel,
    case when cardinality(ids) = 1 then ids[1]::text end, 'privacy', null, facts);
end $$;

-- For the worker: events that stand for something counted or handed out, such as a minute of refusals (kind 6) or an
-- export (9). Row changes, reads, erasures and retention are written by their own mechanisms only.
create or replace function app.append_event(kind smallint, action text, rel text, row_id text, facts jsonb) returns bigint
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  org uuid := app.org_id();
begin
  if org is null then
    raise exception using errcode = 'TS003', message = 'an event without context is refused';
  end if;
  if kind not in (6, 9) then
    raise exception using errcode = 'TS004', message = format('events of kind %s are written by their own mechanism', kind);
  end if;
  return au.append(org, kind, case kind when 6 then 'auth' else 'note' end, action, rel, row_id,
    case when kind = 6 then 'access' else 'system' end, null, facts);
end $$;

-- TRUNCATE of an audited table is written down by nobody, so nobody may do it.
create or replace function au.refuse_truncate() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  raise exception using errcode = 'TS004', message = format('TRUNCATE of %s is refused: it would escape the audit log', tg_table_name);
end $$;

-- A row keeps its identity: before and after of an update are joined by the primary key.
create or replace function au.refuse_rekey() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  raise exception using errcode = 'TS004', message = format('the primary key of %s does not change', tg_table_name);
end $$;

-- The login roles define nothing: DROP OWNED BY, which needs no right but being oneself, would take a role out of
-- its own policies. Functions of toster_guard that make partitions run as toster_guard.
create or replace function au.refuse_ddl() returns event_trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  if current_user in ('toster_app', 'toster_auth', 'toster_worker', 'toster_relay', 'toster_maintenance') then
    raise exception using errcode = 'TS004', message = format('%s is not for %s', tg_tag, current_user);
  end if;
end $$;

-- Changes of the schema, in the platform's log.
create or replace function au.capture_ddl() returns event_trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  d record;
begin
  for d in select command_tag, object_type, object_identity from pg_event_trigger_ddl_commands()
            where coalesce(schema_name, '') not in ('pg_temp', 'queue') loop
    perform au.append('00000000-0000-7000-8000-000000000000', 10::smallint, 'ddl', 'schema.changed',
      coalesce(d.object_type, 'object'), left(d.object_identity, 500), 'system', null,
      jsonb_build_object('command', d.command_tag, 'object', left(coalesce(d.object_identity, ''), 500)));
  end loop;
end $$;

create or replace function au.capture_drop() returns event_trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  d record;
begin
  for d in select object_type, object_identity from pg_event_trigger_dropped_objects()
            where original and not is_temporary and coalesce(schema_name, '') <> 'queue' loop
    perform au.append('00000000-0000-7000-8000-000000000000', 10::smallint, 'ddl', 'schema.changed',
      d.object_type, left(d.object_identity, 500), 'system', null,
      jsonb_build_object('command', 'DROP', 'object', left(d.object_identity, 500)));
  end loop;
end $$;


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
        concat('{', '"created_at":', to_json(n.created_at)::text, ',"id":', '"' || n.id || '"', ',"status":', case when octet_length(n.status) <= 341 then to_json(n.status)::text else case when octet_length(to_json(n.status)::text) <= 2048 then to_json(n.status)::text else '"sha256:' || encode(sha256(convert_to(n.status, 'UTF8')), 'base64') || '"' end end, '}') as after,
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
    continue when not exists (select from new_rows n join old_rows o on o.id = n.id where org = any (array(select au.orgs_of(n.id))) and row(n.created_at, n.email, n.email_key, n.id, n.status) is distinct from row(o.created_at, o.email, o.email_key, o.id, o.status));
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
        array_remove(array[case when n.created_at is distinct from o.created_at then 'created_at' end, case when n.email is distinct from o.email then 'email' end, case when n.email_key is distinct from o.email_key then 'email_key' end, case when n.id is distinct from o.id then 'id' end, case when n.status is distinct from o.status then 'status' end], null) as changed,
        concat('{', '"created_at":', to_json(o.created_at)::text, ',"id":', '"' || o.id || '"', ',"status":', case when octet_length(o.status) <= 341 then to_json(o.status)::text else case when octet_length(to_json(o.status)::text) <= 2048 then to_json(o.status)::text else '"sha256:' || encode(sha256(convert_to(o.status, 'UTF8')), 'base64') || '"' end end, '}') as before,
        concat('{', '"created_at":', to_json(n.created_at)::text, ',"id":', '"' || n.id || '"', ',"status":', case when octet_length(n.status) <= 341 then to_json(n.status)::text else case when octet_length(to_json(n.status)::text) <= 2048 then to_json(n.status)::text else '"sha256:' || encode(sha256(convert_to(n.status, 'UTF8')), 'base64') || '"' end end, '}') as after,
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
        concat('{', '"created_at":', to_json(o.created_at)::text, ',"id":', '"' || o.id || '"', ',"status":', case when octet_length(o.status) <= 341 then to_json(o.status)::text else case when octet_length(to_json(o.status)::text) <= 2048 then to_json(o.status)::text else '"sha256:' || encode(sha256(convert_to(o.status, 'UTF8')), 'base64') || '"' end end, '}') as before,
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

-- capture auth.password
create or replace function au.capture_auth_password_insert() returns trigger
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
    rel_and_req := concat('"rel":"auth.password","req":', to_json(s.request_id)::text, ',');
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
        concat('{', '"account_id":', '"' || n.account_id || '"', ',"changed_at":', to_json(n.changed_at)::text, '}') as after
      from new_rows n
      where org = any (array(select au.orgs_of(n.account_id)))
      offset 0) x
    )
    insert into au.event (org_id, at, cap_seq, xid, kind, rel, row_id, loc, domain, action, actor_id, db_user, approver_id,
      session_id, source, request_id, part, head, changed, label, ctx_seq, schema, leaf, leaf_hash)
    select org, s.at, cap, s.xid, 1, 'auth.password', row_id, loc, 'access', s.action, s.actor_id, s.db_user,
      s.approver_id, s.session_id, s.source, s.request_id, s.part,
      s.part = 0 and cap = any (array(select min(first.cap) from captured first group by first.loc)), changed, label, s.ctx_seq,
      1, leaf, sha256('\x00'::bytea || convert_to(leaf, 'UTF8'))
    from captured;
  end loop;
  return null;
end
$capture$;
create or replace trigger capture_insert after insert on auth.password referencing new table as new_rows for each statement execute function au.capture_auth_password_insert();
alter table auth.password enable always trigger capture_insert;

create or replace function au.capture_auth_password_update() returns trigger
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
    continue when not exists (select from new_rows n join old_rows o on o.account_id = n.account_id where org = any (array(select au.orgs_of(n.account_id))) and row(n.account_id, n.changed_at, n.phc) is distinct from row(o.account_id, o.changed_at, o.phc));
    s := au.stamp_for(org, null);
    lead := concat('{', '"act":' || to_json(s.act)::text || ',', '"action":', to_json(s.action)::text, ',');
    approver_and_at := concat('"approver":"' || s.approver_id || '",', '"at":', s.at_json, ',');
    ctx_and_domain := concat('"ctx":"' || s.ctx_commit || '",', '"domain":"access",');
    op_and_org := concat('"op":"update","org":"', org, '",');
    rel_and_req := concat('"rel":"auth.password","req":', to_json(s.request_id)::text, ',');
    tail := concat('"schema":1,', '"session":"' || s.session_id || '",', '"source":', to_json(s.source)::text,
      ',"txn":"', s.xid, '","v":1}');
    with captured as materialized (
      select cap, row_id, loc, label, changed,
        concat(lead, '"after":', after, ',', approver_and_at, '"before":', before, ',', '"cap":', cap, ',', ctx_and_domain, op_and_org, rel_and_req, '"row":"', row_id, '",', tail) as leaf
      from (select * from (select nextval('au.cap') as cap,
        (n.account_id)::text as row_id,
        null::uuid as loc,
        null::text as label,
        array_remove(array[case when n.account_id is distinct from o.account_id then 'account_id' end, case when n.changed_at is distinct from o.changed_at then 'changed_at' end, case when n.phc is distinct from o.phc then 'phc' end], null) as changed,
        concat('{', '"account_id":', '"' || o.account_id || '"', ',"changed_at":', to_json(o.changed_at)::text, '}') as before,
        concat('{', '"account_id":', '"' || n.account_id || '"', ',"changed_at":', to_json(n.changed_at)::text, '}') as after
      from new_rows n join old_rows o on o.account_id = n.account_id
      where org = any (array(select au.orgs_of(n.account_id)))
      offset 0) x where changed <> '{}' offset 0) x
    )
    insert into au.event (org_id, at, cap_seq, xid, kind, rel, row_id, loc, domain, action, actor_id, db_user, approver_id,
      session_id, source, request_id, part, head, changed, label, ctx_seq, schema, leaf, leaf_hash)
    select org, s.at, cap, s.xid, 2, 'auth.password', row_id, loc, 'access', s.action, s.actor_id, s.db_user,
      s.approver_id, s.session_id, s.source, s.request_id, s.part,
      s.part = 0 and cap = any (array(select min(first.cap) from captured first group by first.loc)), changed, label, s.ctx_seq,
      1, leaf, sha256('\x00'::bytea || convert_to(leaf, 'UTF8'))
    from captured;
  end loop;
  return null;
end
$capture$;
create or replace trigger capture_update after update on auth.password referencing old table as old_rows new table as new_rows for each statement execute function au.capture_auth_password_update();
alter table auth.password enable always trigger capture_update;

create or replace function au.capture_auth_password_delete() returns trigger
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
    rel_and_req := concat('"rel":"auth.password","req":', to_json(s.request_id)::text, ',');
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
        concat('{', '"account_id":', '"' || o.account_id || '"', ',"changed_at":', to_json(o.changed_at)::text, '}') as before,
        null::text as after
      from old_rows o
      where org = any (array(select au.orgs_of(o.account_id)))
      offset 0) x
    )
    insert into au.event (org_id, at, cap_seq, xid, kind, rel, row_id, loc, domain, action, actor_id, db_user, approver_id,
      session_id, source, request_id, part, head, changed, label, ctx_seq, schema, leaf, leaf_hash)
    select org, s.at, cap, s.xid, 3, 'auth.password', row_id, loc, 'access', s.action, s.actor_id, s.db_user,
      s.approver_id, s.session_id, s.source, s.request_id, s.part,
      s.part = 0 and cap = any (array(select min(first.cap) from captured first group by first.loc)), changed, label, s.ctx_seq,
      1, leaf, sha256('\x00'::bytea || convert_to(leaf, 'UTF8'))
    from captured;
  end loop;
  return null;
end
$capture$;
create or replace trigger capture_delete after delete on auth.password referencing old table as old_rows for each statement execute function au.capture_auth_password_delete();
alter table auth.password enable always trigger capture_delete;

create or replace trigger refuse_rekey before update of account_id on auth.password for each statement execute function au.refuse_rekey();
alter table auth.password enable always trigger refuse_rekey;
create or replace trigger refuse_truncate before truncate on auth.password for each statement execute function au.refuse_truncate();
alter table auth.password enable always trigger refuse_truncate;

-- capture auth.session
create or replace function au.capture_auth_session_insert() returns trigger
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
    rel_and_req := concat('"rel":"auth.session","req":', to_json(s.request_id)::text, ',');
    tail := concat('"schema":1,', '"session":"' || s.session_id || '",', '"source":', to_json(s.source)::text,
      ',"txn":"', s.xid, '","v":1}');
    with captured as materialized (
      select cap, row_id, loc, label, changed, subject,
        concat(lead, '"after":', after, ',', approver_and_at, '"cap":', cap, ',', ctx_and_domain, op_and_org, '"pii":{', concat_ws(',', '"after.device_label":"' || h0 || '"', '"after.ip":"' || h1 || '"', '"after.user_agent":"' || h2 || '"'), '},', rel_and_req, '"row":"', row_id, '",', tail) as leaf,
        array_remove(array[d0, d1, d2], null) as ds
      from (select *, encode(sha256(convert_to(d0, 'UTF8')), 'base64') as h0,
        encode(sha256(convert_to(d1, 'UTF8')), 'base64') as h1,
        encode(sha256(convert_to(d2, 'UTF8')), 'base64') as h2
      from (select *, case when v0 is not null then concat('["', encode(substr(salts, 1, 16), 'hex'), '","', 'after', '.device_label",', v0, ']') end as d0,
        case when v1 is not null then concat('["', encode(substr(salts, 17, 16), 'hex'), '","', 'after', '.ip",', v1, ']') end as d1,
        case when v2 is not null then concat('["', encode(substr(salts, 33, 16), 'hex'), '","', 'after', '.user_agent",', v2, ']') end as d2
      from (select nextval('au.cap') as cap,
        (n.id)::text as row_id,
        null::uuid as loc,
        null::text as label,
        null::text[] as changed,
        null::text as before,
        concat('{', '"aal":', n.aal::text, ',"absolute_expires_at":', to_json(n.absolute_expires_at)::text, ',"account_id":', '"' || n.account_id || '"', ',"amr":', case when octet_length(array_to_json(n.amr)::text) <= 2048 then array_to_json(n.amr)::text else '"sha256:' || encode(sha256(convert_to(array_to_json(n.amr)::text, 'UTF8')), 'base64') || '"' end, ',"auth_time":', to_json(n.auth_time)::text, ',"cell":', case when octet_length(n.cell) <= 341 then to_json(n.cell)::text else case when octet_length(to_json(n.cell)::text) <= 2048 then to_json(n.cell)::text else '"sha256:' || encode(sha256(convert_to(n.cell, 'UTF8')), 'base64') || '"' end end, ',"created_at":', to_json(n.created_at)::text, ',"id":', '"' || n.id || '"', ',"realm":', case when octet_length(n.realm) <= 341 then to_json(n.realm)::text else case when octet_length(to_json(n.realm)::text) <= 2048 then to_json(n.realm)::text else '"sha256:' || encode(sha256(convert_to(n.realm, 'UTF8')), 'base64') || '"' end end, ',"revoke_reason":', coalesce(case when octet_length(n.revoke_reason) <= 341 then to_json(n.revoke_reason)::text else case when octet_length(to_json(n.revoke_reason)::text) <= 2048 then to_json(n.revoke_reason)::text else '"sha256:' || encode(sha256(convert_to(n.revoke_reason, 'UTF8')), 'base64') || '"' end end, 'null'), ',"revoked_at":', coalesce(to_json(n.revoked_at)::text, 'null'), '}') as after,
        'account:' || n.account_id as subject,
        public.gen_random_bytes(48) as salts,
        case when n.device_label is not null then to_json(n.device_label)::text end as v0,
        case when n.ip is not null then to_json(n.ip)::text end as v1,
        case when n.user_agent is not null then to_json(n.user_agent)::text end as v2
      from new_rows n
      where org = any (array(select au.orgs_of(n.account_id)))
      offset 0) x offset 0) x offset 0) x
    ), stored as (
      insert into au.disclosure (org_id, subject, cap_seq, ds, capability, loc)
      select org, subject, cap, ds, 'audit_log.read', loc from captured where cardinality(ds) > 0
    )
    insert into au.event (org_id, at, cap_seq, xid, kind, rel, row_id, loc, domain, action, actor_id, db_user, approver_id,
      session_id, source, request_id, part, head, changed, label, ctx_seq, schema, leaf, leaf_hash)
    select org, s.at, cap, s.xid, 1, 'auth.session', row_id, loc, 'access', s.action, s.actor_id, s.db_user,
      s.approver_id, s.session_id, s.source, s.request_id, s.part,
      s.part = 0 and cap = any (array(select min(first.cap) from captured first group by first.loc)), changed, label, s.ctx_seq,
      1, leaf, sha256('\x00'::bytea || convert_to(leaf, 'UTF8'))
    from captured;
  end loop;
  return null;
end
$capture$;
create or replace trigger capture_insert after insert on auth.session referencing new table as new_rows for each statement execute function au.capture_auth_session_insert();
alter table auth.session enable always trigger capture_insert;

create or replace function au.capture_auth_session_update() returns trigger
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
    continue when not exists (select from new_rows n join old_rows o on o.id = n.id where org = any (array(select au.orgs_of(n.account_id))) and row(n.aal, n.absolute_expires_at, n.account_id, n.amr, n.auth_time, n.cell, n.created_at, n.device_label, n.id, n.ip, n.org_id, n.realm, n.revoke_reason, n.revoked_at, n.user_agent) is distinct from row(o.aal, o.absolute_expires_at, o.account_id, o.amr, o.auth_time, o.cell, o.created_at, o.device_label, o.id, o.ip, o.org_id, o.realm, o.revoke_reason, o.revoked_at, o.user_agent));
    s := au.stamp_for(org, null);
    lead := concat('{', '"act":' || to_json(s.act)::text || ',', '"action":', to_json(s.action)::text, ',');
    approver_and_at := concat('"approver":"' || s.approver_id || '",', '"at":', s.at_json, ',');
    ctx_and_domain := concat('"ctx":"' || s.ctx_commit || '",', '"domain":"access",');
    op_and_org := concat('"op":"update","org":"', org, '",');
    rel_and_req := concat('"rel":"auth.session","req":', to_json(s.request_id)::text, ',');
    tail := concat('"schema":1,', '"session":"' || s.session_id || '",', '"source":', to_json(s.source)::text,
      ',"txn":"', s.xid, '","v":1}');
    with captured as materialized (
      select cap, row_id, loc, label, changed, subject,
        concat(lead, '"after":', after, ',', approver_and_at, '"before":', before, ',', '"cap":', cap, ',', ctx_and_domain, op_and_org, '"pii":{', concat_ws(',', case when c0 then '"after.device_label":"' || h0 || '"' end, case when c1 then '"after.ip":"' || h1 || '"' end, case when c2 then '"after.user_agent":"' || h2 || '"' end, '"before.device_label":"' || h3 || '"', '"before.ip":"' || h4 || '"', '"before.user_agent":"' || h5 || '"', case when not c0 then '"same.device_label":"' || h0 || '"' end, case when not c1 then '"same.ip":"' || h1 || '"' end, case when not c2 then '"same.user_agent":"' || h2 || '"' end), '},', rel_and_req, '"row":"', row_id, '",', tail) as leaf,
        array_remove(array[d0, d1, d2, d3, d4, d5], null) as ds
      from (select *, encode(sha256(convert_to(d0, 'UTF8')), 'base64') as h0,
        encode(sha256(convert_to(d1, 'UTF8')), 'base64') as h1,
        encode(sha256(convert_to(d2, 'UTF8')), 'base64') as h2,
        encode(sha256(convert_to(d3, 'UTF8')), 'base64') as h3,
        encode(sha256(convert_to(d4, 'UTF8')), 'base64') as h4,
        encode(sha256(convert_to(d5, 'UTF8')), 'base64') as h5
      from (select *, case when v0 is not null then concat('["', encode(substr(salts, 1, 16), 'hex'), '","', case when c0 then 'after' else 'same' end, '.device_label",', v0, ']') end as d0,
        case when v1 is not null then concat('["', encode(substr(salts, 17, 16), 'hex'), '","', case when c1 then 'after' else 'same' end, '.ip",', v1, ']') end as d1,
        case when v2 is not null then concat('["', encode(substr(salts, 33, 16), 'hex'), '","', case when c2 then 'after' else 'same' end, '.user_agent",', v2, ']') end as d2,
        case when v3 is not null then concat('["', encode(substr(salts, 49, 16), 'hex'), '","', 'before', '.device_label",', v3, ']') end as d3,
        case when v4 is not null then concat('["', encode(substr(salts, 65, 16), 'hex'), '","', 'before', '.ip",', v4, ']') end as d4,
        case when v5 is not null then concat('["', encode(substr(salts, 81, 16), 'hex'), '","', 'before', '.user_agent",', v5, ']') end as d5
      from (select * from (select nextval('au.cap') as cap,
        (n.id)::text as row_id,
        null::uuid as loc,
        null::text as label,
        array_remove(array[case when n.aal is distinct from o.aal then 'aal' end, case when n.absolute_expires_at is distinct from o.absolute_expires_at then 'absolute_expires_at' end, case when n.account_id is distinct from o.account_id then 'account_id' end, case when n.amr is distinct from o.amr then 'amr' end, case when n.auth_time is distinct from o.auth_time then 'auth_time' end, case when n.cell is distinct from o.cell then 'cell' end, case when n.created_at is distinct from o.created_at then 'created_at' end, case when n.device_label is distinct from o.device_label then 'device_label' end, case when n.id is distinct from o.id then 'id' end, case when n.ip is distinct from o.ip then 'ip' end, case when n.org_id is distinct from o.org_id then 'org_id' end, case when n.realm is distinct from o.realm then 'realm' end, case when n.revoke_reason is distinct from o.revoke_reason then 'revoke_reason' end, case when n.revoked_at is distinct from o.revoked_at then 'revoked_at' end, case when n.user_agent is distinct from o.user_agent then 'user_agent' end], null) as changed,
        concat('{', '"aal":', o.aal::text, ',"absolute_expires_at":', to_json(o.absolute_expires_at)::text, ',"account_id":', '"' || o.account_id || '"', ',"amr":', case when octet_length(array_to_json(o.amr)::text) <= 2048 then array_to_json(o.amr)::text else '"sha256:' || encode(sha256(convert_to(array_to_json(o.amr)::text, 'UTF8')), 'base64') || '"' end, ',"auth_time":', to_json(o.auth_time)::text, ',"cell":', case when octet_length(o.cell) <= 341 then to_json(o.cell)::text else case when octet_length(to_json(o.cell)::text) <= 2048 then to_json(o.cell)::text else '"sha256:' || encode(sha256(convert_to(o.cell, 'UTF8')), 'base64') || '"' end end, ',"created_at":', to_json(o.created_at)::text, ',"id":', '"' || o.id || '"', ',"realm":', case when octet_length(o.realm) <= 341 then to_json(o.realm)::text else case when octet_length(to_json(o.realm)::text) <= 2048 then to_json(o.realm)::text else '"sha256:' || encode(sha256(convert_to(o.realm, 'UTF8')), 'base64') || '"' end end, ',"revoke_reason":', coalesce(case when octet_length(o.revoke_reason) <= 341 then to_json(o.revoke_reason)::text else case when octet_length(to_json(o.revoke_reason)::text) <= 2048 then to_json(o.revoke_reason)::text else '"sha256:' || encode(sha256(convert_to(o.revoke_reason, 'UTF8')), 'base64') || '"' end end, 'null'), ',"revoked_at":', coalesce(to_json(o.revoked_at)::text, 'null'), '}') as before,
        concat('{', '"aal":', n.aal::text, ',"absolute_expires_at":', to_json(n.absolute_expires_at)::text, ',"account_id":', '"' || n.account_id || '"', ',"amr":', case when octet_length(array_to_json(n.amr)::text) <= 2048 then array_to_json(n.amr)::text else '"sha256:' || encode(sha256(convert_to(array_to_json(n.amr)::text, 'UTF8')), 'base64') || '"' end, ',"auth_time":', to_json(n.auth_time)::text, ',"cell":', case when octet_length(n.cell) <= 341 then to_json(n.cell)::text else case when octet_length(to_json(n.cell)::text) <= 2048 then to_json(n.cell)::text else '"sha256:' || encode(sha256(convert_to(n.cell, 'UTF8')), 'base64') || '"' end end, ',"created_at":', to_json(n.created_at)::text, ',"id":', '"' || n.id || '"', ',"realm":', case when octet_length(n.realm) <= 341 then to_json(n.realm)::text else case when octet_length(to_json(n.realm)::text) <= 2048 then to_json(n.realm)::text else '"sha256:' || encode(sha256(convert_to(n.realm, 'UTF8')), 'base64') || '"' end end, ',"revoke_reason":', coalesce(case when octet_length(n.revoke_reason) <= 341 then to_json(n.revoke_reason)::text else case when octet_length(to_json(n.revoke_reason)::text) <= 2048 then to_json(n.revoke_reason)::text else '"sha256:' || encode(sha256(convert_to(n.revoke_reason, 'UTF8')), 'base64') || '"' end end, 'null'), ',"revoked_at":', coalesce(to_json(n.revoked_at)::text, 'null'), '}') as after,
        'account:' || n.account_id as subject,
        public.gen_random_bytes(96) as salts,
        n.device_label is distinct from o.device_label as c0,
        n.ip is distinct from o.ip as c1,
        n.user_agent is distinct from o.user_agent as c2,
        case when n.device_label is not null then to_json(n.device_label)::text end as v0,
        case when n.ip is not null then to_json(n.ip)::text end as v1,
        case when n.user_agent is not null then to_json(n.user_agent)::text end as v2,
        case when o.device_label is not null and n.device_label is distinct from o.device_label then to_json(o.device_label)::text end as v3,
        case when o.ip is not null and n.ip is distinct from o.ip then to_json(o.ip)::text end as v4,
        case when o.user_agent is not null and n.user_agent is distinct from o.user_agent then to_json(o.user_agent)::text end as v5
      from new_rows n join old_rows o on o.id = n.id
      where org = any (array(select au.orgs_of(n.account_id)))
      offset 0) x where changed <> '{}' offset 0) x offset 0) x offset 0) x
    ), stored as (
      insert into au.disclosure (org_id, subject, cap_seq, ds, capability, loc)
      select org, subject, cap, ds, 'audit_log.read', loc from captured where cardinality(ds) > 0
    )
    insert into au.event (org_id, at, cap_seq, xid, kind, rel, row_id, loc, domain, action, actor_id, db_user, approver_id,
      session_id, source, request_id, part, head, changed, label, ctx_seq, schema, leaf, leaf_hash)
    select org, s.at, cap, s.xid, 2, 'auth.session', row_id, loc, 'access', s.action, s.actor_id, s.db_user,
      s.approver_id, s.session_id, s.source, s.request_id, s.part,
      s.part = 0 and cap = any (array(select min(first.cap) from captured first group by first.loc)), changed, label, s.ctx_seq,
      1, leaf, sha256('\x00'::bytea || convert_to(leaf, 'UTF8'))
    from captured;
  end loop;
  return null;
end
$capture$;
create or replace trigger capture_update after update on auth.session referencing old table as old_rows new table as new_rows for each statement execute function au.capture_auth_session_update();
alter table auth.session enable always trigger capture_update;

create or replace function au.capture_auth_session_delete() returns trigger
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
    rel_and_req := concat('"rel":"auth.session","req":', to_json(s.request_id)::text, ',');
    tail := concat('"schema":1,', '"session":"' || s.session_id || '",', '"source":', to_json(s.source)::text,
      ',"txn":"', s.xid, '","v":1}');
    with captured as materialized (
      select cap, row_id, loc, label, changed, subject,
        concat(lead, approver_and_at, '"before":', before, ',', '"cap":', cap, ',', ctx_and_domain, op_and_org, '"pii":{', concat_ws(',', '"before.device_label":"' || h0 || '"', '"before.ip":"' || h1 || '"', '"before.user_agent":"' || h2 || '"'), '},', rel_and_req, '"row":"', row_id, '",', tail) as leaf,
        array_remove(array[d0, d1, d2], null) as ds
      from (select *, encode(sha256(convert_to(d0, 'UTF8')), 'base64') as h0,
        encode(sha256(convert_to(d1, 'UTF8')), 'base64') as h1,
        encode(sha256(convert_to(d2, 'UTF8')), 'base64') as h2
      from (select *, case when v0 is not null then concat('["', encode(substr(salts, 1, 16), 'hex'), '","', 'before', '.device_label",', v0, ']') end as d0,
        case when v1 is not null then concat('["', encode(substr(salts, 17, 16), 'hex'), '","', 'before', '.ip",', v1, ']') end as d1,
        case when v2 is not null then concat('["', encode(substr(salts, 33, 16), 'hex'), '","', 'before', '.user_agent",', v2, ']') end as d2
      from (select nextval('au.cap') as cap,
        (o.id)::text as row_id,
        null::uuid as loc,
        null::text as label,
        null::text[] as changed,
        concat('{', '"aal":', o.aal::text, ',"absolute_expires_at":', to_json(o.absolute_expires_at)::text, ',"account_id":', '"' || o.account_id || '"', ',"amr":', case when octet_length(array_to_json(o.amr)::text) <= 2048 then array_to_json(o.amr)::text else '"sha256:' || encode(sha256(convert_to(array_to_json(o.amr)::text, 'UTF8')), 'base64') || '"' end, ',"auth_time":', to_json(o.auth_time)::text, ',"cell":', case when octet_length(o.cell) <= 341 then to_json(o.cell)::text else case when octet_length(to_json(o.cell)::text) <= 2048 then to_json(o.cell)::text else '"sha256:' || encode(sha256(convert_to(o.cell, 'UTF8')), 'base64') || '"' end end, ',"created_at":', to_json(o.created_at)::text, ',"id":', '"' || o.id || '"', ',"realm":', case when octet_length(o.realm) <= 341 then to_json(o.realm)::text else case when octet_length(to_json(o.realm)::text) <= 2048 then to_json(o.realm)::text else '"sha256:' || encode(sha256(convert_to(o.realm, 'UTF8')), 'base64') || '"' end end, ',"revoke_reason":', coalesce(case when octet_length(o.revoke_reason) <= 341 then to_json(o.revoke_reason)::text else case when octet_length(to_json(o.revoke_reason)::text) <= 2048 then to_json(o.revoke_reason)::text else '"sha256:' || encode(sha256(convert_to(o.revoke_reason, 'UTF8')), 'base64') || '"' end end, 'null'), ',"revoked_at":', coalesce(to_json(o.revoked_at)::text, 'null'), '}') as before,
        null::text as after,
        'account:' || o.account_id as subject,
        public.gen_random_bytes(48) as salts,
        case when o.device_label is not null then to_json(o.device_label)::text end as v0,
        case when o.ip is not null then to_json(o.ip)::text end as v1,
        case when o.user_agent is not null then to_json(o.user_agent)::text end as v2
      from old_rows o
      where org = any (array(select au.orgs_of(o.account_id)))
      offset 0) x offset 0) x offset 0) x
    ), stored as (
      insert into au.disclosure (org_id, subject, cap_seq, ds, capability, loc)
      select org, subject, cap, ds, 'audit_log.read', loc from captured where cardinality(ds) > 0
    )
    insert into au.event (org_id, at, cap_seq, xid, kind, rel, row_id, loc, domain, action, actor_id, db_user, approver_id,
      session_id, source, request_id, part, head, changed, label, ctx_seq, schema, leaf, leaf_hash)
    select org, s.at, cap, s.xid, 3, 'auth.session', row_id, loc, 'access', s.action, s.actor_id, s.db_user,
      s.approver_id, s.session_id, s.source, s.request_id, s.part,
      s.part = 0 and cap = any (array(select min(first.cap) from captured first group by first.loc)), changed, label, s.ctx_seq,
      1, leaf, sha256('\x00'::bytea || convert_to(leaf, 'UTF8'))
    from captured;
  end loop;
  return null;
end
$capture$;
create or replace trigger capture_delete after delete on auth.session referencing old table as old_rows for each statement execute function au.capture_auth_session_delete();
alter table auth.session enable always trigger capture_delete;

create or replace trigger refuse_rekey before update of id on auth.session for each statement execute function au.refuse_rekey();
alter table auth.session enable always trigger refuse_rekey;
create or replace trigger refuse_truncate before truncate on auth.session for each statement execute function au.refuse_truncate();
alter table auth.session enable always trigger refuse_truncate;

-- capture public.customer
create or replace function au.capture_customer_insert() returns trigger
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
    ctx_and_domain := concat('"ctx":"' || s.ctx_commit || '",', '"domain":"customers",');
    op_and_org := concat('"op":"insert","org":"', org, '",');
    rel_and_req := concat('"rel":"customer","req":', to_json(s.request_id)::text, ',');
    tail := concat('"schema":1,', '"session":"' || s.session_id || '",', '"source":', to_json(s.source)::text,
      ',"txn":"', s.xid, '","v":1}');
    with captured as materialized (
      select cap, row_id, loc, label, changed,
        concat(lead, '"after":', after, ',', approver_and_at, '"cap":', cap, ',', ctx_and_domain, '"loc":"' || loc || '",', op_and_org, rel_and_req, '"row":"', row_id, '",', tail) as leaf
      from (select nextval('au.cap') as cap,
        (n.id)::text as row_id,
        n.location_id as loc,
        null::text as label,
        null::text[] as changed,
        null::text as before,
        concat('{', '"created_at":', to_json(n.created_at)::text, ',"id":', '"' || n.id || '"', ',"location_id":', '"' || n.location_id || '"', ',"org_id":', '"' || n.org_id || '"', '}') as after
      from new_rows n
      where n.org_id = org
      offset 0) x
    )
    insert into au.event (org_id, at, cap_seq, xid, kind, rel, row_id, loc, domain, action, actor_id, db_user, approver_id,
      session_id, source, request_id, part, head, changed, label, ctx_seq, schema, leaf, leaf_hash)
    select org, s.at, cap, s.xid, 1, 'customer', row_id, loc, 'customers', s.action, s.actor_id, s.db_user,
      s.approver_id, s.session_id, s.source, s.request_id, s.part,
      s.part = 0 and cap = any (array(select min(first.cap) from captured first group by first.loc)), changed, label, s.ctx_seq,
      1, leaf, sha256('\x00'::bytea || convert_to(leaf, 'UTF8'))
    from captured;
  end loop;
  return null;
end
$capture$;
create or replace trigger capture_insert after insert on public.customer referencing new table as new_rows for each statement execute function au.capture_customer_insert();
alter table public.customer enable always trigger capture_insert;

create or replace function au.capture_customer_update() returns trigger
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
    continue when not exists (select from new_rows n join old_rows o on o.org_id = n.org_id and o.id = n.id where n.org_id = org and row(n.created_at, n.id, n.location_id, n.org_id) is distinct from row(o.created_at, o.id, o.location_id, o.org_id));
    s := au.stamp_for(org, (select n.location_id from new_rows n where n.org_id = org limit 1));
    lead := concat('{', '"act":' || to_json(s.act)::text || ',', '"action":', to_json(s.action)::text, ',');
    approver_and_at := concat('"approver":"' || s.approver_id || '",', '"at":', s.at_json, ',');
    ctx_and_domain := concat('"ctx":"' || s.ctx_commit || '",', '"domain":"customers",');
    op_and_org := concat('"op":"update","org":"', org, '",');
    rel_and_req := concat('"rel":"customer","req":', to_json(s.request_id)::text, ',');
    tail := concat('"schema":1,', '"session":"' || s.session_id || '",', '"source":', to_json(s.source)::text,
      ',"txn":"', s.xid, '","v":1}');
    with captured as materialized (
      select cap, row_id, loc, label, changed,
        concat(lead, '"after":', after, ',', approver_and_at, '"before":', before, ',', '"cap":', cap, ',', ctx_and_domain, '"loc":"' || loc || '",', op_and_org, rel_and_req, '"row":"', row_id, '",', tail) as leaf
      from (select * from (select nextval('au.cap') as cap,
        (n.id)::text as row_id,
        n.location_id as loc,
        null::text as label,
        array_remove(array[case when n.created_at is distinct from o.created_at then 'created_at' end, case when n.id is distinct from o.id then 'id' end, case when n.location_id is distinct from o.location_id then 'location_id' end, case when n.org_id is distinct from o.org_id then 'org_id' end], null) as changed,
        concat('{', '"created_at":', to_json(o.created_at)::text, ',"id":', '"' || o.id || '"', ',"location_id":', '"' || o.location_id || '"', ',"org_id":', '"' || o.org_id || '"', '}') as before,
        concat('{', '"created_at":', to_json(n.created_at)::text, ',"id":', '"' || n.id || '"', ',"location_id":', '"' || n.location_id || '"', ',"org_id":', '"' || n.org_id || '"', '}') as after
      from new_rows n join old_rows o on o.org_id = n.org_id and o.id = n.id
      where n.org_id = org
      offset 0) x where changed <> '{}' offset 0) x
    )
    insert into au.event (org_id, at, cap_seq, xid, kind, rel, row_id, loc, domain, action, actor_id, db_user, approver_id,
      session_id, source, request_id, part, head, changed, label, ctx_seq, schema, leaf, leaf_hash)
    select org, s.at, cap, s.xid, 2, 'customer', row_id, loc, 'customers', s.action, s.actor_id, s.db_user,
      s.approver_id, s.session_id, s.source, s.request_id, s.part,
      s.part = 0 and cap = any (array(select min(first.cap) from captured first group by first.loc)), changed, label, s.ctx_seq,
      1, leaf, sha256('\x00'::bytea || convert_to(leaf, 'UTF8'))
    from captured;
  end loop;
  return null;
end
$capture$;
create or replace trigger capture_update after update on public.customer referencing old table as old_rows new table as new_rows for each statement execute function au.capture_customer_update();
alter table public.customer enable always trigger capture_update;

create or replace function au.capture_customer_delete() returns trigger
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
    ctx_and_domain := concat('"ctx":"' || s.ctx_commit || '",', '"domain":"customers",');
    op_and_org := concat('"op":"delete","org":"', org, '",');
    rel_and_req := concat('"rel":"customer","req":', to_json(s.request_id)::text, ',');
    tail := concat('"schema":1,', '"session":"' || s.session_id || '",', '"source":', to_json(s.source)::text,
      ',"txn":"', s.xid, '","v":1}');
    with captured as materialized (
      select cap, row_id, loc, label, changed,
        concat(lead, approver_and_at, '"before":', before, ',', '"cap":', cap, ',', ctx_and_domain, '"loc":"' || loc || '",', op_and_org, rel_and_req, '"row":"', row_id, '",', tail) as leaf
      from (select nextval('au.cap') as cap,
        (o.id)::text as row_id,
        o.location_id as loc,
        null::text as label,
        null::text[] as changed,
        concat('{', '"created_at":', to_json(o.created_at)::text, ',"id":', '"' || o.id || '"', ',"location_id":', '"' || o.location_id || '"', ',"org_id":', '"' || o.org_id || '"', '}') as before,
        null::text as after
      from old_rows o
      where o.org_id = org
      offset 0) x
    )
    insert into au.event (org_id, at, cap_seq, xid, kind, rel, row_id, loc, domain, action, actor_id, db_user, approver_id,
      session_id, source, request_id, part, head, changed, label, ctx_seq, schema, leaf, leaf_hash)
    select org, s.at, cap, s.xid, 3, 'customer', row_id, loc, 'customers', s.action, s.actor_id, s.db_user,
      s.approver_id, s.session_id, s.source, s.request_id, s.part,
      s.part = 0 and cap = any (array(select min(first.cap) from captured first group by first.loc)), changed, label, s.ctx_seq,
      1, leaf, sha256('\x00'::bytea || convert_to(leaf, 'UTF8'))
    from captured;
  end loop;
  return null;
end
$capture$;
create or replace trigger capture_delete after delete on public.customer referencing old table as old_rows for each statement execute function au.capture_customer_delete();
alter table public.customer enable always trigger capture_delete;

create or replace trigger refuse_rekey before update of org_id, id on public.customer for each statement execute function au.refuse_rekey();
alter table public.customer enable always trigger refuse_rekey;
create or replace trigger refuse_truncate before truncate on public.customer for each statement execute function au.refuse_truncate();
alter table public.customer enable always trigger refuse_truncate;

-- capture public.customer_contact
create or replace function au.capture_customer_contact_insert() returns trigger
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
    ctx_and_domain := concat('"ctx":"' || s.ctx_commit || '",', '"domain":"customers",');
    op_and_org := concat('"op":"insert","org":"', org, '",');
    rel_and_req := concat('"rel":"customer_contact","req":', to_json(s.request_id)::text, ',');
    tail := concat('"schema":1,', '"session":"' || s.session_id || '",', '"source":', to_json(s.source)::text,
      ',"txn":"', s.xid, '","v":1}');
    with captured as materialized (
      select cap, row_id, loc, label, changed, subject,
        concat(lead, '"after":', after, ',', approver_and_at, '"cap":', cap, ',', ctx_and_domain, '"loc":"' || loc || '",', op_and_org, '"pii":{', concat_ws(',', '"after.email":"' || h0 || '"', '"after.email_key":"' || h1 || '"', '"after.name":"' || h2 || '"', '"after.phone":"' || h3 || '"', '"after.phone_key":"' || h4 || '"'), '},', rel_and_req, '"row":"', row_id, '",', tail) as leaf,
        array_remove(array[d0, d1, d2, d3, d4], null) as ds
      from (select *, encode(sha256(convert_to(d0, 'UTF8')), 'base64') as h0,
        encode(sha256(convert_to(d1, 'UTF8')), 'base64') as h1,
        encode(sha256(convert_to(d2, 'UTF8')), 'base64') as h2,
        encode(sha256(convert_to(d3, 'UTF8')), 'base64') as h3,
        encode(sha256(convert_to(d4, 'UTF8')), 'base64') as h4
      from (select *, case when v0 is not null then concat('["', encode(substr(salts, 1, 16), 'hex'), '","', 'after', '.email",', v0, ']') end as d0,
        case when v1 is not null then concat('["', encode(substr(salts, 17, 16), 'hex'), '","', 'after', '.email_key",', v1, ']') end as d1,
        case when v2 is not null then concat('["', encode(substr(salts, 33, 16), 'hex'), '","', 'after', '.name",', v2, ']') end as d2,
        case when v3 is not null then concat('["', encode(substr(salts, 49, 16), 'hex'), '","', 'after', '.phone",', v3, ']') end as d3,
        case when v4 is not null then concat('["', encode(substr(salts, 65, 16), 'hex'), '","', 'after', '.phone_key",', v4, ']') end as d4
      from (select nextval('au.cap') as cap,
        (n.customer_id)::text as row_id,
        n.location_id as loc,
        null::text as label,
        null::text[] as changed,
        null::text as before,
        concat('{', '"customer_id":', '"' || n.customer_id || '"', ',"location_id":', '"' || n.location_id || '"', ',"org_id":', '"' || n.org_id || '"', '}') as after,
        'guest:' || n.customer_id as subject,
        public.gen_random_bytes(80) as salts,
        case when n.email is not null then to_json(n.email)::text end as v0,
        case when n.email_key is not null then to_json(n.email_key)::text end as v1,
        case when n.name is not null then to_json(n.name)::text end as v2,
        case when n.phone is not null then to_json(n.phone)::text end as v3,
        case when n.phone_key is not null then to_json(n.phone_key)::text end as v4
      from new_rows n
      where n.org_id = org
      offset 0) x offset 0) x offset 0) x
    ), stored as (
      insert into au.disclosure (org_id, subject, cap_seq, ds, capability, loc)
      select org, subject, cap, ds, 'customers.read_full', loc from captured where cardinality(ds) > 0
    )
    insert into au.event (org_id, at, cap_seq, xid, kind, rel, row_id, loc, domain, action, actor_id, db_user, approver_id,
      session_id, source, request_id, part, head, changed, label, ctx_seq, schema, leaf, leaf_hash)
    select org, s.at, cap, s.xid, 1, 'customer_contact', row_id, loc, 'customers', s.action, s.actor_id, s.db_user,
      s.approver_id, s.session_id, s.source, s.request_id, s.part,
      s.part = 0 and cap = any (array(select min(first.cap) from captured first group by first.loc)), changed, label, s.ctx_seq,
      1, leaf, sha256('\x00'::bytea || convert_to(leaf, 'UTF8'))
    from captured;
  end loop;
  return null;
end
$capture$;
create or replace trigger capture_insert after insert on public.customer_contact referencing new table as new_rows for each statement execute function au.capture_customer_contact_insert();
alter table public.customer_contact enable always trigger capture_insert;

create or replace function au.capture_customer_contact_update() returns trigger
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
    continue when not exists (select from new_rows n join old_rows o on o.org_id = n.org_id and o.customer_id = n.customer_id where n.org_id = org and row(n.customer_id, n.email, n.email_key, n.location_id, n.name, n.org_id, n.phone, n.phone_key) is distinct from row(o.customer_id, o.email, o.email_key, o.location_id, o.name, o.org_id, o.phone, o.phone_key));
    s := au.stamp_for(org, (select n.location_id from new_rows n where n.org_id = org limit 1));
    lead := concat('{', '"act":' || to_json(s.act)::text || ',', '"action":', to_json(s.action)::text, ',');
    approver_and_at := concat('"approver":"' || s.approver_id || '",', '"at":', s.at_json, ',');
    ctx_and_domain := concat('"ctx":"' || s.ctx_commit || '",', '"domain":"customers",');
    op_and_org := concat('"op":"update","org":"', org, '",');
    rel_and_req := concat('"rel":"customer_contact","req":', to_json(s.request_id)::text, ',');
    tail := concat('"schema":1,', '"session":"' || s.session_id || '",', '"source":', to_json(s.source)::text,
      ',"txn":"', s.xid, '","v":1}');
    with captured as materialized (
      select cap, row_id, loc, label, changed, subject,
        concat(lead, '"after":', after, ',', approver_and_at, '"before":', before, ',', '"cap":', cap, ',', ctx_and_domain, '"loc":"' || loc || '",', op_and_org, '"pii":{', concat_ws(',', case when c0 then '"after.email":"' || h0 || '"' end, case when c1 then '"after.email_key":"' || h1 || '"' end, case when c2 then '"after.name":"' || h2 || '"' end, case when c3 then '"after.phone":"' || h3 || '"' end, case when c4 then '"after.phone_key":"' || h4 || '"' end, '"before.email":"' || h5 || '"', '"before.email_key":"' || h6 || '"', '"before.name":"' || h7 || '"', '"before.phone":"' || h8 || '"', '"before.phone_key":"' || h9 || '"', case when not c0 then '"same.email":"' || h0 || '"' end, case when not c1 then '"same.email_key":"' || h1 || '"' end, case when not c2 then '"same.name":"' || h2 || '"' end, case when not c3 then '"same.phone":"' || h3 || '"' end, case when not c4 then '"same.phone_key":"' || h4 || '"' end), '},', rel_and_req, '"row":"', row_id, '",', tail) as leaf,
        array_remove(array[d0, d1, d2, d3, d4, d5, d6, d7, d8, d9], null) as ds
      from (select *, encode(sha256(convert_to(d0, 'UTF8')), 'base64') as h0,
        encode(sha256(convert_to(d1, 'UTF8')), 'base64') as h1,
        encode(sha256(convert_to(d2, 'UTF8')), 'base64') as h2,
        encode(sha256(convert_to(d3, 'UTF8')), 'base64') as h3,
        encode(sha256(convert_to(d4, 'UTF8')), 'base64') as h4,
        encode(sha256(convert_to(d5, 'UTF8')), 'base64') as h5,
        encode(sha256(convert_to(d6, 'UTF8')), 'base64') as h6,
        encode(sha256(convert_to(d7, 'UTF8')), 'base64') as h7,
        encode(sha256(convert_to(d8, 'UTF8')), 'base64') as h8,
        encode(sha256(convert_to(d9, 'UTF8')), 'base64') as h9
      from (select *, case when v0 is not null then concat('["', encode(substr(salts, 1, 16), 'hex'), '","', case when c0 then 'after' else 'same' end, '.email",', v0, ']') end as d0,
        case when v1 is not null then concat('["', encode(substr(salts, 17, 16), 'hex'), '","', case when c1 then 'after' else 'same' end, '.email_key",', v1, ']') end as d1,
        case when v2 is not null then concat('["', encode(substr(salts, 33, 16), 'hex'), '","', case when c2 then 'after' else 'same' end, '.name",', v2, ']') end as d2,
        case when v3 is not null then concat('["', encode(substr(salts, 49, 16), 'hex'), '","', case when c3 then 'after' else 'same' end, '.phone",', v3, ']') end as d3,
        case when v4 is not null then concat('["', encode(substr(salts, 65, 16), 'hex'), '","', case when c4 then 'after' else 'same' end, '.phone_key",', v4, ']') end as d4,
        case when v5 is not null then concat('["', encode(substr(salts, 81, 16), 'hex'), '","', 'before', '.email",', v5, ']') end as d5,
        case when v6 is not null then concat('["', encode(substr(salts, 97, 16), 'hex'), '","', 'before', '.email_key",', v6, ']') end as d6,
        case when v7 is not null then concat('["', encode(substr(salts, 113, 16), 'hex'), '","', 'before', '.name",', v7, ']') end as d7,
        case when v8 is not null then concat('["', encode(substr(salts, 129, 16), 'hex'), '","', 'before', '.phone",', v8, ']') end as d8,
        case when v9 is not null then concat('["', encode(substr(salts, 145, 16), 'hex'), '","', 'before', '.phone_key",', v9, ']') end as d9
      from (select * from (select nextval('au.cap') as cap,
        (n.customer_id)::text as row_id,
        n.location_id as loc,
        null::text as label,
        array_remove(array[case when n.customer_id is distinct from o.customer_id then 'customer_id' end, case when n.email is distinct from o.email then 'email' end, case when n.email_key is distinct from o.email_key then 'email_key' end, case when n.location_id is distinct from o.location_id then 'location_id' end, case when n.name is distinct from o.name then 'name' end, case when n.org_id is distinct from o.org_id then 'org_id' end, case when n.phone is distinct from o.phone then 'phone' end, case when n.phone_key is distinct from o.phone_key then 'phone_key' end], null) as changed,
        concat('{', '"customer_id":', '"' || o.customer_id || '"', ',"location_id":', '"' || o.location_id || '"', ',"org_id":', '"' || o.org_id || '"', '}') as before,
        concat('{', '"customer_id":', '"' || n.customer_id || '"', ',"location_id":', '"' || n.location_id || '"', ',"org_id":', '"' || n.org_id || '"', '}') as after,
        'guest:' || n.customer_id as subject,
        public.gen_random_bytes(160) as salts,
        n.email is distinct from o.email as c0,
        n.email_key is distinct from o.email_key as c1,
        n.name is distinct from o.name as c2,
        n.phone is distinct from o.phone as c3,
        n.phone_key is distinct from o.phone_key as c4,
        case when n.email is not null then to_json(n.email)::text end as v0,
        case when n.email_key is not null then to_json(n.email_key)::text end as v1,
        case when n.name is not null then to_json(n.name)::text end as v2,
        case when n.phone is not null then to_json(n.phone)::text end as v3,
        case when n.phone_key is not null then to_json(n.phone_key)::text end as v4,
        case when o.email is not null and n.email is distinct from o.email then to_json(o.email)::text end as v5,
        case when o.email_key is not null and n.email_key is distinct from o.email_key then to_json(o.email_key)::text end as v6,
        case when o.name is not null and n.name is distinct from o.name then to_json(o.name)::text end as v7,
        case when o.phone is not null and n.phone is distinct from o.phone then to_json(o.phone)::text end as v8,
        case when o.phone_key is not null and n.phone_key is distinct from o.phone_key then to_json(o.phone_key)::text end as v9
      from new_rows n join old_rows o on o.org_id = n.org_id and o.customer_id = n.customer_id
      where n.org_id = org
      offset 0) x where changed <> '{}' offset 0) x offset 0) x offset 0) x
    ), stored as (
      insert into au.disclosure (org_id, subject, cap_seq, ds, capability, loc)
      select org, subject, cap, ds, 'customers.read_full', loc from captured where cardinality(ds) > 0
    )
    insert into au.event (org_id, at, cap_seq, xid, kind, rel, row_id, loc, domain, action, actor_id, db_user, approver_id,
      session_id, source, request_id, part, head, changed, label, ctx_seq, schema, leaf, leaf_hash)
    select org, s.at, cap, s.xid, 2, 'customer_contact', row_id, loc, 'customers', s.action, s.actor_id, s.db_user,
      s.approver_id, s.session_id, s.source, s.request_id, s.part,
      s.part = 0 and cap = any (array(select min(first.cap) from captured first group by first.loc)), changed, label, s.ctx_seq,
      1, leaf, sha256('\x00'::bytea || convert_to(leaf, 'UTF8'))
    from captured;
  end loop;
  return null;
end
$capture$;
create or replace trigger capture_update after update on public.customer_contact referencing old table as old_rows new table as new_rows for each statement execute function au.capture_customer_contact_update();
alter table public.customer_contact enable always trigger capture_update;

create or replace function au.capture_customer_contact_delete() returns trigger
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
    ctx_and_domain := concat('"ctx":"' || s.ctx_commit || '",', '"domain":"customers",');
    op_and_org := concat('"op":"delete","org":"', org, '",');
    rel_and_req := concat('"rel":"customer_contact","req":', to_json(s.request_id)::text, ',');
    tail := concat('"schema":1,', '"session":"' || s.session_id || '",', '"source":', to_json(s.source)::text,
      ',"txn":"', s.xid, '","v":1}');
    with captured as materialized (
      select cap, row_id, loc, label, changed, subject,
        concat(lead, approver_and_at, '"before":', before, ',', '"cap":', cap, ',', ctx_and_domain, '"loc":"' || loc || '",', op_and_org, '"pii":{', concat_ws(',', '"before.email":"' || h0 || '"', '"before.email_key":"' || h1 || '"', '"before.name":"' || h2 || '"', '"before.phone":"' || h3 || '"', '"before.phone_key":"' || h4 || '"'), '},', rel_and_req, '"row":"', row_id, '",', tail) as leaf,
        array_remove(array[d0, d1, d2, d3, d4], null) as ds
      from (select *, encode(sha256(convert_to(d0, 'UTF8')), 'base64') as h0,
        encode(sha256(convert_to(d1, 'UTF8')), 'base64') as h1,
        encode(sha256(convert_to(d2, 'UTF8')), 'base64') as h2,
        encode(sha256(convert_to(d3, 'UTF8')), 'base64') as h3,
        encode(sha256(convert_to(d4, 'UTF8')), 'base64') as h4
      from (select *, case when v0 is not null then concat('["', encode(substr(salts, 1, 16), 'hex'), '","', 'before', '.email",', v0, ']') end as d0,
        case when v1 is not null then concat('["', encode(substr(salts, 17, 16), 'hex'), '","', 'before', '.email_key",', v1, ']') end as d1,
        case when v2 is not null then concat('["', encode(substr(salts, 33, 16), 'hex'), '","', 'before', '.name",', v2, ']') end as d2,
        case when v3 is not null then concat('["', encode(substr(salts, 49, 16), 'hex'), '","', 'before', '.phone",', v3, ']') end as d3,
        case when v4 is not null then concat('["', encode(substr(salts, 65, 16), 'hex'), '","', 'before', '.phone_key",', v4, ']') end as d4
      from (select nextval('au.cap') as cap,
        (o.customer_id)::text as row_id,
        o.location_id as loc,
        null::text as label,
        null::text[] as changed,
        concat('{', '"customer_id":', '"' || o.customer_id || '"', ',"location_id":', '"' || o.location_id || '"', ',"org_id":', '"' || o.org_id || '"', '}') as before,
        null::text as after,
        'guest:' || o.customer_id as subject,
        public.gen_random_bytes(80) as salts,
        case when o.email is not null then to_json(o.email)::text end as v0,
        case when o.email_key is not null then to_json(o.email_key)::text end as v1,
        case when o.name is not null then to_json(o.name)::text end as v2,
        case when o.phone is not null then to_json(o.phone)::text end as v3,
        case when o.phone_key is not null then to_json(o.phone_key)::text end as v4
      from old_rows o
      where o.org_id = org
      offset 0) x offset 0) x offset 0) x
    ), stored as (
      insert into au.disclosure (org_id, subject, cap_seq, ds, capability, loc)
      select org, subject, cap, ds, 'customers.read_full', loc from captured where cardinality(ds) > 0
    )
    insert into au.event (org_id, at, cap_seq, xid, kind, rel, row_id, loc, domain, action, actor_id, db_user, approver_id,
      session_id, source, request_id, part, head, changed, label, ctx_seq, schema, leaf, leaf_hash)
    select org, s.at, cap, s.xid, 3, 'customer_contact', row_id, loc, 'customers', s.action, s.actor_id, s.db_user,
      s.approver_id, s.session_id, s.source, s.request_id, s.part,
      s.part = 0 and cap = any (array(select min(first.cap) from captured first group by first.loc)), changed, label, s.ctx_seq,
      1, leaf, sha256('\x00'::bytea || convert_to(leaf, 'UTF8'))
    from captured;
  end loop;
  return null;
end
$capture$;
create or replace trigger capture_delete after delete on public.customer_contact referencing old table as old_rows for each statement execute function au.capture_customer_contact_delete();
alter table public.customer_contact enable always trigger capture_delete;

create or replace trigger refuse_rekey before update of org_id, customer_id on public.customer_contact for each statement execute function au.refuse_rekey();
alter table public.customer_contact enable always trigger refuse_rekey;
create or replace trigger refuse_truncate before truncate on public.customer_contact for each statement execute function au.refuse_truncate();
alter table public.customer_contact enable always trigger refuse_truncate;

-- capture public.delivery_address
create or replace function au.capture_delivery_address_insert() returns trigger
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
    ctx_and_domain := concat('"ctx":"' || s.ctx_commit || '",', '"domain":"orders",');
    op_and_org := concat('"op":"insert","org":"', org, '",');
    rel_and_req := concat('"rel":"delivery_address","req":', to_json(s.request_id)::text, ',');
    tail := concat('"schema":1,', '"session":"' || s.session_id || '",', '"source":', to_json(s.source)::text,
      ',"txn":"', s.xid, '","v":1}');
    with captured as materialized (
      select cap, row_id, loc, label, changed, subject,
        concat(lead, '"after":', after, ',', approver_and_at, '"cap":', cap, ',', ctx_and_domain, '"loc":"' || loc || '",', op_and_org, '"pii":{', concat_ws(',', '"after.city":"' || h0 || '"', '"after.door_note":"' || h1 || '"', '"after.line":"' || h2 || '"', '"after.phone":"' || h3 || '"', '"after.postcode":"' || h4 || '"', '"after.recipient":"' || h5 || '"'), '},', rel_and_req, '"row":"', row_id, '",', tail) as leaf,
        array_remove(array[d0, d1, d2, d3, d4, d5], null) as ds
      from (select *, encode(sha256(convert_to(d0, 'UTF8')), 'base64') as h0,
        encode(sha256(convert_to(d1, 'UTF8')), 'base64') as h1,
        encode(sha256(convert_to(d2, 'UTF8')), 'base64') as h2,
        encode(sha256(convert_to(d3, 'UTF8')), 'base64') as h3,
        encode(sha256(convert_to(d4, 'UTF8')), 'base64') as h4,
        encode(sha256(convert_to(d5, 'UTF8')), 'base64') as h5
      from (select *, case when v0 is not null then concat('["', encode(substr(salts, 1, 16), 'hex'), '","', 'after', '.city",', v0, ']') end as d0,
        case when v1 is not null then concat('["', encode(substr(salts, 17, 16), 'hex'), '","', 'after', '.door_note",', v1, ']') end as d1,
        case when v2 is not null then concat('["', encode(substr(salts, 33, 16), 'hex'), '","', 'after', '.line",', v2, ']') end as d2,
        case when v3 is not null then concat('["', encode(substr(salts, 49, 16), 'hex'), '","', 'after', '.phone",', v3, ']') end as d3,
        case when v4 is not null then concat('["', encode(substr(salts, 65, 16), 'hex'), '","', 'after', '.postcode",', v4, ']') end as d4,
        case when v5 is not null then concat('["', encode(substr(salts, 81, 16), 'hex'), '","', 'after', '.recipient",', v5, ']') end as d5
      from (select nextval('au.cap') as cap,
        (n.order_id)::text as row_id,
        n.location_id as loc,
        null::text as label,
        null::text[] as changed,
        null::text as before,
        concat('{', '"customer_id":', coalesce('"' || n.customer_id || '"', 'null'), ',"location_id":', '"' || n.location_id || '"', ',"order_id":', '"' || n.order_id || '"', ',"org_id":', '"' || n.org_id || '"', '}') as after,
        'guest:' || coalesce(n.customer_id, n.order_id) as subject,
        public.gen_random_bytes(96) as salts,
        case when n.city is not null then to_json(n.city)::text end as v0,
        case when n.door_note is not null then to_json(n.door_note)::text end as v1,
        case when n.line is not null then to_json(n.line)::text end as v2,
        case when n.phone is not null then to_json(n.phone)::text end as v3,
        case when n.postcode is not null then to_json(n.postcode)::text end as v4,
        case when n.recipient is not null then to_json(n.recipient)::text end as v5
      from new_rows n
      where n.org_id = org
      offset 0) x offset 0) x offset 0) x
    ), stored as (
      insert into au.disclosure (org_id, subject, cap_seq, ds, capability, loc)
      select org, subject, cap, ds, 'customers.read_full', loc from captured where cardinality(ds) > 0
    )
    insert into au.event (org_id, at, cap_seq, xid, kind, rel, row_id, loc, domain, action, actor_id, db_user, approver_id,
      session_id, source, request_id, part, head, changed, label, ctx_seq, schema, leaf, leaf_hash)
    select org, s.at, cap, s.xid, 1, 'delivery_address', row_id, loc, 'orders', s.action, s.actor_id, s.db_user,
      s.approver_id, s.session_id, s.source, s.request_id, s.part,
      s.part = 0 and cap = any (array(select min(first.cap) from captured first group by first.loc)), changed, label, s.ctx_seq,
      1, leaf, sha256('\x00'::bytea || convert_to(leaf, 'UTF8'))
    from captured;
  end loop;
  return null;
end
$capture$;
create or replace trigger capture_insert after insert on public.delivery_address referencing new table as new_rows for each statement execute function au.capture_delivery_address_insert();
alter table public.delivery_address enable always trigger capture_insert;

create or replace function au.capture_delivery_address_update() returns trigger
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
    continue when not exists (select from new_rows n join old_rows o on o.org_id = n.org_id and o.order_id = n.order_id where n.org_id = org and row(n.city, n.customer_id, n.door_note, n.line, n.location_id, n.order_id, n.org_id, n.phone, n.postcode, n.recipient) is distinct from row(o.city, o.customer_id, o.door_note, o.line, o.location_id, o.order_id, o.org_id, o.phone, o.postcode, o.recipient));
    s := au.stamp_for(org, (select n.location_id from new_rows n where n.org_id = org limit 1));
    lead := concat('{', '"act":' || to_json(s.act)::text || ',', '"action":', to_json(s.action)::text, ',');
    approver_and_at := concat('"approver":"' || s.approver_id || '",', '"at":', s.at_json, ',');
    ctx_and_domain := concat('"ctx":"' || s.ctx_commit || '",', '"domain":"orders",');
    op_and_org := concat('"op":"update","org":"', org, '",');
    rel_and_req := concat('"rel":"delivery_address","req":', to_json(s.request_id)::text, ',');
    tail := concat('"schema":1,', '"session":"' || s.session_id || '",', '"source":', to_json(s.source)::text,
      ',"txn":"', s.xid, '","v":1}');
    with captured as materialized (
      select cap, row_id, loc, label, changed, subject,
        concat(lead, '"after":', after, ',', approver_and_at, '"before":', before, ',', '"cap":', cap, ',', ctx_and_domain, '"loc":"' || loc || '",', op_and_org, '"pii":{', concat_ws(',', case when c0 then '"after.city":"' || h0 || '"' end, case when c1 then '"after.door_note":"' || h1 || '"' end, case when c2 then '"after.line":"' || h2 || '"' end, case when c3 then '"after.phone":"' || h3 || '"' end, case when c4 then '"after.postcode":"' || h4 || '"' end, case when c5 then '"after.recipient":"' || h5 || '"' end, '"before.city":"' || h6 || '"', '"before.door_note":"' || h7 || '"', '"before.line":"' || h8 || '"', '"before.phone":"' || h9 || '"', '"before.postcode":"' || h10 || '"', '"before.recipient":"' || h11 || '"', case when not c0 then '"same.city":"' || h0 || '"' end, case when not c1 then '"same.door_note":"' || h1 || '"' end, case when not c2 then '"same.line":"' || h2 || '"' end, case when not c3 then '"same.phone":"' || h3 || '"' end, case when not c4 then '"same.postcode":"' || h4 || '"' end, case when not c5 then '"same.recipient":"' || h5 || '"' end), '},', rel_and_req, '"row":"', row_id, '",', tail) as leaf,
        array_remove(array[d0, d1, d2, d3, d4, d5, d6, d7, d8, d9, d10, d11], null) as ds
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
        encode(sha256(convert_to(d11, 'UTF8')), 'base64') as h11
      from (select *, case when v0 is not null then concat('["', encode(substr(salts, 1, 16), 'hex'), '","', case when c0 then 'after' else 'same' end, '.city",', v0, ']') end as d0,
        case when v1 is not null then concat('["', encode(substr(salts, 17, 16), 'hex'), '","', case when c1 then 'after' else 'same' end, '.door_note",', v1, ']') end as d1,
        case when v2 is not null then concat('["', encode(substr(salts, 33, 16), 'hex'), '","', case when c2 then 'after' else 'same' end, '.line",', v2, ']') end as d2,
        case when v3 is not null then concat('["', encode(substr(salts, 49, 16), 'hex'), '","', case when c3 then 'after' else 'same' end, '.phone",', v3, ']') end as d3,
        case when v4 is not null then concat('["', encode(substr(salts, 65, 16), 'hex'), '","', case when c4 then 'after' else 'same' end, '.postcode",', v4, ']') end as d4,
        case when v5 is not null then concat('["', encode(substr(salts, 81, 16), 'hex'), '","', case when c5 then 'after' else 'same' end, '.recipient",', v5, ']') end as d5,
        case when v6 is not null then concat('["', encode(substr(salts, 97, 16), 'hex'), '","', 'before', '.city",', v6, ']') end as d6,
        case when v7 is not null then concat('["', encode(substr(salts, 113, 16), 'hex'), '","', 'before', '.door_note",', v7, ']') end as d7,
        case when v8 is not null then concat('["', encode(substr(salts, 129, 16), 'hex'), '","', 'before', '.line",', v8, ']') end as d8,
        case when v9 is not null then concat('["', encode(substr(salts, 145, 16), 'hex'), '","', 'before', '.phone",', v9, ']') end as d9,
        case when v10 is not null then concat('["', encode(substr(salts, 161, 16), 'hex'), '","', 'before', '.postcode",', v10, ']') end as d10,
        case when v11 is not null then concat('["', encode(substr(salts, 177, 16), 'hex'), '","', 'before', '.recipient",', v11, ']') end as d11
      from (select * from (select nextval('au.cap') as cap,
        (n.order_id)::text as row_id,
        n.location_id as loc,
        null::text as label,
        array_remove(array[case when n.city is distinct from o.city then 'city' end, case when n.customer_id is distinct from o.customer_id then 'customer_id' end, case when n.door_note is distinct from o.door_note then 'door_note' end, case when n.line is distinct from o.line then 'line' end, case when n.location_id is distinct from o.location_id then 'location_id' end, case when n.order_id is distinct from o.order_id then 'order_id' end, case when n.org_id is distinct from o.org_id then 'org_id' end, case when n.phone is distinct from o.phone then 'phone' end, case when n.postcode is distinct from o.postcode then 'postcode' end, case when n.recipient is distinct from o.recipient then 'recipient' end], null) as changed,
        concat('{', '"customer_id":', coalesce('"' || o.customer_id || '"', 'null'), ',"location_id":', '"' || o.location_id || '"', ',"order_id":', '"' || o.order_id || '"', ',"org_id":', '"' || o.org_id || '"', '}') as before,
        concat('{', '"customer_id":', coalesce('"' || n.customer_id || '"', 'null'), ',"location_id":', '"' || n.location_id || '"', ',"order_id":', '"' || n.order_id || '"', ',"org_id":', '"' || n.org_id || '"', '}') as after,
        'guest:' || coalesce(n.customer_id, n.order_id) as subject,
        public.gen_random_bytes(192) as salts,
        n.city is distinct from o.city as c0,
        n.door_note is distinct from o.door_note as c1,
        n.line is distinct from o.line as c2,
        n.phone is distinct from o.phone as c3,
        n.postcode is distinct from o.postcode as c4,
        n.recipient is distinct from o.recipient as c5,
        case when n.city is not null then to_json(n.city)::text end as v0,
        case when n.door_note is not null then to_json(n.door_note)::text end as v1,
        case when n.line is not null then to_json(n.line)::text end as v2,
        case when n.phone is not null then to_json(n.phone)::text end as v3,
        case when n.postcode is not null then to_json(n.postcode)::text end as v4,
        case when n.recipient is not null then to_json(n.recipient)::text end as v5,
        case when o.city is not null and n.city is distinct from o.city then to_json(o.city)::text end as v6,
        case when o.door_note is not null and n.door_note is distinct from o.door_note then to_json(o.door_note)::text end as v7,
        case when o.line is not null and n.line is distinct from o.line then to_json(o.line)::text end as v8,
        case when o.phone is not null and n.phone is distinct from o.phone then to_json(o.phone)::text end as v9,
        case when o.postcode is not null and n.postcode is distinct from o.postcode then to_json(o.postcode)::text end as v10,
        case when o.recipient is not null and n.recipient is distinct from o.recipient then to_json(o.recipient)::text end as v11
      from new_rows n join old_rows o on o.org_id = n.org_id and o.order_id = n.order_id
      where n.org_id = org
      offset 0) x where changed <> '{}' offset 0) x offset 0) x offset 0) x
    ), stored as (
      insert into au.disclosure (org_id, subject, cap_seq, ds, capability, loc)
      select org, subject, cap, ds, 'customers.read_full', loc from captured where cardinality(ds) > 0
    )
    insert into au.event (org_id, at, cap_seq, xid, kind, rel, row_id, loc, domain, action, actor_id, db_user, approver_id,
      session_id, source, request_id, part, head, changed, label, ctx_seq, schema, leaf, leaf_hash)
    select org, s.at, cap, s.xid, 2, 'delivery_address', row_id, loc, 'orders', s.action, s.actor_id, s.db_user,
      s.approver_id, s.session_id, s.source, s.request_id, s.part,
      s.part = 0 and cap = any (array(select min(first.cap) from captured first group by first.loc)), changed, label, s.ctx_seq,
      1, leaf, sha256('\x00'::bytea || convert_to(leaf, 'UTF8'))
    from captured;
  end loop;
  return null;
end
$capture$;
create or replace trigger capture_update after update on public.delivery_address referencing old table as old_rows new table as new_rows for each statement execute function au.capture_delivery_address_update();
alter table public.delivery_address enable always trigger capture_update;

create or replace function au.capture_delivery_address_delete() returns trigger
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
    ctx_and_domain := concat('"ctx":"' || s.ctx_commit || '",', '"domain":"orders",');
    op_and_org := concat('"op":"delete","org":"', org, '",');
    rel_and_req := concat('"rel":"delivery_address","req":', to_json(s.request_id)::text, ',');
    tail := concat('"schema":1,', '"session":"' || s.session_id || '",', '"source":', to_json(s.source)::text,
      ',"txn":"', s.xid, '","v":1}');
    with captured as materialized (
      select cap, row_id, loc, label, changed, subject,
        concat(lead, approver_and_at, '"before":', before, ',', '"cap":', cap, ',', ctx_and_domain, '"loc":"' || loc || '",', op_and_org, '"pii":{', concat_ws(',', '"before.city":"' || h0 || '"', '"before.door_note":"' || h1 || '"', '"before.line":"' || h2 || '"', '"before.phone":"' || h3 || '"', '"before.postcode":"' || h4 || '"', '"before.recipient":"' || h5 || '"'), '},', rel_and_req, '"row":"', row_id, '",', tail) as leaf,
        array_remove(array[d0, d1, d2, d3, d4, d5], null) as ds
      from (select *, encode(sha256(convert_to(d0, 'UTF8')), 'base64') as h0,
        encode(sha256(convert_to(d1, 'UTF8')), 'base64') as h1,
        encode(sha256(convert_to(d2, 'UTF8')), 'base64') as h2,
        encode(sha256(convert_to(d3, 'UTF8')), 'base64') as h3,
        encode(sha256(convert_to(d4, 'UTF8')), 'base64') as h4,
        encode(sha256(convert_to(d5, 'UTF8')), 'base64') as h5
      from (select *, case when v0 is not null then concat('["', encode(substr(salts, 1, 16), 'hex'), '","', 'before', '.city",', v0, ']') end as d0,
        case when v1 is not null then concat('["', encode(substr(salts, 17, 16), 'hex'), '","', 'before', '.door_note",', v1, ']') end as d1,
        case when v2 is not null then concat('["', encode(substr(salts, 33, 16), 'hex'), '","', 'before', '.line",', v2, ']') end as d2,
        case when v3 is not null then concat('["', encode(substr(salts, 49, 16), 'hex'), '","', 'before', '.phone",', v3, ']') end as d3,
        case when v4 is not null then concat('["', encode(substr(salts, 65, 16), 'hex'), '","', 'before', '.postcode",', v4, ']') end as d4,
        case when v5 is not null then concat('["', encode(substr(salts, 81, 16), 'hex'), '","', 'before', '.recipient",', v5, ']') end as d5
      from (select nextval('au.cap') as cap,
        (o.order_id)::text as row_id,
        o.location_id as loc,
        null::text as label,
        null::text[] as changed,
        concat('{', '"customer_id":', coalesce('"' || o.customer_id || '"', 'null'), ',"location_id":', '"' || o.location_id || '"', ',"order_id":', '"' || o.order_id || '"', ',"org_id":', '"' || o.org_id || '"', '}') as before,
        null::text as after,
        'guest:' || coalesce(o.customer_id, o.order_id) as subject,
        public.gen_random_bytes(96) as salts,
        case when o.city is not null then to_json(o.city)::text end as v0,
        case when o.door_note is not null then to_json(o.door_note)::text end as v1,
        case when o.line is not null then to_json(o.line)::text end as v2,
        case when o.phone is not null then to_json(o.phone)::text end as v3,
        case when o.postcode is not null then to_json(o.postcode)::text end as v4,
        case when o.recipient is not null then to_json(o.recipient)::text end as v5
      from old_rows o
      where o.org_id = org
      offset 0) x offset 0) x offset 0) x
    ), stored as (
      insert into au.disclosure (org_id, subject, cap_seq, ds, capability, loc)
      select org, subject, cap, ds, 'customers.read_full', loc from captured where cardinality(ds) > 0
    )
    insert into au.event (org_id, at, cap_seq, xid, kind, rel, row_id, loc, domain, action, actor_id, db_user, approver_id,
      session_id, source, request_id, part, head, changed, label, ctx_seq, schema, leaf, leaf_hash)
    select org, s.at, cap, s.xid, 3, 'delivery_address', row_id, loc, 'orders', s.action, s.actor_id, s.db_user,
      s.approver_id, s.session_id, s.source, s.request_id, s.part,
      s.part = 0 and cap = any (array(select min(first.cap) from captured first group by first.loc)), changed, label, s.ctx_seq,
      1, leaf, sha256('\x00'::bytea || convert_to(leaf, 'UTF8'))
    from captured;
  end loop;
  return null;
end
$capture$;
create or replace trigger capture_delete after delete on public.delivery_address referencing old table as old_rows for each statement execute function au.capture_delivery_address_delete();
alter table public.delivery_address enable always trigger capture_delete;

create or replace trigger refuse_rekey before update of org_id, order_id on public.delivery_address for each statement execute function au.refuse_rekey();
alter table public.delivery_address enable always trigger refuse_rekey;
create or replace trigger refuse_truncate before truncate on public.delivery_address for each statement execute function au.refuse_truncate();
alter table public.delivery_address enable always trigger refuse_truncate;

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
    ctx_and_domain := concat('"ctx":"' || s.ctx_commit || '",', '"domain":"orders",');
    op_and_org := concat('"op":"insert","org":"', org, '",');
    rel_and_req := concat('"rel":"import_job","req":', to_json(s.request_id)::text, ',');
    tail := concat('"schema":1,', '"session":"' || s.session_id || '",', '"source":', to_json(s.source)::text,
      ',"txn":"', s.xid, '","v":1}');
    with captured as materialized (
      select cap, row_id, loc, label, changed,
        concat(lead, '"after":', after, ',', approver_and_at, '"cap":', cap, ',', ctx_and_domain, '"loc":"' || loc || '",', op_and_org, rel_and_req, '"row":"', row_id, '",', tail) as leaf
      from (select nextval('au.cap') as cap,
        (n.id)::text as row_id,
        n.location_id as loc,
        left(n.source::text, 200) as label,
        null::text[] as changed,
        null::text as before,
        concat('{', '"created_at":', to_json(n.created_at)::text, ',"file_digest":', case when octet_length(n.file_digest) <= 341 then to_json(n.file_digest)::text else case when octet_length(to_json(n.file_digest)::text) <= 2048 then to_json(n.file_digest)::text else '"sha256:' || encode(sha256(convert_to(n.file_digest, 'UTF8')), 'base64') || '"' end end, ',"finished_at":', coalesce(to_json(n.finished_at)::text, 'null'), ',"id":', '"' || n.id || '"', ',"kind":', case when octet_length(n.kind) <= 341 then to_json(n.kind)::text else case when octet_length(to_json(n.kind)::text) <= 2048 then to_json(n.kind)::text else '"sha256:' || encode(sha256(convert_to(n.kind, 'UTF8')), 'base64') || '"' end end, ',"lines_done":', n.lines_done::text, ',"lines_rejected":', n.lines_rejected::text, ',"location_id":', '"' || n.location_id || '"', ',"orders_created":', n.orders_created::text, ',"orders_known":', n.orders_known::text, ',"org_id":', '"' || n.org_id || '"', ',"source":', case when octet_length(n.source) <= 341 then to_json(n.source)::text else case when octet_length(to_json(n.source)::text) <= 2048 then to_json(n.source)::text else '"sha256:' || encode(sha256(convert_to(n.source, 'UTF8')), 'base64') || '"' end end, ',"started_by":', '"' || n.started_by || '"', ',"status":', case when octet_length(n.status) <= 341 then to_json(n.status)::text else case when octet_length(to_json(n.status)::text) <= 2048 then to_json(n.status)::text else '"sha256:' || encode(sha256(convert_to(n.status, 'UTF8')), 'base64') || '"' end end, '}') as after
      from new_rows n
      where n.org_id = org
      offset 0) x
    )
    insert into au.event (org_id, at, cap_seq, xid, kind, rel, row_id, loc, domain, action, actor_id, db_user, approver_id,
      session_id, source, request_id, part, head, changed, label, ctx_seq, schema, leaf, leaf_hash)
    select org, s.at, cap, s.xid, 1, 'import_job', row_id, loc, 'orders', s.action, s.actor_id, s.db_user,
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
    continue when not exists (select from new_rows n join old_rows o on o.org_id = n.org_id and o.id = n.id where n.org_id = org and row(n.created_at, n.file_digest, n.finished_at, n.id, n.kind, n.lines_done, n.lines_rejected, n.location_id, n.orders_created, n.orders_known, n.org_id, n.source, n.started_by, n.status) is distinct from row(o.created_at, o.file_digest, o.finished_at, o.id, o.kind, o.lines_done, o.lines_rejected, o.location_id, o.orders_created, o.orders_known, o.org_id, o.source, o.started_by, o.status));
    s := au.stamp_for(org, (select n.location_id from new_rows n where n.org_id = org limit 1));
    lead := concat('{', '"act":' || to_json(s.act)::text || ',', '"action":', to_json(s.action)::text, ',');
    approver_and_at := concat('"approver":"' || s.approver_id || '",', '"at":', s.at_json, ',');
    ctx_and_domain := concat('"ctx":"' || s.ctx_commit || '",', '"domain":"orders",');
    op_and_org := concat('"op":"update","org":"', org, '",');
    rel_and_req := concat('"rel":"import_job","req":', to_json(s.request_id)::text, ',');
    tail := concat('"schema":1,', '"session":"' || s.session_id || '",', '"source":', to_json(s.source)::text,
      ',"txn":"', s.xid, '","v":1}');
    with captured as materialized (
      select cap, row_id, loc, label, changed,
        concat(lead, '"after":', after, ',', approver_and_at, '"before":', before, ',', '"cap":', cap, ',', ctx_and_domain, '"loc":"' || loc || '",', op_and_org, rel_and_req, '"row":"', row_id, '",', tail) as leaf
      from (select * from (select nextval('au.cap') as cap,
        (n.id)::text as row_id,
        n.location_id as loc,
        left(n.source::text, 200) as label,
        array_remove(array[case when n.created_at is distinct from o.created_at then 'created_at' end, case when n.file_digest is distinct from o.file_digest then 'file_digest' end, case when n.finished_at is distinct from o.finished_at then 'finished_at' end, case when n.id is distinct from o.id then 'id' end, case when n.kind is distinct from o.kind then 'kind' end, case when n.lines_done is distinct from o.lines_done then 'lines_done' end, case when n.lines_rejected is distinct from o.lines_rejected then 'lines_rejected' end, case when n.location_id is distinct from o.location_id then 'location_id' end, case when n.orders_created is distinct from o.orders_created then 'orders_created' end, case when n.orders_known is distinct from o.orders_known then 'orders_known' end, case when n.org_id is distinct from o.org_id then 'org_id' end, case when n.source is distinct from o.source then 'source' end, case when n.started_by is distinct from o.started_by then 'started_by' end, case when n.status is distinct from o.status then 'status' end], null) as changed,
        concat('{', '"created_at":', to_json(o.created_at)::text, ',"file_digest":', case when octet_length(o.file_digest) <= 341 then to_json(o.file_digest)::text else case when octet_length(to_json(o.file_digest)::text) <= 2048 then to_json(o.file_digest)::text else '"sha256:' || encode(sha256(convert_to(o.file_digest, 'UTF8')), 'base64') || '"' end end, ',"finished_at":', coalesce(to_json(o.finished_at)::text, 'null'), ',"id":', '"' || o.id || '"', ',"kind":', case when octet_length(o.kind) <= 341 then to_json(o.kind)::text else case when octet_length(to_json(o.kind)::text) <= 2048 then to_json(o.kind)::text else '"sha256:' || encode(sha256(convert_to(o.kind, 'UTF8')), 'base64') || '"' end end, ',"lines_done":', o.lines_done::text, ',"lines_rejected":', o.lines_rejected::text, ',"location_id":', '"' || o.location_id || '"', ',"orders_created":', o.orders_created::text, ',"orders_known":', o.orders_known::text, ',"org_id":', '"' || o.org_id || '"', ',"source":', case when octet_length(o.source) <= 341 then to_json(o.source)::text else case when octet_length(to_json(o.source)::text) <= 2048 then to_json(o.source)::text else '"sha256:' || encode(sha256(convert_to(o.source, 'UTF8')), 'base64') || '"' end end, ',"started_by":', '"' || o.started_by || '"', ',"status":', case when octet_length(o.status) <= 341 then to_json(o.status)::text else case when octet_length(to_json(o.status)::text) <= 2048 then to_json(o.status)::text else '"sha256:' || encode(sha256(convert_to(o.status, 'UTF8')), 'base64') || '"' end end, '}') as before,
        concat('{', '"created_at":', to_json(n.created_at)::text, ',"file_digest":', case when octet_length(n.file_digest) <= 341 then to_json(n.file_digest)::text else case when octet_length(to_json(n.file_digest)::text) <= 2048 then to_json(n.file_digest)::text else '"sha256:' || encode(sha256(convert_to(n.file_digest, 'UTF8')), 'base64') || '"' end end, ',"finished_at":', coalesce(to_json(n.finished_at)::text, 'null'), ',"id":', '"' || n.id || '"', ',"kind":', case when octet_length(n.kind) <= 341 then to_json(n.kind)::text else case when octet_length(to_json(n.kind)::text) <= 2048 then to_json(n.kind)::text else '"sha256:' || encode(sha256(convert_to(n.kind, 'UTF8')), 'base64') || '"' end end, ',"lines_done":', n.lines_done::text, ',"lines_rejected":', n.lines_rejected::text, ',"location_id":', '"' || n.location_id || '"', ',"orders_created":', n.orders_created::text, ',"orders_known":', n.orders_known::text, ',"org_id":', '"' || n.org_id || '"', ',"source":', case when octet_length(n.source) <= 341 then to_json(n.source)::text else case when octet_length(to_json(n.source)::text) <= 2048 then to_json(n.source)::text else '"sha256:' || encode(sha256(convert_to(n.source, 'UTF8')), 'base64') || '"' end end, ',"started_by":', '"' || n.started_by || '"', ',"status":', case when octet_length(n.status) <= 341 then to_json(n.status)::text else case when octet_length(to_json(n.status)::text) <= 2048 then to_json(n.status)::text else '"sha256:' || encode(sha256(convert_to(n.status, 'UTF8')), 'base64') || '"' end end, '}') as after
      from new_rows n join old_rows o on o.org_id = n.org_id and o.id = n.id
      where n.org_id = org
      offset 0) x where changed <> '{}' offset 0) x
    )
    insert into au.event (org_id, at, cap_seq, xid, kind, rel, row_id, loc, domain, action, actor_id, db_user, approver_id,
      session_id, source, request_id, part, head, changed, label, ctx_seq, schema, leaf, leaf_hash)
    select org, s.at, cap, s.xid, 2, 'import_job', row_id, loc, 'orders', s.action, s.actor_id, s.db_user,
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
    ctx_and_domain := concat('"ctx":"' || s.ctx_commit || '",', '"domain":"orders",');
    op_and_org := concat('"op":"delete","org":"', org, '",');
    rel_and_req := concat('"rel":"import_job","req":', to_json(s.request_id)::text, ',');
    tail := concat('"schema":1,', '"session":"' || s.session_id || '",', '"source":', to_json(s.source)::text,
      ',"txn":"', s.xid, '","v":1}');
    with captured as materialized (
      select cap, row_id, loc, label, changed,
        concat(lead, approver_and_at, '"before":', before, ',', '"cap":', cap, ',', ctx_and_domain, '"loc":"' || loc || '",', op_and_org, rel_and_req, '"row":"', row_id, '",', tail) as leaf
      from (select nextval('au.cap') as cap,
        (o.id)::text as row_id,
        o.location_id as loc,
        left(o.source::text, 200) as label,
        null::text[] as changed,
        concat('{', '"created_at":', to_json(o.created_at)::text, ',"file_digest":', case when octet_length(o.file_digest) <= 341 then to_json(o.file_digest)::text else case when octet_length(to_json(o.file_digest)::text) <= 2048 then to_json(o.file_digest)::text else '"sha256:' || encode(sha256(convert_to(o.file_digest, 'UTF8')), 'base64') || '"' end end, ',"finished_at":', coalesce(to_json(o.finished_at)::text, 'null'), ',"id":', '"' || o.id || '"', ',"kind":', case when octet_length(o.kind) <= 341 then to_json(o.kind)::text else case when octet_length(to_json(o.kind)::text) <= 2048 then to_json(o.kind)::text else '"sha256:' || encode(sha256(convert_to(o.kind, 'UTF8')), 'base64') || '"' end end, ',"lines_done":', o.lines_done::text, ',"lines_rejected":', o.lines_rejected::text, ',"location_id":', '"' || o.location_id || '"', ',"orders_created":', o.orders_created::text, ',"orders_known":', o.orders_known::text, ',"org_id":', '"' || o.org_id || '"', ',"source":', case when octet_length(o.source) <= 341 then to_json(o.source)::text else case when octet_length(to_json(o.source)::text) <= 2048 then to_json(o.source)::text else '"sha256:' || encode(sha256(convert_to(o.source, 'UTF8')), 'base64') || '"' end end, ',"started_by":', '"' || o.started_by || '"', ',"status":', case when octet_length(o.status) <= 341 then to_json(o.status)::text else case when octet_length(to_json(o.status)::text) <= 2048 then to_json(o.status)::text else '"sha256:' || encode(sha256(convert_to(o.status, 'UTF8')), 'base64') || '"' end end, '}') as before,
        null::text as after
      from old_rows o
      where o.org_id = org
      offset 0) x
    )
    insert into au.event (org_id, at, cap_seq, xid, kind, rel, row_id, loc, domain, action, actor_id, db_user, approver_id,
      session_id, source, request_id, part, head, changed, label, ctx_seq, schema, leaf, leaf_hash)
    select org, s.at, cap, s.xid, 3, 'import_job', row_id, loc, 'orders', s.action, s.actor_id, s.db_user,
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
    ctx_and_domain := concat('"ctx":"' || s.ctx_commit || '",', '"domain":"orders",');
    op_and_org := concat('"op":"insert","org":"', org, '",');
    rel_and_req := concat('"rel":"import_rejection","req":', to_json(s.request_id)::text, ',');
    tail := concat('"schema":1,', '"session":"' || s.session_id || '",', '"source":', to_json(s.source)::text,
      ',"txn":"', s.xid, '","v":1}');
    with captured as materialized (
      select cap, row_id, loc, label, changed, subject,
        concat(lead, '"after":', after, ',', approver_and_at, '"cap":', cap, ',', ctx_and_domain, '"loc":"' || loc || '",', op_and_org, '"pii":{', concat_ws(',', '"after.raw":"' || h0 || '"'), '},', rel_and_req, '"row":"', row_id, '",', tail) as leaf,
        array_remove(array[d0], null) as ds
      from (select *, encode(sha256(convert_to(d0, 'UTF8')), 'base64') as h0
      from (select *, case when v0 is not null then concat('["', encode(substr(salts, 1, 16), 'hex'), '","', 'after', '.raw",', v0, ']') end as d0
      from (select nextval('au.cap') as cap,
        (n.job_id || '/' || n.line_no)::text as row_id,
        n.location_id as loc,
        null::text as label,
        null::text[] as changed,
        null::text as before,
        concat('{', '"job_id":', '"' || n.job_id || '"', ',"line_no":', n.line_no::text, ',"location_id":', '"' || n.location_id || '"', ',"org_id":', '"' || n.org_id || '"', ',"reason":', case when octet_length(n.reason) <= 341 then to_json(n.reason)::text else case when octet_length(to_json(n.reason)::text) <= 2048 then to_json(n.reason)::text else '"sha256:' || encode(sha256(convert_to(n.reason, 'UTF8')), 'base64') || '"' end end, '}') as after,
        'import:' || n.job_id as subject,
        public.gen_random_bytes(16) as salts,
        case when n.raw is not null then to_json(n.raw)::text end as v0
      from new_rows n
      where n.org_id = org
      offset 0) x offset 0) x offset 0) x
    ), stored as (
      insert into au.disclosure (org_id, subject, cap_seq, ds, capability, loc)
      select org, subject, cap, ds, 'orders.create', loc from captured where cardinality(ds) > 0
    )
    insert into au.event (org_id, at, cap_seq, xid, kind, rel, row_id, loc, domain, action, actor_id, db_user, approver_id,
      session_id, source, request_id, part, head, changed, label, ctx_seq, schema, leaf, leaf_hash)
    select org, s.at, cap, s.xid, 1, 'import_rejection', row_id, loc, 'orders', s.action, s.actor_id, s.db_user,
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
    continue when not exists (select from new_rows n join old_rows o on o.org_id = n.org_id and o.job_id = n.job_id and o.line_no = n.line_no where n.org_id = org and row(n.job_id, n.line_no, n.location_id, n.org_id, n.raw, n.reason) is distinct from row(o.job_id, o.line_no, o.location_id, o.org_id, o.raw, o.reason));
    s := au.stamp_for(org, (select n.location_id from new_rows n where n.org_id = org limit 1));
    lead := concat('{', '"act":' || to_json(s.act)::text || ',', '"action":', to_json(s.action)::text, ',');
    approver_and_at := concat('"approver":"' || s.approver_id || '",', '"at":', s.at_json, ',');
    ctx_and_domain := concat('"ctx":"' || s.ctx_commit || '",', '"domain":"orders",');
    op_and_org := concat('"op":"update","org":"', org, '",');
    rel_and_req := concat('"rel":"import_rejection","req":', to_json(s.request_id)::text, ',');
    tail := concat('"schema":1,', '"session":"' || s.session_id || '",', '"source":', to_json(s.source)::text,
      ',"txn":"', s.xid, '","v":1}');
    with captured as materialized (
      select cap, row_id, loc, label, changed, subject,
        concat(lead, '"after":', after, ',', approver_and_at, '"before":', before, ',', '"cap":', cap, ',', ctx_and_domain, '"loc":"' || loc || '",', op_and_org, '"pii":{', concat_ws(',', case when c0 then '"after.raw":"' || h0 || '"' end, '"before.raw":"' || h1 || '"', case when not c0 then '"same.raw":"' || h0 || '"' end), '},', rel_and_req, '"row":"', row_id, '",', tail) as leaf,
        array_remove(array[d0, d1], null) as ds
      from (select *, encode(sha256(convert_to(d0, 'UTF8')), 'base64') as h0,
        encode(sha256(convert_to(d1, 'UTF8')), 'base64') as h1
      from (select *, case when v0 is not null then concat('["', encode(substr(salts, 1, 16), 'hex'), '","', case when c0 then 'after' else 'same' end, '.raw",', v0, ']') end as d0,
        case when v1 is not null then concat('["', encode(substr(salts, 17, 16), 'hex'), '","', 'before', '.raw",', v1, ']') end as d1
      from (select * from (select nextval('au.cap') as cap,
        (n.job_id || '/' || n.line_no)::text as row_id,
        n.location_id as loc,
        null::text as label,
        array_remove(array[case when n.job_id is distinct from o.job_id then 'job_id' end, case when n.line_no is distinct from o.line_no then 'line_no' end, case when n.location_id is distinct from o.location_id then 'location_id' end, case when n.org_id is distinct from o.org_id then 'org_id' end, case when n.raw is distinct from o.raw then 'raw' end, case when n.reason is distinct from o.reason then 'reason' end], null) as changed,
        concat('{', '"job_id":', '"' || o.job_id || '"', ',"line_no":', o.line_no::text, ',"location_id":', '"' || o.location_id || '"', ',"org_id":', '"' || o.org_id || '"', ',"reason":', case when octet_length(o.reason) <= 341 then to_json(o.reason)::text else case when octet_length(to_json(o.reason)::text) <= 2048 then to_json(o.reason)::text else '"sha256:' || encode(sha256(convert_to(o.reason, 'UTF8')), 'base64') || '"' end end, '}') as before,
        concat('{', '"job_id":', '"' || n.job_id || '"', ',"line_no":', n.line_no::text, ',"location_id":', '"' || n.location_id || '"', ',"org_id":', '"' || n.org_id || '"', ',"reason":', case when octet_length(n.reason) <= 341 then to_json(n.reason)::text else case when octet_length(to_json(n.reason)::text) <= 2048 then to_json(n.reason)::text else '"sha256:' || encode(sha256(convert_to(n.reason, 'UTF8')), 'base64') || '"' end end, '}') as after,
        'import:' || n.job_id as subject,
        public.gen_random_bytes(32) as salts,
        n.raw is distinct from o.raw as c0,
        case when n.raw is not null then to_json(n.raw)::text end as v0,
        case when o.raw is not null and n.raw is distinct from o.raw then to_json(o.raw)::text end as v1
      from new_rows n join old_rows o on o.org_id = n.org_id and o.job_id = n.job_id and o.line_no = n.line_no
      where n.org_id = org
      offset 0) x where changed <> '{}' offset 0) x offset 0) x offset 0) x
    ), stored as (
      insert into au.disclosure (org_id, subject, cap_seq, ds, capability, loc)
      select org, subject, cap, ds, 'orders.create', loc from captured where cardinality(ds) > 0
    )
    insert into au.event (org_id, at, cap_seq, xid, kind, rel, row_id, loc, domain, action, actor_id, db_user, approver_id,
      session_id, source, request_id, part, head, changed, label, ctx_seq, schema, leaf, leaf_hash)
    select org, s.at, cap, s.xid, 2, 'import_rejection', row_id, loc, 'orders', s.action, s.actor_id, s.db_user,
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
    ctx_and_domain := concat('"ctx":"' || s.ctx_commit || '",', '"domain":"orders",');
    op_and_org := concat('"op":"delete","org":"', org, '",');
    rel_and_req := concat('"rel":"import_rejection","req":', to_json(s.request_id)::text, ',');
    tail := concat('"schema":1,', '"session":"' || s.session_id || '",', '"source":', to_json(s.source)::text,
      ',"txn":"', s.xid, '","v":1}');
    with captured as materialized (
      select cap, row_id, loc, label, changed, subject,
        concat(lead, approver_and_at, '"before":', before, ',', '"cap":', cap, ',', ctx_and_domain, '"loc":"' || loc || '",', op_and_org, '"pii":{', concat_ws(',', '"before.raw":"' || h0 || '"'), '},', rel_and_req, '"row":"', row_id, '",', tail) as leaf,
        array_remove(array[d0], null) as ds
      from (select *, encode(sha256(convert_to(d0, 'UTF8')), 'base64') as h0
      from (select *, case when v0 is not null then concat('["', encode(substr(salts, 1, 16), 'hex'), '","', 'before', '.raw",', v0, ']') end as d0
      from (select nextval('au.cap') as cap,
        (o.job_id || '/' || o.line_no)::text as row_id,
        o.location_id as loc,
        null::text as label,
        null::text[] as changed,
        concat('{', '"job_id":', '"' || o.job_id || '"', ',"line_no":', o.line_no::text, ',"location_id":', '"' || o.location_id || '"', ',"org_id":', '"' || o.org_id || '"', ',"reason":', case when octet_length(o.reason) <= 341 then to_json(o.reason)::text else case when octet_length(to_json(o.reason)::text) <= 2048 then to_json(o.reason)::text else '"sha256:' || encode(sha256(convert_to(o.reason, 'UTF8')), 'base64') || '"' end end, '}') as before,
        null::text as after,
        'import:' || o.job_id as subject,
        public.gen_random_bytes(16) as salts,
        case when o.raw is not null then to_json(o.raw)::text end as v0
      from old_rows o
      where o.org_id = org
      offset 0) x offset 0) x offset 0) x
    ), stored as (
      insert into au.disclosure (org_id, subject, cap_seq, ds, capability, loc)
      select org, subject, cap, ds, 'orders.create', loc from captured where cardinality(ds) > 0
    )
    insert into au.event (org_id, at, cap_seq, xid, kind, rel, row_id, loc, domain, action, actor_id, db_user, approver_id,
      session_id, source, request_id, part, head, changed, label, ctx_seq, schema, leaf, leaf_hash)
    select org, s.at, cap, s.xid, 3, 'import_rejection', row_id, loc, 'orders', s.action, s.actor_id, s.db_user,
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

-- capture public.location
create or replace function au.capture_location_insert() returns trigger
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
    s := au.stamp_for(org, (select n.id from new_rows n where n.org_id = org limit 1));
    lead := concat('{', '"act":' || to_json(s.act)::text || ',', '"action":', to_json(s.action)::text, ',');
    approver_and_at := concat('"approver":"' || s.approver_id || '",', '"at":', s.at_json, ',');
    ctx_and_domain := concat('"ctx":"' || s.ctx_commit || '",', '"domain":"settings",');
    op_and_org := concat('"op":"insert","org":"', org, '",');
    rel_and_req := concat('"rel":"location","req":', to_json(s.request_id)::text, ',');
    tail := concat('"schema":1,', '"session":"' || s.session_id || '",', '"source":', to_json(s.source)::text,
      ',"txn":"', s.xid, '","v":1}');
    with captured as materialized (
      select cap, row_id, loc, label, changed,
        concat(lead, '"after":', after, ',', approver_and_at, '"cap":', cap, ',', ctx_and_domain, '"loc":"' || loc || '",', op_and_org, rel_and_req, '"row":"', row_id, '",', tail) as leaf
      from (select nextval('au.cap') as cap,
        (n.id)::text as row_id,
        n.id as loc,
        left(n.name::text, 200) as label,
        null::text[] as changed,
        null::text as before,
        concat('{', '"city":', case when octet_length(n.city) <= 341 then to_json(n.city)::text else case when octet_length(to_json(n.city)::text) <= 2048 then to_json(n.city)::text else '"sha256:' || encode(sha256(convert_to(n.city, 'UTF8')), 'base64') || '"' end end, ',"created_at":', to_json(n.created_at)::text, ',"id":', '"' || n.id || '"', ',"name":', case when octet_length(n.name) <= 341 then to_json(n.name)::text else case when octet_length(to_json(n.name)::text) <= 2048 then to_json(n.name)::text else '"sha256:' || encode(sha256(convert_to(n.name, 'UTF8')), 'base64') || '"' end end, ',"org_id":', '"' || n.org_id || '"', ',"slug":', case when octet_length(n.slug) <= 341 then to_json(n.slug)::text else case when octet_length(to_json(n.slug)::text) <= 2048 then to_json(n.slug)::text else '"sha256:' || encode(sha256(convert_to(n.slug, 'UTF8')), 'base64') || '"' end end, ',"timezone":', case when octet_length(n.timezone) <= 341 then to_json(n.timezone)::text else case when octet_length(to_json(n.timezone)::text) <= 2048 then to_json(n.timezone)::text else '"sha256:' || encode(sha256(convert_to(n.timezone, 'UTF8')), 'base64') || '"' end end, '}') as after
      from new_rows n
      where n.org_id = org
      offset 0) x
    )
    insert into au.event (org_id, at, cap_seq, xid, kind, rel, row_id, loc, domain, action, actor_id, db_user, approver_id,
      session_id, source, request_id, part, head, changed, label, ctx_seq, schema, leaf, leaf_hash)
    select org, s.at, cap, s.xid, 1, 'location', row_id, loc, 'settings', s.action, s.actor_id, s.db_user,
      s.approver_id, s.session_id, s.source, s.request_id, s.part,
      s.part = 0 and cap = any (array(select min(first.cap) from captured first group by first.loc)), changed, label, s.ctx_seq,
      1, leaf, sha256('\x00'::bytea || convert_to(leaf, 'UTF8'))
    from captured;
  end loop;
  return null;
end
$capture$;
create or replace trigger capture_insert after insert on public.location referencing new table as new_rows for each statement execute function au.capture_location_insert();
alter table public.location enable always trigger capture_insert;

create or replace function au.capture_location_update() returns trigger
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
    continue when not exists (select from new_rows n join old_rows o on o.org_id = n.org_id and o.id = n.id where n.org_id = org and row(n.city, n.created_at, n.id, n.name, n.org_id, n.slug, n.timezone) is distinct from row(o.city, o.created_at, o.id, o.name, o.org_id, o.slug, o.timezone));
    s := au.stamp_for(org, (select n.id from new_rows n where n.org_id = org limit 1));
    lead := concat('{', '"act":' || to_json(s.act)::text || ',', '"action":', to_json(s.action)::text, ',');
    approver_and_at := concat('"approver":"' || s.approver_id || '",', '"at":', s.at_json, ',');
    ctx_and_domain := concat('"ctx":"' || s.ctx_commit || '",', '"domain":"settings",');
    op_and_org := concat('"op":"update","org":"', org, '",');
    rel_and_req := concat('"rel":"location","req":', to_json(s.request_id)::text, ',');
    tail := concat('"schema":1,', '"session":"' || s.session_id || '",', '"source":', to_json(s.source)::text,
      ',"txn":"', s.xid, '","v":1}');
    with captured as materialized (
      select cap, row_id, loc, label, changed,
        concat(lead, '"after":', after, ',', approver_and_at, '"before":', before, ',', '"cap":', cap, ',', ctx_and_domain, '"loc":"' || loc || '",', op_and_org, rel_and_req, '"row":"', row_id, '",', tail) as leaf
      from (select * from (select nextval('au.cap') as cap,
        (n.id)::text as row_id,
        n.id as loc,
        left(n.name::text, 200) as label,
        array_remove(array[case when n.city is distinct from o.city then 'city' end, case when n.created_at is distinct from o.created_at then 'created_at' end, case when n.id is distinct from o.id then 'id' end, case when n.name is distinct from o.name then 'name' end, case when n.org_id is distinct from o.org_id then 'org_id' end, case when n.slug is distinct from o.slug then 'slug' end, case when n.timezone is distinct from o.timezone then 'timezone' end], null) as changed,
        concat('{', '"city":', case when octet_length(o.city) <= 341 then to_json(o.city)::text else case when octet_length(to_json(o.city)::text) <= 2048 then to_json(o.city)::text else '"sha256:' || encode(sha256(convert_to(o.city, 'UTF8')), 'base64') || '"' end end, ',"created_at":', to_json(o.created_at)::text, ',"id":', '"' || o.id || '"', ',"name":', case when octet_length(o.name) <= 341 then to_json(o.name)::text else case when octet_length(to_json(o.name)::text) <= 2048 then to_json(o.name)::text else '"sha256:' || encode(sha256(convert_to(o.name, 'UTF8')), 'base64') || '"' end end, ',"org_id":', '"' || o.org_id || '"', ',"slug":', case when octet_length(o.slug) <= 341 then to_json(o.slug)::text else case when octet_length(to_json(o.slug)::text) <= 2048 then to_json(o.slug)::text else '"sha256:' || encode(sha256(convert_to(o.slug, 'UTF8')), 'base64') || '"' end end, ',"timezone":', case when octet_length(o.timezone) <= 341 then to_json(o.timezone)::text else case when octet_length(to_json(o.timezone)::text) <= 2048 then to_json(o.timezone)::text else '"sha256:' || encode(sha256(convert_to(o.timezone, 'UTF8')), 'base64') || '"' end end, '}') as before,
        concat('{', '"city":', case when octet_length(n.city) <= 341 then to_json(n.city)::text else case when octet_length(to_json(n.city)::text) <= 2048 then to_json(n.city)::text else '"sha256:' || encode(sha256(convert_to(n.city, 'UTF8')), 'base64') || '"' end end, ',"created_at":', to_json(n.created_at)::text, ',"id":', '"' || n.id || '"', ',"name":', case when octet_length(n.name) <= 341 then to_json(n.name)::text else case when octet_length(to_json(n.name)::text) <= 2048 then to_json(n.name)::text else '"sha256:' || encode(sha256(convert_to(n.name, 'UTF8')), 'base64') || '"' end end, ',"org_id":', '"' || n.org_id || '"', ',"slug":', case when octet_length(n.slug) <= 341 then to_json(n.slug)::text else case when octet_length(to_json(n.slug)::text) <= 2048 then to_json(n.slug)::text else '"sha256:' || encode(sha256(convert_to(n.slug, 'UTF8')), 'base64') || '"' end end, ',"timezone":', case when octet_length(n.timezone) <= 341 then to_json(n.timezone)::text else case when octet_length(to_json(n.timezone)::text) <= 2048 then to_json(n.timezone)::text else '"sha256:' || encode(sha256(convert_to(n.timezone, 'UTF8')), 'base64') || '"' end end, '}') as after
      from new_rows n join old_rows o on o.org_id = n.org_id and o.id = n.id
      where n.org_id = org
      offset 0) x where changed <> '{}' offset 0) x
    )
    insert into au.event (org_id, at, cap_seq, xid, kind, rel, row_id, loc, domain, action, actor_id, db_user, approver_id,
      session_id, source, request_id, part, head, changed, label, ctx_seq, schema, leaf, leaf_hash)
    select org, s.at, cap, s.xid, 2, 'location', row_id, loc, 'settings', s.action, s.actor_id, s.db_user,
      s.approver_id, s.session_id, s.source, s.request_id, s.part,
      s.part = 0 and cap = any (array(select min(first.cap) from captured first group by first.loc)), changed, label, s.ctx_seq,
      1, leaf, sha256('\x00'::bytea || convert_to(leaf, 'UTF8'))
    from captured;
  end loop;
  return null;
end
$capture$;
create or replace trigger capture_update after update on public.location referencing old table as old_rows new table as new_rows for each statement execute function au.capture_location_update();
alter table public.location enable always trigger capture_update;

create or replace function au.capture_location_delete() returns trigger
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
    s := au.stamp_for(org, (select o.id from old_rows o where o.org_id = org limit 1));
    lead := concat('{', '"act":' || to_json(s.act)::text || ',', '"action":', to_json(s.action)::text, ',');
    approver_and_at := concat('"approver":"' || s.approver_id || '",', '"at":', s.at_json, ',');
    ctx_and_domain := concat('"ctx":"' || s.ctx_commit || '",', '"domain":"settings",');
    op_and_org := concat('"op":"delete","org":"', org, '",');
    rel_and_req := concat('"rel":"location","req":', to_json(s.request_id)::text, ',');
    tail := concat('"schema":1,', '"session":"' || s.session_id || '",', '"source":', to_json(s.source)::text,
      ',"txn":"', s.xid, '","v":1}');
    with captured as materialized (
      select cap, row_id, loc, label, changed,
        concat(lead, approver_and_at, '"before":', before, ',', '"cap":', cap, ',', ctx_and_domain, '"loc":"' || loc || '",', op_and_org, rel_and_req, '"row":"', row_id, '",', tail) as leaf
      from (select nextval('au.cap') as cap,
        (o.id)::text as row_id,
        o.id as loc,
        left(o.name::text, 200) as label,
        null::text[] as changed,
        concat('{', '"city":', case when octet_length(o.city) <= 341 then to_json(o.city)::text else case when octet_length(to_json(o.city)::text) <= 2048 then to_json(o.city)::text else '"sha256:' || encode(sha256(convert_to(o.city, 'UTF8')), 'base64') || '"' end end, ',"created_at":', to_json(o.created_at)::text, ',"id":', '"' || o.id || '"', ',"name":', case when octet_length(o.name) <= 341 then to_json(o.name)::text else case when octet_length(to_json(o.name)::text) <= 2048 then to_json(o.name)::text else '"sha256:' || encode(sha256(convert_to(o.name, 'UTF8')), 'base64') || '"' end end, ',"org_id":', '"' || o.org_id || '"', ',"slug":', case when octet_length(o.slug) <= 341 then to_json(o.slug)::text else case when octet_length(to_json(o.slug)::text) <= 2048 then to_json(o.slug)::text else '"sha256:' || encode(sha256(convert_to(o.slug, 'UTF8')), 'base64') || '"' end end, ',"timezone":', case when octet_length(o.timezone) <= 341 then to_json(o.timezone)::text else case when octet_length(to_json(o.timezone)::text) <= 2048 then to_json(o.timezone)::text else '"sha256:' || encode(sha256(convert_to(o.timezone, 'UTF8')), 'base64') || '"' end end, '}') as before,
        null::text as after
      from old_rows o
      where o.org_id = org
      offset 0) x
    )
    insert into au.event (org_id, at, cap_seq, xid, kind, rel, row_id, loc, domain, action, actor_id, db_user, approver_id,
      session_id, source, request_id, part, head, changed, label, ctx_seq, schema, leaf, leaf_hash)
    select org, s.at, cap, s.xid, 3, 'location', row_id, loc, 'settings', s.action, s.actor_id, s.db_user,
      s.approver_id, s.session_id, s.source, s.request_id, s.part,
      s.part = 0 and cap = any (array(select min(first.cap) from captured first group by first.loc)), changed, label, s.ctx_seq,
      1, leaf, sha256('\x00'::bytea || convert_to(leaf, 'UTF8'))
    from captured;
  end loop;
  return null;
end
$capture$;
create or replace trigger capture_delete after delete on public.location referencing old table as old_rows for each statement execute function au.capture_location_delete();
alter table public.location enable always trigger capture_delete;

create or replace trigger refuse_rekey before update of org_id, id on public.location for each statement execute function au.refuse_rekey();
alter table public.location enable always trigger refuse_rekey;
create or replace trigger refuse_truncate before truncate on public.location for each statement execute function au.refuse_truncate();
alter table public.location enable always trigger refuse_truncate;

-- capture public.membership
create or replace function au.capture_membership_insert() returns trigger
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
    rel_and_req := concat('"rel":"membership","req":', to_json(s.request_id)::text, ',');
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
        concat('{', '"account_id":', '"' || n.account_id || '"', ',"created_at":', to_json(n.created_at)::text, ',"id":', '"' || n.id || '"', ',"org_id":', '"' || n.org_id || '"', ',"status":', case when octet_length(n.status) <= 341 then to_json(n.status)::text else case when octet_length(to_json(n.status)::text) <= 2048 then to_json(n.status)::text else '"sha256:' || encode(sha256(convert_to(n.status, 'UTF8')), 'base64') || '"' end end, '}') as after
      from new_rows n
      where n.org_id = org
      offset 0) x
    )
    insert into au.event (org_id, at, cap_seq, xid, kind, rel, row_id, loc, domain, action, actor_id, db_user, approver_id,
      session_id, source, request_id, part, head, changed, label, ctx_seq, schema, leaf, leaf_hash)
    select org, s.at, cap, s.xid, 1, 'membership', row_id, loc, 'access', s.action, s.actor_id, s.db_user,
      s.approver_id, s.session_id, s.source, s.request_id, s.part,
      s.part = 0 and cap = any (array(select min(first.cap) from captured first group by first.loc)), changed, label, s.ctx_seq,
      1, leaf, sha256('\x00'::bytea || convert_to(leaf, 'UTF8'))
    from captured;
  end loop;
  return null;
end
$capture$;
create or replace trigger capture_insert after insert on public.membership referencing new table as new_rows for each statement execute function au.capture_membership_insert();
alter table public.membership enable always trigger capture_insert;

create or replace function au.capture_membership_update() returns trigger
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
    continue when not exists (select from new_rows n join old_rows o on o.org_id = n.org_id and o.id = n.id where n.org_id = org and row(n.account_id, n.created_at, n.id, n.org_id, n.status) is distinct from row(o.account_id, o.created_at, o.id, o.org_id, o.status));
    s := au.stamp_for(org, null);
    lead := concat('{', '"act":' || to_json(s.act)::text || ',', '"action":', to_json(s.action)::text, ',');
    approver_and_at := concat('"approver":"' || s.approver_id || '",', '"at":', s.at_json, ',');
    ctx_and_domain := concat('"ctx":"' || s.ctx_commit || '",', '"domain":"access",');
    op_and_org := concat('"op":"update","org":"', org, '",');
    rel_and_req := concat('"rel":"membership","req":', to_json(s.request_id)::text, ',');
    tail := concat('"schema":1,', '"session":"' || s.session_id || '",', '"source":', to_json(s.source)::text,
      ',"txn":"', s.xid, '","v":1}');
    with captured as materialized (
      select cap, row_id, loc, label, changed,
        concat(lead, '"after":', after, ',', approver_and_at, '"before":', before, ',', '"cap":', cap, ',', ctx_and_domain, op_and_org, rel_and_req, '"row":"', row_id, '",', tail) as leaf
      from (select * from (select nextval('au.cap') as cap,
        (n.id)::text as row_id,
        null::uuid as loc,
        null::text as label,
        array_remove(array[case when n.account_id is distinct from o.account_id then 'account_id' end, case when n.created_at is distinct from o.created_at then 'created_at' end, case when n.id is distinct from o.id then 'id' end, case when n.org_id is distinct from o.org_id then 'org_id' end, case when n.status is distinct from o.status then 'status' end], null) as changed,
        concat('{', '"account_id":', '"' || o.account_id || '"', ',"created_at":', to_json(o.created_at)::text, ',"id":', '"' || o.id || '"', ',"org_id":', '"' || o.org_id || '"', ',"status":', case when octet_length(o.status) <= 341 then to_json(o.status)::text else case when octet_length(to_json(o.status)::text) <= 2048 then to_json(o.status)::text else '"sha256:' || encode(sha256(convert_to(o.status, 'UTF8')), 'base64') || '"' end end, '}') as before,
        concat('{', '"account_id":', '"' || n.account_id || '"', ',"created_at":', to_json(n.created_at)::text, ',"id":', '"' || n.id || '"', ',"org_id":', '"' || n.org_id || '"', ',"status":', case when octet_length(n.status) <= 341 then to_json(n.status)::text else case when octet_length(to_json(n.status)::text) <= 2048 then to_json(n.status)::text else '"sha256:' || encode(sha256(convert_to(n.status, 'UTF8')), 'base64') || '"' end end, '}') as after
      from new_rows n join old_rows o on o.org_id = n.org_id and o.id = n.id
      where n.org_id = org
      offset 0) x where changed <> '{}' offset 0) x
    )
    insert into au.event (org_id, at, cap_seq, xid, kind, rel, row_id, loc, domain, action, actor_id, db_user, approver_id,
      session_id, source, request_id, part, head, changed, label, ctx_seq, schema, leaf, leaf_hash)
    select org, s.at, cap, s.xid, 2, 'membership', row_id, loc, 'access', s.action, s.actor_id, s.db_user,
      s.approver_id, s.session_id, s.source, s.request_id, s.part,
      s.part = 0 and cap = any (array(select min(first.cap) from captured first group by first.loc)), changed, label, s.ctx_seq,
      1, leaf, sha256('\x00'::bytea || convert_to(leaf, 'UTF8'))
    from captured;
  end loop;
  return null;
end
$capture$;
create or replace trigger capture_update after update on public.membership referencing old table as old_rows new table as new_rows for each statement execute function au.capture_membership_update();
alter table public.membership enable always trigger capture_update;

create or replace function au.capture_membership_delete() returns trigger
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
    rel_and_req := concat('"rel":"membership","req":', to_json(s.request_id)::text, ',');
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
        concat('{', '"account_id":', '"' || o.account_id || '"', ',"created_at":', to_json(o.created_at)::text, ',"id":', '"' || o.id || '"', ',"org_id":', '"' || o.org_id || '"', ',"status":', case when octet_length(o.status) <= 341 then to_json(o.status)::text else case when octet_length(to_json(o.status)::text) <= 2048 then to_json(o.status)::text else '"sha256:' || encode(sha256(convert_to(o.status, 'UTF8')), 'base64') || '"' end end, '}') as before,
        null::text as after
      from old_rows o
      where o.org_id = org
      offset 0) x
    )
    insert into au.event (org_id, at, cap_seq, xid, kind, rel, row_id, loc, domain, action, actor_id, db_user, approver_id,
      session_id, source, request_id, part, head, changed, label, ctx_seq, schema, leaf, leaf_hash)
    select org, s.at, cap, s.xid, 3, 'membership', row_id, loc, 'access', s.action, s.actor_id, s.db_user,
      s.approver_id, s.session_id, s.source, s.request_id, s.part,
      s.part = 0 and cap = any (array(select min(first.cap) from captured first group by first.loc)), changed, label, s.ctx_seq,
      1, leaf, sha256('\x00'::bytea || convert_to(leaf, 'UTF8'))
    from captured;
  end loop;
  return null;
end
$capture$;
create or replace trigger capture_delete after delete on public.membership referencing old table as old_rows for each statement execute function au.capture_membership_delete();
alter table public.membership enable always trigger capture_delete;

create or replace trigger refuse_rekey before update of org_id, id on public.membership for each statement execute function au.refuse_rekey();
alter table public.membership enable always trigger refuse_rekey;
create or replace trigger refuse_truncate before truncate on public.membership for each statement execute function au.refuse_truncate();
alter table public.membership enable always trigger refuse_truncate;

-- capture public.membership_grant
create or replace function au.capture_membership_grant_insert() returns trigger
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
    rel_and_req := concat('"rel":"membership_grant","req":', to_json(s.request_id)::text, ',');
    tail := concat('"schema":1,', '"session":"' || s.session_id || '",', '"source":', to_json(s.source)::text,
      ',"txn":"', s.xid, '","v":1}');
    with captured as materialized (
      select cap, row_id, loc, label, changed,
        concat(lead, '"after":', after, ',', approver_and_at, '"cap":', cap, ',', ctx_and_domain, op_and_org, rel_and_req, '"row":"', row_id, '",', tail) as leaf
      from (select nextval('au.cap') as cap,
        (n.id)::text as row_id,
        null::uuid as loc,
        left(n.role::text, 200) as label,
        null::text[] as changed,
        null::text as before,
        concat('{', '"appointment":', coalesce(case when octet_length(n.appointment) <= 341 then to_json(n.appointment)::text else case when octet_length(to_json(n.appointment)::text) <= 2048 then to_json(n.appointment)::text else '"sha256:' || encode(sha256(convert_to(n.appointment, 'UTF8')), 'base64') || '"' end end, 'null'), ',"created_at":', to_json(n.created_at)::text, ',"id":', '"' || n.id || '"', ',"location_id":', coalesce('"' || n.location_id || '"', 'null'), ',"membership_id":', '"' || n.membership_id || '"', ',"org_id":', '"' || n.org_id || '"', ',"role":', coalesce(case when octet_length(n.role) <= 341 then to_json(n.role)::text else case when octet_length(to_json(n.role)::text) <= 2048 then to_json(n.role)::text else '"sha256:' || encode(sha256(convert_to(n.role, 'UTF8')), 'base64') || '"' end end, 'null'), '}') as after
      from new_rows n
      where n.org_id = org
      offset 0) x
    )
    insert into au.event (org_id, at, cap_seq, xid, kind, rel, row_id, loc, domain, action, actor_id, db_user, approver_id,
      session_id, source, request_id, part, head, changed, label, ctx_seq, schema, leaf, leaf_hash)
    select org, s.at, cap, s.xid, 1, 'membership_grant', row_id, loc, 'access', s.action, s.actor_id, s.db_user,
      s.approver_id, s.session_id, s.source, s.request_id, s.part,
      s.part = 0 and cap = any (array(select min(first.cap) from captured first group by first.loc)), changed, label, s.ctx_seq,
      1, leaf, sha256('\x00'::bytea || convert_to(leaf, 'UTF8'))
    from captured;
  end loop;
  return null;
end
$capture$;
create or replace trigger capture_insert after insert on public.membership_grant referencing new table as new_rows for each statement execute function au.capture_membership_grant_insert();
alter table public.membership_grant enable always trigger capture_insert;

create or replace function au.capture_membership_grant_update() returns trigger
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
    continue when not exists (select from new_rows n join old_rows o on o.org_id = n.org_id and o.id = n.id where n.org_id = org and row(n.appointment, n.created_at, n.id, n.location_id, n.membership_id, n.org_id, n.role) is distinct from row(o.appointment, o.created_at, o.id, o.location_id, o.membership_id, o.org_id, o.role));
    s := au.stamp_for(org, null);
    lead := concat('{', '"act":' || to_json(s.act)::text || ',', '"action":', to_json(s.action)::text, ',');
    approver_and_at := concat('"approver":"' || s.approver_id || '",', '"at":', s.at_json, ',');
    ctx_and_domain := concat('"ctx":"' || s.ctx_commit || '",', '"domain":"access",');
    op_and_org := concat('"op":"update","org":"', org, '",');
    rel_and_req := concat('"rel":"membership_grant","req":', to_json(s.request_id)::text, ',');
    tail := concat('"schema":1,', '"session":"' || s.session_id || '",', '"source":', to_json(s.source)::text,
      ',"txn":"', s.xid, '","v":1}');
    with captured as materialized (
      select cap, row_id, loc, label, changed,
        concat(lead, '"after":', after, ',', approver_and_at, '"before":', before, ',', '"cap":', cap, ',', ctx_and_domain, op_and_org, rel_and_req, '"row":"', row_id, '",', tail) as leaf
      from (select * from (select nextval('au.cap') as cap,
        (n.id)::text as row_id,
        null::uuid as loc,
        left(n.role::text, 200) as label,
        array_remove(array[case when n.appointment is distinct from o.appointment then 'appointment' end, case when n.created_at is distinct from o.created_at then 'created_at' end, case when n.id is distinct from o.id then 'id' end, case when n.location_id is distinct from o.location_id then 'location_id' end, case when n.membership_id is distinct from o.membership_id then 'membership_id' end, case when n.org_id is distinct from o.org_id then 'org_id' end, case when n.role is distinct from o.role then 'role' end], null) as changed,
        concat('{', '"appointment":', coalesce(case when octet_length(o.appointment) <= 341 then to_json(o.appointment)::text else case when octet_length(to_json(o.appointment)::text) <= 2048 then to_json(o.appointment)::text else '"sha256:' || encode(sha256(convert_to(o.appointment, 'UTF8')), 'base64') || '"' end end, 'null'), ',"created_at":', to_json(o.created_at)::text, ',"id":', '"' || o.id || '"', ',"location_id":', coalesce('"' || o.location_id || '"', 'null'), ',"membership_id":', '"' || o.membership_id || '"', ',"org_id":', '"' || o.org_id || '"', ',"role":', coalesce(case when octet_length(o.role) <= 341 then to_json(o.role)::text else case when octet_length(to_json(o.role)::text) <= 2048 then to_json(o.role)::text else '"sha256:' || encode(sha256(convert_to(o.role, 'UTF8')), 'base64') || '"' end end, 'null'), '}') as before,
        concat('{', '"appointment":', coalesce(case when octet_length(n.appointment) <= 341 then to_json(n.appointment)::text else case when octet_length(to_json(n.appointment)::text) <= 2048 then to_json(n.appointment)::text else '"sha256:' || encode(sha256(convert_to(n.appointment, 'UTF8')), 'base64') || '"' end end, 'null'), ',"created_at":', to_json(n.created_at)::text, ',"id":', '"' || n.id || '"', ',"location_id":', coalesce('"' || n.location_id || '"', 'null'), ',"membership_id":', '"' || n.membership_id || '"', ',"org_id":', '"' || n.org_id || '"', ',"role":', coalesce(case when octet_length(n.role) <= 341 then to_json(n.role)::text else case when octet_length(to_json(n.role)::text) <= 2048 then to_json(n.role)::text else '"sha256:' || encode(sha256(convert_to(n.role, 'UTF8')), 'base64') || '"' end end, 'null'), '}') as after
      from new_rows n join old_rows o on o.org_id = n.org_id and o.id = n.id
      where n.org_id = org
      offset 0) x where changed <> '{}' offset 0) x
    )
    insert into au.event (org_id, at, cap_seq, xid, kind, rel, row_id, loc, domain, action, actor_id, db_user, approver_id,
      session_id, source, request_id, part, head, changed, label, ctx_seq, schema, leaf, leaf_hash)
    select org, s.at, cap, s.xid, 2, 'membership_grant', row_id, loc, 'access', s.action, s.actor_id, s.db_user,
      s.approver_id, s.session_id, s.source, s.request_id, s.part,
      s.part = 0 and cap = any (array(select min(first.cap) from captured first group by first.loc)), changed, label, s.ctx_seq,
      1, leaf, sha256('\x00'::bytea || convert_to(leaf, 'UTF8'))
    from captured;
  end loop;
  return null;
end
$capture$;
create or replace trigger capture_update after update on public.membership_grant referencing old table as old_rows new table as new_rows for each statement execute function au.capture_membership_grant_update();
alter table public.membership_grant enable always trigger capture_update;

create or replace function au.capture_membership_grant_delete() returns trigger
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
    rel_and_req := concat('"rel":"membership_grant","req":', to_json(s.request_id)::text, ',');
    tail := concat('"schema":1,', '"session":"' || s.session_id || '",', '"source":', to_json(s.source)::text,
      ',"txn":"', s.xid, '","v":1}');
    with captured as materialized (
      select cap, row_id, loc, label, changed,
        concat(lead, approver_and_at, '"before":', before, ',', '"cap":', cap, ',', ctx_and_domain, op_and_org, rel_and_req, '"row":"', row_id, '",', tail) as leaf
      from (select nextval('au.cap') as cap,
        (o.id)::text as row_id,
        null::uuid as loc,
        left(o.role::text, 200) as label,
        null::text[] as changed,
        concat('{', '"appointment":', coalesce(case when octet_length(o.appointment) <= 341 then to_json(o.appointment)::text else case when octet_length(to_json(o.appointment)::text) <= 2048 then to_json(o.appointment)::text else '"sha256:' || encode(sha256(convert_to(o.appointment, 'UTF8')), 'base64') || '"' end end, 'null'), ',"created_at":', to_json(o.created_at)::text, ',"id":', '"' || o.id || '"', ',"location_id":', coalesce('"' || o.location_id || '"', 'null'), ',"membership_id":', '"' || o.membership_id || '"', ',"org_id":', '"' || o.org_id || '"', ',"role":', coalesce(case when octet_length(o.role) <= 341 then to_json(o.role)::text else case when octet_length(to_json(o.role)::text) <= 2048 then to_json(o.role)::text else '"sha256:' || encode(sha256(convert_to(o.role, 'UTF8')), 'base64') || '"' end end, 'null'), '}') as before,
        null::text as after
      from old_rows o
      where o.org_id = org
      offset 0) x
    )
    insert into au.event (org_id, at, cap_seq, xid, kind, rel, row_id, loc, domain, action, actor_id, db_user, approver_id,
      session_id, source, request_id, part, head, changed, label, ctx_seq, schema, leaf, leaf_hash)
    select org, s.at, cap, s.xid, 3, 'membership_grant', row_id, loc, 'access', s.action, s.actor_id, s.db_user,
      s.approver_id, s.session_id, s.source, s.request_id, s.part,
      s.part = 0 and cap = any (array(select min(first.cap) from captured first group by first.loc)), changed, label, s.ctx_seq,
      1, leaf, sha256('\x00'::bytea || convert_to(leaf, 'UTF8'))
    from captured;
  end loop;
  return null;
end
$capture$;
create or replace trigger capture_delete after delete on public.membership_grant referencing old table as old_rows for each statement execute function au.capture_membership_grant_delete();
alter table public.membership_grant enable always trigger capture_delete;

create or replace trigger refuse_rekey before update of org_id, id on public.membership_grant for each statement execute function au.refuse_rekey();
alter table public.membership_grant enable always trigger refuse_rekey;
create or replace trigger refuse_truncate before truncate on public.membership_grant for each statement execute function au.refuse_truncate();
alter table public.membership_grant enable always trigger refuse_truncate;

-- capture public.menu_category
create or replace function au.capture_menu_category_insert() returns trigger
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
    rel_and_req := concat('"rel":"menu_category","req":', to_json(s.request_id)::text, ',');
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
        concat('{', '"created_at":', to_json(n.created_at)::text, ',"id":', '"' || n.id || '"', ',"location_id":', '"' || n.location_id || '"', ',"name":', case when octet_length(n.name) <= 341 then to_json(n.name)::text else case when octet_length(to_json(n.name)::text) <= 2048 then to_json(n.name)::text else '"sha256:' || encode(sha256(convert_to(n.name, 'UTF8')), 'base64') || '"' end end, ',"org_id":', '"' || n.org_id || '"', ',"position":', n.position::text, '}') as after
      from new_rows n
      where n.org_id = org
      offset 0) x
    )
    insert into au.event (org_id, at, cap_seq, xid, kind, rel, row_id, loc, domain, action, actor_id, db_user, approver_id,
      session_id, source, request_id, part, head, changed, label, ctx_seq, schema, leaf, leaf_hash)
    select org, s.at, cap, s.xid, 1, 'menu_category', row_id, loc, 'menu', s.action, s.actor_id, s.db_user,
      s.approver_id, s.session_id, s.source, s.request_id, s.part,
      s.part = 0 and cap = any (array(select min(first.cap) from captured first group by first.loc)), changed, label, s.ctx_seq,
      1, leaf, sha256('\x00'::bytea || convert_to(leaf, 'UTF8'))
    from captured;
  end loop;
  return null;
end
$capture$;
create or replace trigger capture_insert after insert on public.menu_category referencing new table as new_rows for each statement execute function au.capture_menu_category_insert();
alter table public.menu_category enable always trigger capture_insert;

create or replace function au.capture_menu_category_update() returns trigger
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
    continue when not exists (select from new_rows n join old_rows o on o.org_id = n.org_id and o.id = n.id where n.org_id = org and row(n.created_at, n.id, n.location_id, n.name, n.org_id, n.position) is distinct from row(o.created_at, o.id, o.location_id, o.name, o.org_id, o.position));
    s := au.stamp_for(org, (select n.location_id from new_rows n where n.org_id = org limit 1));
    lead := concat('{', '"act":' || to_json(s.act)::text || ',', '"action":', to_json(s.action)::text, ',');
    approver_and_at := concat('"approver":"' || s.approver_id || '",', '"at":', s.at_json, ',');
    ctx_and_domain := concat('"ctx":"' || s.ctx_commit || '",', '"domain":"menu",');
    op_and_org := concat('"op":"update","org":"', org, '",');
    rel_and_req := concat('"rel":"menu_category","req":', to_json(s.request_id)::text, ',');
    tail := concat('"schema":1,', '"session":"' || s.session_id || '",', '"source":', to_json(s.source)::text,
      ',"txn":"', s.xid, '","v":1}');
    with captured as materialized (
      select cap, row_id, loc, label, changed,
        concat(lead, '"after":', after, ',', approver_and_at, '"before":', before, ',', '"cap":', cap, ',', ctx_and_domain, '"loc":"' || loc || '",', op_and_org, rel_and_req, '"row":"', row_id, '",', tail) as leaf
      from (select * from (select nextval('au.cap') as cap,
        (n.id)::text as row_id,
        n.location_id as loc,
        left(n.name::text, 200) as label,
        array_remove(array[case when n.created_at is distinct from o.created_at then 'created_at' end, case when n.id is distinct from o.id then 'id' end, case when n.location_id is distinct from o.location_id then 'location_id' end, case when n.name is distinct from o.name then 'name' end, case when n.org_id is distinct from o.org_id then 'org_id' end, case when n.position is distinct from o.position then 'position' end], null) as changed,
        concat('{', '"created_at":', to_json(o.created_at)::text, ',"id":', '"' || o.id || '"', ',"location_id":', '"' || o.location_id || '"', ',"name":', case when octet_length(o.name) <= 341 then to_json(o.name)::text else case when octet_length(to_json(o.name)::text) <= 2048 then to_json(o.name)::text else '"sha256:' || encode(sha256(convert_to(o.name, 'UTF8')), 'base64') || '"' end end, ',"org_id":', '"' || o.org_id || '"', ',"position":', o.position::text, '}') as before,
        concat('{', '"created_at":', to_json(n.created_at)::text, ',"id":', '"' || n.id || '"', ',"location_id":', '"' || n.location_id || '"', ',"name":', case when octet_length(n.name) <= 341 then to_json(n.name)::text else case when octet_length(to_json(n.name)::text) <= 2048 then to_json(n.name)::text else '"sha256:' || encode(sha256(convert_to(n.name, 'UTF8')), 'base64') || '"' end end, ',"org_id":', '"' || n.org_id || '"', ',"position":', n.position::text, '}') as after
      from new_rows n join old_rows o on o.org_id = n.org_id and o.id = n.id
      where n.org_id = org
      offset 0) x where changed <> '{}' offset 0) x
    )
    insert into au.event (org_id, at, cap_seq, xid, kind, rel, row_id, loc, domain, action, actor_id, db_user, approver_id,
      session_id, source, request_id, part, head, changed, label, ctx_seq, schema, leaf, leaf_hash)
    select org, s.at, cap, s.xid, 2, 'menu_category', row_id, loc, 'menu', s.action, s.actor_id, s.db_user,
      s.approver_id, s.session_id, s.source, s.request_id, s.part,
      s.part = 0 and cap = any (array(select min(first.cap) from captured first group by first.loc)), changed, label, s.ctx_seq,
      1, leaf, sha256('\x00'::bytea || convert_to(leaf, 'UTF8'))
    from captured;
  end loop;
  return null;
end
$capture$;
create or replace trigger capture_update after update on public.menu_category referencing old table as old_rows new table as new_rows for each statement execute function au.capture_menu_category_update();
alter table public.menu_category enable always trigger capture_update;

create or replace function au.capture_menu_category_delete() returns trigger
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
    rel_and_req := concat('"rel":"menu_category","req":', to_json(s.request_id)::text, ',');
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
        concat('{', '"created_at":', to_json(o.created_at)::text, ',"id":', '"' || o.id || '"', ',"location_id":', '"' || o.location_id || '"', ',"name":', case when octet_length(o.name) <= 341 then to_json(o.name)::text else case when octet_length(to_json(o.name)::text) <= 2048 then to_json(o.name)::text else '"sha256:' || encode(sha256(convert_to(o.name, 'UTF8')), 'base64') || '"' end end, ',"org_id":', '"' || o.org_id || '"', ',"position":', o.position::text, '}') as before,
        null::text as after
      from old_rows o
      where o.org_id = org
      offset 0) x
    )
    insert into au.event (org_id, at, cap_seq, xid, kind, rel, row_id, loc, domain, action, actor_id, db_user, approver_id,
      session_id, source, request_id, part, head, changed, label, ctx_seq, schema, leaf, leaf_hash)
    select org, s.at, cap, s.xid, 3, 'menu_category', row_id, loc, 'menu', s.action, s.actor_id, s.db_user,
      s.approver_id, s.session_id, s.source, s.request_id, s.part,
      s.part = 0 and cap = any (array(select min(first.cap) from captured first group by first.loc)), changed, label, s.ctx_seq,
      1, leaf, sha256('\x00'::bytea || convert_to(leaf, 'UTF8'))
    from captured;
  end loop;
  return null;
end
$capture$;
create or replace trigger capture_delete after delete on public.menu_category referencing old table as old_rows for each statement execute function au.capture_menu_category_delete();
alter table public.menu_category enable always trigger capture_delete;

create or replace trigger refuse_rekey before update of org_id, id on public.menu_category for each statement execute function au.refuse_rekey();
alter table public.menu_category enable always trigger refuse_rekey;
create or replace trigger refuse_truncate before truncate on public.menu_category for each statement execute function au.refuse_truncate();
alter table public.menu_category enable always trigger refuse_truncate;

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
        concat('{', '"allergens":', case when octet_length(array_to_json(n.allergens)::text) <= 2048 then array_to_json(n.allergens)::text else '"sha256:' || encode(sha256(convert_to(array_to_json(n.allergens)::text, 'UTF8')), 'base64') || '"' end, ',"available":', n.available::text, ',"category_id":', '"' || n.category_id || '"', ',"created_at":', to_json(n.created_at)::text, ',"currency":', case when octet_length(n.currency) <= 341 then to_json(n.currency)::text else case when octet_length(to_json(n.currency)::text) <= 2048 then to_json(n.currency)::text else '"sha256:' || encode(sha256(convert_to(n.currency, 'UTF8')), 'base64') || '"' end end, ',"description":', case when octet_length(n.description) <= 341 then to_json(n.description)::text else case when octet_length(to_json(n.description)::text) <= 2048 then to_json(n.description)::text else '"sha256:' || encode(sha256(convert_to(n.description, 'UTF8')), 'base64') || '"' end end, ',"id":', '"' || n.id || '"', ',"location_id":', '"' || n.location_id || '"', ',"name":', case when octet_length(n.name) <= 341 then to_json(n.name)::text else case when octet_length(to_json(n.name)::text) <= 2048 then to_json(n.name)::text else '"sha256:' || encode(sha256(convert_to(n.name, 'UTF8')), 'base64') || '"' end end, ',"org_id":', '"' || n.org_id || '"', ',"position":', n.position::text, ',"price_minor":', case when n.price_minor between -9007199254740991 and 9007199254740991 then n.price_minor::text else '"' || n.price_minor || '"' end, ',"tax_class":', case when octet_length(n.tax_class) <= 341 then to_json(n.tax_class)::text else case when octet_length(to_json(n.tax_class)::text) <= 2048 then to_json(n.tax_class)::text else '"sha256:' || encode(sha256(convert_to(n.tax_class, 'UTF8')), 'base64') || '"' end end, '}') as after
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
    continue when not exists (select from new_rows n join old_rows o on o.org_id = n.org_id and o.id = n.id where n.org_id = org and row(n.allergens, n.available, n.category_id, n.created_at, n.currency, n.description, n.id, n.location_id, n.name, n.org_id, n.position, n.price_minor, n.tax_class) is distinct from row(o.allergens, o.available, o.category_id, o.created_at, o.currency, o.description, o.id, o.location_id, o.name, o.org_id, o.position, o.price_minor, o.tax_class));
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
        array_remove(array[case when n.allergens is distinct from o.allergens then 'allergens' end, case when n.available is distinct from o.available then 'available' end, case when n.category_id is distinct from o.category_id then 'category_id' end, case when n.created_at is distinct from o.created_at then 'created_at' end, case when n.currency is distinct from o.currency then 'currency' end, case when n.description is distinct from o.description then 'description' end, case when n.id is distinct from o.id then 'id' end, case when n.location_id is distinct from o.location_id then 'location_id' end, case when n.name is distinct from o.name then 'name' end, case when n.org_id is distinct from o.org_id then 'org_id' end, case when n.position is distinct from o.position then 'position' end, case when n.price_minor is distinct from o.price_minor then 'price_minor' end, case when n.tax_class is distinct from o.tax_class then 'tax_class' end], null) as changed,
        concat('{', '"allergens":', case when octet_length(array_to_json(o.allergens)::text) <= 2048 then array_to_json(o.allergens)::text else '"sha256:' || encode(sha256(convert_to(array_to_json(o.allergens)::text, 'UTF8')), 'base64') || '"' end, ',"available":', o.available::text, ',"category_id":', '"' || o.category_id || '"', ',"created_at":', to_json(o.created_at)::text, ',"currency":', case when octet_length(o.currency) <= 341 then to_json(o.currency)::text else case when octet_length(to_json(o.currency)::text) <= 2048 then to_json(o.currency)::text else '"sha256:' || encode(sha256(convert_to(o.currency, 'UTF8')), 'base64') || '"' end end, ',"description":', case when octet_length(o.description) <= 341 then to_json(o.description)::text else case when octet_length(to_json(o.description)::text) <= 2048 then to_json(o.description)::text else '"sha256:' || encode(sha256(convert_to(o.description, 'UTF8')), 'base64') || '"' end end, ',"id":', '"' || o.id || '"', ',"location_id":', '"' || o.location_id || '"', ',"name":', case when octet_length(o.name) <= 341 then to_json(o.name)::text else case when octet_length(to_json(o.name)::text) <= 2048 then to_json(o.name)::text else '"sha256:' || encode(sha256(convert_to(o.name, 'UTF8')), 'base64') || '"' end end, ',"org_id":', '"' || o.org_id || '"', ',"position":', o.position::text, ',"price_minor":', case when o.price_minor between -9007199254740991 and 9007199254740991 then o.price_minor::text else '"' || o.price_minor || '"' end, ',"tax_class":', case when octet_length(o.tax_class) <= 341 then to_json(o.tax_class)::text else case when octet_length(to_json(o.tax_class)::text) <= 2048 then to_json(o.tax_class)::text else '"sha256:' || encode(sha256(convert_to(o.tax_class, 'UTF8')), 'base64') || '"' end end, '}') as before,
        concat('{', '"allergens":', case when octet_length(array_to_json(n.allergens)::text) <= 2048 then array_to_json(n.allergens)::text else '"sha256:' || encode(sha256(convert_to(array_to_json(n.allergens)::text, 'UTF8')), 'base64') || '"' end, ',"available":', n.available::text, ',"category_id":', '"' || n.category_id || '"', ',"created_at":', to_json(n.created_at)::text, ',"currency":', case when octet_length(n.currency) <= 341 then to_json(n.currency)::text else case when octet_length(to_json(n.currency)::text) <= 2048 then to_json(n.currency)::text else '"sha256:' || encode(sha256(convert_to(n.currency, 'UTF8')), 'base64') || '"' end end, ',"description":', case when octet_length(n.description) <= 341 then to_json(n.description)::text else case when octet_length(to_json(n.description)::text) <= 2048 then to_json(n.description)::text else '"sha256:' || encode(sha256(convert_to(n.description, 'UTF8')), 'base64') || '"' end end, ',"id":', '"' || n.id || '"', ',"location_id":', '"' || n.location_id || '"', ',"name":', case when octet_length(n.name) <= 341 then to_json(n.name)::text else case when octet_length(to_json(n.name)::text) <= 2048 then to_json(n.name)::text else '"sha256:' || encode(sha256(convert_to(n.name, 'UTF8')), 'base64') || '"' end end, ',"org_id":', '"' || n.org_id || '"', ',"position":', n.position::text, ',"price_minor":', case when n.price_minor between -9007199254740991 and 9007199254740991 then n.price_minor::text else '"' || n.price_minor || '"' end, ',"tax_class":', case when octet_length(n.tax_class) <= 341 then to_json(n.tax_class)::text else case when octet_length(to_json(n.tax_class)::text) <= 2048 then to_json(n.tax_class)::text else '"sha256:' || encode(sha256(convert_to(n.tax_class, 'UTF8')), 'base64') || '"' end end, '}') as after
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
        concat('{', '"allergens":', case when octet_length(array_to_json(o.allergens)::text) <= 2048 then array_to_json(o.allergens)::text else '"sha256:' || encode(sha256(convert_to(array_to_json(o.allergens)::text, 'UTF8')), 'base64') || '"' end, ',"available":', o.available::text, ',"category_id":', '"' || o.category_id || '"', ',"created_at":', to_json(o.created_at)::text, ',"currency":', case when octet_length(o.currency) <= 341 then to_json(o.currency)::text else case when octet_length(to_json(o.currency)::text) <= 2048 then to_json(o.currency)::text else '"sha256:' || encode(sha256(convert_to(o.currency, 'UTF8')), 'base64') || '"' end end, ',"description":', case when octet_length(o.description) <= 341 then to_json(o.description)::text else case when octet_length(to_json(o.description)::text) <= 2048 then to_json(o.description)::text else '"sha256:' || encode(sha256(convert_to(o.description, 'UTF8')), 'base64') || '"' end end, ',"id":', '"' || o.id || '"', ',"location_id":', '"' || o.location_id || '"', ',"name":', case when octet_length(o.name) <= 341 then to_json(o.name)::text else case when octet_length(to_json(o.name)::text) <= 2048 then to_json(o.name)::text else '"sha256:' || encode(sha256(convert_to(o.name, 'UTF8')), 'base64') || '"' end end, ',"org_id":', '"' || o.org_id || '"', ',"position":', o.position::text, ',"price_minor":', case when o.price_minor between -9007199254740991 and 9007199254740991 then o.price_minor::text else '"' || o.price_minor || '"' end, ',"tax_class":', case when octet_length(o.tax_class) <= 341 then to_json(o.tax_class)::text else case when octet_length(to_json(o.tax_class)::text) <= 2048 then to_json(o.tax_class)::text else '"sha256:' || encode(sha256(convert_to(o.tax_class, 'UTF8')), 'base64') || '"' end end, '}') as before,
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

-- capture public.order_line
create or replace function au.capture_order_line_insert() returns trigger
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
    ctx_and_domain := concat('"ctx":"' || s.ctx_commit || '",', '"domain":"orders",');
    op_and_org := concat('"op":"insert","org":"', org, '",');
    rel_and_req := concat('"rel":"order_line","req":', to_json(s.request_id)::text, ',');
    tail := concat('"schema":1,', '"session":"' || s.session_id || '",', '"source":', to_json(s.source)::text,
      ',"txn":"', s.xid, '","v":1}');
    with captured as materialized (
      select cap, row_id, loc, label, changed, subject,
        concat(lead, '"after":', after, ',', approver_and_at, '"cap":', cap, ',', ctx_and_domain, '"loc":"' || loc || '",', op_and_org, '"pii":{', concat_ws(',', '"after.modifiers":"' || h0 || '"'), '},', rel_and_req, '"row":"', row_id, '",', tail) as leaf,
        array_remove(array[d0], null) as ds
      from (select *, encode(sha256(convert_to(d0, 'UTF8')), 'base64') as h0
      from (select *, case when v0 is not null then concat('["', encode(substr(salts, 1, 16), 'hex'), '","', 'after', '.modifiers",', v0, ']') end as d0
      from (select nextval('au.cap') as cap,
        (n.order_id || '/' || n.line_no)::text as row_id,
        n.location_id as loc,
        left(n.name::text, 200) as label,
        null::text[] as changed,
        null::text as before,
        concat('{', '"line_no":', n.line_no::text, ',"line_total_minor":', case when n.line_total_minor between -9007199254740991 and 9007199254740991 then n.line_total_minor::text else '"' || n.line_total_minor || '"' end, ',"location_id":', '"' || n.location_id || '"', ',"menu_item_id":', coalesce('"' || n.menu_item_id || '"', 'null'), ',"name":', case when octet_length(n.name) <= 341 then to_json(n.name)::text else case when octet_length(to_json(n.name)::text) <= 2048 then to_json(n.name)::text else '"sha256:' || encode(sha256(convert_to(n.name, 'UTF8')), 'base64') || '"' end end, ',"order_id":', '"' || n.order_id || '"', ',"org_id":', '"' || n.org_id || '"', ',"quantity":', n.quantity::text, ',"tax_class":', case when octet_length(n.tax_class) <= 341 then to_json(n.tax_class)::text else case when octet_length(to_json(n.tax_class)::text) <= 2048 then to_json(n.tax_class)::text else '"sha256:' || encode(sha256(convert_to(n.tax_class, 'UTF8')), 'base64') || '"' end end, ',"unit_price_minor":', case when n.unit_price_minor between -9007199254740991 and 9007199254740991 then n.unit_price_minor::text else '"' || n.unit_price_minor || '"' end, '}') as after,
        'order:' || n.order_id as subject,
        public.gen_random_bytes(16) as salts,
        case when n.modifiers is not null then array_to_json(n.modifiers)::text end as v0
      from new_rows n
      where n.org_id = org
      offset 0) x offset 0) x offset 0) x
    ), stored as (
      insert into au.disclosure (org_id, subject, cap_seq, ds, capability, loc)
      select org, subject, cap, ds, 'audit_log.read', loc from captured where cardinality(ds) > 0
    )
    insert into au.event (org_id, at, cap_seq, xid, kind, rel, row_id, loc, domain, action, actor_id, db_user, approver_id,
      session_id, source, request_id, part, head, changed, label, ctx_seq, schema, leaf, leaf_hash)
    select org, s.at, cap, s.xid, 1, 'order_line', row_id, loc, 'orders', s.action, s.actor_id, s.db_user,
      s.approver_id, s.session_id, s.source, s.request_id, s.part,
      s.part = 0 and cap = any (array(select min(first.cap) from captured first group by first.loc)), changed, label, s.ctx_seq,
      1, leaf, sha256('\x00'::bytea || convert_to(leaf, 'UTF8'))
    from captured;
  end loop;
  return null;
end
$capture$;
create or replace trigger capture_insert after insert on public.order_line referencing new table as new_rows for each statement execute function au.capture_order_line_insert();
alter table public.order_line enable always trigger capture_insert;

create or replace function au.capture_order_line_update() returns trigger
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
    continue when not exists (select from new_rows n join old_rows o on o.org_id = n.org_id and o.order_id = n.order_id and o.line_no = n.line_no where n.org_id = org and row(n.line_no, n.line_total_minor, n.location_id, n.menu_item_id, n.modifiers, n.name, n.order_id, n.org_id, n.quantity, n.tax_class, n.unit_price_minor) is distinct from row(o.line_no, o.line_total_minor, o.location_id, o.menu_item_id, o.modifiers, o.name, o.order_id, o.org_id, o.quantity, o.tax_class, o.unit_price_minor));
    s := au.stamp_for(org, (select n.location_id from new_rows n where n.org_id = org limit 1));
    lead := concat('{', '"act":' || to_json(s.act)::text || ',', '"action":', to_json(s.action)::text, ',');
    approver_and_at := concat('"approver":"' || s.approver_id || '",', '"at":', s.at_json, ',');
    ctx_and_domain := concat('"ctx":"' || s.ctx_commit || '",', '"domain":"orders",');
    op_and_org := concat('"op":"update","org":"', org, '",');
    rel_and_req := concat('"rel":"order_line","req":', to_json(s.request_id)::text, ',');
    tail := concat('"schema":1,', '"session":"' || s.session_id || '",', '"source":', to_json(s.source)::text,
      ',"txn":"', s.xid, '","v":1}');
    with captured as materialized (
      select cap, row_id, loc, label, changed, subject,
        concat(lead, '"after":', after, ',', approver_and_at, '"before":', before, ',', '"cap":', cap, ',', ctx_and_domain, '"loc":"' || loc || '",', op_and_org, '"pii":{', concat_ws(',', case when c0 then '"after.modifiers":"' || h0 || '"' end, '"before.modifiers":"' || h1 || '"', case when not c0 then '"same.modifiers":"' || h0 || '"' end), '},', rel_and_req, '"row":"', row_id, '",', tail) as leaf,
        array_remove(array[d0, d1], null) as ds
      from (select *, encode(sha256(convert_to(d0, 'UTF8')), 'base64') as h0,
        encode(sha256(convert_to(d1, 'UTF8')), 'base64') as h1
      from (select *, case when v0 is not null then concat('["', encode(substr(salts, 1, 16), 'hex'), '","', case when c0 then 'after' else 'same' end, '.modifiers",', v0, ']') end as d0,
        case when v1 is not null then concat('["', encode(substr(salts, 17, 16), 'hex'), '","', 'before', '.modifiers",', v1, ']') end as d1
      from (select * from (select nextval('au.cap') as cap,
        (n.order_id || '/' || n.line_no)::text as row_id,
        n.location_id as loc,
        left(n.name::text, 200) as label,
        array_remove(array[case when n.line_no is distinct from o.line_no then 'line_no' end, case when n.line_total_minor is distinct from o.line_total_minor then 'line_total_minor' end, case when n.location_id is distinct from o.location_id then 'location_id' end, case when n.menu_item_id is distinct from o.menu_item_id then 'menu_item_id' end, case when n.modifiers is distinct from o.modifiers then 'modifiers' end, case when n.name is distinct from o.name then 'name' end, case when n.order_id is distinct from o.order_id then 'order_id' end, case when n.org_id is distinct from o.org_id then 'org_id' end, case when n.quantity is distinct from o.quantity then 'quantity' end, case when n.tax_class is distinct from o.tax_class then 'tax_class' end, case when n.unit_price_minor is distinct from o.unit_price_minor then 'unit_price_minor' end], null) as changed,
        concat('{', '"line_no":', o.line_no::text, ',"line_total_minor":', case when o.line_total_minor between -9007199254740991 and 9007199254740991 then o.line_total_minor::text else '"' || o.line_total_minor || '"' end, ',"location_id":', '"' || o.location_id || '"', ',"menu_item_id":', coalesce('"' || o.menu_item_id || '"', 'null'), ',"name":', case when octet_length(o.name) <= 341 then to_json(o.name)::text else case when octet_length(to_json(o.name)::text) <= 2048 then to_json(o.name)::text else '"sha256:' || encode(sha256(convert_to(o.name, 'UTF8')), 'base64') || '"' end end, ',"order_id":', '"' || o.order_id || '"', ',"org_id":', '"' || o.org_id || '"', ',"quantity":', o.quantity::text, ',"tax_class":', case when octet_length(o.tax_class) <= 341 then to_json(o.tax_class)::text else case when octet_length(to_json(o.tax_class)::text) <= 2048 then to_json(o.tax_class)::text else '"sha256:' || encode(sha256(convert_to(o.tax_class, 'UTF8')), 'base64') || '"' end end, ',"unit_price_minor":', case when o.unit_price_minor between -9007199254740991 and 9007199254740991 then o.unit_price_minor::text else '"' || o.unit_price_minor || '"' end, '}') as before,
        concat('{', '"line_no":', n.line_no::text, ',"line_total_minor":', case when n.line_total_minor between -9007199254740991 and 9007199254740991 then n.line_total_minor::text else '"' || n.line_total_minor || '"' end, ',"location_id":', '"' || n.location_id || '"', ',"menu_item_id":', coalesce('"' || n.menu_item_id || '"', 'null'), ',"name":', case when octet_length(n.name) <= 341 then to_json(n.name)::text else case when octet_length(to_json(n.name)::text) <= 2048 then to_json(n.name)::text else '"sha256:' || encode(sha256(convert_to(n.name, 'UTF8')), 'base64') || '"' end end, ',"order_id":', '"' || n.order_id || '"', ',"org_id":', '"' || n.org_id || '"', ',"quantity":', n.quantity::text, ',"tax_class":', case when octet_length(n.tax_class) <= 341 then to_json(n.tax_class)::text else case when octet_length(to_json(n.tax_class)::text) <= 2048 then to_json(n.tax_class)::text else '"sha256:' || encode(sha256(convert_to(n.tax_class, 'UTF8')), 'base64') || '"' end end, ',"unit_price_minor":', case when n.unit_price_minor between -9007199254740991 and 9007199254740991 then n.unit_price_minor::text else '"' || n.unit_price_minor || '"' end, '}') as after,
        'order:' || n.order_id as subject,
        public.gen_random_bytes(32) as salts,
        n.modifiers is distinct from o.modifiers as c0,
        case when n.modifiers is not null then array_to_json(n.modifiers)::text end as v0,
        case when o.modifiers is not null and n.modifiers is distinct from o.modifiers then array_to_json(o.modifiers)::text end as v1
      from new_rows n join old_rows o on o.org_id = n.org_id and o.order_id = n.order_id and o.line_no = n.line_no
      where n.org_id = org
      offset 0) x where changed <> '{}' offset 0) x offset 0) x offset 0) x
    ), stored as (
      insert into au.disclosure (org_id, subject, cap_seq, ds, capability, loc)
      select org, subject, cap, ds, 'audit_log.read', loc from captured where cardinality(ds) > 0
    )
    insert into au.event (org_id, at, cap_seq, xid, kind, rel, row_id, loc, domain, action, actor_id, db_user, approver_id,
      session_id, source, request_id, part, head, changed, label, ctx_seq, schema, leaf, leaf_hash)
    select org, s.at, cap, s.xid, 2, 'order_line', row_id, loc, 'orders', s.action, s.actor_id, s.db_user,
      s.approver_id, s.session_id, s.source, s.request_id, s.part,
      s.part = 0 and cap = any (array(select min(first.cap) from captured first group by first.loc)), changed, label, s.ctx_seq,
      1, leaf, sha256('\x00'::bytea || convert_to(leaf, 'UTF8'))
    from captured;
  end loop;
  return null;
end
$capture$;
create or replace trigger capture_update after update on public.order_line referencing old table as old_rows new table as new_rows for each statement execute function au.capture_order_line_update();
alter table public.order_line enable always trigger capture_update;

create or replace function au.capture_order_line_delete() returns trigger
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
    ctx_and_domain := concat('"ctx":"' || s.ctx_commit || '",', '"domain":"orders",');
    op_and_org := concat('"op":"delete","org":"', org, '",');
    rel_and_req := concat('"rel":"order_line","req":', to_json(s.request_id)::text, ',');
    tail := concat('"schema":1,', '"session":"' || s.session_id || '",', '"source":', to_json(s.source)::text,
      ',"txn":"', s.xid, '","v":1}');
    with captured as materialized (
      select cap, row_id, loc, label, changed, subject,
        concat(lead, approver_and_at, '"before":', before, ',', '"cap":', cap, ',', ctx_and_domain, '"loc":"' || loc || '",', op_and_org, '"pii":{', concat_ws(',', '"before.modifiers":"' || h0 || '"'), '},', rel_and_req, '"row":"', row_id, '",', tail) as leaf,
        array_remove(array[d0], null) as ds
      from (select *, encode(sha256(convert_to(d0, 'UTF8')), 'base64') as h0
      from (select *, case when v0 is not null then concat('["', encode(substr(salts, 1, 16), 'hex'), '","', 'before', '.modifiers",', v0, ']') end as d0
      from (select nextval('au.cap') as cap,
        (o.order_id || '/' || o.line_no)::text as row_id,
        o.location_id as loc,
        left(o.name::text, 200) as label,
        null::text[] as changed,
        concat('{', '"line_no":', o.line_no::text, ',"line_total_minor":', case when o.line_total_minor between -9007199254740991 and 9007199254740991 then o.line_total_minor::text else '"' || o.line_total_minor || '"' end, ',"location_id":', '"' || o.location_id || '"', ',"menu_item_id":', coalesce('"' || o.menu_item_id || '"', 'null'), ',"name":', case when octet_length(o.name) <= 341 then to_json(o.name)::text else case when octet_length(to_json(o.name)::text) <= 2048 then to_json(o.name)::text else '"sha256:' || encode(sha256(convert_to(o.name, 'UTF8')), 'base64') || '"' end end, ',"order_id":', '"' || o.order_id || '"', ',"org_id":', '"' || o.org_id || '"', ',"quantity":', o.quantity::text, ',"tax_class":', case when octet_length(o.tax_class) <= 341 then to_json(o.tax_class)::text else case when octet_length(to_json(o.tax_class)::text) <= 2048 then to_json(o.tax_class)::text else '"sha256:' || encode(sha256(convert_to(o.tax_class, 'UTF8')), 'base64') || '"' end end, ',"unit_price_minor":', case when o.unit_price_minor between -9007199254740991 and 9007199254740991 then o.unit_price_minor::text else '"' || o.unit_price_minor || '"' end, '}') as before,
        null::text as after,
        'order:' || o.order_id as subject,
        public.gen_random_bytes(16) as salts,
        case when o.modifiers is not null then array_to_json(o.modifiers)::text end as v0
      from old_rows o
      where o.org_id = org
      offset 0) x offset 0) x offset 0) x
    ), stored as (
      insert into au.disclosure (org_id, subject, cap_seq, ds, capability, loc)
      select org, subject, cap, ds, 'audit_log.read', loc from captured where cardinality(ds) > 0
    )
    insert into au.event (org_id, at, cap_seq, xid, kind, rel, row_id, loc, domain, action, actor_id, db_user, approver_id,
      session_id, source, request_id, part, head, changed, label, ctx_seq, schema, leaf, leaf_hash)
    select org, s.at, cap, s.xid, 3, 'order_line', row_id, loc, 'orders', s.action, s.actor_id, s.db_user,
      s.approver_id, s.session_id, s.source, s.request_id, s.part,
      s.part = 0 and cap = any (array(select min(first.cap) from captured first group by first.loc)), changed, label, s.ctx_seq,
      1, leaf, sha256('\x00'::bytea || convert_to(leaf, 'UTF8'))
    from captured;
  end loop;
  return null;
end
$capture$;
create or replace trigger capture_delete after delete on public.order_line referencing old table as old_rows for each statement execute function au.capture_order_line_delete();
alter table public.order_line enable always trigger capture_delete;

create or replace trigger refuse_rekey before update of org_id, order_id, line_no on public.order_line for each statement execute function au.refuse_rekey();
alter table public.order_line enable always trigger refuse_rekey;
create or replace trigger refuse_truncate before truncate on public.order_line for each statement execute function au.refuse_truncate();
alter table public.order_line enable always trigger refuse_truncate;

-- capture public.order_note
create or replace function au.capture_order_note_insert() returns trigger
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
    ctx_and_domain := concat('"ctx":"' || s.ctx_commit || '",', '"domain":"orders",');
    op_and_org := concat('"op":"insert","org":"', org, '",');
    rel_and_req := concat('"rel":"order_note","req":', to_json(s.request_id)::text, ',');
    tail := concat('"schema":1,', '"session":"' || s.session_id || '",', '"source":', to_json(s.source)::text,
      ',"txn":"', s.xid, '","v":1}');
    with captured as materialized (
      select cap, row_id, loc, label, changed, subject,
        concat(lead, '"after":', after, ',', approver_and_at, '"cap":', cap, ',', ctx_and_domain, '"loc":"' || loc || '",', op_and_org, '"pii":{', concat_ws(',', '"after.body":"' || h0 || '"'), '},', rel_and_req, '"row":"', row_id, '",', tail) as leaf,
        array_remove(array[d0], null) as ds
      from (select *, encode(sha256(convert_to(d0, 'UTF8')), 'base64') as h0
      from (select *, case when v0 is not null then concat('["', encode(substr(salts, 1, 16), 'hex'), '","', 'after', '.body",', v0, ']') end as d0
      from (select nextval('au.cap') as cap,
        (n.order_id || '/' || n.kind)::text as row_id,
        n.location_id as loc,
        null::text as label,
        null::text[] as changed,
        null::text as before,
        concat('{', '"created_at":', to_json(n.created_at)::text, ',"kind":', case when octet_length(n.kind) <= 341 then to_json(n.kind)::text else case when octet_length(to_json(n.kind)::text) <= 2048 then to_json(n.kind)::text else '"sha256:' || encode(sha256(convert_to(n.kind, 'UTF8')), 'base64') || '"' end end, ',"location_id":', '"' || n.location_id || '"', ',"order_id":', '"' || n.order_id || '"', ',"org_id":', '"' || n.org_id || '"', '}') as after,
        'order:' || n.order_id as subject,
        public.gen_random_bytes(16) as salts,
        case when n.body is not null then to_json(n.body)::text end as v0
      from new_rows n
      where n.org_id = org
      offset 0) x offset 0) x offset 0) x
    ), stored as (
      insert into au.disclosure (org_id, subject, cap_seq, ds, capability, loc)
      select org, subject, cap, ds, 'orders.read', loc from captured where cardinality(ds) > 0
    )
    insert into au.event (org_id, at, cap_seq, xid, kind, rel, row_id, loc, domain, action, actor_id, db_user, approver_id,
      session_id, source, request_id, part, head, changed, label, ctx_seq, schema, leaf, leaf_hash)
    select org, s.at, cap, s.xid, 1, 'order_note', row_id, loc, 'orders', s.action, s.actor_id, s.db_user,
      s.approver_id, s.session_id, s.source, s.request_id, s.part,
      s.part = 0 and cap = any (array(select min(first.cap) from captured first group by first.loc)), changed, label, s.ctx_seq,
      1, leaf, sha256('\x00'::bytea || convert_to(leaf, 'UTF8'))
    from captured;
  end loop;
  return null;
end
$capture$;
create or replace trigger capture_insert after insert on public.order_note referencing new table as new_rows for each statement execute function au.capture_order_note_insert();
alter table public.order_note enable always trigger capture_insert;

create or replace function au.capture_order_note_update() returns trigger
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
    continue when not exists (select from new_rows n join old_rows o on o.org_id = n.org_id and o.order_id = n.order_id and o.kind = n.kind where n.org_id = org and row(n.body, n.created_at, n.kind, n.location_id, n.order_id, n.org_id) is distinct from row(o.body, o.created_at, o.kind, o.location_id, o.order_id, o.org_id));
    s := au.stamp_for(org, (select n.location_id from new_rows n where n.org_id = org limit 1));
    lead := concat('{', '"act":' || to_json(s.act)::text || ',', '"action":', to_json(s.action)::text, ',');
    approver_and_at := concat('"approver":"' || s.approver_id || '",', '"at":', s.at_json, ',');
    ctx_and_domain := concat('"ctx":"' || s.ctx_commit || '",', '"domain":"orders",');
    op_and_org := concat('"op":"update","org":"', org, '",');
    rel_and_req := concat('"rel":"order_note","req":', to_json(s.request_id)::text, ',');
    tail := concat('"schema":1,', '"session":"' || s.session_id || '",', '"source":', to_json(s.source)::text,
      ',"txn":"', s.xid, '","v":1}');
    with captured as materialized (
      select cap, row_id, loc, label, changed, subject,
        concat(lead, '"after":', after, ',', approver_and_at, '"before":', before, ',', '"cap":', cap, ',', ctx_and_domain, '"loc":"' || loc || '",', op_and_org, '"pii":{', concat_ws(',', case when c0 then '"after.body":"' || h0 || '"' end, '"before.body":"' || h1 || '"', case when not c0 then '"same.body":"' || h0 || '"' end), '},', rel_and_req, '"row":"', row_id, '",', tail) as leaf,
        array_remove(array[d0, d1], null) as ds
      from (select *, encode(sha256(convert_to(d0, 'UTF8')), 'base64') as h0,
        encode(sha256(convert_to(d1, 'UTF8')), 'base64') as h1
      from (select *, case when v0 is not null then concat('["', encode(substr(salts, 1, 16), 'hex'), '","', case when c0 then 'after' else 'same' end, '.body",', v0, ']') end as d0,
        case when v1 is not null then concat('["', encode(substr(salts, 17, 16), 'hex'), '","', 'before', '.body",', v1, ']') end as d1
      from (select * from (select nextval('au.cap') as cap,
        (n.order_id || '/' || n.kind)::text as row_id,
        n.location_id as loc,
        null::text as label,
        array_remove(array[case when n.body is distinct from o.body then 'body' end, case when n.created_at is distinct from o.created_at then 'created_at' end, case when n.kind is distinct from o.kind then 'kind' end, case when n.location_id is distinct from o.location_id then 'location_id' end, case when n.order_id is distinct from o.order_id then 'order_id' end, case when n.org_id is distinct from o.org_id then 'org_id' end], null) as changed,
        concat('{', '"created_at":', to_json(o.created_at)::text, ',"kind":', case when octet_length(o.kind) <= 341 then to_json(o.kind)::text else case when octet_length(to_json(o.kind)::text) <= 2048 then to_json(o.kind)::text else '"sha256:' || encode(sha256(convert_to(o.kind, 'UTF8')), 'base64') || '"' end end, ',"location_id":', '"' || o.location_id || '"', ',"order_id":', '"' || o.order_id || '"', ',"org_id":', '"' || o.org_id || '"', '}') as before,
        concat('{', '"created_at":', to_json(n.created_at)::text, ',"kind":', case when octet_length(n.kind) <= 341 then to_json(n.kind)::text else case when octet_length(to_json(n.kind)::text) <= 2048 then to_json(n.kind)::text else '"sha256:' || encode(sha256(convert_to(n.kind, 'UTF8')), 'base64') || '"' end end, ',"location_id":', '"' || n.location_id || '"', ',"order_id":', '"' || n.order_id || '"', ',"org_id":', '"' || n.org_id || '"', '}') as after,
        'order:' || n.order_id as subject,
        public.gen_random_bytes(32) as salts,
        n.body is distinct from o.body as c0,
        case when n.body is not null then to_json(n.body)::text end as v0,
        case when o.body is not null and n.body is distinct from o.body then to_json(o.body)::text end as v1
      from new_rows n join old_rows o on o.org_id = n.org_id and o.order_id = n.order_id and o.kind = n.kind
      where n.org_id = org
      offset 0) x where changed <> '{}' offset 0) x offset 0) x offset 0) x
    ), stored as (
      insert into au.disclosure (org_id, subject, cap_seq, ds, capability, loc)
      select org, subject, cap, ds, 'orders.read', loc from captured where cardinality(ds) > 0
    )
    insert into au.event (org_id, at, cap_seq, xid, kind, rel, row_id, loc, domain, action, actor_id, db_user, approver_id,
      session_id, source, request_id, part, head, changed, label, ctx_seq, schema, leaf, leaf_hash)
    select org, s.at, cap, s.xid, 2, 'order_note', row_id, loc, 'orders', s.action, s.actor_id, s.db_user,
      s.approver_id, s.session_id, s.source, s.request_id, s.part,
      s.part = 0 and cap = any (array(select min(first.cap) from captured first group by first.loc)), changed, label, s.ctx_seq,
      1, leaf, sha256('\x00'::bytea || convert_to(leaf, 'UTF8'))
    from captured;
  end loop;
  return null;
end
$capture$;
create or replace trigger capture_update after update on public.order_note referencing old table as old_rows new table as new_rows for each statement execute function au.capture_order_note_update();
alter table public.order_note enable always trigger capture_update;

create or replace function au.capture_order_note_delete() returns trigger
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
    ctx_and_domain := concat('"ctx":"' || s.ctx_commit || '",', '"domain":"orders",');
    op_and_org := concat('"op":"delete","org":"', org, '",');
    rel_and_req := concat('"rel":"order_note","req":', to_json(s.request_id)::text, ',');
    tail := concat('"schema":1,', '"session":"' || s.session_id || '",', '"source":', to_json(s.source)::text,
      ',"txn":"', s.xid, '","v":1}');
    with captured as materialized (
      select cap, row_id, loc, label, changed, subject,
        concat(lead, approver_and_at, '"before":', before, ',', '"cap":', cap, ',', ctx_and_domain, '"loc":"' || loc || '",', op_and_org, '"pii":{', concat_ws(',', '"before.body":"' || h0 || '"'), '},', rel_and_req, '"row":"', row_id, '",', tail) as leaf,
        array_remove(array[d0], null) as ds
      from (select *, encode(sha256(convert_to(d0, 'UTF8')), 'base64') as h0
      from (select *, case when v0 is not null then concat('["', encode(substr(salts, 1, 16), 'hex'), '","', 'before', '.body",', v0, ']') end as d0
      from (select nextval('au.cap') as cap,
        (o.order_id || '/' || o.kind)::text as row_id,
        o.location_id as loc,
        null::text as label,
        null::text[] as changed,
        concat('{', '"created_at":', to_json(o.created_at)::text, ',"kind":', case when octet_length(o.kind) <= 341 then to_json(o.kind)::text else case when octet_length(to_json(o.kind)::text) <= 2048 then to_json(o.kind)::text else '"sha256:' || encode(sha256(convert_to(o.kind, 'UTF8')), 'base64') || '"' end end, ',"location_id":', '"' || o.location_id || '"', ',"order_id":', '"' || o.order_id || '"', ',"org_id":', '"' || o.org_id || '"', '}') as before,
        null::text as after,
        'order:' || o.order_id as subject,
        public.gen_random_bytes(16) as salts,
        case when o.body is not null then to_json(o.body)::text end as v0
      from old_rows o
      where o.org_id = org
      offset 0) x offset 0) x offset 0) x
    ), stored as (
      insert into au.disclosure (org_id, subject, cap_seq, ds, capability, loc)
      select org, subject, cap, ds, 'orders.read', loc from captured where cardinality(ds) > 0
    )
    insert into au.event (org_id, at, cap_seq, xid, kind, rel, row_id, loc, domain, action, actor_id, db_user, approver_id,
      session_id, source, request_id, part, head, changed, label, ctx_seq, schema, leaf, leaf_hash)
    select org, s.at, cap, s.xid, 3, 'order_note', row_id, loc, 'orders', s.action, s.actor_id, s.db_user,
      s.approver_id, s.session_id, s.source, s.request_id, s.part,
      s.part = 0 and cap = any (array(select min(first.cap) from captured first group by first.loc)), changed, label, s.ctx_seq,
      1, leaf, sha256('\x00'::bytea || convert_to(leaf, 'UTF8'))
    from captured;
  end loop;
  return null;
end
$capture$;
create or replace trigger capture_delete after delete on public.order_note referencing old table as old_rows for each statement execute function au.capture_order_note_delete();
alter table public.order_note enable always trigger capture_delete;

create or replace trigger refuse_rekey before update of org_id, order_id, kind on public.order_note for each statement execute function au.refuse_rekey();
alter table public.order_note enable always trigger refuse_rekey;
create or replace trigger refuse_truncate before truncate on public.order_note for each statement execute function au.refuse_truncate();
alter table public.order_note enable always trigger refuse_truncate;

-- capture public.order_status_change
create or replace function au.capture_order_status_change_insert() returns trigger
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
    ctx_and_domain := concat('"ctx":"' || s.ctx_commit || '",', '"domain":"orders",');
    op_and_org := concat('"op":"insert","org":"', org, '",');
    rel_and_req := concat('"rel":"order_status_change","req":', to_json(s.request_id)::text, ',');
    tail := concat('"schema":1,', '"session":"' || s.session_id || '",', '"source":', to_json(s.source)::text,
      ',"txn":"', s.xid, '","v":1}');
    with captured as materialized (
      select cap, row_id, loc, label, changed,
        concat(lead, '"after":', after, ',', approver_and_at, '"cap":', cap, ',', ctx_and_domain, '"loc":"' || loc || '",', op_and_org, rel_and_req, '"row":"', row_id, '",', tail) as leaf
      from (select nextval('au.cap') as cap,
        (n.order_id || '/' || n.seq)::text as row_id,
        n.location_id as loc,
        left(n.to_status::text, 200) as label,
        null::text[] as changed,
        null::text as before,
        concat('{', '"at":', to_json(n.at)::text, ',"from_status":', coalesce(case when octet_length(n.from_status) <= 341 then to_json(n.from_status)::text else case when octet_length(to_json(n.from_status)::text) <= 2048 then to_json(n.from_status)::text else '"sha256:' || encode(sha256(convert_to(n.from_status, 'UTF8')), 'base64') || '"' end end, 'null'), ',"location_id":', '"' || n.location_id || '"', ',"order_id":', '"' || n.order_id || '"', ',"org_id":', '"' || n.org_id || '"', ',"seq":', n.seq::text, ',"staff_id":', coalesce('"' || n.staff_id || '"', 'null'), ',"to_status":', case when octet_length(n.to_status) <= 341 then to_json(n.to_status)::text else case when octet_length(to_json(n.to_status)::text) <= 2048 then to_json(n.to_status)::text else '"sha256:' || encode(sha256(convert_to(n.to_status, 'UTF8')), 'base64') || '"' end end, '}') as after
      from new_rows n
      where n.org_id = org
      offset 0) x
    )
    insert into au.event (org_id, at, cap_seq, xid, kind, rel, row_id, loc, domain, action, actor_id, db_user, approver_id,
      session_id, source, request_id, part, head, changed, label, ctx_seq, schema, leaf, leaf_hash)
    select org, s.at, cap, s.xid, 1, 'order_status_change', row_id, loc, 'orders', s.action, s.actor_id, s.db_user,
      s.approver_id, s.session_id, s.source, s.request_id, s.part,
      s.part = 0 and cap = any (array(select min(first.cap) from captured first group by first.loc)), changed, label, s.ctx_seq,
      1, leaf, sha256('\x00'::bytea || convert_to(leaf, 'UTF8'))
    from captured;
  end loop;
  return null;
end
$capture$;
create or replace trigger capture_insert after insert on public.order_status_change referencing new table as new_rows for each statement execute function au.capture_order_status_change_insert();
alter table public.order_status_change enable always trigger capture_insert;

create or replace function au.capture_order_status_change_update() returns trigger
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
    continue when not exists (select from new_rows n join old_rows o on o.org_id = n.org_id and o.order_id = n.order_id and o.seq = n.seq where n.org_id = org and row(n.at, n.from_status, n.location_id, n.order_id, n.org_id, n.seq, n.staff_id, n.to_status) is distinct from row(o.at, o.from_status, o.location_id, o.order_id, o.org_id, o.seq, o.staff_id, o.to_status));
    s := au.stamp_for(org, (select n.location_id from new_rows n where n.org_id = org limit 1));
    lead := concat('{', '"act":' || to_json(s.act)::text || ',', '"action":', to_json(s.action)::text, ',');
    approver_and_at := concat('"approver":"' || s.approver_id || '",', '"at":', s.at_json, ',');
    ctx_and_domain := concat('"ctx":"' || s.ctx_commit || '",', '"domain":"orders",');
    op_and_org := concat('"op":"update","org":"', org, '",');
    rel_and_req := concat('"rel":"order_status_change","req":', to_json(s.request_id)::text, ',');
    tail := concat('"schema":1,', '"session":"' || s.session_id || '",', '"source":', to_json(s.source)::text,
      ',"txn":"', s.xid, '","v":1}');
    with captured as materialized (
      select cap, row_id, loc, label, changed,
        concat(lead, '"after":', after, ',', approver_and_at, '"before":', before, ',', '"cap":', cap, ',', ctx_and_domain, '"loc":"' || loc || '",', op_and_org, rel_and_req, '"row":"', row_id, '",', tail) as leaf
      from (select * from (select nextval('au.cap') as cap,
        (n.order_id || '/' || n.seq)::text as row_id,
        n.location_id as loc,
        left(n.to_status::text, 200) as label,
        array_remove(array[case when n.at is distinct from o.at then 'at' end, case when n.from_status is distinct from o.from_status then 'from_status' end, case when n.location_id is distinct from o.location_id then 'location_id' end, case when n.order_id is distinct from o.order_id then 'order_id' end, case when n.org_id is distinct from o.org_id then 'org_id' end, case when n.seq is distinct from o.seq then 'seq' end, case when n.staff_id is distinct from o.staff_id then 'staff_id' end, case when n.to_status is distinct from o.to_status then 'to_status' end], null) as changed,
        concat('{', '"at":', to_json(o.at)::text, ',"from_status":', coalesce(case when octet_length(o.from_status) <= 341 then to_json(o.from_status)::text else case when octet_length(to_json(o.from_status)::text) <= 2048 then to_json(o.from_status)::text else '"sha256:' || encode(sha256(convert_to(o.from_status, 'UTF8')), 'base64') || '"' end end, 'null'), ',"location_id":', '"' || o.location_id || '"', ',"order_id":', '"' || o.order_id || '"', ',"org_id":', '"' || o.org_id || '"', ',"seq":', o.seq::text, ',"staff_id":', coalesce('"' || o.staff_id || '"', 'null'), ',"to_status":', case when octet_length(o.to_status) <= 341 then to_json(o.to_status)::text else case when octet_length(to_json(o.to_status)::text) <= 2048 then to_json(o.to_status)::text else '"sha256:' || encode(sha256(convert_to(o.to_status, 'UTF8')), 'base64') || '"' end end, '}') as before,
        concat('{', '"at":', to_json(n.at)::text, ',"from_status":', coalesce(case when octet_length(n.from_status) <= 341 then to_json(n.from_status)::text else case when octet_length(to_json(n.from_status)::text) <= 2048 then to_json(n.from_status)::text else '"sha256:' || encode(sha256(convert_to(n.from_status, 'UTF8')), 'base64') || '"' end end, 'null'), ',"location_id":', '"' || n.location_id || '"', ',"order_id":', '"' || n.order_id || '"', ',"org_id":', '"' || n.org_id || '"', ',"seq":', n.seq::text, ',"staff_id":', coalesce('"' || n.staff_id || '"', 'null'), ',"to_status":', case when octet_length(n.to_status) <= 341 then to_json(n.to_status)::text else case when octet_length(to_json(n.to_status)::text) <= 2048 then to_json(n.to_status)::text else '"sha256:' || encode(sha256(convert_to(n.to_status, 'UTF8')), 'base64') || '"' end end, '}') as after
      from new_rows n join old_rows o on o.org_id = n.org_id and o.order_id = n.order_id and o.seq = n.seq
      where n.org_id = org
      offset 0) x where changed <> '{}' offset 0) x
    )
    insert into au.event (org_id, at, cap_seq, xid, kind, rel, row_id, loc, domain, action, actor_id, db_user, approver_id,
      session_id, source, request_id, part, head, changed, label, ctx_seq, schema, leaf, leaf_hash)
    select org, s.at, cap, s.xid, 2, 'order_status_change', row_id, loc, 'orders', s.action, s.actor_id, s.db_user,
      s.approver_id, s.session_id, s.source, s.request_id, s.part,
      s.part = 0 and cap = any (array(select min(first.cap) from captured first group by first.loc)), changed, label, s.ctx_seq,
      1, leaf, sha256('\x00'::bytea || convert_to(leaf, 'UTF8'))
    from captured;
  end loop;
  return null;
end
$capture$;
create or replace trigger capture_update after update on public.order_status_change referencing old table as old_rows new table as new_rows for each statement execute function au.capture_order_status_change_update();
alter table public.order_status_change enable always trigger capture_update;

create or replace function au.capture_order_status_change_delete() returns trigger
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
    ctx_and_domain := concat('"ctx":"' || s.ctx_commit || '",', '"domain":"orders",');
    op_and_org := concat('"op":"delete","org":"', org, '",');
    rel_and_req := concat('"rel":"order_status_change","req":', to_json(s.request_id)::text, ',');
    tail := concat('"schema":1,', '"session":"' || s.session_id || '",', '"source":', to_json(s.source)::text,
      ',"txn":"', s.xid, '","v":1}');
    with captured as materialized (
      select cap, row_id, loc, label, changed,
        concat(lead, approver_and_at, '"before":', before, ',', '"cap":', cap, ',', ctx_and_domain, '"loc":"' || loc || '",', op_and_org, rel_and_req, '"row":"', row_id, '",', tail) as leaf
      from (select nextval('au.cap') as cap,
        (o.order_id || '/' || o.seq)::text as row_id,
        o.location_id as loc,
        left(o.to_status::text, 200) as label,
        null::text[] as changed,
        concat('{', '"at":', to_json(o.at)::text, ',"from_status":', coalesce(case when octet_length(o.from_status) <= 341 then to_json(o.from_status)::text else case when octet_length(to_json(o.from_status)::text) <= 2048 then to_json(o.from_status)::text else '"sha256:' || encode(sha256(convert_to(o.from_status, 'UTF8')), 'base64') || '"' end end, 'null'), ',"location_id":', '"' || o.location_id || '"', ',"order_id":', '"' || o.order_id || '"', ',"org_id":', '"' || o.org_id || '"', ',"seq":', o.seq::text, ',"staff_id":', coalesce('"' || o.staff_id || '"', 'null'), ',"to_status":', case when octet_length(o.to_status) <= 341 then to_json(o.to_status)::text else case when octet_length(to_json(o.to_status)::text) <= 2048 then to_json(o.to_status)::text else '"sha256:' || encode(sha256(convert_to(o.to_status, 'UTF8')), 'base64') || '"' end end, '}') as before,
        null::text as after
      from old_rows o
      where o.org_id = org
      offset 0) x
    )
    insert into au.event (org_id, at, cap_seq, xid, kind, rel, row_id, loc, domain, action, actor_id, db_user, approver_id,
      session_id, source, request_id, part, head, changed, label, ctx_seq, schema, leaf, leaf_hash)
    select org, s.at, cap, s.xid, 3, 'order_status_change', row_id, loc, 'orders', s.action, s.actor_id, s.db_user,
      s.approver_id, s.session_id, s.source, s.request_id, s.part,
      s.part = 0 and cap = any (array(select min(first.cap) from captured first group by first.loc)), changed, label, s.ctx_seq,
      1, leaf, sha256('\x00'::bytea || convert_to(leaf, 'UTF8'))
    from captured;
  end loop;
  return null;
end
$capture$;
create or replace trigger capture_delete after delete on public.order_status_change referencing old table as old_rows for each statement execute function au.capture_order_status_change_delete();
alter table public.order_status_change enable always trigger capture_delete;

create or replace trigger refuse_rekey before update of org_id, order_id, seq on public.order_status_change for each statement execute function au.refuse_rekey();
alter table public.order_status_change enable always trigger refuse_rekey;
create or replace trigger refuse_truncate before truncate on public.order_status_change for each statement execute function au.refuse_truncate();
alter table public.order_status_change enable always trigger refuse_truncate;

create or replace trigger immutable before update or delete on public.order_status_change for each row execute function app.refuse_change();
alter table public.order_status_change enable always trigger immutable;

-- capture public.orders
create or replace function au.capture_orders_insert() returns trigger
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
    ctx_and_domain := concat('"ctx":"' || s.ctx_commit || '",', '"domain":"orders",');
    op_and_org := concat('"op":"insert","org":"', org, '",');
    rel_and_req := concat('"rel":"orders","req":', to_json(s.request_id)::text, ',');
    tail := concat('"schema":1,', '"session":"' || s.session_id || '",', '"source":', to_json(s.source)::text,
      ',"txn":"', s.xid, '","v":1}');
    with captured as materialized (
      select cap, row_id, loc, label, changed, subject,
        concat(lead, '"after":', after, ',', approver_and_at, '"cap":', cap, ',', ctx_and_domain, '"loc":"' || loc || '",', op_and_org, '"pii":{', concat_ws(',', '"after.external_id":"' || h0 || '"', '"after.table_label":"' || h1 || '"'), '},', rel_and_req, '"row":"', row_id, '",', tail) as leaf,
        array_remove(array[d0, d1], null) as ds
      from (select *, encode(sha256(convert_to(d0, 'UTF8')), 'base64') as h0,
        encode(sha256(convert_to(d1, 'UTF8')), 'base64') as h1
      from (select *, case when v0 is not null then concat('["', encode(substr(salts, 1, 16), 'hex'), '","', 'after', '.external_id",', v0, ']') end as d0,
        case when v1 is not null then concat('["', encode(substr(salts, 17, 16), 'hex'), '","', 'after', '.table_label",', v1, ']') end as d1
      from (select nextval('au.cap') as cap,
        (n.id)::text as row_id,
        n.location_id as loc,
        left(n.number::text, 200) as label,
        null::text[] as changed,
        null::text as before,
        concat('{', '"channel":', case when octet_length(n.channel) <= 341 then to_json(n.channel)::text else case when octet_length(to_json(n.channel)::text) <= 2048 then to_json(n.channel)::text else '"sha256:' || encode(sha256(convert_to(n.channel, 'UTF8')), 'base64') || '"' end end, ',"closed_at":', coalesce(to_json(n.closed_at)::text, 'null'), ',"courier_id":', coalesce('"' || n.courier_id || '"', 'null'), ',"created_at":', to_json(n.created_at)::text, ',"currency":', case when octet_length(n.currency) <= 341 then to_json(n.currency)::text else case when octet_length(to_json(n.currency)::text) <= 2048 then to_json(n.currency)::text else '"sha256:' || encode(sha256(convert_to(n.currency, 'UTF8')), 'base64') || '"' end end, ',"customer_id":', coalesce('"' || n.customer_id || '"', 'null'), ',"handled_by":', coalesce('"' || n.handled_by || '"', 'null'), ',"id":', '"' || n.id || '"', ',"location_id":', '"' || n.location_id || '"', ',"number":', n.number::text, ',"org_id":', '"' || n.org_id || '"', ',"placed_at":', to_json(n.placed_at)::text, ',"promised_at":', coalesce(to_json(n.promised_at)::text, 'null'), ',"source":', case when octet_length(n.source) <= 341 then to_json(n.source)::text else case when octet_length(to_json(n.source)::text) <= 2048 then to_json(n.source)::text else '"sha256:' || encode(sha256(convert_to(n.source, 'UTF8')), 'base64') || '"' end end, ',"status":', case when octet_length(n.status) <= 341 then to_json(n.status)::text else case when octet_length(to_json(n.status)::text) <= 2048 then to_json(n.status)::text else '"sha256:' || encode(sha256(convert_to(n.status, 'UTF8')), 'base64') || '"' end end, ',"subtotal_minor":', case when n.subtotal_minor between -9007199254740991 and 9007199254740991 then n.subtotal_minor::text else '"' || n.subtotal_minor || '"' end, ',"tax_minor":', case when n.tax_minor between -9007199254740991 and 9007199254740991 then n.tax_minor::text else '"' || n.tax_minor || '"' end, ',"total_minor":', case when n.total_minor between -9007199254740991 and 9007199254740991 then n.total_minor::text else '"' || n.total_minor || '"' end, '}') as after,
        'order:' || n.id as subject,
        public.gen_random_bytes(32) as salts,
        case when n.external_id is not null then to_json(n.external_id)::text end as v0,
        case when n.table_label is not null then to_json(n.table_label)::text end as v1
      from new_rows n
      where n.org_id = org
      offset 0) x offset 0) x offset 0) x
    ), stored as (
      insert into au.disclosure (org_id, subject, cap_seq, ds, capability, loc)
      select org, subject, cap, ds, 'audit_log.read', loc from captured where cardinality(ds) > 0
    )
    insert into au.event (org_id, at, cap_seq, xid, kind, rel, row_id, loc, domain, action, actor_id, db_user, approver_id,
      session_id, source, request_id, part, head, changed, label, ctx_seq, schema, leaf, leaf_hash)
    select org, s.at, cap, s.xid, 1, 'orders', row_id, loc, 'orders', s.action, s.actor_id, s.db_user,
      s.approver_id, s.session_id, s.source, s.request_id, s.part,
      s.part = 0 and cap = any (array(select min(first.cap) from captured first group by first.loc)), changed, label, s.ctx_seq,
      1, leaf, sha256('\x00'::bytea || convert_to(leaf, 'UTF8'))
    from captured;
  end loop;
  return null;
end
$capture$;
create or replace trigger capture_insert after insert on public.orders referencing new table as new_rows for each statement execute function au.capture_orders_insert();
alter table public.orders enable always trigger capture_insert;

create or replace function au.capture_orders_update() returns trigger
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
    continue when not exists (select from new_rows n join old_rows o on o.org_id = n.org_id and o.id = n.id where n.org_id = org and row(n.channel, n.closed_at, n.courier_id, n.created_at, n.currency, n.customer_id, n.external_id, n.handled_by, n.id, n.location_id, n.number, n.org_id, n.placed_at, n.promised_at, n.source, n.status, n.subtotal_minor, n.table_label, n.tax_minor, n.total_minor) is distinct from row(o.channel, o.closed_at, o.courier_id, o.created_at, o.currency, o.customer_id, o.external_id, o.handled_by, o.id, o.location_id, o.number, o.org_id, o.placed_at, o.promised_at, o.source, o.status, o.subtotal_minor, o.table_label, o.tax_minor, o.total_minor));
    s := au.stamp_for(org, (select n.location_id from new_rows n where n.org_id = org limit 1));
    lead := concat('{', '"act":' || to_json(s.act)::text || ',', '"action":', to_json(s.action)::text, ',');
    approver_and_at := concat('"approver":"' || s.approver_id || '",', '"at":', s.at_json, ',');
    ctx_and_domain := concat('"ctx":"' || s.ctx_commit || '",', '"domain":"orders",');
    op_and_org := concat('"op":"update","org":"', org, '",');
    rel_and_req := concat('"rel":"orders","req":', to_json(s.request_id)::text, ',');
    tail := concat('"schema":1,', '"session":"' || s.session_id || '",', '"source":', to_json(s.source)::text,
      ',"txn":"', s.xid, '","v":1}');
    with captured as materialized (
      select cap, row_id, loc, label, changed, subject,
        concat(lead, '"after":', after, ',', approver_and_at, '"before":', before, ',', '"cap":', cap, ',', ctx_and_domain, '"loc":"' || loc || '",', op_and_org, '"pii":{', concat_ws(',', case when c0 then '"after.external_id":"' || h0 || '"' end, case when c1 then '"after.table_label":"' || h1 || '"' end, '"before.external_id":"' || h2 || '"', '"before.table_label":"' || h3 || '"', case when not c0 then '"same.external_id":"' || h0 || '"' end, case when not c1 then '"same.table_label":"' || h1 || '"' end), '},', rel_and_req, '"row":"', row_id, '",', tail) as leaf,
        array_remove(array[d0, d1, d2, d3], null) as ds
      from (select *, encode(sha256(convert_to(d0, 'UTF8')), 'base64') as h0,
        encode(sha256(convert_to(d1, 'UTF8')), 'base64') as h1,
        encode(sha256(convert_to(d2, 'UTF8')), 'base64') as h2,
        encode(sha256(convert_to(d3, 'UTF8')), 'base64') as h3
      from (select *, case when v0 is not null then concat('["', encode(substr(salts, 1, 16), 'hex'), '","', case when c0 then 'after' else 'same' end, '.external_id",', v0, ']') end as d0,
        case when v1 is not null then concat('["', encode(substr(salts, 17, 16), 'hex'), '","', case when c1 then 'after' else 'same' end, '.table_label",', v1, ']') end as d1,
        case when v2 is not null then concat('["', encode(substr(salts, 33, 16), 'hex'), '","', 'before', '.external_id",', v2, ']') end as d2,
        case when v3 is not null then concat('["', encode(substr(salts, 49, 16), 'hex'), '","', 'before', '.table_label",', v3, ']') end as d3
      from (select * from (select nextval('au.cap') as cap,
        (n.id)::text as row_id,
        n.location_id as loc,
        left(n.number::text, 200) as label,
        array_remove(array[case when n.channel is distinct from o.channel then 'channel' end, case when n.closed_at is distinct from o.closed_at then 'closed_at' end, case when n.courier_id is distinct from o.courier_id then 'courier_id' end, case when n.created_at is distinct from o.created_at then 'created_at' end, case when n.currency is distinct from o.currency then 'currency' end, case when n.customer_id is distinct from o.customer_id then 'customer_id' end, case when n.external_id is distinct from o.external_id then 'external_id' end, case when n.handled_by is distinct from o.handled_by then 'handled_by' end, case when n.id is distinct from o.id then 'id' end, case when n.location_id is distinct from o.location_id then 'location_id' end, case when n.number is distinct from o.number then 'number' end, case when n.org_id is distinct from o.org_id then 'org_id' end, case when n.placed_at is distinct from o.placed_at then 'placed_at' end, case when n.promised_at is distinct from o.promised_at then 'promised_at' end, case when n.source is distinct from o.source then 'source' end, case when n.status is distinct from o.status then 'status' end, case when n.subtotal_minor is distinct from o.subtotal_minor then 'subtotal_minor' end, case when n.table_label is distinct from o.table_label then 'table_label' end, case when n.tax_minor is distinct from o.tax_minor then 'tax_minor' end, case when n.total_minor is distinct from o.total_minor then 'total_minor' end], null) as changed,
        concat('{', '"channel":', case when octet_length(o.channel) <= 341 then to_json(o.channel)::text else case when octet_length(to_json(o.channel)::text) <= 2048 then to_json(o.channel)::text else '"sha256:' || encode(sha256(convert_to(o.channel, 'UTF8')), 'base64') || '"' end end, ',"closed_at":', coalesce(to_json(o.closed_at)::text, 'null'), ',"courier_id":', coalesce('"' || o.courier_id || '"', 'null'), ',"created_at":', to_json(o.created_at)::text, ',"currency":', case when octet_length(o.currency) <= 341 then to_json(o.currency)::text else case when octet_length(to_json(o.currency)::text) <= 2048 then to_json(o.currency)::text else '"sha256:' || encode(sha256(convert_to(o.currency, 'UTF8')), 'base64') || '"' end end, ',"customer_id":', coalesce('"' || o.customer_id || '"', 'null'), ',"handled_by":', coalesce('"' || o.handled_by || '"', 'null'), ',"id":', '"' || o.id || '"', ',"location_id":', '"' || o.location_id || '"', ',"number":', o.number::text, ',"org_id":', '"' || o.org_id || '"', ',"placed_at":', to_json(o.placed_at)::text, ',"promised_at":', coalesce(to_json(o.promised_at)::text, 'null'), ',"source":', case when octet_length(o.source) <= 341 then to_json(o.source)::text else case when octet_length(to_json(o.source)::text) <= 2048 then to_json(o.source)::text else '"sha256:' || encode(sha256(convert_to(o.source, 'UTF8')), 'base64') || '"' end end, ',"status":', case when octet_length(o.status) <= 341 then to_json(o.status)::text else case when octet_length(to_json(o.status)::text) <= 2048 then to_json(o.status)::text else '"sha256:' || encode(sha256(convert_to(o.status, 'UTF8')), 'base64') || '"' end end, ',"subtotal_minor":', case when o.subtotal_minor between -9007199254740991 and 9007199254740991 then o.subtotal_minor::text else '"' || o.subtotal_minor || '"' end, ',"tax_minor":', case when o.tax_minor between -9007199254740991 and 9007199254740991 then o.tax_minor::text else '"' || o.tax_minor || '"' end, ',"total_minor":', case when o.total_minor between -9007199254740991 and 9007199254740991 then o.total_minor::text else '"' || o.total_minor || '"' end, '}') as before,
        concat('{', '"channel":', case when octet_length(n.channel) <= 341 then to_json(n.channel)::text else case when octet_length(to_json(n.channel)::text) <= 2048 then to_json(n.channel)::text else '"sha256:' || encode(sha256(convert_to(n.channel, 'UTF8')), 'base64') || '"' end end, ',"closed_at":', coalesce(to_json(n.closed_at)::text, 'null'), ',"courier_id":', coalesce('"' || n.courier_id || '"', 'null'), ',"created_at":', to_json(n.created_at)::text, ',"currency":', case when octet_length(n.currency) <= 341 then to_json(n.currency)::text else case when octet_length(to_json(n.currency)::text) <= 2048 then to_json(n.currency)::text else '"sha256:' || encode(sha256(convert_to(n.currency, 'UTF8')), 'base64') || '"' end end, ',"customer_id":', coalesce('"' || n.customer_id || '"', 'null'), ',"handled_by":', coalesce('"' || n.handled_by || '"', 'null'), ',"id":', '"' || n.id || '"', ',"location_id":', '"' || n.location_id || '"', ',"number":', n.number::text, ',"org_id":', '"' || n.org_id || '"', ',"placed_at":', to_json(n.placed_at)::text, ',"promised_at":', coalesce(to_json(n.promised_at)::text, 'null'), ',"source":', case when octet_length(n.source) <= 341 then to_json(n.source)::text else case when octet_length(to_json(n.source)::text) <= 2048 then to_json(n.source)::text else '"sha256:' || encode(sha256(convert_to(n.source, 'UTF8')), 'base64') || '"' end end, ',"status":', case when octet_length(n.status) <= 341 then to_json(n.status)::text else case when octet_length(to_json(n.status)::text) <= 2048 then to_json(n.status)::text else '"sha256:' || encode(sha256(convert_to(n.status, 'UTF8')), 'base64') || '"' end end, ',"subtotal_minor":', case when n.subtotal_minor between -9007199254740991 and 9007199254740991 then n.subtotal_minor::text else '"' || n.subtotal_minor || '"' end, ',"tax_minor":', case when n.tax_minor between -9007199254740991 and 9007199254740991 then n.tax_minor::text else '"' || n.tax_minor || '"' end, ',"total_minor":', case when n.total_minor between -9007199254740991 and 9007199254740991 then n.total_minor::text else '"' || n.total_minor || '"' end, '}') as after,
        'order:' || n.id as subject,
        public.gen_random_bytes(64) as salts,
        n.external_id is distinct from o.external_id as c0,
        n.table_label is distinct from o.table_label as c1,
        case when n.external_id is not null then to_json(n.external_id)::text end as v0,
        case when n.table_label is not null then to_json(n.table_label)::text end as v1,
        case when o.external_id is not null and n.external_id is distinct from o.external_id then to_json(o.external_id)::text end as v2,
        case when o.table_label is not null and n.table_label is distinct from o.table_label then to_json(o.table_label)::text end as v3
      from new_rows n join old_rows o on o.org_id = n.org_id and o.id = n.id
      where n.org_id = org
      offset 0) x where changed <> '{}' offset 0) x offset 0) x offset 0) x
    ), stored as (
      insert into au.disclosure (org_id, subject, cap_seq, ds, capability, loc)
      select org, subject, cap, ds, 'audit_log.read', loc from captured where cardinality(ds) > 0
    )
    insert into au.event (org_id, at, cap_seq, xid, kind, rel, row_id, loc, domain, action, actor_id, db_user, approver_id,
      session_id, source, request_id, part, head, changed, label, ctx_seq, schema, leaf, leaf_hash)
    select org, s.at, cap, s.xid, 2, 'orders', row_id, loc, 'orders', s.action, s.actor_id, s.db_user,
      s.approver_id, s.session_id, s.source, s.request_id, s.part,
      s.part = 0 and cap = any (array(select min(first.cap) from captured first group by first.loc)), changed, label, s.ctx_seq,
      1, leaf, sha256('\x00'::bytea || convert_to(leaf, 'UTF8'))
    from captured;
  end loop;
  return null;
end
$capture$;
create or replace trigger capture_update after update on public.orders referencing old table as old_rows new table as new_rows for each statement execute function au.capture_orders_update();
alter table public.orders enable always trigger capture_update;

create or replace function au.capture_orders_delete() returns trigger
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
    ctx_and_domain := concat('"ctx":"' || s.ctx_commit || '",', '"domain":"orders",');
    op_and_org := concat('"op":"delete","org":"', org, '",');
    rel_and_req := concat('"rel":"orders","req":', to_json(s.request_id)::text, ',');
    tail := concat('"schema":1,', '"session":"' || s.session_id || '",', '"source":', to_json(s.source)::text,
      ',"txn":"', s.xid, '","v":1}');
    with captured as materialized (
      select cap, row_id, loc, label, changed, subject,
        concat(lead, approver_and_at, '"before":', before, ',', '"cap":', cap, ',', ctx_and_domain, '"loc":"' || loc || '",', op_and_org, '"pii":{', concat_ws(',', '"before.external_id":"' || h0 || '"', '"before.table_label":"' || h1 || '"'), '},', rel_and_req, '"row":"', row_id, '",', tail) as leaf,
        array_remove(array[d0, d1], null) as ds
      from (select *, encode(sha256(convert_to(d0, 'UTF8')), 'base64') as h0,
        encode(sha256(convert_to(d1, 'UTF8')), 'base64') as h1
      from (select *, case when v0 is not null then concat('["', encode(substr(salts, 1, 16), 'hex'), '","', 'before', '.external_id",', v0, ']') end as d0,
        case when v1 is not null then concat('["', encode(substr(salts, 17, 16), 'hex'), '","', 'before', '.table_label",', v1, ']') end as d1
      from (select nextval('au.cap') as cap,
        (o.id)::text as row_id,
        o.location_id as loc,
        left(o.number::text, 200) as label,
        null::text[] as changed,
        concat('{', '"channel":', case when octet_length(o.channel) <= 341 then to_json(o.channel)::text else case when octet_length(to_json(o.channel)::text) <= 2048 then to_json(o.channel)::text else '"sha256:' || encode(sha256(convert_to(o.channel, 'UTF8')), 'base64') || '"' end end, ',"closed_at":', coalesce(to_json(o.closed_at)::text, 'null'), ',"courier_id":', coalesce('"' || o.courier_id || '"', 'null'), ',"created_at":', to_json(o.created_at)::text, ',"currency":', case when octet_length(o.currency) <= 341 then to_json(o.currency)::text else case when octet_length(to_json(o.currency)::text) <= 2048 then to_json(o.currency)::text else '"sha256:' || encode(sha256(convert_to(o.currency, 'UTF8')), 'base64') || '"' end end, ',"customer_id":', coalesce('"' || o.customer_id || '"', 'null'), ',"handled_by":', coalesce('"' || o.handled_by || '"', 'null'), ',"id":', '"' || o.id || '"', ',"location_id":', '"' || o.location_id || '"', ',"number":', o.number::text, ',"org_id":', '"' || o.org_id || '"', ',"placed_at":', to_json(o.placed_at)::text, ',"promised_at":', coalesce(to_json(o.promised_at)::text, 'null'), ',"source":', case when octet_length(o.source) <= 341 then to_json(o.source)::text else case when octet_length(to_json(o.source)::text) <= 2048 then to_json(o.source)::text else '"sha256:' || encode(sha256(convert_to(o.source, 'UTF8')), 'base64') || '"' end end, ',"status":', case when octet_length(o.status) <= 341 then to_json(o.status)::text else case when octet_length(to_json(o.status)::text) <= 2048 then to_json(o.status)::text else '"sha256:' || encode(sha256(convert_to(o.status, 'UTF8')), 'base64') || '"' end end, ',"subtotal_minor":', case when o.subtotal_minor between -9007199254740991 and 9007199254740991 then o.subtotal_minor::text else '"' || o.subtotal_minor || '"' end, ',"tax_minor":', case when o.tax_minor between -9007199254740991 and 9007199254740991 then o.tax_minor::text else '"' || o.tax_minor || '"' end, ',"total_minor":', case when o.total_minor between -9007199254740991 and 9007199254740991 then o.total_minor::text else '"' || o.total_minor || '"' end, '}') as before,
        null::text as after,
        'order:' || o.id as subject,
        public.gen_random_bytes(32) as salts,
        case when o.external_id is not null then to_json(o.external_id)::text end as v0,
        case when o.table_label is not null then to_json(o.table_label)::text end as v1
      from old_rows o
      where o.org_id = org
      offset 0) x offset 0) x offset 0) x
    ), stored as (
      insert into au.disclosure (org_id, subject, cap_seq, ds, capability, loc)
      select org, subject, cap, ds, 'audit_log.read', loc from captured where cardinality(ds) > 0
    )
    insert into au.event (org_id, at, cap_seq, xid, kind, rel, row_id, loc, domain, action, actor_id, db_user, approver_id,
      session_id, source, request_id, part, head, changed, label, ctx_seq, schema, leaf, leaf_hash)
    select org, s.at, cap, s.xid, 3, 'orders', row_id, loc, 'orders', s.action, s.actor_id, s.db_user,
      s.approver_id, s.session_id, s.source, s.request_id, s.part,
      s.part = 0 and cap = any (array(select min(first.cap) from captured first group by first.loc)), changed, label, s.ctx_seq,
      1, leaf, sha256('\x00'::bytea || convert_to(leaf, 'UTF8'))
    from captured;
  end loop;
  return null;
end
$capture$;
create or replace trigger capture_delete after delete on public.orders referencing old table as old_rows for each statement execute function au.capture_orders_delete();
alter table public.orders enable always trigger capture_delete;

create or replace trigger refuse_rekey before update of org_id, id on public.orders for each statement execute function au.refuse_rekey();
alter table public.orders enable always trigger refuse_rekey;
create or replace trigger refuse_truncate before truncate on public.orders for each statement execute function au.refuse_truncate();
alter table public.orders enable always trigger refuse_truncate;

-- capture public.org
create or replace function au.capture_org_insert() returns trigger
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
    rel_and_req := concat('"rel":"org","req":', to_json(s.request_id)::text, ',');
    tail := concat('"schema":1,', '"session":"' || s.session_id || '",', '"source":', to_json(s.source)::text,
      ',"txn":"', s.xid, '","v":1}');
    with captured as materialized (
      select cap, row_id, loc, label, changed,
        concat(lead, '"after":', after, ',', approver_and_at, '"cap":', cap, ',', ctx_and_domain, op_and_org, rel_and_req, '"row":"', row_id, '",', tail) as leaf
      from (select nextval('au.cap') as cap,
        (n.org_id)::text as row_id,
        null::uuid as loc,
        left(n.name::text, 200) as label,
        null::text[] as changed,
        null::text as before,
        concat('{', '"cell":', case when octet_length(n.cell) <= 341 then to_json(n.cell)::text else case when octet_length(to_json(n.cell)::text) <= 2048 then to_json(n.cell)::text else '"sha256:' || encode(sha256(convert_to(n.cell, 'UTF8')), 'base64') || '"' end end, ',"country":', case when octet_length(n.country) <= 341 then to_json(n.country)::text else case when octet_length(to_json(n.country)::text) <= 2048 then to_json(n.country)::text else '"sha256:' || encode(sha256(convert_to(n.country, 'UTF8')), 'base64') || '"' end end, ',"created_at":', to_json(n.created_at)::text, ',"currency":', case when octet_length(n.currency) <= 341 then to_json(n.currency)::text else case when octet_length(to_json(n.currency)::text) <= 2048 then to_json(n.currency)::text else '"sha256:' || encode(sha256(convert_to(n.currency, 'UTF8')), 'base64') || '"' end end, ',"locale":', case when octet_length(n.locale) <= 341 then to_json(n.locale)::text else case when octet_length(to_json(n.locale)::text) <= 2048 then to_json(n.locale)::text else '"sha256:' || encode(sha256(convert_to(n.locale, 'UTF8')), 'base64') || '"' end end, ',"name":', case when octet_length(n.name) <= 341 then to_json(n.name)::text else case when octet_length(to_json(n.name)::text) <= 2048 then to_json(n.name)::text else '"sha256:' || encode(sha256(convert_to(n.name, 'UTF8')), 'base64') || '"' end end, ',"org_id":', '"' || n.org_id || '"', ',"slug":', case when octet_length(n.slug) <= 341 then to_json(n.slug)::text else case when octet_length(to_json(n.slug)::text) <= 2048 then to_json(n.slug)::text else '"sha256:' || encode(sha256(convert_to(n.slug, 'UTF8')), 'base64') || '"' end end, ',"timezone":', case when octet_length(n.timezone) <= 341 then to_json(n.timezone)::text else case when octet_length(to_json(n.timezone)::text) <= 2048 then to_json(n.timezone)::text else '"sha256:' || encode(sha256(convert_to(n.timezone, 'UTF8')), 'base64') || '"' end end, '}') as after
      from new_rows n
      where n.org_id = org
      offset 0) x
    )
    insert into au.event (org_id, at, cap_seq, xid, kind, rel, row_id, loc, domain, action, actor_id, db_user, approver_id,
      session_id, source, request_id, part, head, changed, label, ctx_seq, schema, leaf, leaf_hash)
    select org, s.at, cap, s.xid, 1, 'org', row_id, loc, 'settings', s.action, s.actor_id, s.db_user,
      s.approver_id, s.session_id, s.source, s.request_id, s.part,
      s.part = 0 and cap = any (array(select min(first.cap) from captured first group by first.loc)), changed, label, s.ctx_seq,
      1, leaf, sha256('\x00'::bytea || convert_to(leaf, 'UTF8'))
    from captured;
  end loop;
  return null;
end
$capture$;
create or replace trigger capture_insert after insert on public.org referencing new table as new_rows for each statement execute function au.capture_org_insert();
alter table public.org enable always trigger capture_insert;

create or replace function au.capture_org_update() returns trigger
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
    continue when not exists (select from new_rows n join old_rows o on o.org_id = n.org_id where n.org_id = org and row(n.cell, n.country, n.created_at, n.currency, n.locale, n.name, n.org_id, n.slug, n.timezone) is distinct from row(o.cell, o.country, o.created_at, o.currency, o.locale, o.name, o.org_id, o.slug, o.timezone));
    s := au.stamp_for(org, null);
    lead := concat('{', '"act":' || to_json(s.act)::text || ',', '"action":', to_json(s.action)::text, ',');
    approver_and_at := concat('"approver":"' || s.approver_id || '",', '"at":', s.at_json, ',');
    ctx_and_domain := concat('"ctx":"' || s.ctx_commit || '",', '"domain":"settings",');
    op_and_org := concat('"op":"update","org":"', org, '",');
    rel_and_req := concat('"rel":"org","req":', to_json(s.request_id)::text, ',');
    tail := concat('"schema":1,', '"session":"' || s.session_id || '",', '"source":', to_json(s.source)::text,
      ',"txn":"', s.xid, '","v":1}');
    with captured as materialized (
      select cap, row_id, loc, label, changed,
        concat(lead, '"after":', after, ',', approver_and_at, '"before":', before, ',', '"cap":', cap, ',', ctx_and_domain, op_and_org, rel_and_req, '"row":"', row_id, '",', tail) as leaf
      from (select * from (select nextval('au.cap') as cap,
        (n.org_id)::text as row_id,
        null::uuid as loc,
        left(n.name::text, 200) as label,
        array_remove(array[case when n.cell is distinct from o.cell then 'cell' end, case when n.country is distinct from o.country then 'country' end, case when n.created_at is distinct from o.created_at then 'created_at' end, case when n.currency is distinct from o.currency then 'currency' end, case when n.locale is distinct from o.locale then 'locale' end, case when n.name is distinct from o.name then 'name' end, case when n.org_id is distinct from o.org_id then 'org_id' end, case when n.slug is distinct from o.slug then 'slug' end, case when n.timezone is distinct from o.timezone then 'timezone' end], null) as changed,
        concat('{', '"cell":', case when octet_length(o.cell) <= 341 then to_json(o.cell)::text else case when octet_length(to_json(o.cell)::text) <= 2048 then to_json(o.cell)::text else '"sha256:' || encode(sha256(convert_to(o.cell, 'UTF8')), 'base64') || '"' end end, ',"country":', case when octet_length(o.country) <= 341 then to_json(o.country)::text else case when octet_length(to_json(o.country)::text) <= 2048 then to_json(o.country)::text else '"sha256:' || encode(sha256(convert_to(o.country, 'UTF8')), 'base64') || '"' end end, ',"created_at":', to_json(o.created_at)::text, ',"currency":', case when octet_length(o.currency) <= 341 then to_json(o.currency)::text else case when octet_length(to_json(o.currency)::text) <= 2048 then to_json(o.currency)::text else '"sha256:' || encode(sha256(convert_to(o.currency, 'UTF8')), 'base64') || '"' end end, ',"locale":', case when octet_length(o.locale) <= 341 then to_json(o.locale)::text else case when octet_length(to_json(o.locale)::text) <= 2048 then to_json(o.locale)::text else '"sha256:' || encode(sha256(convert_to(o.locale, 'UTF8')), 'base64') || '"' end end, ',"name":', case when octet_length(o.name) <= 341 then to_json(o.name)::text else case when octet_length(to_json(o.name)::text) <= 2048 then to_json(o.name)::text else '"sha256:' || encode(sha256(convert_to(o.name, 'UTF8')), 'base64') || '"' end end, ',"org_id":', '"' || o.org_id || '"', ',"slug":', case when octet_length(o.slug) <= 341 then to_json(o.slug)::text else case when octet_length(to_json(o.slug)::text) <= 2048 then to_json(o.slug)::text else '"sha256:' || encode(sha256(convert_to(o.slug, 'UTF8')), 'base64') || '"' end end, ',"timezone":', case when octet_length(o.timezone) <= 341 then to_json(o.timezone)::text else case when octet_length(to_json(o.timezone)::text) <= 2048 then to_json(o.timezone)::text else '"sha256:' || encode(sha256(convert_to(o.timezone, 'UTF8')), 'base64') || '"' end end, '}') as before,
        concat('{', '"cell":', case when octet_length(n.cell) <= 341 then to_json(n.cell)::text else case when octet_length(to_json(n.cell)::text) <= 2048 then to_json(n.cell)::text else '"sha256:' || encode(sha256(convert_to(n.cell, 'UTF8')), 'base64') || '"' end end, ',"country":', case when octet_length(n.country) <= 341 then to_json(n.country)::text else case when octet_length(to_json(n.country)::text) <= 2048 then to_json(n.country)::text else '"sha256:' || encode(sha256(convert_to(n.country, 'UTF8')), 'base64') || '"' end end, ',"created_at":', to_json(n.created_at)::text, ',"currency":', case when octet_length(n.currency) <= 341 then to_json(n.currency)::text else case when octet_length(to_json(n.currency)::text) <= 2048 then to_json(n.currency)::text else '"sha256:' || encode(sha256(convert_to(n.currency, 'UTF8')), 'base64') || '"' end end, ',"locale":', case when octet_length(n.locale) <= 341 then to_json(n.locale)::text else case when octet_length(to_json(n.locale)::text) <= 2048 then to_json(n.locale)::text else '"sha256:' || encode(sha256(convert_to(n.locale, 'UTF8')), 'base64') || '"' end end, ',"name":', case when octet_length(n.name) <= 341 then to_json(n.name)::text else case when octet_length(to_json(n.name)::text) <= 2048 then to_json(n.name)::text else '"sha256:' || encode(sha256(convert_to(n.name, 'UTF8')), 'base64') || '"' end end, ',"org_id":', '"' || n.org_id || '"', ',"slug":', case when octet_length(n.slug) <= 341 then to_json(n.slug)::text else case when octet_length(to_json(n.slug)::text) <= 2048 then to_json(n.slug)::text else '"sha256:' || encode(sha256(convert_to(n.slug, 'UTF8')), 'base64') || '"' end end, ',"timezone":', case when octet_length(n.timezone) <= 341 then to_json(n.timezone)::text else case when octet_length(to_json(n.timezone)::text) <= 2048 then to_json(n.timezone)::text else '"sha256:' || encode(sha256(convert_to(n.timezone, 'UTF8')), 'base64') || '"' end end, '}') as after
      from new_rows n join old_rows o on o.org_id = n.org_id
      where n.org_id = org
      offset 0) x where changed <> '{}' offset 0) x
    )
    insert into au.event (org_id, at, cap_seq, xid, kind, rel, row_id, loc, domain, action, actor_id, db_user, approver_id,
      session_id, source, request_id, part, head, changed, label, ctx_seq, schema, leaf, leaf_hash)
    select org, s.at, cap, s.xid, 2, 'org', row_id, loc, 'settings', s.action, s.actor_id, s.db_user,
      s.approver_id, s.session_id, s.source, s.request_id, s.part,
      s.part = 0 and cap = any (array(select min(first.cap) from captured first group by first.loc)), changed, label, s.ctx_seq,
      1, leaf, sha256('\x00'::bytea || convert_to(leaf, 'UTF8'))
    from captured;
  end loop;
  return null;
end
$capture$;
create or replace trigger capture_update after update on public.org referencing old table as old_rows new table as new_rows for each statement execute function au.capture_org_update();
alter table public.org enable always trigger capture_update;

create or replace function au.capture_org_delete() returns trigger
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
    rel_and_req := concat('"rel":"org","req":', to_json(s.request_id)::text, ',');
    tail := concat('"schema":1,', '"session":"' || s.session_id || '",', '"source":', to_json(s.source)::text,
      ',"txn":"', s.xid, '","v":1}');
    with captured as materialized (
      select cap, row_id, loc, label, changed,
        concat(lead, approver_and_at, '"before":', before, ',', '"cap":', cap, ',', ctx_and_domain, op_and_org, rel_and_req, '"row":"', row_id, '",', tail) as leaf
      from (select nextval('au.cap') as cap,
        (o.org_id)::text as row_id,
        null::uuid as loc,
        left(o.name::text, 200) as label,
        null::text[] as changed,
        concat('{', '"cell":', case when octet_length(o.cell) <= 341 then to_json(o.cell)::text else case when octet_length(to_json(o.cell)::text) <= 2048 then to_json(o.cell)::text else '"sha256:' || encode(sha256(convert_to(o.cell, 'UTF8')), 'base64') || '"' end end, ',"country":', case when octet_length(o.country) <= 341 then to_json(o.country)::text else case when octet_length(to_json(o.country)::text) <= 2048 then to_json(o.country)::text else '"sha256:' || encode(sha256(convert_to(o.country, 'UTF8')), 'base64') || '"' end end, ',"created_at":', to_json(o.created_at)::text, ',"currency":', case when octet_length(o.currency) <= 341 then to_json(o.currency)::text else case when octet_length(to_json(o.currency)::text) <= 2048 then to_json(o.currency)::text else '"sha256:' || encode(sha256(convert_to(o.currency, 'UTF8')), 'base64') || '"' end end, ',"locale":', case when octet_length(o.locale) <= 341 then to_json(o.locale)::text else case when octet_length(to_json(o.locale)::text) <= 2048 then to_json(o.locale)::text else '"sha256:' || encode(sha256(convert_to(o.locale, 'UTF8')), 'base64') || '"' end end, ',"name":', case when octet_length(o.name) <= 341 then to_json(o.name)::text else case when octet_length(to_json(o.name)::text) <= 2048 then to_json(o.name)::text else '"sha256:' || encode(sha256(convert_to(o.name, 'UTF8')), 'base64') || '"' end end, ',"org_id":', '"' || o.org_id || '"', ',"slug":', case when octet_length(o.slug) <= 341 then to_json(o.slug)::text else case when octet_length(to_json(o.slug)::text) <= 2048 then to_json(o.slug)::text else '"sha256:' || encode(sha256(convert_to(o.slug, 'UTF8')), 'base64') || '"' end end, ',"timezone":', case when octet_length(o.timezone) <= 341 then to_json(o.timezone)::text else case when octet_length(to_json(o.timezone)::text) <= 2048 then to_json(o.timezone)::text else '"sha256:' || encode(sha256(convert_to(o.timezone, 'UTF8')), 'base64') || '"' end end, '}') as before,
        null::text as after
      from old_rows o
      where o.org_id = org
      offset 0) x
    )
    insert into au.event (org_id, at, cap_seq, xid, kind, rel, row_id, loc, domain, action, actor_id, db_user, approver_id,
      session_id, source, request_id, part, head, changed, label, ctx_seq, schema, leaf, leaf_hash)
    select org, s.at, cap, s.xid, 3, 'org', row_id, loc, 'settings', s.action, s.actor_id, s.db_user,
      s.approver_id, s.session_id, s.source, s.request_id, s.part,
      s.part = 0 and cap = any (array(select min(first.cap) from captured first group by first.loc)), changed, label, s.ctx_seq,
      1, leaf, sha256('\x00'::bytea || convert_to(leaf, 'UTF8'))
    from captured;
  end loop;
  return null;
end
$capture$;
create or replace trigger capture_delete after delete on public.org referencing old table as old_rows for each statement execute function au.capture_org_delete();
alter table public.org enable always trigger capture_delete;

create or replace trigger refuse_rekey before update of org_id on public.org for each statement execute function au.refuse_rekey();
alter table public.org enable always trigger refuse_rekey;
create or replace trigger refuse_truncate before truncate on public.org for each statement execute function au.refuse_truncate();
alter table public.org enable always trigger refuse_truncate;

-- capture public.payment
create or replace function au.capture_payment_insert() returns trigger
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
    rel_and_req := concat('"rel":"payment","req":', to_json(s.request_id)::text, ',');
    tail := concat('"schema":1,', '"session":"' || s.session_id || '",', '"source":', to_json(s.source)::text,
      ',"txn":"', s.xid, '","v":1}');
    with captured as materialized (
      select cap, row_id, loc, label, changed,
        concat(lead, '"after":', after, ',', approver_and_at, '"cap":', cap, ',', ctx_and_domain, '"loc":"' || loc || '",', op_and_org, rel_and_req, '"row":"', row_id, '",', tail) as leaf
      from (select nextval('au.cap') as cap,
        (n.id)::text as row_id,
        n.location_id as loc,
        left(n.method::text, 200) as label,
        null::text[] as changed,
        null::text as before,
        concat('{', '"amount_minor":', case when n.amount_minor between -9007199254740991 and 9007199254740991 then n.amount_minor::text else '"' || n.amount_minor || '"' end, ',"created_at":', to_json(n.created_at)::text, ',"currency":', case when octet_length(n.currency) <= 341 then to_json(n.currency)::text else case when octet_length(to_json(n.currency)::text) <= 2048 then to_json(n.currency)::text else '"sha256:' || encode(sha256(convert_to(n.currency, 'UTF8')), 'base64') || '"' end end, ',"id":', '"' || n.id || '"', ',"location_id":', '"' || n.location_id || '"', ',"method":', case when octet_length(n.method) <= 341 then to_json(n.method)::text else case when octet_length(to_json(n.method)::text) <= 2048 then to_json(n.method)::text else '"sha256:' || encode(sha256(convert_to(n.method, 'UTF8')), 'base64') || '"' end end, ',"order_id":', '"' || n.order_id || '"', ',"org_id":', '"' || n.org_id || '"', ',"status":', case when octet_length(n.status) <= 341 then to_json(n.status)::text else case when octet_length(to_json(n.status)::text) <= 2048 then to_json(n.status)::text else '"sha256:' || encode(sha256(convert_to(n.status, 'UTF8')), 'base64') || '"' end end, ',"tip_minor":', case when n.tip_minor between -9007199254740991 and 9007199254740991 then n.tip_minor::text else '"' || n.tip_minor || '"' end, '}') as after
      from new_rows n
      where n.org_id = org
      offset 0) x
    )
    insert into au.event (org_id, at, cap_seq, xid, kind, rel, row_id, loc, domain, action, actor_id, db_user, approver_id,
      session_id, source, request_id, part, head, changed, label, ctx_seq, schema, leaf, leaf_hash)
    select org, s.at, cap, s.xid, 1, 'payment', row_id, loc, 'finance', s.action, s.actor_id, s.db_user,
      s.approver_id, s.session_id, s.source, s.request_id, s.part,
      s.part = 0 and cap = any (array(select min(first.cap) from captured first group by first.loc)), changed, label, s.ctx_seq,
      1, leaf, sha256('\x00'::bytea || convert_to(leaf, 'UTF8'))
    from captured;
  end loop;
  return null;
end
$capture$;
create or replace trigger capture_insert after insert on public.payment referencing new table as new_rows for each statement execute function au.capture_payment_insert();
alter table public.payment enable always trigger capture_insert;

create or replace function au.capture_payment_update() returns trigger
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
    continue when not exists (select from new_rows n join old_rows o on o.org_id = n.org_id and o.id = n.id where n.org_id = org and row(n.amount_minor, n.created_at, n.currency, n.id, n.location_id, n.method, n.order_id, n.org_id, n.status, n.tip_minor) is distinct from row(o.amount_minor, o.created_at, o.currency, o.id, o.location_id, o.method, o.order_id, o.org_id, o.status, o.tip_minor));
    s := au.stamp_for(org, (select n.location_id from new_rows n where n.org_id = org limit 1));
    lead := concat('{', '"act":' || to_json(s.act)::text || ',', '"action":', to_json(s.action)::text, ',');
    approver_and_at := concat('"approver":"' || s.approver_id || '",', '"at":', s.at_json, ',');
    ctx_and_domain := concat('"ctx":"' || s.ctx_commit || '",', '"domain":"finance",');
    op_and_org := concat('"op":"update","org":"', org, '",');
    rel_and_req := concat('"rel":"payment","req":', to_json(s.request_id)::text, ',');
    tail := concat('"schema":1,', '"session":"' || s.session_id || '",', '"source":', to_json(s.source)::text,
      ',"txn":"', s.xid, '","v":1}');
    with captured as materialized (
      select cap, row_id, loc, label, changed,
        concat(lead, '"after":', after, ',', approver_and_at, '"before":', before, ',', '"cap":', cap, ',', ctx_and_domain, '"loc":"' || loc || '",', op_and_org, rel_and_req, '"row":"', row_id, '",', tail) as leaf
      from (select * from (select nextval('au.cap') as cap,
        (n.id)::text as row_id,
        n.location_id as loc,
        left(n.method::text, 200) as label,
        array_remove(array[case when n.amount_minor is distinct from o.amount_minor then 'amount_minor' end, case when n.created_at is distinct from o.created_at then 'created_at' end, case when n.currency is distinct from o.currency then 'currency' end, case when n.id is distinct from o.id then 'id' end, case when n.location_id is distinct from o.location_id then 'location_id' end, case when n.method is distinct from o.method then 'method' end, case when n.order_id is distinct from o.order_id then 'order_id' end, case when n.org_id is distinct from o.org_id then 'org_id' end, case when n.status is distinct from o.status then 'status' end, case when n.tip_minor is distinct from o.tip_minor then 'tip_minor' end], null) as changed,
        concat('{', '"amount_minor":', case when o.amount_minor between -9007199254740991 and 9007199254740991 then o.amount_minor::text else '"' || o.amount_minor || '"' end, ',"created_at":', to_json(o.created_at)::text, ',"currency":', case when octet_length(o.currency) <= 341 then to_json(o.currency)::text else case when octet_length(to_json(o.currency)::text) <= 2048 then to_json(o.currency)::text else '"sha256:' || encode(sha256(convert_to(o.currency, 'UTF8')), 'base64') || '"' end end, ',"id":', '"' || o.id || '"', ',"location_id":', '"' || o.location_id || '"', ',"method":', case when octet_length(o.method) <= 341 then to_json(o.method)::text else case when octet_length(to_json(o.method)::text) <= 2048 then to_json(o.method)::text else '"sha256:' || encode(sha256(convert_to(o.method, 'UTF8')), 'base64') || '"' end end, ',"order_id":', '"' || o.order_id || '"', ',"org_id":', '"' || o.org_id || '"', ',"status":', case when octet_length(o.status) <= 341 then to_json(o.status)::text else case when octet_length(to_json(o.status)::text) <= 2048 then to_json(o.status)::text else '"sha256:' || encode(sha256(convert_to(o.status, 'UTF8')), 'base64') || '"' end end, ',"tip_minor":', case when o.tip_minor between -9007199254740991 and 9007199254740991 then o.tip_minor::text else '"' || o.tip_minor || '"' end, '}') as before,
        concat('{', '"amount_minor":', case when n.amount_minor between -9007199254740991 and 9007199254740991 then n.amount_minor::text else '"' || n.amount_minor || '"' end, ',"created_at":', to_json(n.created_at)::text, ',"currency":', case when octet_length(n.currency) <= 341 then to_json(n.currency)::text else case when octet_length(to_json(n.currency)::text) <= 2048 then to_json(n.currency)::text else '"sha256:' || encode(sha256(convert_to(n.currency, 'UTF8')), 'base64') || '"' end end, ',"id":', '"' || n.id || '"', ',"location_id":', '"' || n.location_id || '"', ',"method":', case when octet_length(n.method) <= 341 then to_json(n.method)::text else case when octet_length(to_json(n.method)::text) <= 2048 then to_json(n.method)::text else '"sha256:' || encode(sha256(convert_to(n.method, 'UTF8')), 'base64') || '"' end end, ',"order_id":', '"' || n.order_id || '"', ',"org_id":', '"' || n.org_id || '"', ',"status":', case when octet_length(n.status) <= 341 then to_json(n.status)::text else case when octet_length(to_json(n.status)::text) <= 2048 then to_json(n.status)::text else '"sha256:' || encode(sha256(convert_to(n.status, 'UTF8')), 'base64') || '"' end end, ',"tip_minor":', case when n.tip_minor between -9007199254740991 and 9007199254740991 then n.tip_minor::text else '"' || n.tip_minor || '"' end, '}') as after
      from new_rows n join old_rows o on o.org_id = n.org_id and o.id = n.id
      where n.org_id = org
      offset 0) x where changed <> '{}' offset 0) x
    )
    insert into au.event (org_id, at, cap_seq, xid, kind, rel, row_id, loc, domain, action, actor_id, db_user, approver_id,
      session_id, source, request_id, part, head, changed, label, ctx_seq, schema, leaf, leaf_hash)
    select org, s.at, cap, s.xid, 2, 'payment', row_id, loc, 'finance', s.action, s.actor_id, s.db_user,
      s.approver_id, s.session_id, s.source, s.request_id, s.part,
      s.part = 0 and cap = any (array(select min(first.cap) from captured first group by first.loc)), changed, label, s.ctx_seq,
      1, leaf, sha256('\x00'::bytea || convert_to(leaf, 'UTF8'))
    from captured;
  end loop;
  return null;
end
$capture$;
create or replace trigger capture_update after update on public.payment referencing old table as old_rows new table as new_rows for each statement execute function au.capture_payment_update();
alter table public.payment enable always trigger capture_update;

create or replace function au.capture_payment_delete() returns trigger
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
    rel_and_req := concat('"rel":"payment","req":', to_json(s.request_id)::text, ',');
    tail := concat('"schema":1,', '"session":"' || s.session_id || '",', '"source":', to_json(s.source)::text,
      ',"txn":"', s.xid, '","v":1}');
    with captured as materialized (
      select cap, row_id, loc, label, changed,
        concat(lead, approver_and_at, '"before":', before, ',', '"cap":', cap, ',', ctx_and_domain, '"loc":"' || loc || '",', op_and_org, rel_and_req, '"row":"', row_id, '",', tail) as leaf
      from (select nextval('au.cap') as cap,
        (o.id)::text as row_id,
        o.location_id as loc,
        left(o.method::text, 200) as label,
        null::text[] as changed,
        concat('{', '"amount_minor":', case when o.amount_minor between -9007199254740991 and 9007199254740991 then o.amount_minor::text else '"' || o.amount_minor || '"' end, ',"created_at":', to_json(o.created_at)::text, ',"currency":', case when octet_length(o.currency) <= 341 then to_json(o.currency)::text else case when octet_length(to_json(o.currency)::text) <= 2048 then to_json(o.currency)::text else '"sha256:' || encode(sha256(convert_to(o.currency, 'UTF8')), 'base64') || '"' end end, ',"id":', '"' || o.id || '"', ',"location_id":', '"' || o.location_id || '"', ',"method":', case when octet_length(o.method) <= 341 then to_json(o.method)::text else case when octet_length(to_json(o.method)::text) <= 2048 then to_json(o.method)::text else '"sha256:' || encode(sha256(convert_to(o.method, 'UTF8')), 'base64') || '"' end end, ',"order_id":', '"' || o.order_id || '"', ',"org_id":', '"' || o.org_id || '"', ',"status":', case when octet_length(o.status) <= 341 then to_json(o.status)::text else case when octet_length(to_json(o.status)::text) <= 2048 then to_json(o.status)::text else '"sha256:' || encode(sha256(convert_to(o.status, 'UTF8')), 'base64') || '"' end end, ',"tip_minor":', case when o.tip_minor between -9007199254740991 and 9007199254740991 then o.tip_minor::text else '"' || o.tip_minor || '"' end, '}') as before,
        null::text as after
      from old_rows o
      where o.org_id = org
      offset 0) x
    )
    insert into au.event (org_id, at, cap_seq, xid, kind, rel, row_id, loc, domain, action, actor_id, db_user, approver_id,
      session_id, source, request_id, part, head, changed, label, ctx_seq, schema, leaf, leaf_hash)
    select org, s.at, cap, s.xid, 3, 'payment', row_id, loc, 'finance', s.action, s.actor_id, s.db_user,
      s.approver_id, s.session_id, s.source, s.request_id, s.part,
      s.part = 0 and cap = any (array(select min(first.cap) from captured first group by first.loc)), changed, label, s.ctx_seq,
      1, leaf, sha256('\x00'::bytea || convert_to(leaf, 'UTF8'))
    from captured;
  end loop;
  return null;
end
$capture$;
create or replace trigger capture_delete after delete on public.payment referencing old table as old_rows for each statement execute function au.capture_payment_delete();
alter table public.payment enable always trigger capture_delete;

create or replace trigger refuse_rekey before update of org_id, id on public.payment for each statement execute function au.refuse_rekey();
alter table public.payment enable always trigger refuse_rekey;
create or replace trigger refuse_truncate before truncate on public.payment for each statement execute function au.refuse_truncate();
alter table public.payment enable always trigger refuse_truncate;

-- capture public.payment_card
create or replace function au.capture_payment_card_insert() returns trigger
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
    rel_and_req := concat('"rel":"payment_card","req":', to_json(s.request_id)::text, ',');
    tail := concat('"schema":1,', '"session":"' || s.session_id || '",', '"source":', to_json(s.source)::text,
      ',"txn":"', s.xid, '","v":1}');
    with captured as materialized (
      select cap, row_id, loc, label, changed, subject,
        concat(lead, '"after":', after, ',', approver_and_at, '"cap":', cap, ',', ctx_and_domain, '"loc":"' || loc || '",', op_and_org, '"pii":{', concat_ws(',', '"after.brand":"' || h0 || '"', '"after.last4":"' || h1 || '"'), '},', rel_and_req, '"row":"', row_id, '",', tail) as leaf,
        array_remove(array[d0, d1], null) as ds
      from (select *, encode(sha256(convert_to(d0, 'UTF8')), 'base64') as h0,
        encode(sha256(convert_to(d1, 'UTF8')), 'base64') as h1
      from (select *, case when v0 is not null then concat('["', encode(substr(salts, 1, 16), 'hex'), '","', 'after', '.brand",', v0, ']') end as d0,
        case when v1 is not null then concat('["', encode(substr(salts, 17, 16), 'hex'), '","', 'after', '.last4",', v1, ']') end as d1
      from (select nextval('au.cap') as cap,
        (n.payment_id)::text as row_id,
        n.location_id as loc,
        null::text as label,
        null::text[] as changed,
        null::text as before,
        concat('{', '"customer_id":', coalesce('"' || n.customer_id || '"', 'null'), ',"location_id":', '"' || n.location_id || '"', ',"org_id":', '"' || n.org_id || '"', ',"payment_id":', '"' || n.payment_id || '"', '}') as after,
        'guest:' || coalesce(n.customer_id, n.payment_id) as subject,
        public.gen_random_bytes(32) as salts,
        case when n.brand is not null then to_json(n.brand)::text end as v0,
        case when n.last4 is not null then to_json(n.last4)::text end as v1
      from new_rows n
      where n.org_id = org
      offset 0) x offset 0) x offset 0) x
    ), stored as (
      insert into au.disclosure (org_id, subject, cap_seq, ds, capability, loc)
      select org, subject, cap, ds, 'payments.read', loc from captured where cardinality(ds) > 0
    )
    insert into au.event (org_id, at, cap_seq, xid, kind, rel, row_id, loc, domain, action, actor_id, db_user, approver_id,
      session_id, source, request_id, part, head, changed, label, ctx_seq, schema, leaf, leaf_hash)
    select org, s.at, cap, s.xid, 1, 'payment_card', row_id, loc, 'finance', s.action, s.actor_id, s.db_user,
      s.approver_id, s.session_id, s.source, s.request_id, s.part,
      s.part = 0 and cap = any (array(select min(first.cap) from captured first group by first.loc)), changed, label, s.ctx_seq,
      1, leaf, sha256('\x00'::bytea || convert_to(leaf, 'UTF8'))
    from captured;
  end loop;
  return null;
end
$capture$;
create or replace trigger capture_insert after insert on public.payment_card referencing new table as new_rows for each statement execute function au.capture_payment_card_insert();
alter table public.payment_card enable always trigger capture_insert;

create or replace function au.capture_payment_card_update() returns trigger
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
    continue when not exists (select from new_rows n join old_rows o on o.org_id = n.org_id and o.payment_id = n.payment_id where n.org_id = org and row(n.brand, n.customer_id, n.last4, n.location_id, n.org_id, n.payment_id) is distinct from row(o.brand, o.customer_id, o.last4, o.location_id, o.org_id, o.payment_id));
    s := au.stamp_for(org, (select n.location_id from new_rows n where n.org_id = org limit 1));
    lead := concat('{', '"act":' || to_json(s.act)::text || ',', '"action":', to_json(s.action)::text, ',');
    approver_and_at := concat('"approver":"' || s.approver_id || '",', '"at":', s.at_json, ',');
    ctx_and_domain := concat('"ctx":"' || s.ctx_commit || '",', '"domain":"finance",');
    op_and_org := concat('"op":"update","org":"', org, '",');
    rel_and_req := concat('"rel":"payment_card","req":', to_json(s.request_id)::text, ',');
    tail := concat('"schema":1,', '"session":"' || s.session_id || '",', '"source":', to_json(s.source)::text,
      ',"txn":"', s.xid, '","v":1}');
    with captured as materialized (
      select cap, row_id, loc, label, changed, subject,
        concat(lead, '"after":', after, ',', approver_and_at, '"before":', before, ',', '"cap":', cap, ',', ctx_and_domain, '"loc":"' || loc || '",', op_and_org, '"pii":{', concat_ws(',', case when c0 then '"after.brand":"' || h0 || '"' end, case when c1 then '"after.last4":"' || h1 || '"' end, '"before.brand":"' || h2 || '"', '"before.last4":"' || h3 || '"', case when not c0 then '"same.brand":"' || h0 || '"' end, case when not c1 then '"same.last4":"' || h1 || '"' end), '},', rel_and_req, '"row":"', row_id, '",', tail) as leaf,
        array_remove(array[d0, d1, d2, d3], null) as ds
      from (select *, encode(sha256(convert_to(d0, 'UTF8')), 'base64') as h0,
        encode(sha256(convert_to(d1, 'UTF8')), 'base64') as h1,
        encode(sha256(convert_to(d2, 'UTF8')), 'base64') as h2,
        encode(sha256(convert_to(d3, 'UTF8')), 'base64') as h3
      from (select *, case when v0 is not null then concat('["', encode(substr(salts, 1, 16), 'hex'), '","', case when c0 then 'after' else 'same' end, '.brand",', v0, ']') end as d0,
        case when v1 is not null then concat('["', encode(substr(salts, 17, 16), 'hex'), '","', case when c1 then 'after' else 'same' end, '.last4",', v1, ']') end as d1,
        case when v2 is not null then concat('["', encode(substr(salts, 33, 16), 'hex'), '","', 'before', '.brand",', v2, ']') end as d2,
        case when v3 is not null then concat('["', encode(substr(salts, 49, 16), 'hex'), '","', 'before', '.last4",', v3, ']') end as d3
      from (select * from (select nextval('au.cap') as cap,
        (n.payment_id)::text as row_id,
        n.location_id as loc,
        null::text as label,
        array_remove(array[case when n.brand is distinct from o.brand then 'brand' end, case when n.customer_id is distinct from o.customer_id then 'customer_id' end, case when n.last4 is distinct from o.last4 then 'last4' end, case when n.location_id is distinct from o.location_id then 'location_id' end, case when n.org_id is distinct from o.org_id then 'org_id' end, case when n.payment_id is distinct from o.payment_id then 'payment_id' end], null) as changed,
        concat('{', '"customer_id":', coalesce('"' || o.customer_id || '"', 'null'), ',"location_id":', '"' || o.location_id || '"', ',"org_id":', '"' || o.org_id || '"', ',"payment_id":', '"' || o.payment_id || '"', '}') as before,
        concat('{', '"customer_id":', coalesce('"' || n.customer_id || '"', 'null'), ',"location_id":', '"' || n.location_id || '"', ',"org_id":', '"' || n.org_id || '"', ',"payment_id":', '"' || n.payment_id || '"', '}') as after,
        'guest:' || coalesce(n.customer_id, n.payment_id) as subject,
        public.gen_random_bytes(64) as salts,
        n.brand is distinct from o.brand as c0,
        n.last4 is distinct from o.last4 as c1,
        case when n.brand is not null then to_json(n.brand)::text end as v0,
        case when n.last4 is not null then to_json(n.last4)::text end as v1,
        case when o.brand is not null and n.brand is distinct from o.brand then to_json(o.brand)::text end as v2,
        case when o.last4 is not null and n.last4 is distinct from o.last4 then to_json(o.last4)::text end as v3
      from new_rows n join old_rows o on o.org_id = n.org_id and o.payment_id = n.payment_id
      where n.org_id = org
      offset 0) x where changed <> '{}' offset 0) x offset 0) x offset 0) x
    ), stored as (
      insert into au.disclosure (org_id, subject, cap_seq, ds, capability, loc)
      select org, subject, cap, ds, 'payments.read', loc from captured where cardinality(ds) > 0
    )
    insert into au.event (org_id, at, cap_seq, xid, kind, rel, row_id, loc, domain, action, actor_id, db_user, approver_id,
      session_id, source, request_id, part, head, changed, label, ctx_seq, schema, leaf, leaf_hash)
    select org, s.at, cap, s.xid, 2, 'payment_card', row_id, loc, 'finance', s.action, s.actor_id, s.db_user,
      s.approver_id, s.session_id, s.source, s.request_id, s.part,
      s.part = 0 and cap = any (array(select min(first.cap) from captured first group by first.loc)), changed, label, s.ctx_seq,
      1, leaf, sha256('\x00'::bytea || convert_to(leaf, 'UTF8'))
    from captured;
  end loop;
  return null;
end
$capture$;
create or replace trigger capture_update after update on public.payment_card referencing old table as old_rows new table as new_rows for each statement execute function au.capture_payment_card_update();
alter table public.payment_card enable always trigger capture_update;

create or replace function au.capture_payment_card_delete() returns trigger
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
    rel_and_req := concat('"rel":"payment_card","req":', to_json(s.request_id)::text, ',');
    tail := concat('"schema":1,', '"session":"' || s.session_id || '",', '"source":', to_json(s.source)::text,
      ',"txn":"', s.xid, '","v":1}');
    with captured as materialized (
      select cap, row_id, loc, label, changed, subject,
        concat(lead, approver_and_at, '"before":', before, ',', '"cap":', cap, ',', ctx_and_domain, '"loc":"' || loc || '",', op_and_org, '"pii":{', concat_ws(',', '"before.brand":"' || h0 || '"', '"before.last4":"' || h1 || '"'), '},', rel_and_req, '"row":"', row_id, '",', tail) as leaf,
        array_remove(array[d0, d1], null) as ds
      from (select *, encode(sha256(convert_to(d0, 'UTF8')), 'base64') as h0,
        encode(sha256(convert_to(d1, 'UTF8')), 'base64') as h1
      from (select *, case when v0 is not null then concat('["', encode(substr(salts, 1, 16), 'hex'), '","', 'before', '.brand",', v0, ']') end as d0,
        case when v1 is not null then concat('["', encode(substr(salts, 17, 16), 'hex'), '","', 'before', '.last4",', v1, ']') end as d1
      from (select nextval('au.cap') as cap,
        (o.payment_id)::text as row_id,
        o.location_id as loc,
        null::text as label,
        null::text[] as changed,
        concat('{', '"customer_id":', coalesce('"' || o.customer_id || '"', 'null'), ',"location_id":', '"' || o.location_id || '"', ',"org_id":', '"' || o.org_id || '"', ',"payment_id":', '"' || o.payment_id || '"', '}') as before,
        null::text as after,
        'guest:' || coalesce(o.customer_id, o.payment_id) as subject,
        public.gen_random_bytes(32) as salts,
        case when o.brand is not null then to_json(o.brand)::text end as v0,
        case when o.last4 is not null then to_json(o.last4)::text end as v1
      from old_rows o
      where o.org_id = org
      offset 0) x offset 0) x offset 0) x
    ), stored as (
      insert into au.disclosure (org_id, subject, cap_seq, ds, capability, loc)
      select org, subject, cap, ds, 'payments.read', loc from captured where cardinality(ds) > 0
    )
    insert into au.event (org_id, at, cap_seq, xid, kind, rel, row_id, loc, domain, action, actor_id, db_user, approver_id,
      session_id, source, request_id, part, head, changed, label, ctx_seq, schema, leaf, leaf_hash)
    select org, s.at, cap, s.xid, 3, 'payment_card', row_id, loc, 'finance', s.action, s.actor_id, s.db_user,
      s.approver_id, s.session_id, s.source, s.request_id, s.part,
      s.part = 0 and cap = any (array(select min(first.cap) from captured first group by first.loc)), changed, label, s.ctx_seq,
      1, leaf, sha256('\x00'::bytea || convert_to(leaf, 'UTF8'))
    from captured;
  end loop;
  return null;
end
$capture$;
create or replace trigger capture_delete after delete on public.payment_card referencing old table as old_rows for each statement execute function au.capture_payment_card_delete();
alter table public.payment_card enable always trigger capture_delete;

create or replace trigger refuse_rekey before update of org_id, payment_id on public.payment_card for each statement execute function au.refuse_rekey();
alter table public.payment_card enable always trigger refuse_rekey;
create or replace trigger refuse_truncate before truncate on public.payment_card for each statement execute function au.refuse_truncate();
alter table public.payment_card enable always trigger refuse_truncate;

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
      select cap, row_id, loc, label, changed,
        concat(lead, '"after":', after, ',', approver_and_at, '"cap":', cap, ',', ctx_and_domain, '"loc":"' || loc || '",', op_and_org, rel_and_req, '"row":"', row_id, '",', tail) as leaf
      from (select nextval('au.cap') as cap,
        (n.id)::text as row_id,
        n.location_id as loc,
        left(n.number::text, 200) as label,
        null::text[] as changed,
        null::text as before,
        concat('{', '"code":', case when octet_length(n.code) <= 341 then to_json(n.code)::text else case when octet_length(to_json(n.code)::text) <= 2048 then to_json(n.code)::text else '"sha256:' || encode(sha256(convert_to(n.code, 'UTF8')), 'base64') || '"' end end, ',"currency":', case when octet_length(n.currency) <= 341 then to_json(n.currency)::text else case when octet_length(to_json(n.currency)::text) <= 2048 then to_json(n.currency)::text else '"sha256:' || encode(sha256(convert_to(n.currency, 'UTF8')), 'base64') || '"' end end, ',"id":', '"' || n.id || '"', ',"issued_at":', to_json(n.issued_at)::text, ',"lines":', '"sha256:' || encode(sha256(convert_to(n.lines::text, 'UTF8')), 'base64') || '"', ',"location_id":', '"' || n.location_id || '"', ',"number":', n.number::text, ',"order_id":', '"' || n.order_id || '"', ',"org_id":', '"' || n.org_id || '"', ',"subtotal_minor":', case when n.subtotal_minor between -9007199254740991 and 9007199254740991 then n.subtotal_minor::text else '"' || n.subtotal_minor || '"' end, ',"tax_minor":', case when n.tax_minor between -9007199254740991 and 9007199254740991 then n.tax_minor::text else '"' || n.tax_minor || '"' end, ',"total_minor":', case when n.total_minor between -9007199254740991 and 9007199254740991 then n.total_minor::text else '"' || n.total_minor || '"' end, '}') as after
      from new_rows n
      where n.org_id = org
      offset 0) x
    )
    insert into au.event (org_id, at, cap_seq, xid, kind, rel, row_id, loc, domain, action, actor_id, db_user, approver_id,
      session_id, source, request_id, part, head, changed, label, ctx_seq, schema, leaf, leaf_hash)
    select org, s.at, cap, s.xid, 1, 'receipt', row_id, loc, 'finance', s.action, s.actor_id, s.db_user,
      s.approver_id, s.session_id, s.source, s.request_id, s.part,
      s.part = 0 and cap = any (array(select min(first.cap) from captured first group by first.loc)), changed, label, s.ctx_seq,
      1, leaf, sha256('\x00'::bytea || convert_to(leaf, 'UTF8'))
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
    continue when not exists (select from new_rows n join old_rows o on o.org_id = n.org_id and o.id = n.id where n.org_id = org and row(n.code, n.currency, n.id, n.issued_at, n.lines, n.location_id, n.number, n.order_id, n.org_id, n.subtotal_minor, n.tax_minor, n.total_minor) is distinct from row(o.code, o.currency, o.id, o.issued_at, o.lines, o.location_id, o.number, o.order_id, o.org_id, o.subtotal_minor, o.tax_minor, o.total_minor));
    s := au.stamp_for(org, (select n.location_id from new_rows n where n.org_id = org limit 1));
    lead := concat('{', '"act":' || to_json(s.act)::text || ',', '"action":', to_json(s.action)::text, ',');
    approver_and_at := concat('"approver":"' || s.approver_id || '",', '"at":', s.at_json, ',');
    ctx_and_domain := concat('"ctx":"' || s.ctx_commit || '",', '"domain":"finance",');
    op_and_org := concat('"op":"update","org":"', org, '",');
    rel_and_req := concat('"rel":"receipt","req":', to_json(s.request_id)::text, ',');
    tail := concat('"schema":1,', '"session":"' || s.session_id || '",', '"source":', to_json(s.source)::text,
      ',"txn":"', s.xid, '","v":1}');
    with captured as materialized (
      select cap, row_id, loc, label, changed,
        concat(lead, '"after":', after, ',', approver_and_at, '"before":', before, ',', '"cap":', cap, ',', ctx_and_domain, '"loc":"' || loc || '",', op_and_org, rel_and_req, '"row":"', row_id, '",', tail) as leaf
      from (select * from (select nextval('au.cap') as cap,
        (n.id)::text as row_id,
        n.location_id as loc,
        left(n.number::text, 200) as label,
        array_remove(array[case when n.code is distinct from o.code then 'code' end, case when n.currency is distinct from o.currency then 'currency' end, case when n.id is distinct from o.id then 'id' end, case when n.issued_at is distinct from o.issued_at then 'issued_at' end, case when n.lines is distinct from o.lines then 'lines' end, case when n.location_id is distinct from o.location_id then 'location_id' end, case when n.number is distinct from o.number then 'number' end, case when n.order_id is distinct from o.order_id then 'order_id' end, case when n.org_id is distinct from o.org_id then 'org_id' end, case when n.subtotal_minor is distinct from o.subtotal_minor then 'subtotal_minor' end, case when n.tax_minor is distinct from o.tax_minor then 'tax_minor' end, case when n.total_minor is distinct from o.total_minor then 'total_minor' end], null) as changed,
        concat('{', '"code":', case when octet_length(o.code) <= 341 then to_json(o.code)::text else case when octet_length(to_json(o.code)::text) <= 2048 then to_json(o.code)::text else '"sha256:' || encode(sha256(convert_to(o.code, 'UTF8')), 'base64') || '"' end end, ',"currency":', case when octet_length(o.currency) <= 341 then to_json(o.currency)::text else case when octet_length(to_json(o.currency)::text) <= 2048 then to_json(o.currency)::text else '"sha256:' || encode(sha256(convert_to(o.currency, 'UTF8')), 'base64') || '"' end end, ',"id":', '"' || o.id || '"', ',"issued_at":', to_json(o.issued_at)::text, ',"lines":', '"sha256:' || encode(sha256(convert_to(o.lines::text, 'UTF8')), 'base64') || '"', ',"location_id":', '"' || o.location_id || '"', ',"number":', o.number::text, ',"order_id":', '"' || o.order_id || '"', ',"org_id":', '"' || o.org_id || '"', ',"subtotal_minor":', case when o.subtotal_minor between -9007199254740991 and 9007199254740991 then o.subtotal_minor::text else '"' || o.subtotal_minor || '"' end, ',"tax_minor":', case when o.tax_minor between -9007199254740991 and 9007199254740991 then o.tax_minor::text else '"' || o.tax_minor || '"' end, ',"total_minor":', case when o.total_minor between -9007199254740991 and 9007199254740991 then o.total_minor::text else '"' || o.total_minor || '"' end, '}') as before,
        concat('{', '"code":', case when octet_length(n.code) <= 341 then to_json(n.code)::text else case when octet_length(to_json(n.code)::text) <= 2048 then to_json(n.code)::text else '"sha256:' || encode(sha256(convert_to(n.code, 'UTF8')), 'base64') || '"' end end, ',"currency":', case when octet_length(n.currency) <= 341 then to_json(n.currency)::text else case when octet_length(to_json(n.currency)::text) <= 2048 then to_json(n.currency)::text else '"sha256:' || encode(sha256(convert_to(n.currency, 'UTF8')), 'base64') || '"' end end, ',"id":', '"' || n.id || '"', ',"issued_at":', to_json(n.issued_at)::text, ',"lines":', '"sha256:' || encode(sha256(convert_to(n.lines::text, 'UTF8')), 'base64') || '"', ',"location_id":', '"' || n.location_id || '"', ',"number":', n.number::text, ',"order_id":', '"' || n.order_id || '"', ',"org_id":', '"' || n.org_id || '"', ',"subtotal_minor":', case when n.subtotal_minor between -9007199254740991 and 9007199254740991 then n.subtotal_minor::text else '"' || n.subtotal_minor || '"' end, ',"tax_minor":', case when n.tax_minor between -9007199254740991 and 9007199254740991 then n.tax_minor::text else '"' || n.tax_minor || '"' end, ',"total_minor":', case when n.total_minor between -9007199254740991 and 9007199254740991 then n.total_minor::text else '"' || n.total_minor || '"' end, '}') as after
      from new_rows n join old_rows o on o.org_id = n.org_id and o.id = n.id
      where n.org_id = org
      offset 0) x where changed <> '{}' offset 0) x
    )
    insert into au.event (org_id, at, cap_seq, xid, kind, rel, row_id, loc, domain, action, actor_id, db_user, approver_id,
      session_id, source, request_id, part, head, changed, label, ctx_seq, schema, leaf, leaf_hash)
    select org, s.at, cap, s.xid, 2, 'receipt', row_id, loc, 'finance', s.action, s.actor_id, s.db_user,
      s.approver_id, s.session_id, s.source, s.request_id, s.part,
      s.part = 0 and cap = any (array(select min(first.cap) from captured first group by first.loc)), changed, label, s.ctx_seq,
      1, leaf, sha256('\x00'::bytea || convert_to(leaf, 'UTF8'))
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
      select cap, row_id, loc, label, changed,
        concat(lead, approver_and_at, '"before":', before, ',', '"cap":', cap, ',', ctx_and_domain, '"loc":"' || loc || '",', op_and_org, rel_and_req, '"row":"', row_id, '",', tail) as leaf
      from (select nextval('au.cap') as cap,
        (o.id)::text as row_id,
        o.location_id as loc,
        left(o.number::text, 200) as label,
        null::text[] as changed,
        concat('{', '"code":', case when octet_length(o.code) <= 341 then to_json(o.code)::text else case when octet_length(to_json(o.code)::text) <= 2048 then to_json(o.code)::text else '"sha256:' || encode(sha256(convert_to(o.code, 'UTF8')), 'base64') || '"' end end, ',"currency":', case when octet_length(o.currency) <= 341 then to_json(o.currency)::text else case when octet_length(to_json(o.currency)::text) <= 2048 then to_json(o.currency)::text else '"sha256:' || encode(sha256(convert_to(o.currency, 'UTF8')), 'base64') || '"' end end, ',"id":', '"' || o.id || '"', ',"issued_at":', to_json(o.issued_at)::text, ',"lines":', '"sha256:' || encode(sha256(convert_to(o.lines::text, 'UTF8')), 'base64') || '"', ',"location_id":', '"' || o.location_id || '"', ',"number":', o.number::text, ',"order_id":', '"' || o.order_id || '"', ',"org_id":', '"' || o.org_id || '"', ',"subtotal_minor":', case when o.subtotal_minor between -9007199254740991 and 9007199254740991 then o.subtotal_minor::text else '"' || o.subtotal_minor || '"' end, ',"tax_minor":', case when o.tax_minor between -9007199254740991 and 9007199254740991 then o.tax_minor::text else '"' || o.tax_minor || '"' end, ',"total_minor":', case when o.total_minor between -9007199254740991 and 9007199254740991 then o.total_minor::text else '"' || o.total_minor || '"' end, '}') as before,
        null::text as after
      from old_rows o
      where o.org_id = org
      offset 0) x
    )
    insert into au.event (org_id, at, cap_seq, xid, kind, rel, row_id, loc, domain, action, actor_id, db_user, approver_id,
      session_id, source, request_id, part, head, changed, label, ctx_seq, schema, leaf, leaf_hash)
    select org, s.at, cap, s.xid, 3, 'receipt', row_id, loc, 'finance', s.action, s.actor_id, s.db_user,
      s.approver_id, s.session_id, s.source, s.request_id, s.part,
      s.part = 0 and cap = any (array(select min(first.cap) from captured first group by first.loc)), changed, label, s.ctx_seq,
      1, leaf, sha256('\x00'::bytea || convert_to(leaf, 'UTF8'))
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

-- capture public.staff
create or replace function au.capture_staff_insert() returns trigger
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
    ctx_and_domain := concat('"ctx":"' || s.ctx_commit || '",', '"domain":"staff",');
    op_and_org := concat('"op":"insert","org":"', org, '",');
    rel_and_req := concat('"rel":"staff","req":', to_json(s.request_id)::text, ',');
    tail := concat('"schema":1,', '"session":"' || s.session_id || '",', '"source":', to_json(s.source)::text,
      ',"txn":"', s.xid, '","v":1}');
    with captured as materialized (
      select cap, row_id, loc, label, changed,
        concat(lead, '"after":', after, ',', approver_and_at, '"cap":', cap, ',', ctx_and_domain, '"loc":"' || loc || '",', op_and_org, rel_and_req, '"row":"', row_id, '",', tail) as leaf
      from (select nextval('au.cap') as cap,
        (n.id)::text as row_id,
        n.location_id as loc,
        null::text as label,
        null::text[] as changed,
        null::text as before,
        concat('{', '"created_at":', to_json(n.created_at)::text, ',"hired_on":', coalesce(to_json(n.hired_on)::text, 'null'), ',"id":', '"' || n.id || '"', ',"location_id":', coalesce('"' || n.location_id || '"', 'null'), ',"org_id":', '"' || n.org_id || '"', '}') as after
      from new_rows n
      where n.org_id = org
      offset 0) x
    )
    insert into au.event (org_id, at, cap_seq, xid, kind, rel, row_id, loc, domain, action, actor_id, db_user, approver_id,
      session_id, source, request_id, part, head, changed, label, ctx_seq, schema, leaf, leaf_hash)
    select org, s.at, cap, s.xid, 1, 'staff', row_id, loc, 'staff', s.action, s.actor_id, s.db_user,
      s.approver_id, s.session_id, s.source, s.request_id, s.part,
      s.part = 0 and cap = any (array(select min(first.cap) from captured first group by first.loc)), changed, label, s.ctx_seq,
      1, leaf, sha256('\x00'::bytea || convert_to(leaf, 'UTF8'))
    from captured;
  end loop;
  return null;
end
$capture$;
create or replace trigger capture_insert after insert on public.staff referencing new table as new_rows for each statement execute function au.capture_staff_insert();
alter table public.staff enable always trigger capture_insert;

create or replace function au.capture_staff_update() returns trigger
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
    continue when not exists (select from new_rows n join old_rows o on o.org_id = n.org_id and o.id = n.id where n.org_id = org and row(n.created_at, n.hired_on, n.id, n.location_id, n.org_id) is distinct from row(o.created_at, o.hired_on, o.id, o.location_id, o.org_id));
    s := au.stamp_for(org, (select n.location_id from new_rows n where n.org_id = org limit 1));
    lead := concat('{', '"act":' || to_json(s.act)::text || ',', '"action":', to_json(s.action)::text, ',');
    approver_and_at := concat('"approver":"' || s.approver_id || '",', '"at":', s.at_json, ',');
    ctx_and_domain := concat('"ctx":"' || s.ctx_commit || '",', '"domain":"staff",');
    op_and_org := concat('"op":"update","org":"', org, '",');
    rel_and_req := concat('"rel":"staff","req":', to_json(s.request_id)::text, ',');
    tail := concat('"schema":1,', '"session":"' || s.session_id || '",', '"source":', to_json(s.source)::text,
      ',"txn":"', s.xid, '","v":1}');
    with captured as materialized (
      select cap, row_id, loc, label, changed,
        concat(lead, '"after":', after, ',', approver_and_at, '"before":', before, ',', '"cap":', cap, ',', ctx_and_domain, '"loc":"' || loc || '",', op_and_org, rel_and_req, '"row":"', row_id, '",', tail) as leaf
      from (select * from (select nextval('au.cap') as cap,
        (n.id)::text as row_id,
        n.location_id as loc,
        null::text as label,
        array_remove(array[case when n.created_at is distinct from o.created_at then 'created_at' end, case when n.hired_on is distinct from o.hired_on then 'hired_on' end, case when n.id is distinct from o.id then 'id' end, case when n.location_id is distinct from o.location_id then 'location_id' end, case when n.org_id is distinct from o.org_id then 'org_id' end], null) as changed,
        concat('{', '"created_at":', to_json(o.created_at)::text, ',"hired_on":', coalesce(to_json(o.hired_on)::text, 'null'), ',"id":', '"' || o.id || '"', ',"location_id":', coalesce('"' || o.location_id || '"', 'null'), ',"org_id":', '"' || o.org_id || '"', '}') as before,
        concat('{', '"created_at":', to_json(n.created_at)::text, ',"hired_on":', coalesce(to_json(n.hired_on)::text, 'null'), ',"id":', '"' || n.id || '"', ',"location_id":', coalesce('"' || n.location_id || '"', 'null'), ',"org_id":', '"' || n.org_id || '"', '}') as after
      from new_rows n join old_rows o on o.org_id = n.org_id and o.id = n.id
      where n.org_id = org
      offset 0) x where changed <> '{}' offset 0) x
    )
    insert into au.event (org_id, at, cap_seq, xid, kind, rel, row_id, loc, domain, action, actor_id, db_user, approver_id,
      session_id, source, request_id, part, head, changed, label, ctx_seq, schema, leaf, leaf_hash)
    select org, s.at, cap, s.xid, 2, 'staff', row_id, loc, 'staff', s.action, s.actor_id, s.db_user,
      s.approver_id, s.session_id, s.source, s.request_id, s.part,
      s.part = 0 and cap = any (array(select min(first.cap) from captured first group by first.loc)), changed, label, s.ctx_seq,
      1, leaf, sha256('\x00'::bytea || convert_to(leaf, 'UTF8'))
    from captured;
  end loop;
  return null;
end
$capture$;
create or replace trigger capture_update after update on public.staff referencing old table as old_rows new table as new_rows for each statement execute function au.capture_staff_update();
alter table public.staff enable always trigger capture_update;

create or replace function au.capture_staff_delete() returns trigger
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
    ctx_and_domain := concat('"ctx":"' || s.ctx_commit || '",', '"domain":"staff",');
    op_and_org := concat('"op":"delete","org":"', org, '",');
    rel_and_req := concat('"rel":"staff","req":', to_json(s.request_id)::text, ',');
    tail := concat('"schema":1,', '"session":"' || s.session_id || '",', '"source":', to_json(s.source)::text,
      ',"txn":"', s.xid, '","v":1}');
    with captured as materialized (
      select cap, row_id, loc, label, changed,
        concat(lead, approver_and_at, '"before":', before, ',', '"cap":', cap, ',', ctx_and_domain, '"loc":"' || loc || '",', op_and_org, rel_and_req, '"row":"', row_id, '",', tail) as leaf
      from (select nextval('au.cap') as cap,
        (o.id)::text as row_id,
        o.location_id as loc,
        null::text as label,
        null::text[] as changed,
        concat('{', '"created_at":', to_json(o.created_at)::text, ',"hired_on":', coalesce(to_json(o.hired_on)::text, 'null'), ',"id":', '"' || o.id || '"', ',"location_id":', coalesce('"' || o.location_id || '"', 'null'), ',"org_id":', '"' || o.org_id || '"', '}') as before,
        null::text as after
      from old_rows o
      where o.org_id = org
      offset 0) x
    )
    insert into au.event (org_id, at, cap_seq, xid, kind, rel, row_id, loc, domain, action, actor_id, db_user, approver_id,
      session_id, source, request_id, part, head, changed, label, ctx_seq, schema, leaf, leaf_hash)
    select org, s.at, cap, s.xid, 3, 'staff', row_id, loc, 'staff', s.action, s.actor_id, s.db_user,
      s.approver_id, s.session_id, s.source, s.request_id, s.part,
      s.part = 0 and cap = any (array(select min(first.cap) from captured first group by first.loc)), changed, label, s.ctx_seq,
      1, leaf, sha256('\x00'::bytea || convert_to(leaf, 'UTF8'))
    from captured;
  end loop;
  return null;
end
$capture$;
create or replace trigger capture_delete after delete on public.staff referencing old table as old_rows for each statement execute function au.capture_staff_delete();
alter table public.staff enable always trigger capture_delete;

create or replace trigger refuse_rekey before update of org_id, id on public.staff for each statement execute function au.refuse_rekey();
alter table public.staff enable always trigger refuse_rekey;
create or replace trigger refuse_truncate before truncate on public.staff for each statement execute function au.refuse_truncate();
alter table public.staff enable always trigger refuse_truncate;

-- capture public.staff_directory
create or replace function au.capture_staff_directory_insert() returns trigger
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
    ctx_and_domain := concat('"ctx":"' || s.ctx_commit || '",', '"domain":"staff",');
    op_and_org := concat('"op":"insert","org":"', org, '",');
    rel_and_req := concat('"rel":"staff_directory","req":', to_json(s.request_id)::text, ',');
    tail := concat('"schema":1,', '"session":"' || s.session_id || '",', '"source":', to_json(s.source)::text,
      ',"txn":"', s.xid, '","v":1}');
    with captured as materialized (
      select cap, row_id, loc, label, changed, subject,
        concat(lead, '"after":', after, ',', approver_and_at, '"cap":', cap, ',', ctx_and_domain, '"loc":"' || loc || '",', op_and_org, '"pii":{', concat_ws(',', '"after.first_name":"' || h0 || '"'), '},', rel_and_req, '"row":"', row_id, '",', tail) as leaf,
        array_remove(array[d0], null) as ds
      from (select *, encode(sha256(convert_to(d0, 'UTF8')), 'base64') as h0
      from (select *, case when v0 is not null then concat('["', encode(substr(salts, 1, 16), 'hex'), '","', 'after', '.first_name",', v0, ']') end as d0
      from (select nextval('au.cap') as cap,
        (n.staff_id)::text as row_id,
        n.location_id as loc,
        null::text as label,
        null::text[] as changed,
        null::text as before,
        concat('{', '"location_id":', coalesce('"' || n.location_id || '"', 'null'), ',"org_id":', '"' || n.org_id || '"', ',"staff_id":', '"' || n.staff_id || '"', '}') as after,
        'staff:' || n.staff_id as subject,
        public.gen_random_bytes(16) as salts,
        case when n.first_name is not null then to_json(n.first_name)::text end as v0
      from new_rows n
      where n.org_id = org
      offset 0) x offset 0) x offset 0) x
    ), stored as (
      insert into au.disclosure (org_id, subject, cap_seq, ds, capability, loc)
      select org, subject, cap, ds, 'staff.read_directory', loc from captured where cardinality(ds) > 0
    )
    insert into au.event (org_id, at, cap_seq, xid, kind, rel, row_id, loc, domain, action, actor_id, db_user, approver_id,
      session_id, source, request_id, part, head, changed, label, ctx_seq, schema, leaf, leaf_hash)
    select org, s.at, cap, s.xid, 1, 'staff_directory', row_id, loc, 'staff', s.action, s.actor_id, s.db_user,
      s.approver_id, s.session_id, s.source, s.request_id, s.part,
      s.part = 0 and cap = any (array(select min(first.cap) from captured first group by first.loc)), changed, label, s.ctx_seq,
      1, leaf, sha256('\x00'::bytea || convert_to(leaf, 'UTF8'))
    from captured;
  end loop;
  return null;
end
$capture$;
create or replace trigger capture_insert after insert on public.staff_directory referencing new table as new_rows for each statement execute function au.capture_staff_directory_insert();
alter table public.staff_directory enable always trigger capture_insert;

create or replace function au.capture_staff_directory_update() returns trigger
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
    continue when not exists (select from new_rows n join old_rows o on o.org_id = n.org_id and o.staff_id = n.staff_id where n.org_id = org and row(n.first_name, n.location_id, n.org_id, n.staff_id) is distinct from row(o.first_name, o.location_id, o.org_id, o.staff_id));
    s := au.stamp_for(org, (select n.location_id from new_rows n where n.org_id = org limit 1));
    lead := concat('{', '"act":' || to_json(s.act)::text || ',', '"action":', to_json(s.action)::text, ',');
    approver_and_at := concat('"approver":"' || s.approver_id || '",', '"at":', s.at_json, ',');
    ctx_and_domain := concat('"ctx":"' || s.ctx_commit || '",', '"domain":"staff",');
    op_and_org := concat('"op":"update","org":"', org, '",');
    rel_and_req := concat('"rel":"staff_directory","req":', to_json(s.request_id)::text, ',');
    tail := concat('"schema":1,', '"session":"' || s.session_id || '",', '"source":', to_json(s.source)::text,
      ',"txn":"', s.xid, '","v":1}');
    with captured as materialized (
      select cap, row_id, loc, label, changed, subject,
        concat(lead, '"after":', after, ',', approver_and_at, '"before":', before, ',', '"cap":', cap, ',', ctx_and_domain, '"loc":"' || loc || '",', op_and_org, '"pii":{', concat_ws(',', case when c0 then '"after.first_name":"' || h0 || '"' end, '"before.first_name":"' || h1 || '"', case when not c0 then '"same.first_name":"' || h0 || '"' end), '},', rel_and_req, '"row":"', row_id, '",', tail) as leaf,
        array_remove(array[d0, d1], null) as ds
      from (select *, encode(sha256(convert_to(d0, 'UTF8')), 'base64') as h0,
        encode(sha256(convert_to(d1, 'UTF8')), 'base64') as h1
      from (select *, case when v0 is not null then concat('["', encode(substr(salts, 1, 16), 'hex'), '","', case when c0 then 'after' else 'same' end, '.first_name",', v0, ']') end as d0,
        case when v1 is not null then concat('["', encode(substr(salts, 17, 16), 'hex'), '","', 'before', '.first_name",', v1, ']') end as d1
      from (select * from (select nextval('au.cap') as cap,
        (n.staff_id)::text as row_id,
        n.location_id as loc,
        null::text as label,
        array_remove(array[case when n.first_name is distinct from o.first_name then 'first_name' end, case when n.location_id is distinct from o.location_id then 'location_id' end, case when n.org_id is distinct from o.org_id then 'org_id' end, case when n.staff_id is distinct from o.staff_id then 'staff_id' end], null) as changed,
        concat('{', '"location_id":', coalesce('"' || o.location_id || '"', 'null'), ',"org_id":', '"' || o.org_id || '"', ',"staff_id":', '"' || o.staff_id || '"', '}') as before,
        concat('{', '"location_id":', coalesce('"' || n.location_id || '"', 'null'), ',"org_id":', '"' || n.org_id || '"', ',"staff_id":', '"' || n.staff_id || '"', '}') as after,
        'staff:' || n.staff_id as subject,
        public.gen_random_bytes(32) as salts,
        n.first_name is distinct from o.first_name as c0,
        case when n.first_name is not null then to_json(n.first_name)::text end as v0,
        case when o.first_name is not null and n.first_name is distinct from o.first_name then to_json(o.first_name)::text end as v1
      from new_rows n join old_rows o on o.org_id = n.org_id and o.staff_id = n.staff_id
      where n.org_id = org
      offset 0) x where changed <> '{}' offset 0) x offset 0) x offset 0) x
    ), stored as (
      insert into au.disclosure (org_id, subject, cap_seq, ds, capability, loc)
      select org, subject, cap, ds, 'staff.read_directory', loc from captured where cardinality(ds) > 0
    )
    insert into au.event (org_id, at, cap_seq, xid, kind, rel, row_id, loc, domain, action, actor_id, db_user, approver_id,
      session_id, source, request_id, part, head, changed, label, ctx_seq, schema, leaf, leaf_hash)
    select org, s.at, cap, s.xid, 2, 'staff_directory', row_id, loc, 'staff', s.action, s.actor_id, s.db_user,
      s.approver_id, s.session_id, s.source, s.request_id, s.part,
      s.part = 0 and cap = any (array(select min(first.cap) from captured first group by first.loc)), changed, label, s.ctx_seq,
      1, leaf, sha256('\x00'::bytea || convert_to(leaf, 'UTF8'))
    from captured;
  end loop;
  return null;
end
$capture$;
create or replace trigger capture_update after update on public.staff_directory referencing old table as old_rows new table as new_rows for each statement execute function au.capture_staff_directory_update();
alter table public.staff_directory enable always trigger capture_update;

create or replace function au.capture_staff_directory_delete() returns trigger
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
    ctx_and_domain := concat('"ctx":"' || s.ctx_commit || '",', '"domain":"staff",');
    op_and_org := concat('"op":"delete","org":"', org, '",');
    rel_and_req := concat('"rel":"staff_directory","req":', to_json(s.request_id)::text, ',');
    tail := concat('"schema":1,', '"session":"' || s.session_id || '",', '"source":', to_json(s.source)::text,
      ',"txn":"', s.xid, '","v":1}');
    with captured as materialized (
      select cap, row_id, loc, label, changed, subject,
        concat(lead, approver_and_at, '"before":', before, ',', '"cap":', cap, ',', ctx_and_domain, '"loc":"' || loc || '",', op_and_org, '"pii":{', concat_ws(',', '"before.first_name":"' || h0 || '"'), '},', rel_and_req, '"row":"', row_id, '",', tail) as leaf,
        array_remove(array[d0], null) as ds
      from (select *, encode(sha256(convert_to(d0, 'UTF8')), 'base64') as h0
      from (select *, case when v0 is not null then concat('["', encode(substr(salts, 1, 16), 'hex'), '","', 'before', '.first_name",', v0, ']') end as d0
      from (select nextval('au.cap') as cap,
        (o.staff_id)::text as row_id,
        o.location_id as loc,
        null::text as label,
        null::text[] as changed,
        concat('{', '"location_id":', coalesce('"' || o.location_id || '"', 'null'), ',"org_id":', '"' || o.org_id || '"', ',"staff_id":', '"' || o.staff_id || '"', '}') as before,
        null::text as after,
        'staff:' || o.staff_id as subject,
        public.gen_random_bytes(16) as salts,
        case when o.first_name is not null then to_json(o.first_name)::text end as v0
      from old_rows o
      where o.org_id = org
      offset 0) x offset 0) x offset 0) x
    ), stored as (
      insert into au.disclosure (org_id, subject, cap_seq, ds, capability, loc)
      select org, subject, cap, ds, 'staff.read_directory', loc from captured where cardinality(ds) > 0
    )
    insert into au.event (org_id, at, cap_seq, xid, kind, rel, row_id, loc, domain, action, actor_id, db_user, approver_id,
      session_id, source, request_id, part, head, changed, label, ctx_seq, schema, leaf, leaf_hash)
    select org, s.at, cap, s.xid, 3, 'staff_directory', row_id, loc, 'staff', s.action, s.actor_id, s.db_user,
      s.approver_id, s.session_id, s.source, s.request_id, s.part,
      s.part = 0 and cap = any (array(select min(first.cap) from captured first group by first.loc)), changed, label, s.ctx_seq,
      1, leaf, sha256('\x00'::bytea || convert_to(leaf, 'UTF8'))
    from captured;
  end loop;
  return null;
end
$capture$;
create or replace trigger capture_delete after delete on public.staff_directory referencing old table as old_rows for each statement execute function au.capture_staff_directory_delete();
alter table public.staff_directory enable always trigger capture_delete;

create or replace trigger refuse_rekey before update of org_id, staff_id on public.staff_directory for each statement execute function au.refuse_rekey();
alter table public.staff_directory enable always trigger refuse_rekey;
create or replace trigger refuse_truncate before truncate on public.staff_directory for each statement execute function au.refuse_truncate();
alter table public.staff_directory enable always trigger refuse_truncate;

-- capture public.staff_payroll
create or replace function au.capture_staff_payroll_insert() returns trigger
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
    ctx_and_domain := concat('"ctx":"' || s.ctx_commit || '",', '"domain":"staff",');
    op_and_org := concat('"op":"insert","org":"', org, '",');
    rel_and_req := concat('"rel":"staff_payroll","req":', to_json(s.request_id)::text, ',');
    tail := concat('"schema":1,', '"session":"' || s.session_id || '",', '"source":', to_json(s.source)::text,
      ',"txn":"', s.xid, '","v":1}');
    with captured as materialized (
      select cap, row_id, loc, label, changed, subject,
        concat(lead, '"after":', after, ',', approver_and_at, '"cap":', cap, ',', ctx_and_domain, '"loc":"' || loc || '",', op_and_org, '"pii":{', concat_ws(',', '"after.hourly_wage_minor":"' || h0 || '"', '"after.iban":"' || h1 || '"', '"after.tax_id":"' || h2 || '"'), '},', rel_and_req, '"row":"', row_id, '",', tail) as leaf,
        array_remove(array[d0, d1, d2], null) as ds
      from (select *, encode(sha256(convert_to(d0, 'UTF8')), 'base64') as h0,
        encode(sha256(convert_to(d1, 'UTF8')), 'base64') as h1,
        encode(sha256(convert_to(d2, 'UTF8')), 'base64') as h2
      from (select *, case when v0 is not null then concat('["', encode(substr(salts, 1, 16), 'hex'), '","', 'after', '.hourly_wage_minor",', v0, ']') end as d0,
        case when v1 is not null then concat('["', encode(substr(salts, 17, 16), 'hex'), '","', 'after', '.iban",', v1, ']') end as d1,
        case when v2 is not null then concat('["', encode(substr(salts, 33, 16), 'hex'), '","', 'after', '.tax_id",', v2, ']') end as d2
      from (select nextval('au.cap') as cap,
        (n.staff_id)::text as row_id,
        n.location_id as loc,
        null::text as label,
        null::text[] as changed,
        null::text as before,
        concat('{', '"location_id":', coalesce('"' || n.location_id || '"', 'null'), ',"org_id":', '"' || n.org_id || '"', ',"staff_id":', '"' || n.staff_id || '"', '}') as after,
        'staff:' || n.staff_id as subject,
        public.gen_random_bytes(48) as salts,
        case when n.hourly_wage_minor is not null then coalesce(case when n.hourly_wage_minor between -9007199254740991 and 9007199254740991 then n.hourly_wage_minor::text else '"' || n.hourly_wage_minor || '"' end, 'null') end as v0,
        case when n.iban is not null then to_json(n.iban)::text end as v1,
        case when n.tax_id is not null then to_json(n.tax_id)::text end as v2
      from new_rows n
      where n.org_id = org
      offset 0) x offset 0) x offset 0) x
    ), stored as (
      insert into au.disclosure (org_id, subject, cap_seq, ds, capability, loc)
      select org, subject, cap, ds, 'staff.read_tax_bank', loc from captured where cardinality(ds) > 0
    )
    insert into au.event (org_id, at, cap_seq, xid, kind, rel, row_id, loc, domain, action, actor_id, db_user, approver_id,
      session_id, source, request_id, part, head, changed, label, ctx_seq, schema, leaf, leaf_hash)
    select org, s.at, cap, s.xid, 1, 'staff_payroll', row_id, loc, 'staff', s.action, s.actor_id, s.db_user,
      s.approver_id, s.session_id, s.source, s.request_id, s.part,
      s.part = 0 and cap = any (array(select min(first.cap) from captured first group by first.loc)), changed, label, s.ctx_seq,
      1, leaf, sha256('\x00'::bytea || convert_to(leaf, 'UTF8'))
    from captured;
  end loop;
  return null;
end
$capture$;
create or replace trigger capture_insert after insert on public.staff_payroll referencing new table as new_rows for each statement execute function au.capture_staff_payroll_insert();
alter table public.staff_payroll enable always trigger capture_insert;

create or replace function au.capture_staff_payroll_update() returns trigger
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
    continue when not exists (select from new_rows n join old_rows o on o.org_id = n.org_id and o.staff_id = n.staff_id where n.org_id = org and row(n.hourly_wage_minor, n.iban, n.location_id, n.org_id, n.staff_id, n.tax_id) is distinct from row(o.hourly_wage_minor, o.iban, o.location_id, o.org_id, o.staff_id, o.tax_id));
    s := au.stamp_for(org, (select n.location_id from new_rows n where n.org_id = org limit 1));
    lead := concat('{', '"act":' || to_json(s.act)::text || ',', '"action":', to_json(s.action)::text, ',');
    approver_and_at := concat('"approver":"' || s.approver_id || '",', '"at":', s.at_json, ',');
    ctx_and_domain := concat('"ctx":"' || s.ctx_commit || '",', '"domain":"staff",');
    op_and_org := concat('"op":"update","org":"', org, '",');
    rel_and_req := concat('"rel":"staff_payroll","req":', to_json(s.request_id)::text, ',');
    tail := concat('"schema":1,', '"session":"' || s.session_id || '",', '"source":', to_json(s.source)::text,
      ',"txn":"', s.xid, '","v":1}');
    with captured as materialized (
      select cap, row_id, loc, label, changed, subject,
        concat(lead, '"after":', after, ',', approver_and_at, '"before":', before, ',', '"cap":', cap, ',', ctx_and_domain, '"loc":"' || loc || '",', op_and_org, '"pii":{', concat_ws(',', case when c0 then '"after.hourly_wage_minor":"' || h0 || '"' end, case when c1 then '"after.iban":"' || h1 || '"' end, case when c2 then '"after.tax_id":"' || h2 || '"' end, '"before.hourly_wage_minor":"' || h3 || '"', '"before.iban":"' || h4 || '"', '"before.tax_id":"' || h5 || '"', case when not c0 then '"same.hourly_wage_minor":"' || h0 || '"' end, case when not c1 then '"same.iban":"' || h1 || '"' end, case when not c2 then '"same.tax_id":"' || h2 || '"' end), '},', rel_and_req, '"row":"', row_id, '",', tail) as leaf,
        array_remove(array[d0, d1, d2, d3, d4, d5], null) as ds
      from (select *, encode(sha256(convert_to(d0, 'UTF8')), 'base64') as h0,
        encode(sha256(convert_to(d1, 'UTF8')), 'base64') as h1,
        encode(sha256(convert_to(d2, 'UTF8')), 'base64') as h2,
        encode(sha256(convert_to(d3, 'UTF8')), 'base64') as h3,
        encode(sha256(convert_to(d4, 'UTF8')), 'base64') as h4,
        encode(sha256(convert_to(d5, 'UTF8')), 'base64') as h5
      from (select *, case when v0 is not null then concat('["', encode(substr(salts, 1, 16), 'hex'), '","', case when c0 then 'after' else 'same' end, '.hourly_wage_minor",', v0, ']') end as d0,
        case when v1 is not null then concat('["', encode(substr(salts, 17, 16), 'hex'), '","', case when c1 then 'after' else 'same' end, '.iban",', v1, ']') end as d1,
        case when v2 is not null then concat('["', encode(substr(salts, 33, 16), 'hex'), '","', case when c2 then 'after' else 'same' end, '.tax_id",', v2, ']') end as d2,
        case when v3 is not null then concat('["', encode(substr(salts, 49, 16), 'hex'), '","', 'before', '.hourly_wage_minor",', v3, ']') end as d3,
        case when v4 is not null then concat('["', encode(substr(salts, 65, 16), 'hex'), '","', 'before', '.iban",', v4, ']') end as d4,
        case when v5 is not null then concat('["', encode(substr(salts, 81, 16), 'hex'), '","', 'before', '.tax_id",', v5, ']') end as d5
      from (select * from (select nextval('au.cap') as cap,
        (n.staff_id)::text as row_id,
        n.location_id as loc,
        null::text as label,
        array_remove(array[case when n.hourly_wage_minor is distinct from o.hourly_wage_minor then 'hourly_wage_minor' end, case when n.iban is distinct from o.iban then 'iban' end, case when n.location_id is distinct from o.location_id then 'location_id' end, case when n.org_id is distinct from o.org_id then 'org_id' end, case when n.staff_id is distinct from o.staff_id then 'staff_id' end, case when n.tax_id is distinct from o.tax_id then 'tax_id' end], null) as changed,
        concat('{', '"location_id":', coalesce('"' || o.location_id || '"', 'null'), ',"org_id":', '"' || o.org_id || '"', ',"staff_id":', '"' || o.staff_id || '"', '}') as before,
        concat('{', '"location_id":', coalesce('"' || n.location_id || '"', 'null'), ',"org_id":', '"' || n.org_id || '"', ',"staff_id":', '"' || n.staff_id || '"', '}') as after,
        'staff:' || n.staff_id as subject,
        public.gen_random_bytes(96) as salts,
        n.hourly_wage_minor is distinct from o.hourly_wage_minor as c0,
        n.iban is distinct from o.iban as c1,
        n.tax_id is distinct from o.tax_id as c2,
        case when n.hourly_wage_minor is not null then coalesce(case when n.hourly_wage_minor between -9007199254740991 and 9007199254740991 then n.hourly_wage_minor::text else '"' || n.hourly_wage_minor || '"' end, 'null') end as v0,
        case when n.iban is not null then to_json(n.iban)::text end as v1,
        case when n.tax_id is not null then to_json(n.tax_id)::text end as v2,
        case when o.hourly_wage_minor is not null and n.hourly_wage_minor is distinct from o.hourly_wage_minor then coalesce(case when o.hourly_wage_minor between -9007199254740991 and 9007199254740991 then o.hourly_wage_minor::text else '"' || o.hourly_wage_minor || '"' end, 'null') end as v3,
        case when o.iban is not null and n.iban is distinct from o.iban then to_json(o.iban)::text end as v4,
        case when o.tax_id is not null and n.tax_id is distinct from o.tax_id then to_json(o.tax_id)::text end as v5
      from new_rows n join old_rows o on o.org_id = n.org_id and o.staff_id = n.staff_id
      where n.org_id = org
      offset 0) x where changed <> '{}' offset 0) x offset 0) x offset 0) x
    ), stored as (
      insert into au.disclosure (org_id, subject, cap_seq, ds, capability, loc)
      select org, subject, cap, ds, 'staff.read_tax_bank', loc from captured where cardinality(ds) > 0
    )
    insert into au.event (org_id, at, cap_seq, xid, kind, rel, row_id, loc, domain, action, actor_id, db_user, approver_id,
      session_id, source, request_id, part, head, changed, label, ctx_seq, schema, leaf, leaf_hash)
    select org, s.at, cap, s.xid, 2, 'staff_payroll', row_id, loc, 'staff', s.action, s.actor_id, s.db_user,
      s.approver_id, s.session_id, s.source, s.request_id, s.part,
      s.part = 0 and cap = any (array(select min(first.cap) from captured first group by first.loc)), changed, label, s.ctx_seq,
      1, leaf, sha256('\x00'::bytea || convert_to(leaf, 'UTF8'))
    from captured;
  end loop;
  return null;
end
$capture$;
create or replace trigger capture_update after update on public.staff_payroll referencing old table as old_rows new table as new_rows for each statement execute function au.capture_staff_payroll_update();
alter table public.staff_payroll enable always trigger capture_update;

create or replace function au.capture_staff_payroll_delete() returns trigger
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
    ctx_and_domain := concat('"ctx":"' || s.ctx_commit || '",', '"domain":"staff",');
    op_and_org := concat('"op":"delete","org":"', org, '",');
    rel_and_req := concat('"rel":"staff_payroll","req":', to_json(s.request_id)::text, ',');
    tail := concat('"schema":1,', '"session":"' || s.session_id || '",', '"source":', to_json(s.source)::text,
      ',"txn":"', s.xid, '","v":1}');
    with captured as materialized (
      select cap, row_id, loc, label, changed, subject,
        concat(lead, approver_and_at, '"before":', before, ',', '"cap":', cap, ',', ctx_and_domain, '"loc":"' || loc || '",', op_and_org, '"pii":{', concat_ws(',', '"before.hourly_wage_minor":"' || h0 || '"', '"before.iban":"' || h1 || '"', '"before.tax_id":"' || h2 || '"'), '},', rel_and_req, '"row":"', row_id, '",', tail) as leaf,
        array_remove(array[d0, d1, d2], null) as ds
      from (select *, encode(sha256(convert_to(d0, 'UTF8')), 'base64') as h0,
        encode(sha256(convert_to(d1, 'UTF8')), 'base64') as h1,
        encode(sha256(convert_to(d2, 'UTF8')), 'base64') as h2
      from (select *, case when v0 is not null then concat('["', encode(substr(salts, 1, 16), 'hex'), '","', 'before', '.hourly_wage_minor",', v0, ']') end as d0,
        case when v1 is not null then concat('["', encode(substr(salts, 17, 16), 'hex'), '","', 'before', '.iban",', v1, ']') end as d1,
        case when v2 is not null then concat('["', encode(substr(salts, 33, 16), 'hex'), '","', 'before', '.tax_id",', v2, ']') end as d2
      from (select nextval('au.cap') as cap,
        (o.staff_id)::text as row_id,
        o.location_id as loc,
        null::text as label,
        null::text[] as changed,
        concat('{', '"location_id":', coalesce('"' || o.location_id || '"', 'null'), ',"org_id":', '"' || o.org_id || '"', ',"staff_id":', '"' || o.staff_id || '"', '}') as before,
        null::text as after,
        'staff:' || o.staff_id as subject,
        public.gen_random_bytes(48) as salts,
        case when o.hourly_wage_minor is not null then coalesce(case when o.hourly_wage_minor between -9007199254740991 and 9007199254740991 then o.hourly_wage_minor::text else '"' || o.hourly_wage_minor || '"' end, 'null') end as v0,
        case when o.iban is not null then to_json(o.iban)::text end as v1,
        case when o.tax_id is not null then to_json(o.tax_id)::text end as v2
      from old_rows o
      where o.org_id = org
      offset 0) x offset 0) x offset 0) x
    ), stored as (
      insert into au.disclosure (org_id, subject, cap_seq, ds, capability, loc)
      select org, subject, cap, ds, 'staff.read_tax_bank', loc from captured where cardinality(ds) > 0
    )
    insert into au.event (org_id, at, cap_seq, xid, kind, rel, row_id, loc, domain, action, actor_id, db_user, approver_id,
      session_id, source, request_id, part, head, changed, label, ctx_seq, schema, leaf, leaf_hash)
    select org, s.at, cap, s.xid, 3, 'staff_payroll', row_id, loc, 'staff', s.action, s.actor_id, s.db_user,
      s.approver_id, s.session_id, s.source, s.request_id, s.part,
      s.part = 0 and cap = any (array(select min(first.cap) from captured first group by first.loc)), changed, label, s.ctx_seq,
      1, leaf, sha256('\x00'::bytea || convert_to(leaf, 'UTF8'))
    from captured;
  end loop;
  return null;
end
$capture$;
create or replace trigger capture_delete after delete on public.staff_payroll referencing old table as old_rows for each statement execute function au.capture_staff_payroll_delete();
alter table public.staff_payroll enable always trigger capture_delete;

create or replace trigger refuse_rekey before update of org_id, staff_id on public.staff_payroll for each statement execute function au.refuse_rekey();
alter table public.staff_payroll enable always trigger refuse_rekey;
create or replace trigger refuse_truncate before truncate on public.staff_payroll for each statement execute function au.refuse_truncate();
alter table public.staff_payroll enable always trigger refuse_truncate;

-- capture public.staff_private
create or replace function au.capture_staff_private_insert() returns trigger
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
    ctx_and_domain := concat('"ctx":"' || s.ctx_commit || '",', '"domain":"staff",');
    op_and_org := concat('"op":"insert","org":"', org, '",');
    rel_and_req := concat('"rel":"staff_private","req":', to_json(s.request_id)::text, ',');
    tail := concat('"schema":1,', '"session":"' || s.session_id || '",', '"source":', to_json(s.source)::text,
      ',"txn":"', s.xid, '","v":1}');
    with captured as materialized (
      select cap, row_id, loc, label, changed, subject,
        concat(lead, '"after":', after, ',', approver_and_at, '"cap":', cap, ',', ctx_and_domain, '"loc":"' || loc || '",', op_and_org, '"pii":{', concat_ws(',', '"after.email":"' || h0 || '"', '"after.full_name":"' || h1 || '"', '"after.phone":"' || h2 || '"'), '},', rel_and_req, '"row":"', row_id, '",', tail) as leaf,
        array_remove(array[d0, d1, d2], null) as ds
      from (select *, encode(sha256(convert_to(d0, 'UTF8')), 'base64') as h0,
        encode(sha256(convert_to(d1, 'UTF8')), 'base64') as h1,
        encode(sha256(convert_to(d2, 'UTF8')), 'base64') as h2
      from (select *, case when v0 is not null then concat('["', encode(substr(salts, 1, 16), 'hex'), '","', 'after', '.email",', v0, ']') end as d0,
        case when v1 is not null then concat('["', encode(substr(salts, 17, 16), 'hex'), '","', 'after', '.full_name",', v1, ']') end as d1,
        case when v2 is not null then concat('["', encode(substr(salts, 33, 16), 'hex'), '","', 'after', '.phone",', v2, ']') end as d2
      from (select nextval('au.cap') as cap,
        (n.staff_id)::text as row_id,
        n.location_id as loc,
        null::text as label,
        null::text[] as changed,
        null::text as before,
        concat('{', '"location_id":', coalesce('"' || n.location_id || '"', 'null'), ',"org_id":', '"' || n.org_id || '"', ',"staff_id":', '"' || n.staff_id || '"', '}') as after,
        'staff:' || n.staff_id as subject,
        public.gen_random_bytes(48) as salts,
        case when n.email is not null then to_json(n.email)::text end as v0,
        case when n.full_name is not null then to_json(n.full_name)::text end as v1,
        case when n.phone is not null then to_json(n.phone)::text end as v2
      from new_rows n
      where n.org_id = org
      offset 0) x offset 0) x offset 0) x
    ), stored as (
      insert into au.disclosure (org_id, subject, cap_seq, ds, capability, loc)
      select org, subject, cap, ds, 'staff.read_full', loc from captured where cardinality(ds) > 0
    )
    insert into au.event (org_id, at, cap_seq, xid, kind, rel, row_id, loc, domain, action, actor_id, db_user, approver_id,
      session_id, source, request_id, part, head, changed, label, ctx_seq, schema, leaf, leaf_hash)
    select org, s.at, cap, s.xid, 1, 'staff_private', row_id, loc, 'staff', s.action, s.actor_id, s.db_user,
      s.approver_id, s.session_id, s.source, s.request_id, s.part,
      s.part = 0 and cap = any (array(select min(first.cap) from captured first group by first.loc)), changed, label, s.ctx_seq,
      1, leaf, sha256('\x00'::bytea || convert_to(leaf, 'UTF8'))
    from captured;
  end loop;
  return null;
end
$capture$;
create or replace trigger capture_insert after insert on public.staff_private referencing new table as new_rows for each statement execute function au.capture_staff_private_insert();
alter table public.staff_private enable always trigger capture_insert;

create or replace function au.capture_staff_private_update() returns trigger
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
    continue when not exists (select from new_rows n join old_rows o on o.org_id = n.org_id and o.staff_id = n.staff_id where n.org_id = org and row(n.email, n.full_name, n.location_id, n.org_id, n.phone, n.staff_id) is distinct from row(o.email, o.full_name, o.location_id, o.org_id, o.phone, o.staff_id));
    s := au.stamp_for(org, (select n.location_id from new_rows n where n.org_id = org limit 1));
    lead := concat('{', '"act":' || to_json(s.act)::text || ',', '"action":', to_json(s.action)::text, ',');
    approver_and_at := concat('"approver":"' || s.approver_id || '",', '"at":', s.at_json, ',');
    ctx_and_domain := concat('"ctx":"' || s.ctx_commit || '",', '"domain":"staff",');
    op_and_org := concat('"op":"update","org":"', org, '",');
    rel_and_req := concat('"rel":"staff_private","req":', to_json(s.request_id)::text, ',');
    tail := concat('"schema":1,', '"session":"' || s.session_id || '",', '"source":', to_json(s.source)::text,
      ',"txn":"', s.xid, '","v":1}');
    with captured as materialized (
      select cap, row_id, loc, label, changed, subject,
        concat(lead, '"after":', after, ',', approver_and_at, '"before":', before, ',', '"cap":', cap, ',', ctx_and_domain, '"loc":"' || loc || '",', op_and_org, '"pii":{', concat_ws(',', case when c0 then '"after.email":"' || h0 || '"' end, case when c1 then '"after.full_name":"' || h1 || '"' end, case when c2 then '"after.phone":"' || h2 || '"' end, '"before.email":"' || h3 || '"', '"before.full_name":"' || h4 || '"', '"before.phone":"' || h5 || '"', case when not c0 then '"same.email":"' || h0 || '"' end, case when not c1 then '"same.full_name":"' || h1 || '"' end, case when not c2 then '"same.phone":"' || h2 || '"' end), '},', rel_and_req, '"row":"', row_id, '",', tail) as leaf,
        array_remove(array[d0, d1, d2, d3, d4, d5], null) as ds
      from (select *, encode(sha256(convert_to(d0, 'UTF8')), 'base64') as h0,
        encode(sha256(convert_to(d1, 'UTF8')), 'base64') as h1,
        encode(sha256(convert_to(d2, 'UTF8')), 'base64') as h2,
        encode(sha256(convert_to(d3, 'UTF8')), 'base64') as h3,
        encode(sha256(convert_to(d4, 'UTF8')), 'base64') as h4,
        encode(sha256(convert_to(d5, 'UTF8')), 'base64') as h5
      from (select *, case when v0 is not null then concat('["', encode(substr(salts, 1, 16), 'hex'), '","', case when c0 then 'after' else 'same' end, '.email",', v0, ']') end as d0,
        case when v1 is not null then concat('["', encode(substr(salts, 17, 16), 'hex'), '","', case when c1 then 'after' else 'same' end, '.full_name",', v1, ']') end as d1,
        case when v2 is not null then concat('["', encode(substr(salts, 33, 16), 'hex'), '","', case when c2 then 'after' else 'same' end, '.phone",', v2, ']') end as d2,
        case when v3 is not null then concat('["', encode(substr(salts, 49, 16), 'hex'), '","', 'before', '.email",', v3, ']') end as d3,
        case when v4 is not null then concat('["', encode(substr(salts, 65, 16), 'hex'), '","', 'before', '.full_name",', v4, ']') end as d4,
        case when v5 is not null then concat('["', encode(substr(salts, 81, 16), 'hex'), '","', 'before', '.phone",', v5, ']') end as d5
      from (select * from (select nextval('au.cap') as cap,
        (n.staff_id)::text as row_id,
        n.location_id as loc,
        null::text as label,
        array_remove(array[case when n.email is distinct from o.email then 'email' end, case when n.full_name is distinct from o.full_name then 'full_name' end, case when n.location_id is distinct from o.location_id then 'location_id' end, case when n.org_id is distinct from o.org_id then 'org_id' end, case when n.phone is distinct from o.phone then 'phone' end, case when n.staff_id is distinct from o.staff_id then 'staff_id' end], null) as changed,
        concat('{', '"location_id":', coalesce('"' || o.location_id || '"', 'null'), ',"org_id":', '"' || o.org_id || '"', ',"staff_id":', '"' || o.staff_id || '"', '}') as before,
        concat('{', '"location_id":', coalesce('"' || n.location_id || '"', 'null'), ',"org_id":', '"' || n.org_id || '"', ',"staff_id":', '"' || n.staff_id || '"', '}') as after,
        'staff:' || n.staff_id as subject,
        public.gen_random_bytes(96) as salts,
        n.email is distinct from o.email as c0,
        n.full_name is distinct from o.full_name as c1,
        n.phone is distinct from o.phone as c2,
        case when n.email is not null then to_json(n.email)::text end as v0,
        case when n.full_name is not null then to_json(n.full_name)::text end as v1,
        case when n.phone is not null then to_json(n.phone)::text end as v2,
        case when o.email is not null and n.email is distinct from o.email then to_json(o.email)::text end as v3,
        case when o.full_name is not null and n.full_name is distinct from o.full_name then to_json(o.full_name)::text end as v4,
        case when o.phone is not null and n.phone is distinct from o.phone then to_json(o.phone)::text end as v5
      from new_rows n join old_rows o on o.org_id = n.org_id and o.staff_id = n.staff_id
      where n.org_id = org
      offset 0) x where changed <> '{}' offset 0) x offset 0) x offset 0) x
    ), stored as (
      insert into au.disclosure (org_id, subject, cap_seq, ds, capability, loc)
      select org, subject, cap, ds, 'staff.read_full', loc from captured where cardinality(ds) > 0
    )
    insert into au.event (org_id, at, cap_seq, xid, kind, rel, row_id, loc, domain, action, actor_id, db_user, approver_id,
      session_id, source, request_id, part, head, changed, label, ctx_seq, schema, leaf, leaf_hash)
    select org, s.at, cap, s.xid, 2, 'staff_private', row_id, loc, 'staff', s.action, s.actor_id, s.db_user,
      s.approver_id, s.session_id, s.source, s.request_id, s.part,
      s.part = 0 and cap = any (array(select min(first.cap) from captured first group by first.loc)), changed, label, s.ctx_seq,
      1, leaf, sha256('\x00'::bytea || convert_to(leaf, 'UTF8'))
    from captured;
  end loop;
  return null;
end
$capture$;
create or replace trigger capture_update after update on public.staff_private referencing old table as old_rows new table as new_rows for each statement execute function au.capture_staff_private_update();
alter table public.staff_private enable always trigger capture_update;

create or replace function au.capture_staff_private_delete() returns trigger
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
    ctx_and_domain := concat('"ctx":"' || s.ctx_commit || '",', '"domain":"staff",');
    op_and_org := concat('"op":"delete","org":"', org, '",');
    rel_and_req := concat('"rel":"staff_private","req":', to_json(s.request_id)::text, ',');
    tail := concat('"schema":1,', '"session":"' || s.session_id || '",', '"source":', to_json(s.source)::text,
      ',"txn":"', s.xid, '","v":1}');
    with captured as materialized (
      select cap, row_id, loc, label, changed, subject,
        concat(lead, approver_and_at, '"before":', before, ',', '"cap":', cap, ',', ctx_and_domain, '"loc":"' || loc || '",', op_and_org, '"pii":{', concat_ws(',', '"before.email":"' || h0 || '"', '"before.full_name":"' || h1 || '"', '"before.phone":"' || h2 || '"'), '},', rel_and_req, '"row":"', row_id, '",', tail) as leaf,
        array_remove(array[d0, d1, d2], null) as ds
      from (select *, encode(sha256(convert_to(d0, 'UTF8')), 'base64') as h0,
        encode(sha256(convert_to(d1, 'UTF8')), 'base64') as h1,
        encode(sha256(convert_to(d2, 'UTF8')), 'base64') as h2
      from (select *, case when v0 is not null then concat('["', encode(substr(salts, 1, 16), 'hex'), '","', 'before', '.email",', v0, ']') end as d0,
        case when v1 is not null then concat('["', encode(substr(salts, 17, 16), 'hex'), '","', 'before', '.full_name",', v1, ']') end as d1,
        case when v2 is not null then concat('["', encode(substr(salts, 33, 16), 'hex'), '","', 'before', '.phone",', v2, ']') end as d2
      from (select nextval('au.cap') as cap,
        (o.staff_id)::text as row_id,
        o.location_id as loc,
        null::text as label,
        null::text[] as changed,
        concat('{', '"location_id":', coalesce('"' || o.location_id || '"', 'null'), ',"org_id":', '"' || o.org_id || '"', ',"staff_id":', '"' || o.staff_id || '"', '}') as before,
        null::text as after,
        'staff:' || o.staff_id as subject,
        public.gen_random_bytes(48) as salts,
        case when o.email is not null then to_json(o.email)::text end as v0,
        case when o.full_name is not null then to_json(o.full_name)::text end as v1,
        case when o.phone is not null then to_json(o.phone)::text end as v2
      from old_rows o
      where o.org_id = org
      offset 0) x offset 0) x offset 0) x
    ), stored as (
      insert into au.disclosure (org_id, subject, cap_seq, ds, capability, loc)
      select org, subject, cap, ds, 'staff.read_full', loc from captured where cardinality(ds) > 0
    )
    insert into au.event (org_id, at, cap_seq, xid, kind, rel, row_id, loc, domain, action, actor_id, db_user, approver_id,
      session_id, source, request_id, part, head, changed, label, ctx_seq, schema, leaf, leaf_hash)
    select org, s.at, cap, s.xid, 3, 'staff_private', row_id, loc, 'staff', s.action, s.actor_id, s.db_user,
      s.approver_id, s.session_id, s.source, s.request_id, s.part,
      s.part = 0 and cap = any (array(select min(first.cap) from captured first group by first.loc)), changed, label, s.ctx_seq,
      1, leaf, sha256('\x00'::bytea || convert_to(leaf, 'UTF8'))
    from captured;
  end loop;
  return null;
end
$capture$;
create or replace trigger capture_delete after delete on public.staff_private referencing old table as old_rows for each statement execute function au.capture_staff_private_delete();
alter table public.staff_private enable always trigger capture_delete;

create or replace trigger refuse_rekey before update of org_id, staff_id on public.staff_private for each statement execute function au.refuse_rekey();
alter table public.staff_private enable always trigger refuse_rekey;
create or replace trigger refuse_truncate before truncate on public.staff_private for each statement execute function au.refuse_truncate();
alter table public.staff_private enable always trigger refuse_truncate;

-- wall auth.account
alter table auth.account owner to toster_owner;
alter table auth.account enable row level security;
alter table auth.account force row level security;
revoke all on auth.account from public, toster_app, toster_auth, toster_worker, toster_relay;
alter table auth.account alter column email set statistics 0;
alter table auth.account alter column email_key set statistics 0;
grant select, insert, update on auth.account to toster_auth;
drop policy if exists account on auth.account;
create policy account on auth.account for all to toster_auth
  using ((select app.kind()) = 'auth')
  with check ((select app.kind()) = 'auth');

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

-- wall auth.password
alter table auth.password owner to toster_owner;
alter table auth.password enable row level security;
alter table auth.password force row level security;
revoke all on auth.password from public, toster_app, toster_auth, toster_worker, toster_relay;
alter table auth.password alter column phc set statistics 0;
alter table auth.password alter column pepper_kid set statistics 0;
grant select, insert, update on auth.password to toster_auth;
drop policy if exists account on auth.password;
create policy account on auth.password for all to toster_auth
  using ((select app.kind()) = 'auth')
  with check ((select app.kind()) = 'auth');

-- wall auth.session
alter table auth.session owner to toster_owner;
alter table auth.session enable row level security;
alter table auth.session force row level security;
revoke all on auth.session from public, toster_app, toster_auth, toster_worker, toster_relay;
alter table auth.session alter column org_id set statistics 0;
alter table auth.session alter column cell set statistics 0;
alter table auth.session alter column revoke_reason set statistics 0;
alter table auth.session alter column amr set statistics 0;
alter table auth.session alter column ip set statistics 0;
alter table auth.session alter column user_agent set statistics 0;
alter table auth.session alter column device_label set statistics 0;
grant select, insert, update on auth.session to toster_auth;
drop policy if exists account on auth.session;
create policy account on auth.session for all to toster_auth
  using ((select app.kind()) = 'auth')
  with check ((select app.kind()) = 'auth');

-- wall public.customer
alter table public.customer owner to toster_owner;
alter table public.customer enable row level security;
alter table public.customer force row level security;
revoke all on public.customer from public, toster_app, toster_auth, toster_worker, toster_relay;
grant select, insert, update on public.customer to toster_app;
grant select, insert, update on public.customer to toster_worker;
drop policy if exists tenant on public.customer;
create policy tenant on public.customer for all to toster_app, toster_worker
  using (org_id = (select app.org_id()))
  with check (org_id = (select app.org_id()));

-- wall public.customer_contact
alter table public.customer_contact owner to toster_owner;
alter table public.customer_contact enable row level security;
alter table public.customer_contact force row level security;
revoke all on public.customer_contact from public, toster_app, toster_auth, toster_worker, toster_relay;
alter table public.customer_contact alter column name set statistics 0;
alter table public.customer_contact alter column phone set statistics 0;
alter table public.customer_contact alter column phone_key set statistics 0;
alter table public.customer_contact alter column email set statistics 0;
alter table public.customer_contact alter column email_key set statistics 0;
grant select, insert, update on public.customer_contact to toster_app;
grant select, insert, update on public.customer_contact to toster_worker;
drop policy if exists tenant_read on public.customer_contact;
create policy tenant_read on public.customer_contact for select to toster_app, toster_worker
  using (org_id = (select app.org_id()) and (select app.purpose()) is not null and ((select app.reach('customers.read_full')) && array[location_id, 'ffffffff-ffff-ffff-ffff-ffffffffffff'::uuid]
      or ((select app.reaches_assigned('customers.read_full')) and exists (select 1 from public.orders o
        where o.org_id = customer_contact.org_id and o.customer_id = customer_contact.customer_id
          and (select app.actor_id()) in (o.handled_by, o.courier_id) and (o.status not in ('delivered', 'cancelled', 'voided', 'refunded') or (o.status = 'delivered' and o.closed_at > now() - interval '15 minutes'))))));
drop policy if exists tenant_insert on public.customer_contact;
create policy tenant_insert on public.customer_contact for insert to toster_app, toster_worker
  with check (org_id = (select app.org_id()) and ((select app.reach('customers.update')) && array[location_id, 'ffffffff-ffff-ffff-ffff-ffffffffffff'::uuid] or (select app.reach('orders.create')) && array[location_id, 'ffffffff-ffff-ffff-ffff-ffffffffffff'::uuid]));
drop policy if exists tenant_update on public.customer_contact;
create policy tenant_update on public.customer_contact for update to toster_app, toster_worker
  using (org_id = (select app.org_id()) and ((select app.reach('customers.update')) && array[location_id, 'ffffffff-ffff-ffff-ffff-ffffffffffff'::uuid] or (select app.reach('orders.create')) && array[location_id, 'ffffffff-ffff-ffff-ffff-ffffffffffff'::uuid]))
  with check (org_id = (select app.org_id()) and ((select app.reach('customers.update')) && array[location_id, 'ffffffff-ffff-ffff-ffff-ffffffffffff'::uuid] or (select app.reach('orders.create')) && array[location_id, 'ffffffff-ffff-ffff-ffff-ffffffffffff'::uuid]));

-- wall public.delivery_address
alter table public.delivery_address owner to toster_owner;
alter table public.delivery_address enable row level security;
alter table public.delivery_address force row level security;
revoke all on public.delivery_address from public, toster_app, toster_auth, toster_worker, toster_relay;
alter table public.delivery_address alter column recipient set statistics 0;
alter table public.delivery_address alter column phone set statistics 0;
alter table public.delivery_address alter column line set statistics 0;
alter table public.delivery_address alter column postcode set statistics 0;
alter table public.delivery_address alter column city set statistics 0;
alter table public.delivery_address alter column door_note set statistics 0;
grant select, insert, update on public.delivery_address to toster_app;
grant select, insert, update on public.delivery_address to toster_worker;
drop policy if exists tenant_read on public.delivery_address;
create policy tenant_read on public.delivery_address for select to toster_app, toster_worker
  using (org_id = (select app.org_id()) and (select app.purpose()) is not null and ((select app.reach('customers.read_full')) && array[location_id, 'ffffffff-ffff-ffff-ffff-ffffffffffff'::uuid]
      or ((select app.reaches_assigned('customers.read_full')) and exists (select 1 from public.orders o
        where o.org_id = delivery_address.org_id and o.id = delivery_address.order_id
          and (select app.actor_id()) in (o.handled_by, o.courier_id) and (o.status not in ('delivered', 'cancelled', 'voided', 'refunded') or (o.status = 'delivered' and o.closed_at > now() - interval '15 minutes'))))));
drop policy if exists tenant_insert on public.delivery_address;
create policy tenant_insert on public.delivery_address for insert to toster_app, toster_worker
  with check (org_id = (select app.org_id()) and ((select app.reach('customers.update')) && array[location_id, 'ffffffff-ffff-ffff-ffff-ffffffffffff'::uuid] or (select app.reach('orders.create')) && array[location_id, 'ffffffff-ffff-ffff-ffff-ffffffffffff'::uuid]));
drop policy if exists tenant_update on public.delivery_address;
create policy tenant_update on public.delivery_address for update to toster_app, toster_worker
  using (org_id = (select app.org_id()) and ((select app.reach('customers.update')) && array[location_id, 'ffffffff-ffff-ffff-ffff-ffffffffffff'::uuid] or (select app.reach('orders.create')) && array[location_id, 'ffffffff-ffff-ffff-ffff-ffffffffffff'::uuid]))
  with check (org_id = (select app.org_id()) and ((select app.reach('customers.update')) && array[location_id, 'ffffffff-ffff-ffff-ffff-ffffffffffff'::uuid] or (select app.reach('orders.create')) && array[location_id, 'ffffffff-ffff-ffff-ffff-ffffffffffff'::uuid]));

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
drop policy if exists tenant on public.idempotency_key;
create policy tenant on public.idempotency_key for all to toster_app
  using (org_id = (select app.org_id()) and actor_id = (select app.actor_id()))
  with check (org_id = (select app.org_id()) and actor_id = (select app.actor_id()));
drop policy if exists tenant_worker on public.idempotency_key;
create policy tenant_worker on public.idempotency_key for all to toster_worker
  using (org_id = (select app.org_id()))
  with check (org_id = (select app.org_id()));

-- wall public.import_job
alter table public.import_job owner to toster_owner;
alter table public.import_job enable row level security;
alter table public.import_job force row level security;
revoke all on public.import_job from public, toster_app, toster_auth, toster_worker, toster_relay;
alter table public.import_job alter column source set statistics 0;
alter table public.import_job alter column file_digest set statistics 0;
grant select on public.import_job to toster_app;
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
grant select on public.import_rejection to toster_app;
grant select, insert, update on public.import_rejection to toster_worker;
drop policy if exists tenant_read on public.import_rejection;
create policy tenant_read on public.import_rejection for select to toster_app, toster_worker
  using (org_id = (select app.org_id()) and (select app.reach('orders.create')) && array[location_id, 'ffffffff-ffff-ffff-ffff-ffffffffffff'::uuid]);
drop policy if exists tenant_insert on public.import_rejection;
create policy tenant_insert on public.import_rejection for insert to toster_app, toster_worker
  with check (org_id = (select app.org_id()) and ((select app.reach('orders.create')) && array[location_id, 'ffffffff-ffff-ffff-ffff-ffffffffffff'::uuid]));
drop policy if exists tenant_update on public.import_rejection;
create policy tenant_update on public.import_rejection for update to toster_app, toster_worker
  using (org_id = (select app.org_id()) and ((select app.reach('orders.create')) && array[location_id, 'ffffffff-ffff-ffff-ffff-ffffffffffff'::uuid]))
  with check (org_id = (select app.org_id()) and ((select app.reach('orders.create')) && array[location_id, 'ffffffff-ffff-ffff-ffff-ffffffffffff'::uuid]));

-- wall public.location
alter table public.location owner to toster_owner;
alter table public.location enable row level security;
alter table public.location force row level security;
revoke all on public.location from public, toster_app, toster_auth, toster_worker, toster_relay;
alter table public.location alter column slug set statistics 0;
alter table public.location alter column name set statistics 0;
alter table public.location alter column city set statistics 0;
alter table public.location alter column timezone set statistics 0;
grant select on public.location to toster_app;
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

-- wall public.location_counter
alter table public.location_counter owner to toster_owner;
alter table public.location_counter enable row level security;
alter table public.location_counter force row level security;
revoke all on public.location_counter from public, toster_app, toster_auth, toster_worker, toster_relay;
grant select, insert, update on public.location_counter to toster_app;
grant select, insert, update on public.location_counter to toster_worker;
drop policy if exists tenant on public.location_counter;
create policy tenant on public.location_counter for all to toster_app, toster_worker
  using (org_id = (select app.org_id()))
  with check (org_id = (select app.org_id()));

-- wall public.membership
alter table public.membership owner to toster_owner;
alter table public.membership enable row level security;
alter table public.membership force row level security;
revoke all on public.membership from public, toster_app, toster_auth, toster_worker, toster_relay;
grant select on public.membership to toster_app;
grant select on public.membership to toster_worker;
grant select on public.membership to toster_auth;
drop policy if exists tenant on public.membership;
create policy tenant on public.membership for all to toster_app, toster_worker
  using (org_id = (select app.org_id()))
  with check (org_id = (select app.org_id()));
drop policy if exists account on public.membership;
create policy account on public.membership for all to toster_auth
  using (account_id = coalesce((select app.account_id()),
    (select s.account_id from auth.session s where s.id = nullif(split_part(app.signed(), ',', 6), '')::uuid)))
  with check (account_id = coalesce((select app.account_id()),
    (select s.account_id from auth.session s where s.id = nullif(split_part(app.signed(), ',', 6), '')::uuid)));

-- wall public.membership_grant
alter table public.membership_grant owner to toster_owner;
alter table public.membership_grant enable row level security;
alter table public.membership_grant force row level security;
revoke all on public.membership_grant from public, toster_app, toster_auth, toster_worker, toster_relay;
alter table public.membership_grant alter column role set statistics 0;
alter table public.membership_grant alter column appointment set statistics 0;
grant select on public.membership_grant to toster_app;
grant select on public.membership_grant to toster_worker;
grant select on public.membership_grant to toster_auth;
drop policy if exists tenant on public.membership_grant;
create policy tenant on public.membership_grant for all to toster_app, toster_worker
  using (org_id = (select app.org_id()))
  with check (org_id = (select app.org_id()));
drop policy if exists account on public.membership_grant;
create policy account on public.membership_grant for all to toster_auth
  using (exists (select 1 from public.membership m where m.org_id = membership_grant.org_id and m.id = membership_grant.membership_id))
  with check (exists (select 1 from public.membership m where m.org_id = membership_grant.org_id and m.id = membership_grant.membership_id));

-- wall public.menu_category
alter table public.menu_category owner to toster_owner;
alter table public.menu_category enable row level security;
alter table public.menu_category force row level security;
revoke all on public.menu_category from public, toster_app, toster_auth, toster_worker, toster_relay;
alter table public.menu_category alter column name set statistics 0;
grant select, insert, update, delete on public.menu_category to toster_app;
grant select on public.menu_category to toster_worker;
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
grant select, insert, update, delete on public.menu_item to toster_app;
grant select on public.menu_item to toster_worker;
drop policy if exists tenant on public.menu_item;
create policy tenant on public.menu_item for all to toster_app, toster_worker
  using (org_id = (select app.org_id()))
  with check (org_id = (select app.org_id()));

-- wall public.order_line
alter table public.order_line owner to toster_owner;
alter table public.order_line enable row level security;
alter table public.order_line force row level security;
revoke all on public.order_line from public, toster_app, toster_auth, toster_worker, toster_relay;
alter table public.order_line alter column name set statistics 0;
alter table public.order_line alter column modifiers set statistics 0;
alter table public.order_line alter column tax_class set statistics 0;
grant select, insert on public.order_line to toster_app;
grant select, insert on public.order_line to toster_worker;
drop policy if exists tenant on public.order_line;
create policy tenant on public.order_line for all to toster_app, toster_worker
  using (org_id = (select app.org_id()))
  with check (org_id = (select app.org_id()));

-- wall public.order_note
alter table public.order_note owner to toster_owner;
alter table public.order_note enable row level security;
alter table public.order_note force row level security;
revoke all on public.order_note from public, toster_app, toster_auth, toster_worker, toster_relay;
alter table public.order_note alter column body set statistics 0;
grant select, insert, update on public.order_note to toster_app;
grant select, insert, update on public.order_note to toster_worker;
drop policy if exists tenant_read on public.order_note;
create policy tenant_read on public.order_note for select to toster_app, toster_worker
  using (org_id = (select app.org_id()) and ((select app.reach('orders.read')) && array[location_id, 'ffffffff-ffff-ffff-ffff-ffffffffffff'::uuid]
      or ((select app.reaches_assigned('orders.read')) and exists (select 1 from public.orders o
        where o.org_id = order_note.org_id and o.id = order_note.order_id
          and (select app.actor_id()) in (o.handled_by, o.courier_id) and (o.status not in ('delivered', 'cancelled', 'voided', 'refunded') or (o.status = 'delivered' and o.closed_at > now() - interval '15 minutes'))))
      or (kind = 'kitchen' and (select app.assigned_places('orders.add_kitchen_note')) && array[location_id, 'ffffffff-ffff-ffff-ffff-ffffffffffff'::uuid]
        and exists (select 1 from public.orders o where o.org_id = order_note.org_id and o.id = order_note.order_id
          and o.status in ('accepted', 'cooking', 'ready')))));
drop policy if exists tenant_insert on public.order_note;
create policy tenant_insert on public.order_note for insert to toster_app, toster_worker
  with check (org_id = (select app.org_id()) and ((select app.reach('orders.create')) && array[location_id, 'ffffffff-ffff-ffff-ffff-ffffffffffff'::uuid] or (select app.reach('orders.add_kitchen_note')) && array[location_id, 'ffffffff-ffff-ffff-ffff-ffffffffffff'::uuid] or (select app.reach('orders.void_after_cook')) && array[location_id, 'ffffffff-ffff-ffff-ffff-ffffffffffff'::uuid]));
drop policy if exists tenant_update on public.order_note;
create policy tenant_update on public.order_note for update to toster_app, toster_worker
  using (org_id = (select app.org_id()) and ((select app.reach('orders.create')) && array[location_id, 'ffffffff-ffff-ffff-ffff-ffffffffffff'::uuid] or (select app.reach('orders.add_kitchen_note')) && array[location_id, 'ffffffff-ffff-ffff-ffff-ffffffffffff'::uuid] or (select app.reach('orders.void_after_cook')) && array[location_id, 'ffffffff-ffff-ffff-ffff-ffffffffffff'::uuid]))
  with check (org_id = (select app.org_id()) and ((select app.reach('orders.create')) && array[location_id, 'ffffffff-ffff-ffff-ffff-ffffffffffff'::uuid] or (select app.reach('orders.add_kitchen_note')) && array[location_id, 'ffffffff-ffff-ffff-ffff-ffffffffffff'::uuid] or (select app.reach('orders.void_after_cook')) && array[location_id, 'ffffffff-ffff-ffff-ffff-ffffffffffff'::uuid]));

-- wall public.order_status_change
alter table public.order_status_change owner to toster_owner;
alter table public.order_status_change enable row level security;
alter table public.order_status_change force row level security;
revoke all on public.order_status_change from public, toster_app, toster_auth, toster_worker, toster_relay;
alter table public.order_status_change alter column from_status set statistics 0;
alter table public.order_status_change alter column to_status set statistics 0;
grant select, insert on public.order_status_change to toster_app;
grant select, insert on public.order_status_change to toster_worker;
drop policy if exists tenant on public.order_status_change;
create policy tenant on public.order_status_change for all to toster_app, toster_worker
  using (org_id = (select app.org_id()))
  with check (org_id = (select app.org_id()));

-- wall public.orders
alter table public.orders owner to toster_owner;
alter table public.orders enable row level security;
alter table public.orders force row level security;
revoke all on public.orders from public, toster_app, toster_auth, toster_worker, toster_relay;
alter table public.orders alter column table_label set statistics 0;
alter table public.orders alter column currency set statistics 0;
alter table public.orders alter column source set statistics 0;
alter table public.orders alter column external_id set statistics 0;
grant select, insert, update on public.orders to toster_app;
grant select, insert, update on public.orders to toster_worker;
drop policy if exists tenant on public.orders;
create policy tenant on public.orders for all to toster_app, toster_worker
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
grant select on public.org to toster_app;
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

-- wall public.outbox
alter table public.outbox owner to toster_owner;
alter table public.outbox enable row level security;
alter table public.outbox force row level security;
revoke all on public.outbox from public, toster_app, toster_auth, toster_worker, toster_relay;
alter table public.outbox alter column topic set statistics 0;
alter table public.outbox alter column payload set statistics 0;
grant insert on public.outbox to toster_app;
grant select, insert, delete on public.outbox to toster_worker;
drop policy if exists tenant on public.outbox;
create policy tenant on public.outbox for all to toster_app, toster_worker
  using (org_id = (select app.org_id()))
  with check (org_id = (select app.org_id()));

-- wall public.payment
alter table public.payment owner to toster_owner;
alter table public.payment enable row level security;
alter table public.payment force row level security;
revoke all on public.payment from public, toster_app, toster_auth, toster_worker, toster_relay;
alter table public.payment alter column currency set statistics 0;
grant select, insert, update on public.payment to toster_app;
grant select, insert, update on public.payment to toster_worker;
drop policy if exists tenant on public.payment;
create policy tenant on public.payment for all to toster_app, toster_worker
  using (org_id = (select app.org_id()))
  with check (org_id = (select app.org_id()));

-- wall public.payment_card
alter table public.payment_card owner to toster_owner;
alter table public.payment_card enable row level security;
alter table public.payment_card force row level security;
revoke all on public.payment_card from public, toster_app, toster_auth, toster_worker, toster_relay;
alter table public.payment_card alter column brand set statistics 0;
alter table public.payment_card alter column last4 set statistics 0;
grant select, insert on public.payment_card to toster_app;
grant select, insert on public.payment_card to toster_worker;
drop policy if exists tenant_read on public.payment_card;
create policy tenant_read on public.payment_card for select to toster_app, toster_worker
  using (org_id = (select app.org_id()) and (select app.reach('payments.read')) && array[location_id, 'ffffffff-ffff-ffff-ffff-ffffffffffff'::uuid]);
drop policy if exists tenant_insert on public.payment_card;
create policy tenant_insert on public.payment_card for insert to toster_app, toster_worker
  with check (org_id = (select app.org_id()) and ((select app.reach('payments.take')) && array[location_id, 'ffffffff-ffff-ffff-ffff-ffffffffffff'::uuid] or (select app.reach('orders.create')) && array[location_id, 'ffffffff-ffff-ffff-ffff-ffffffffffff'::uuid]));
drop policy if exists tenant_update on public.payment_card;
create policy tenant_update on public.payment_card for update to toster_app, toster_worker
  using (org_id = (select app.org_id()) and ((select app.reach('payments.take')) && array[location_id, 'ffffffff-ffff-ffff-ffff-ffffffffffff'::uuid] or (select app.reach('orders.create')) && array[location_id, 'ffffffff-ffff-ffff-ffff-ffffffffffff'::uuid]))
  with check (org_id = (select app.org_id()) and ((select app.reach('payments.take')) && array[location_id, 'ffffffff-ffff-ffff-ffff-ffffffffffff'::uuid] or (select app.reach('orders.create')) && array[location_id, 'ffffffff-ffff-ffff-ffff-ffffffffffff'::uuid]));

-- wall public.receipt
alter table public.receipt owner to toster_owner;
alter table public.receipt enable row level security;
alter table public.receipt force row level security;
revoke all on public.receipt from public, toster_app, toster_auth, toster_worker, toster_relay;
alter table public.receipt alter column lines set statistics 0;
alter table public.receipt alter column currency set statistics 0;
alter table public.receipt alter column code set statistics 0;
grant select, insert on public.receipt to toster_app;
grant select, insert on public.receipt to toster_worker;
drop policy if exists tenant on public.receipt;
create policy tenant on public.receipt for all to toster_app, toster_worker
  using (org_id = (select app.org_id()))
  with check (org_id = (select app.org_id()));

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
    or exists (select 1 from public.membership m where m.org_id = refusal.org_id)))
  with check ((org_id = '00000000-0000-7000-8000-000000000000' and (select app.kind()) = 'auth'
    or exists (select 1 from public.membership m where m.org_id = refusal.org_id)));

-- wall public.staff
alter table public.staff owner to toster_owner;
alter table public.staff enable row level security;
alter table public.staff force row level security;
revoke all on public.staff from public, toster_app, toster_auth, toster_worker, toster_relay;
grant select on public.staff to toster_app;
grant select on public.staff to toster_worker;
drop policy if exists tenant on public.staff;
create policy tenant on public.staff for all to toster_app, toster_worker
  using (org_id = (select app.org_id()))
  with check (org_id = (select app.org_id()));

-- wall public.staff_directory
alter table public.staff_directory owner to toster_owner;
alter table public.staff_directory enable row level security;
alter table public.staff_directory force row level security;
revoke all on public.staff_directory from public, toster_app, toster_auth, toster_worker, toster_relay;
alter table public.staff_directory alter column first_name set statistics 0;
grant select, update on public.staff_directory to toster_app;
grant select on public.staff_directory to toster_worker;
drop policy if exists tenant_read on public.staff_directory;
create policy tenant_read on public.staff_directory for select to toster_app, toster_worker
  using (org_id = (select app.org_id()) and ((select app.reach('staff.read_directory')) && array[location_id, 'ffffffff-ffff-ffff-ffff-ffffffffffff'::uuid]
      or (location_id is null and (select app.holds('staff.read_directory')))
      or staff_id = (select app.actor_id())));
drop policy if exists tenant_insert on public.staff_directory;
create policy tenant_insert on public.staff_directory for insert to toster_app, toster_worker
  with check (org_id = (select app.org_id()) and ((select app.reach('staff.invite')) && array[location_id, 'ffffffff-ffff-ffff-ffff-ffffffffffff'::uuid] or (select app.reach('staff.update')) && array[location_id, 'ffffffff-ffff-ffff-ffff-ffffffffffff'::uuid]));
drop policy if exists tenant_update on public.staff_directory;
create policy tenant_update on public.staff_directory for update to toster_app, toster_worker
  using (org_id = (select app.org_id()) and ((select app.reach('staff.invite')) && array[location_id, 'ffffffff-ffff-ffff-ffff-ffffffffffff'::uuid] or (select app.reach('staff.update')) && array[location_id, 'ffffffff-ffff-ffff-ffff-ffffffffffff'::uuid]))
  with check (org_id = (select app.org_id()) and ((select app.reach('staff.invite')) && array[location_id, 'ffffffff-ffff-ffff-ffff-ffffffffffff'::uuid] or (select app.reach('staff.update')) && array[location_id, 'ffffffff-ffff-ffff-ffff-ffffffffffff'::uuid]));

-- wall public.staff_payroll
alter table public.staff_payroll owner to toster_owner;
alter table public.staff_payroll enable row level security;
alter table public.staff_payroll force row level security;
revoke all on public.staff_payroll from public, toster_app, toster_auth, toster_worker, toster_relay;
alter table public.staff_payroll alter column tax_id set statistics 0;
alter table public.staff_payroll alter column iban set statistics 0;
alter table public.staff_payroll alter column hourly_wage_minor set statistics 0;
grant select, update on public.staff_payroll to toster_app;
drop policy if exists tenant_read on public.staff_payroll;
create policy tenant_read on public.staff_payroll for select to toster_app
  using (org_id = (select app.org_id()) and (select app.purpose()) is not null and (select app.reach('staff.read_tax_bank')) && array[location_id, 'ffffffff-ffff-ffff-ffff-ffffffffffff'::uuid]);
drop policy if exists tenant_insert on public.staff_payroll;
create policy tenant_insert on public.staff_payroll for insert to toster_app
  with check (org_id = (select app.org_id()) and ((select app.reach('payroll.write')) && array[location_id, 'ffffffff-ffff-ffff-ffff-ffffffffffff'::uuid]));
drop policy if exists tenant_update on public.staff_payroll;
create policy tenant_update on public.staff_payroll for update to toster_app
  using (org_id = (select app.org_id()) and ((select app.reach('payroll.write')) && array[location_id, 'ffffffff-ffff-ffff-ffff-ffffffffffff'::uuid]))
  with check (org_id = (select app.org_id()) and ((select app.reach('payroll.write')) && array[location_id, 'ffffffff-ffff-ffff-ffff-ffffffffffff'::uuid]));

-- wall public.staff_private
alter table public.staff_private owner to toster_owner;
alter table public.staff_private enable row level security;
alter table public.staff_private force row level security;
revoke all on public.staff_private from public, toster_app, toster_auth, toster_worker, toster_relay;
alter table public.staff_private alter column full_name set statistics 0;
alter table public.staff_private alter column phone set statistics 0;
alter table public.staff_private alter column email set statistics 0;
grant select, update on public.staff_private to toster_app;
grant select on public.staff_private to toster_worker;
drop policy if exists tenant_read on public.staff_private;
create policy tenant_read on public.staff_private for select to toster_app, toster_worker
  using (org_id = (select app.org_id()) and (select app.purpose()) is not null and ((select app.reach('staff.read_full')) && array[location_id, 'ffffffff-ffff-ffff-ffff-ffffffffffff'::uuid]
      or staff_id = (select app.actor_id())));
drop policy if exists tenant_insert on public.staff_private;
create policy tenant_insert on public.staff_private for insert to toster_app, toster_worker
  with check (org_id = (select app.org_id()) and ((select app.reach('staff.invite')) && array[location_id, 'ffffffff-ffff-ffff-ffff-ffffffffffff'::uuid] or (select app.reach('staff.update')) && array[location_id, 'ffffffff-ffff-ffff-ffff-ffffffffffff'::uuid]));
drop policy if exists tenant_update on public.staff_private;
create policy tenant_update on public.staff_private for update to toster_app, toster_worker
  using (org_id = (select app.org_id()) and ((select app.reach('staff.invite')) && array[location_id, 'ffffffff-ffff-ffff-ffff-ffffffffffff'::uuid] or (select app.reach('staff.update')) && array[location_id, 'ffffffff-ffff-ffff-ffff-ffffffffffff'::uuid]))
  with check (org_id = (select app.org_id()) and ((select app.reach('staff.invite')) && array[location_id, 'ffffffff-ffff-ffff-ffff-ffffffffffff'::uuid] or (select app.reach('staff.update')) && array[location_id, 'ffffffff-ffff-ffff-ffff-ffffffffffff'::uuid]));

-- wall relay

grant select (org_id, id, topic, created_at, relayed_at), update (relayed_at) on public.outbox to toster_relay;
drop policy if exists relay_read on public.outbox;
create policy relay_read on public.outbox for select to toster_relay
  using (true);
drop policy if exists relay_mark on public.outbox;
create policy relay_mark on public.outbox for update to toster_relay
  using (true)
  with check (relayed_at is not null);
grant select (id, account_id, topic, created_at, relayed_at), update (relayed_at) on auth.outbox to toster_relay;
drop policy if exists relay_read on auth.outbox;
create policy relay_read on auth.outbox for select to toster_relay
  using (true);
drop policy if exists relay_mark on auth.outbox;
create policy relay_mark on auth.outbox for update to toster_relay
  using (true)
  with check (relayed_at is not null);
create or replace trigger wake_relay after insert on public.outbox for each statement execute function app.wake_relay();
create or replace trigger wake_relay after insert on auth.outbox for each statement execute function app.wake_relay();


-- wall epoch

create or replace trigger raise_epoch after insert or update or delete on public.membership_grant for each row execute function app.raise_epoch_of_grant();
alter table public.membership_grant enable always trigger raise_epoch;
create or replace trigger raise_epoch before update of status on public.membership for each row execute function app.raise_epoch_of_status();
alter table public.membership enable always trigger raise_epoch;


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
      or (capability = 'orders.create' and (select app.reach('orders.create')) && array[loc, 'ffffffff-ffff-ffff-ffff-ffffffffffff'::uuid])
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
alter function app.wake_relay() owner to toster_guard;
alter function app.record_read(text, uuid[]) owner to toster_guard;
alter function app.append_event(smallint, text, text, text, jsonb) owner to toster_guard;
alter function au.stamp_for(uuid, uuid) owner to toster_guard;
alter function au.orgs_of(uuid) owner to toster_guard;
alter function app.count_refusal(text) owner to toster_guard;
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
grant select, insert, update on public.refusal to toster_guard;
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
grant execute on function app.count_refusal(text) to toster_app;
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

