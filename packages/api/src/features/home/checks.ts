import type { Wanted } from '@toster/audit/recent';
import type { EventName } from '@toster/contracts/events';
import { IMPORT_KINDS, IMPORT_PERMISSION } from '@toster/contracts/imports/kinds';
import type { Permission } from '@toster/contracts/rbac/permissions';
import type { HomeCheckId, HomeLevel } from '@toster/contracts/schemas/home';
import { importJob } from '@toster/db/schema/import';
import { menuItem } from '@toster/db/schema/menu';
import { orders } from '@toster/db/schema/order';
import { payment } from '@toster/db/schema/payment';
import type { TenantReadTx } from '@toster/db/tenant';
import { and, eq, gte, inArray, lt, notExists, type SQL, sql } from 'drizzle-orm';
import type { PgTable } from 'drizzle-orm/pg-core';
import type { Caller } from '../../middleware/authenticate.ts';
import { scopeOf } from '../../rows.ts';
import { importsInReach } from '../imports/import-rows.ts';
import { OPEN_STATES, ordersWithin, WAITING_STATES } from './open-orders.ts';

/** For whom, where and when something is looked after. */
export type Watch = {
  readonly tx: TenantReadTx;
  readonly caller: Caller;
  readonly locationId: string | undefined;
  readonly now: Date;
};

/** What a check found; `since` is the oldest of it. */
export type Finding = { readonly count: number; readonly since: Date | null };

type Looked = {
  readonly id: HomeCheckId;
  readonly permission: Permission | readonly Permission[];
  /** How urgent a finding is; never asked about nothing. */
  level(finding: Finding, now: Date): Exclude<HomeLevel, 'calm'>;
};

/** A check that has a query of its own. */
type OwnCheck = Looked & { find(watch: Watch): Promise<Finding> };

/** A check of the log: all of them together are one query. */
type LogCheck = Looked & { wanted(watch: Watch): Wanted };

/** One thing the home page looks after. It runs for whoever holds its permission, or any of several. */
export type Check = OwnCheck | LogCheck;

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
/** An order is waiting when nobody has taken it for so long; twice as long is an alarm. */
const ACCEPT_WITHIN_MS = 5 * MINUTE_MS;
const FEW_FAILED_SIGN_INS = 20;

const red = () => 'red' as const;
const amber = () => 'amber' as const;

/** An action of the log that asks for attention. */
const logged = (
  id: HomeCheckId,
  action: EventName,
  days: number,
  level: Looked['level'],
  perLocation = false,
): LogCheck => ({
  id,
  permission: 'audit_log.read',
  level,
  wanted: ({ locationId, now }) => ({
    action,
    since: new Date(now.getTime() - days * DAY_MS),
    locationId: perLocation ? locationId : undefined,
  }),
});

/** Everything the home page looks after. */
export const CHECKS: readonly Check[] = [
  {
    id: 'orders_late',
    permission: 'orders.read',
    level: red,
    find: (watch) =>
      oldest(
        watch.tx,
        orders,
        orders.promisedAt,
        and(
          ordersWithin(watch, 'orders.read'),
          inArray(orders.status, OPEN_STATES),
          lt(orders.promisedAt, watch.now),
        ),
      ),
  },
  {
    id: 'orders_unaccepted',
    permission: 'orders.create',
    level: ({ since }, now) =>
      since !== null && now.getTime() - since.getTime() > 2 * ACCEPT_WITHIN_MS ? 'red' : 'amber',
    find: (watch) =>
      oldest(
        watch.tx,
        orders,
        orders.placedAt,
        and(
          ordersWithin(watch, 'orders.create'),
          inArray(orders.status, WAITING_STATES),
          lt(orders.placedAt, new Date(watch.now.getTime() - ACCEPT_WITHIN_MS)),
        ),
      ),
  },
  logged('token_reused', 'refresh.reuse_detected', 7, red),
  logged('outside_changes', 'database.changed', 7, red, true),
  logged('failed_sign_ins', 'sign_in.failed', 1, ({ count }) =>
    count > FEW_FAILED_SIGN_INS ? 'red' : 'amber',
  ),
  logged('refusals', 'access.denied', 1, amber),
  logged('quota', 'quota.reached', 1, amber),
  {
    id: 'orders_unpaid',
    permission: 'payments.read',
    level: amber,
    find: ({ tx, caller, locationId, now }) =>
      oldest(
        tx,
        orders,
        orders.closedAt,
        and(
          eq(orders.orgId, caller.orgId),
          at(orders.locationId, locationId),
          scopeOf(caller.rights, 'payments.read', { location: orders.locationId }),
          eq(orders.status, 'delivered'),
          // What came from another system was paid there.
          eq(orders.source, 'toster'),
          gte(orders.placedAt, new Date(now.getTime() - 7 * DAY_MS)),
          notExists(
            tx
              .select({ one: sql`1` })
              .from(payment)
              .where(and(eq(payment.orgId, orders.orgId), eq(payment.orderId, orders.id))),
          ),
        ),
      ),
  },
  {
    id: 'import_lines_aside',
    permission: Object.values(IMPORT_PERMISSION),
    level: amber,
    find: async ({ tx, caller, locationId, now }) => {
      const [row] = await tx
        .select({
          count: sql<number>`coalesce(sum(${importJob.linesRejected}), 0)::int`,
          since: sql<string | null>`min(${importJob.createdAt})`,
        })
        .from(importJob)
        .where(
          and(
            eq(importJob.orgId, caller.orgId),
            at(importJob.locationId, locationId),
            importsInReach(caller.rights, IMPORT_KINDS),
            gte(importJob.createdAt, new Date(now.getTime() - 7 * DAY_MS)),
          ),
        );
      const count = row?.count ?? 0;
      return { count, since: count === 0 ? null : dateOf(row?.since) };
    },
  },
  {
    id: 'dishes_sold_out',
    permission: 'menu.availability_86',
    level: amber,
    find: async ({ tx, caller, locationId }) => {
      const [row] = await tx
        .select({ count: sql<number>`count(*)::int` })
        .from(menuItem)
        .where(
          and(
            eq(menuItem.orgId, caller.orgId),
            at(menuItem.locationId, locationId),
            scopeOf(caller.rights, 'menu.availability_86', { location: menuItem.locationId }),
            eq(menuItem.available, false),
          ),
        );
      return { count: row?.count ?? 0, since: null };
    },
  },
];

function at(
  column: typeof orders.locationId | typeof importJob.locationId | typeof menuItem.locationId,
  locationId: string | undefined,
): SQL | undefined {
  return locationId === undefined ? undefined : sql`${column} = ${locationId}`;
}

async function oldest(
  tx: TenantReadTx,
  table: PgTable,
  instant: typeof orders.promisedAt | typeof orders.placedAt | typeof orders.closedAt,
  where: SQL | undefined,
): Promise<Finding> {
  const [row] = await tx
    .select({ count: sql<number>`count(*)::int`, since: sql<string | null>`min(${instant})` })
    .from(table)
    .where(where);
  return { count: row?.count ?? 0, since: dateOf(row?.since) };
}

function dateOf(value: string | Date | null | undefined): Date | null {
  return value === null || value === undefined ? null : new Date(value);
}
