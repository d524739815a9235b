import { locationCounter } from '@toster/db/schema/location';
import type { Tx } from '@toster/db/tenant';
import { sql } from 'drizzle-orm';

type Kind = 'order' | 'receipt';

/**
 * The next numbers of a location. They are taken under a row lock that lasts until the commit, so a
 * rolled-back order leaves no gap.
 */
export async function takeNumbers(
  tx: Tx,
  orgId: string,
  locationId: string,
  kinds: readonly [Kind, ...Kind[]],
): Promise<Record<Kind, number>> {
  const taken = await tx
    .insert(locationCounter)
    .values(kinds.map((kind) => ({ orgId, locationId, kind, next: 2 })))
    .onConflictDoUpdate({
      target: [locationCounter.orgId, locationCounter.locationId, locationCounter.kind],
      set: { next: sql`${locationCounter.next} + 1` },
    })
    .returning({ kind: locationCounter.kind, next: locationCounter.next });
  const numberOf = (kind: Kind) => (taken.find((row) => row.kind === kind)?.next ?? 1) - 1;
  return { order: numberOf('order'), receipt: numberOf('receipt') };
}
