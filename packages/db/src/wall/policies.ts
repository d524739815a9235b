import { getTableColumns } from 'drizzle-orm';
import { getTableConfig, type PgColumn, type PgTable } from 'drizzle-orm/pg-core';
import { PLATFORM_ORG_ID } from '@toster/contracts/ids';
import { TABLE_CLASSES } from '../classification/registry.ts';
import type { Grant, Operation, PersonalWall, TableClass } from '../classification/types.ts';

const EVERYWHERE = `'ffffffff-ffff-ffff-ffff-ffffffffffff'::uuid`;
const LOGIN_ROLES = ['toster_app', 'toster_auth', 'toster_worker', 'toster_relay'] as const;

/** `schema.table`, as SQL. */
export const qualified = (table: TableClass['table']): string => {
  const { schema, name } = getTableConfig(table as PgTable);
  return `${schema ?? 'public'}.${name}`;
};

const reaches = (capability: string, location: string) =>
  `(select app.reach('${capability}')) && array[${location}, ${EVERYWHERE}]`;

const reachesAnywhere = (capability: string) => `(select app.holds('${capability}'))`;

/** Which rows `o` of orders are in hand: not finished, or delivered in the last quarter of an hour. SQL. */
export const IN_HAND = `(o.status not in ('delivered', 'cancelled', 'voided', 'refunded') or (o.status = 'delivered' and o.closed_at > now() - interval '15 minutes'))`;

function readPredicate(table: string, location: string, wall: PersonalWall): string {
  const ways = [reaches(wall.read, location)];
  if (wall.unplacedVisible) ways.push(`(${location} is null and ${reachesAnywhere(wall.read)})`);
  if (wall.self) ways.push(`${wall.self} = (select app.actor_id())`);
  if (wall.assignedBy) {
    const { column, ordersColumn } = wall.assignedBy;
    ways.push(
      `((select app.reaches_assigned('${wall.read}')) and exists (select 1 from public.orders o
        where o.org_id = ${table}.org_id and o.${ordersColumn} = ${table}.${column}
          and (select app.actor_id()) in (o.handled_by, o.courier_id) and ${IN_HAND}))`,
    );
  }
  if (wall.queue) {
    const { capability, rows, states } = wall.queue;
    ways.push(
      `(${rows} and (select app.assigned_places('${capability}')) && array[${location}, ${EVERYWHERE}]
        and exists (select 1 from public.orders o where o.org_id = ${table}.org_id and o.id = ${table}.order_id
          and o.status in (${states.map((state) => `'${state}'`).join(', ')})))`,
    );
  }
  const seen = ways.length === 1 ? ways[0] : `(${ways.join('\n      or ')})`;
  return wall.readIsEvent ? `(select app.purpose()) is not null and ${seen}` : `${seen}`;
}

const writePredicate = (location: string, wall: PersonalWall) =>
  `(${wall.write.map((capability) => reaches(capability, location)).join(' or ')})`;

const policy = (
  name: string,
  table: string,
  operation: Operation | 'all',
  roles: readonly string[],
  using: string | null,
  check: string | null,
) =>
  [
    `drop policy if exists ${name} on ${table};`,
    `create policy ${name} on ${table} for ${operation} to ${roles.join(', ')}${using ? `\n  using (${using})` : ''}${check ? `\n  with check (${check})` : ''};`,
  ].join('\n');

const TENANT = 'org_id = (select app.org_id())';
const TENANT_ROLES = ['toster_app', 'toster_worker'] as const;

function orgPolicies(c: TableClass, table: string): string[] {
  const roles = TENANT_ROLES.filter((role) => c.grants[role]);
  const short = table.split('.')[1] ?? table;
  if (c.own) {
    const own = `${TENANT} and ${c.own} = (select app.actor_id())`;
    return [
      // A table that was walled by capability before must not keep those ways in.
      ...['read', 'insert', 'update'].map(
        (way) => `drop policy if exists tenant_${way} on ${table};`,
      ),
      policy('tenant', table, 'all', ['toster_app'], own, own),
      ...(c.grants.toster_worker
        ? [policy('tenant_worker', table, 'all', ['toster_worker'], TENANT, TENANT)]
        : []),
    ];
  }
  if (roles.length === 0) return [];
  if (!c.personal) return [policy('tenant', table, 'all', roles, TENANT, TENANT)];
  const location = 'location_id';
  const read = `${TENANT} and ${readPredicate(short, location, c.personal)}`;
  const write = `${TENANT} and ${writePredicate(location, c.personal)}`;
  const policies = [
    policy('tenant_read', table, 'select', roles, read, null),
    policy('tenant_insert', table, 'insert', roles, null, write),
    policy('tenant_update', table, 'update', roles, write, write),
  ];
  return policies;
}

