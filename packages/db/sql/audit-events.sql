-- How an event comes to be: who and where stand behind a change, and what is written down beside row changes.

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
  if rel <> 'event' and (case when starts_with(rel, 'auth.') then to_regclass('auth.' || quote_ident(substr(rel, 6)))
                              else to_regclass('public.' || quote_ident(rel)) end) is null then
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
