import {
  ZGuestOrder,
  ZGuestOrdersInput,
  ZGuestOrdersOutput,
} from '@toster/contracts/schemas/guest';
import { parsedJson } from '@toster/db/parsed-json';
import { sql } from 'drizzle-orm';
import { z } from 'zod';
import { customer } from '../customer-procedure.ts';

const PAGE = 10;

const ZFound = z.preprocess(
  parsedJson,
  z.array(
    z
      .object({
        ...ZGuestOrder.omit({ placedAt: true, totalMinor: true, lines: true }).shape,
        placed_at: z.coerce.date(),
        total_minor: z.int(),
        lines: z.array(
          z
            .object({ name: z.string(), quantity: z.int(), total_minor: z.int() })
            .transform(({ total_minor: totalMinor, ...line }) => ({ ...line, totalMinor })),
        ),
      })
      .transform(({ placed_at: placedAt, total_minor: totalMinor, ...order }) => ({
        ...order,
        placedAt: placedAt.toISOString(),
        totalMinor,
      })),
  ),
);

/** The guest's orders, the newest first, ten at a time. */
export const listOwnOrders = customer()
  .input(ZGuestOrdersInput)
  .output(ZGuestOrdersOutput)
  .query(({ ctx, input: { after } }) =>
    ctx.read(async (tx) => {
      const [row] = await tx.execute<{ orders: unknown }>(sql`
        select app.guest_orders(${after ?? null}::uuid, ${PAGE + 1}) as orders`);
      const found = ZFound.parse(row?.orders ?? []);
      return { orders: found.slice(0, PAGE), hasMore: found.length > PAGE };
    }),
  );
