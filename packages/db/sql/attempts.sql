-- Attempts to prove something, limited exactly: reserved before they are verified, so that guesses made at the same
-- time do not pass together, and timed by this server's clock alone.

-- How long the gates keep the next attempt waiting, 0 where they do not. `pending`: only attempts that are being
-- verified stand in its way, so the answer may come at any moment. A gate is {key, most, windowMs, slowing?}; without
-- `most` it counts and refuses nothing. `slowing` {by, from, firstMs, longestMs}: once the key `by` holds `from`
-- attempts, the next attempt under this gate's key waits `firstMs` after its last one, and twice as long for every
-- further `from`. An attempt that nobody has settled within ten seconds has failed.
create or replace function app.attempt_wait(gates jsonb, moment timestamptz) returns table (wait_ms int, pending boolean)
language plpgsql stable set search_path = pg_catalog, pg_temp rows 1 as $$
declare
  gate record;
  own record;
  others bigint;
  gap interval;
begin
  wait_ms := 0;
  pending := true;
  for gate in select * from jsonb_to_recordset(gates) g(key text, most int, slowing jsonb) loop
    select count(*) as held, count(*) filter (where a.unsettled) as unsettled,
           -- One place is open again when the newest but `most` - 1 leaves.
           (array_agg(a.expires_at order by a.at desc, a.id))[gate.most] as free_at,
           max(a.at) as last_at, (array_agg(a.unsettled order by a.at desc, a.id))[1] as last_unsettled
      into own
      from (select t.id, t.at, t.expires_at, not t.failed and t.at > moment - interval '10 seconds' as unsettled
              from auth.attempt t where t.key = gate.key and t.expires_at > moment) a;
    if own.held >= gate.most then
      wait_ms := greatest(wait_ms, ceil(1000 * extract(epoch from own.free_at - moment)));
      pending := pending and own.held - own.unsettled < gate.most;
    end if;
    if gate.slowing is not null and own.held > 0 then
      select count(*) into others
        from (select from auth.attempt t where t.key = gate.slowing ->> 'by' and t.expires_at > moment limit 1000) t;
      gap := case when others >= (gate.slowing ->> 'from')::int then least(
        (gate.slowing ->> 'longestMs')::float8,
        (gate.slowing ->> 'firstMs')::float8 * 2 ^ least(others / (gate.slowing ->> 'from')::int - 1, 30)
      ) * interval '1 millisecond' end;
      if own.last_at + gap > moment then
        wait_ms := greatest(wait_ms, ceil(1000 * extract(epoch from own.last_at + gap - moment)));
        pending := pending and own.last_unsettled;
      end if;
    end if;
  end loop;
  pending := pending and wait_ms > 0;
  return next;
end $$;

-- What reserve_attempt would answer now; reserves nothing.
create or replace function app.look_at_attempts(gates jsonb) returns table (wait_ms int, pending boolean)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp rows 1 as $$
begin
  if app.kind() is distinct from 'auth' then
    raise exception using errcode = 'TS003', message = 'attempts are limited by authentication only';
  end if;
  return query select * from app.attempt_wait(gates, clock_timestamp());
end $$;

-- Reserves an attempt under all keys, or under none where a gate refuses.
create or replace function app.reserve_attempt(attempt uuid, gates jsonb) returns table (wait_ms int, pending boolean)
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp rows 1 as $$
declare
  name text;
  moment timestamptz;
begin
  if app.kind() is distinct from 'auth' then
    raise exception using errcode = 'TS003', message = 'attempts are limited by authentication only';
  end if;
  -- One after the other for each key, in one order for all.
  for name in select distinct g.key from jsonb_to_recordset(gates) g(key text) order by 1 loop
    perform pg_advisory_xact_lock(hashtextextended(name, 0));
  end loop;
  moment := clock_timestamp();
  select w.wait_ms, w.pending into wait_ms, pending from app.attempt_wait(gates, moment) w;
  if wait_ms = 0 then
    insert into auth.attempt (key, id, at, expires_at)
    select g.key, attempt, moment, moment + g."windowMs" * interval '1 millisecond'
      from jsonb_to_recordset(gates) g(key text, "windowMs" float8)
    on conflict (key, id) do nothing;
  end if;
  return next;
end $$;

-- An attempt has failed and stays, or it was none and is taken out: this one alone, never the others of its keys.
create or replace function app.settle_attempt(attempt uuid, keys text[], has_failed boolean) returns void
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  if app.kind() is distinct from 'auth' then
    raise exception using errcode = 'TS003', message = 'attempts are limited by authentication only';
  end if;
  if has_failed then
    update auth.attempt a set failed = true where a.key = any (keys) and a.id = attempt;
  else
    delete from auth.attempt a where a.key = any (keys) and a.id = attempt and not a.failed;
  end if;
end $$;

-- Takes out the attempts that count no more; answers how many.
create or replace function app.sweep_attempts() returns bigint
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  swept bigint;
begin
  if app.kind() is distinct from 'worker' then
    raise exception using errcode = 'TS002', message = 'worker context required';
  end if;
  delete from auth.attempt a where a.expires_at <= clock_timestamp();
  get diagnostics swept = row_count;
  return swept;
end $$;
