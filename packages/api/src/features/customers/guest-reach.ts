import { seesConsentedOnly } from '@toster/contracts/rbac/policy-capabilities';
import type { ReachPart, Rights } from '@toster/contracts/rbac/rights';
import { or, type SQL, sql } from 'drizzle-orm';

/** Whether everything of guests that the rights show is limited to those who consented to be contacted. */
export function consentedOnly(rights: Rights): boolean {
  return partsOf(rights).every(seesConsentedOnly);
}

/**
 * The guests whose outlines the rights show, as a condition on `location`. Grants that show consenting guests only show
 * nobody: no consent is on record yet. Says the same as app.guest_outlines.
 */
export function guestsInReach(rights: Rights, location: SQL): SQL {
  return placesOf(
    partsOf(rights).filter((part) => !seesConsentedOnly(part)),
    location,
  );
}

/**
 * The orders whose totals the rights show, as a condition on `location`, since a figure says something of every order in
 * it; null where there is no such order.
 */
export function ordersInFigures(rights: Rights, location: SQL): SQL | null {
  const parts = (rights.get('orders.read')?.parts ?? []).filter(
    ({ scope, fields }) =>
      scope === 'open' && (fields === null || fields['order.totals'] === 'full'),
  );
  return parts.length === 0 ? null : placesOf(parts, location);
}

function partsOf(rights: Rights): readonly ReachPart[] {
  return (rights.get('customers.read')?.parts ?? []).filter(({ scope }) => scope === 'open');
}

function placesOf(parts: readonly ReachPart[], location: SQL): SQL {
  if (parts.some(({ locationId }) => locationId === null)) return sql`true`;
  return or(...parts.map(({ locationId }) => sql`${location} = ${locationId}::uuid`)) ?? sql`false`;
}
