import { z } from 'zod';
import { ZInstant } from './primitives.ts';
import { ZOrderChannel, ZOrderStatus } from './orders.ts';

/** What the home page looks after, in the order of the page. Each is watched for whoever holds its permission. */
export const HOME_CHECKS = [
  'orders_late',
  'orders_unaccepted',
  'token_reused',
  'outside_changes',
  'failed_sign_ins',
  'refusals',
  'quota',
  'orders_unpaid',
  'import_lines_aside',
  'dishes_sold_out',
] as const;
export type HomeCheckId = (typeof HOME_CHECKS)[number];

/** `red`: somebody should act now. `amber`: somebody should look today. `calm`: nothing to do. */
export const ZHomeLevel = z.enum(['red', 'amber', 'calm']);
export type HomeLevel = z.infer<typeof ZHomeLevel>;

export const ZGetAttentionInput = z.strictObject({ locationId: z.uuid().optional() });
export const ZGetAttentionOutput = z.object({
  checkedAt: z.iso.datetime(),
  checks: z.array(
    z.object({
      id: z.enum(HOME_CHECKS),
      level: ZHomeLevel,
      /** How many; never more than 999, which then stands for "999 or more". */
      count: z.int().min(0).max(999),
      /** The instant of the oldest one, where there is one. */
      since: z.iso.datetime().nullable(),
    }),
  ),
});
export type GetAttentionOutput = z.infer<typeof ZGetAttentionOutput>;

export const ZGetFiguresInput = z.strictObject({
  locationId: z.uuid().optional(),
  /** The beginning of today where the establishment is. */
  from: ZInstant,
  /** The same weekday a week ago; not always seven times 24 hours earlier. */
  weekAgo: ZInstant,
});

export type GetFiguresInput = z.infer<typeof ZGetFiguresInput>;

const ZDayFigures = z.object({
  orders: z.int(),
  /** Null where the role does not see totals. Cancelled, voided and refunded orders do not count. */
  totalMinor: z.int().nullable(),
});

/** Today so far beside the same weekday a week ago up to the same time. */
export const ZGetFiguresOutput = z.object({
  today: ZDayFigures,
  weekAgo: ZDayFigures,
  /** Orders by hour since the beginning of the day, today and a week ago: 25 numbers, for the longest day of a year. */
  hours: z.array(z.object({ today: z.int(), weekAgo: z.int() })),
  open: z.int(),
});
export type GetFiguresOutput = z.infer<typeof ZGetFiguresOutput>;

export const ZGetQueueInput = z.strictObject({
  locationId: z.uuid().optional(),
  limit: z.int().min(1).max(20).default(6),
});
export type GetQueueInput = z.infer<typeof ZGetQueueInput>;
/** Open orders within reach, the longest waiting first. Nothing personal. */
export const ZGetQueueOutput = z.object({
  total: z.int(),
  orders: z.array(
    z.object({
      id: z.uuid(),
      number: z.int(),
      locationId: z.uuid(),
      status: ZOrderStatus,
      channel: ZOrderChannel,
      tableLabel: z.string().nullable(),
      placedAt: z.iso.datetime(),
      promisedAt: z.iso.datetime().nullable(),
      itemCount: z.int(),
    }),
  ),
});
export type GetQueueOutput = z.infer<typeof ZGetQueueOutput>;
