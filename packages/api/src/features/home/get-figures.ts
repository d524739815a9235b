import { AppError } from '@toster/contracts/errors';
import { ZGetFiguresInput, ZGetFiguresOutput } from '@toster/contracts/schemas/home';
import { orders } from '@toster/db/schema/order';
import { and, gte, inArray, lt, notInArray, or, sql } from 'drizzle-orm';
import type { Caller } from '../../middleware/authenticate.ts';
import { tenant } from '../../procedures.ts';
import { OPEN_STATES, ordersWithin } from './open-orders.ts';

const HOUR_MS = 3_600_000;
/** The longest day of a year, in hours. */
const HOURS = 25;

/** Orders and takings of today so far, beside the same weekday a week ago up to the same time. One round trip. */
export const getFigures = tenant({ permission: 'orders.read', at: 'location', cost: 2 })
  .input(ZGetFiguresInput)
  .output(ZGetFiguresOutput)
  .query(async ({ ctx: { tx, caller, server }, input: { locationId, from, weekAgo } }) => {
    const now = new Date(server.now());
    const [start, before] = [new Date(from), new Date(weekAgo)];
    assertDays(now, start, before);
    const upTo = new Date(before.getTime() + now.getTime() - start.getTime());
    const within = ordersWithin({ caller, locationId }, 'orders.read');
    const isToday = sql`${orders.placedAt} >= ${start.toISOString()}::timestamptz`;
    const began = sql`case when ${isToday} then ${start.toISOString()}::timestamptz else ${before.toISOString()}::timestamptz end`;
    const hour = sql<number>`least(floor(extract(epoch from ${orders.placedAt} - ${began}) / 3600), ${HOURS - 1})::int`;
    const today = sql<boolean>`${isToday}`;
    const [rows, [open]] = await Promise.all([
      tx
        .select({
          today,
          hour,
          orders: sql<number>`count(*)::int`,
          // As text: a sum of bigints is numeric.
          totalMinor: sql<string>`coalesce(sum(${orders.totalMinor}), 0)::text`,
        })
        .from(orders)
        .where(
          and(
            within,
            notInArray(orders.status, ['cancelled', 'voided', 'refunded']),
            or(
              and(gte(orders.placedAt, start), lt(orders.placedAt, now)),
              and(gte(orders.placedAt, before), lt(orders.placedAt, upTo)),
            ),
          ),
        )
        .groupBy(sql`1, 2`),
      tx
        .select({ count: sql<number>`count(*)::int` })
        .from(orders)
        .where(and(within, inArray(orders.status, OPEN_STATES))),
    ]);
    const figuresOf = (wanted: boolean) => {
      const own = rows.filter((row) => row.today === wanted);
      return {
        orders: own.reduce((sum, row) => sum + row.orders, 0),
        totalMinor: showsTotals(caller)
          ? own.reduce((sum, row) => sum + Number(row.totalMinor), 0)
          : null,
      };
    };
    const ordersAt = (wanted: boolean, index: number) =>
      rows.find((row) => row.today === wanted && row.hour === index)?.orders ?? 0;
    return {
      today: figuresOf(true),
      weekAgo: figuresOf(false),
      hours: Array.from({ length: HOURS }, (_, index) => ({
        today: ordersAt(true, index),
        weekAgo: ordersAt(false, index),
      })),
      open: open?.count ?? 0,
    };
  });

/** A sum says something of every order in it: it is shown to whoever sees the totals of all of them. */
function showsTotals({ rights }: Caller): boolean {
  const parts = rights.get('orders.read')?.parts ?? [];
  return parts.every(({ fields }) => fields === null || fields['order.totals'] === 'full');
}

/** A day begins at most 25 hours ago, and its weekday before it a week earlier, an hour more or less. Throws INVALID_INPUT. */
function assertDays(now: Date, start: Date, before: Date): void {
  const age = (now.getTime() - start.getTime()) / HOUR_MS;
  const apart = (start.getTime() - before.getTime()) / HOUR_MS;
  const issues = [
    ...(age < 0 || age > HOURS ? [{ path: ['from'], rule: 'not_today' }] : []),
    ...(Math.abs(apart - 7 * 24) > 1 ? [{ path: ['weekAgo'], rule: 'not_a_week_ago' }] : []),
  ];
  if (issues.length > 0) throw new AppError('INVALID_INPUT', { details: { issues } });
}
