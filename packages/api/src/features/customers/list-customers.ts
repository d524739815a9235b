import { ZListCustomersInput, ZListCustomersOutput } from '@toster/contracts/schemas/customers';
import { ZInstant } from '@toster/contracts/schemas/primitives';
import { and, type SQL, sql } from 'drizzle-orm';
import { z } from 'zod';
import { decodeCursor, encodeCursor } from '../../cursor.ts';
import { tenant } from '../../procedures.ts';
import { consentedOnly, guestsInReach } from './guest-reach.ts';
import { LAST_ORDER, readOutlines } from './outlines.ts';

const ZPosition = z.tuple([z.union([ZInstant, z.literal('-infinity')]), z.uuid()]);

// Ids are made in the order of time, and their key serves as the index.
const ORDER = {
  last_order: sql`${LAST_ORDER} desc, c.id desc`,
  newest: sql`c.id desc`,
} as const;

/** Guests as the caller's role sees them: masked, without anything by which they could be reached. */
export const listCustomers = tenant({ permission: 'customers.read', at: 'location', cost: 2 })
  .input(ZListCustomersInput)
  .output(ZListCustomersOutput)
  .query(async ({ ctx: { tx, caller }, input }) => {
    const rows = await readOutlines(tx, caller, {
      where: and(guestsInReach(caller.rights, sql`c.location_id`), ...filtersOf(input)),
      orderBy: ORDER[input.sort],
      limit: input.limit + 1,
    });
    const page = rows.slice(0, input.limit);
    const last = page.at(-1);
    return {
      customers: [...page],
      currency: caller.org.currency,
      consentedOnly: consentedOnly(caller.rights),
      nextCursor:
        rows.length > page.length && last !== undefined
          ? encodeCursor([last.position, last.id])
          : null,
    };
  });

function filtersOf({
  locationId,
  sort,
  cursor,
}: z.output<typeof ZListCustomersInput>): (SQL | undefined)[] {
  const place = locationId === undefined ? undefined : sql`c.location_id = ${locationId}::uuid`;
  if (cursor === undefined) return [place];
  const [at, id] = decodeCursor(cursor, ZPosition);
  const after =
    sort === 'newest'
      ? sql`c.id < ${id}::uuid`
      : sql`(${LAST_ORDER}, c.id) < (${at}::timestamptz, ${id}::uuid)`;
  return [place, after];
}
