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
-- serves: the history of one record, its rows and those of its side tables
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

-- Keys in the order of their bytes: the rows of a record are those whose key begins with its id, and a language's
-- order would scatter them.
do $$ begin
  if exists (select from pg_attribute where attrelid = 'au.event'::regclass and attname = 'row_id' and attcollation <> 'pg_catalog."C"'::regcollation) then
    alter table au.event alter column row_id type text collate "C";
  end if;
end $$;

-- The record around this one, where the row has an id of its own: a payment's order, a grant's member.
alter table au.event add column if not exists parent uuid;
-- serves: the history of a record, what lies within it
create index if not exists event_parent_idx on au.event (org_id, parent, cap_seq) where parent is not null;

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

-- What the planner may know of the log; a partition does not take it over from its parent. What an event says stays
-- out of the statistics, which EXPLAIN tells everybody. Of actions there are many, of a few rows each: one large one
-- in the sample would have it believe that every action is large, until the next ANALYZE.
create or replace function au.limit_statistics(target regclass) returns void
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  execute format('alter table %s alter column label set statistics 0, alter column leaf set statistics 0,
    alter column leaf_hash set statistics 0, alter column changed set statistics 0,
    alter column request_id set (n_distinct = -0.1)', target);
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
      perform au.limit_statistics(format('au.%I', name)::regclass);
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
select au.limit_statistics('au.event');
select au.limit_statistics(inhrelid::regclass) from pg_inherits where inhparent = 'au.event'::regclass;
drop function if exists au.leave_unsampled(regclass);