/** What `toster_auth` sees of tenant tables: the memberships of the account in its context and what hangs on them. */
const AUTH_POLICIES: Readonly<Record<string, string>> = {
  // A refresh token names its session, not the account: such a context opens that session's account.
  'public.membership': `account_id = coalesce((select app.account_id()),
    (select s.account_id from auth.session s where s.id = nullif(split_part(app.signed(), ',', 6), '')::uuid))`,
  'public.membership_grant': `exists (select 1 from public.membership m where m.org_id = membership_grant.org_id and m.id = membership_grant.membership_id)`,
  'public.org': `exists (select 1 from public.membership m where m.org_id = org.org_id)`,
  'public.security_policy': `exists (select 1 from public.membership m where m.org_id = security_policy.org_id)`,
  // A refresh token of a guest names its session and nothing else.
  'auth.guest_session': `org_id = (select app.org_id()) or id = nullif(split_part(app.signed(), ',', 6), '')::uuid`,
  'auth.guest_code': TENANT,
  'public.outbox': TENANT,
  'public.location': `exists (select 1 from public.membership m where m.org_id = location.org_id)`,
  // A failed sign-in counts against each organisation of the account, a guest's against the one that was asked, and one of
  // nobody against the platform.
  'public.refusal': `(org_id = '${PLATFORM_ORG_ID}' and (select app.kind()) = 'auth'
    or ${TENANT} or exists (select 1 from public.membership m where m.org_id = refusal.org_id))`,
};

/**
 * Columns whose values the planner may not sample. EXPLAIN tells everybody estimates made from the whole table's
 * statistics, so the histogram of a column could be searched for another tenant's values; and a value erased from
 * its row would live on in the statistics.
 */
function unsampled(c: TableClass): string[] {
  return Object.entries(getTableColumns(c.table as PgTable))
    .filter(([property, column]) => {
      const treatment = c.columns[property]?.audit;
      return treatment === 'commit' || treatment === 'secret' || isFreeText(column);
    })
    .map(
      ([, column]) =>
        `alter table ${qualified(c.table)} alter column ${column.name} set statistics 0;`,
    );
}

/** What is granted, as SQL; the columns of a partial update by their names in the database. */
function grantText(c: TableClass, grant: Grant): string {
  if (typeof grant === 'string') return grant;
  const columns: Readonly<Record<string, PgColumn>> = getTableColumns(c.table as PgTable);
  return `update (${grant.update.map((property) => columns[property]?.name ?? property).join(', ')})`;
}

/** Text whose values are not from a closed list. */
const isFreeText = (column: PgColumn) =>
  ['text', 'text[]', 'jsonb'].includes(column.getSQLType()) && column.enumValues === undefined;

function tableWall(c: TableClass): string {
  const table = qualified(c.table);
  const lines = [
    `alter table ${table} owner to toster_owner;`,
    `alter table ${table} enable row level security;`,
    `alter table ${table} force row level security;`,
    `revoke all on ${table} from public, ${LOGIN_ROLES.join(', ')};`,
  ];
  lines.push(...unsampled(c));
  for (const [role, grants] of Object.entries(c.grants)) {
    const rights = grants.map((grant) => grantText(c, grant));
    lines.push(`grant ${rights.join(', ')} on ${table} to ${role};`);
  }
  if (c.scope === 'org') {
    lines.push(...orgPolicies(c, table));
    const auth = AUTH_POLICIES[table];
    if (auth && c.grants.toster_auth) {
      lines.push(policy('account', table, 'all', ['toster_auth'], auth, auth));
    }
  } else if (c.grants.toster_auth) {
    const kind = `(select app.kind()) = 'auth'`;
    lines.push(policy('account', table, 'all', ['toster_auth'], kind, kind));
  }
  if (table === 'public.outbox') lines.push(...relayWall(table, 'org_id'));
  if (table === 'auth.outbox') lines.push(...relayWall(table, 'account_id'));
  return lines.join('\n');
}

