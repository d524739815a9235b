-- Use of an organisation's quotas, by this server's clock: a sliding window of two counters.

-- Adds units to what the organisation in context has used of a policy, where they are left; with 0 units it only says
-- whether one is. `reset_ms`: until this counting window ends.
create or replace function app.spend_quota(what text, most bigint, span_ms bigint, units int)
returns table (admitted boolean, used bigint, reset_ms bigint)
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp rows 1 as $$
declare
  org uuid := app.org_id();
  moment bigint;
  current_no bigint;
  sliding bigint;
  own bigint;
begin
  if org is null or app.kind() is distinct from 'auth' then
    raise exception using errcode = 'TS003', message = 'quotas are counted by authentication only';
  end if;
  insert into auth.quota as q (org_id, policy, window_no, used, used_before)
  values (org, what, 0, 0, 0)
  on conflict (org_id, policy) do update set policy = q.policy;
  -- After the lock: who waited for it counts in the window it is admitted in.
  moment := floor(1000 * extract(epoch from clock_timestamp()));
  current_no := moment / span_ms;
  select case q.window_no when current_no then q.used else 0 end,
         case q.window_no when current_no then q.used_before when current_no - 1 then q.used else 0 end
    into own, sliding from auth.quota q where q.org_id = org and q.policy = what;
  reset_ms := span_ms - moment % span_ms;
  used := floor(sliding * (reset_ms::float8 / span_ms)) + own;
  admitted := used + greatest(units, 1) <= most;
  if admitted and units > 0 then
    used := used + units;
    update auth.quota q set window_no = current_no, used = own + units, used_before = sliding
     where q.org_id = org and q.policy = what;
  end if;
  return next;
end $$;

-- Notes that a share of a policy's quota is used, once in each window; true where nobody had noted it. The event and
-- the mail to each owner are part of the same transaction.
create or replace function app.note_quota(what text, span_ms bigint, percent int) returns boolean
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  org uuid := app.org_id();
  current_no bigint := floor(1000 * extract(epoch from clock_timestamp()))::bigint / span_ms;
begin
  if org is null or app.kind() is distinct from 'auth' then
    raise exception using errcode = 'TS003', message = 'quotas are counted by authentication only';
  end if;
  insert into auth.quota as q (org_id, policy, window_no, used, used_before, noticed, noticed_in)
  values (org, what, 0, 0, 0, percent, current_no)
  on conflict (org_id, policy) do update set noticed = percent, noticed_in = current_no
   where q.noticed_in <> current_no or q.noticed < percent;
  if not found then return false; end if;
  perform app.append_event(9::smallint, 'quota.reached', 'quota', org::text, jsonb_build_object('policy', what, 'count', percent));
  insert into public.outbox (org_id, id, topic, payload)
  select org, gen_random_uuid(), 'quota.reached', jsonb_build_object('membershipId', m.id)
    from public.membership m
   where m.org_id = org and m.status = 'active'
     and exists (select from public.membership_grant g where g.org_id = org and g.membership_id = m.id and g.role = 'owner');
  return true;
end $$;

-- How far the owners of the organisation in context have been told of its use, in percent; for the worker that tells.
create or replace function app.quota_notices() returns table (policy text, percent int)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  if app.org_id() is null or app.kind() is distinct from 'worker' then
    raise exception using errcode = 'TS002', message = 'worker context required';
  end if;
  return query select q.policy, q.noticed from auth.quota q where q.org_id = app.org_id() and q.noticed > 0;
end $$;