/**
 * What the relay sees of the outboxes: which work waits where, and nothing of its content. Part of the table's own wall,
 * which begins by taking every right away.
 */
function relayWall(table: string, owner: 'org_id' | 'account_id'): string[] {
  return [
    `grant select (${owner}, id, topic, created_at, relayed_at), update (relayed_at) on ${table} to toster_relay;`,
    policy('relay_read', table, 'select', ['toster_relay'], 'true', null),
    policy('relay_mark', table, 'update', ['toster_relay'], 'true', 'relayed_at is not null'),
    `create or replace trigger wake_relay after insert on ${table} for each statement execute function app.wake_relay();`,
  ];
}

/** Rights and standing are read once and cached by the membership's epoch; these triggers raise it. */
const EPOCH = `
create or replace trigger raise_epoch after insert or update or delete on public.membership_grant for each row execute function app.raise_epoch_of_grant();
alter table public.membership_grant enable always trigger raise_epoch;
create or replace trigger raise_epoch before update of status on public.membership for each row execute function app.raise_epoch_of_status();
alter table public.membership enable always trigger raise_epoch;
create or replace trigger raise_epoch after insert or update or delete on public.security_policy for each row execute function app.raise_epoch_of_policy();
alter table public.security_policy enable always trigger raise_epoch;
create or replace trigger raise_epoch after update of confirmed_at or delete on auth.factor for each row execute function app.raise_epoch_of_factor();
alter table auth.factor enable always trigger raise_epoch;
`;

/** Capabilities that open a disclosure: one for each personal table, and the log's own for addresses. */
function disclosureWall(): string {
  const walls = new Map<string, boolean>([['audit_log.read', false]]);
  for (const c of TABLE_CLASSES) {
    if (!c.personal) continue;
    walls.set(c.personal.read, (walls.get(c.personal.read) ?? false) || c.personal.readIsEvent);
  }
  const ways = [...walls].map(
    ([capability, readIsEvent]) =>
      `(capability = '${capability}' and ${reaches(capability, 'loc')}${readIsEvent ? ' and (select app.purpose()) is not null' : ''})`,
  );
  return `${TENANT} and (select app.holds('audit_log.read')) and (${ways.join('\n      or ')})`;
}

const AUDIT_DOMAINS = `(select app.audit_domains())::text[]`;
const EVENT_READ = `${TENANT} and (${reaches('audit_log.read', 'loc')}
  or domain = any (${AUDIT_DOMAINS}) or domain || '@' || loc = any (${AUDIT_DOMAINS}))`;

/** One named piece of the wall; a migration carries the pieces whose text changed. */
export type WallPart = { readonly name: string; readonly sql: string };

/**
 * The tenant wall, table by table, generated from the registry: owners, forced row-level security, policies with
 * both clauses, grants. Idempotent. Applied by migrations; a test compares it with the live catalogue.
 */
export function wallParts(): readonly WallPart[] {
  const audit = [
    `revoke all on au.event, au.event_other, au.disclosure from public, ${LOGIN_ROLES.join(', ')};`,
    'grant select on au.event, au.disclosure to toster_app;',
    ...['ds', 'ip_hash'].map(
      (column) => `alter table au.disclosure alter column ${column} set statistics 0;`,
    ),
    policy('tenant_read', 'au.event', 'select', ['toster_app'], EVENT_READ, null),
    policy('tenant_read', 'au.disclosure', 'select', ['toster_app'], disclosureWall(), null),
  ];
  return [
    ...TABLE_CLASSES.map((c) => ({ name: `wall ${qualified(c.table)}`, sql: tableWall(c) })),
    { name: 'wall epoch', sql: EPOCH },
    { name: 'wall audit', sql: audit.join('\n\n') },
  ];
}
