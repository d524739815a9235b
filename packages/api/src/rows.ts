import type { FieldPick } from '@toster/contracts/rbac/fields';
import { mergePicks } from '@toster/contracts/rbac/fields';
import type { Permission } from '@toster/contracts/rbac/permissions';
import type { ReachPart, Rights } from '@toster/contracts/rbac/rights';
import type { Tx } from '@toster/db/transaction';
import { type SQL, type SQLWrapper, and, eq, or, sql } from 'drizzle-orm';

/** Where a record is and who works on it. `isAssigned` answers for the role a grant came from. */
export type Place = {
  readonly locationId: string | null;
  isAssigned(via: ReachPart['via']): boolean;
};

/** How a kind of record is found by id and where each one stands. */
export type RowRule<Row> = {
  /**
   * Somebody without this permission on the record, without any of several, is told that there is none. It may depend
   * on the record.
   */
  readonly visibleBy: Permission | readonly Permission[] | ((row: Row) => Permission);
  /** The record, or undefined. `lock`: it stays as it is until the transaction ends. */
  load(tx: Tx, orgId: string, id: string, lock: boolean): Promise<Row | undefined>;
  placeOf(row: Row, actorId: string): Place;
};

/** The parts of the caller's rights by which a permission reaches the record. */
export function partsAt(
  rights: Rights,
  permission: Permission,
  place: Place,
): readonly ReachPart[] {
  const parts = rights.get(permission)?.parts ?? [];
  return parts.filter(
    (part) =>
      (part.locationId === null || part.locationId === place.locationId) &&
      (part.scope === 'open' || (part.scope === 'assigned' && place.isAssigned(part.via))),
  );
}

/** Whether a permission reaches the record. */
export function reaches(rights: Rights, permission: Permission, place: Place): boolean {
  return partsAt(rights, permission, place).length > 0;
}

/** The fields those parts show together: null for all of them. */
export function pickOf(parts: readonly ReachPart[]): FieldPick | null {
  if (parts.some((part) => part.fields === null)) return null;
  return parts.reduce<FieldPick>((pick, part) => mergePicks(pick, part.fields ?? {}), {});
}

/** As `reaches`, compiled to a condition on rows: false for everything when the permission is missing. */
export function scopeOf(
  rights: Rights,
  permission: Permission,
  columns: { readonly location: SQLWrapper; assigned?(via: ReachPart['via']): SQL | undefined },
): SQL {
  const reach = rights.get(permission);
  if (reach?.all === true) return sql`true`;
  const alternatives = (reach?.parts ?? []).flatMap((part) => {
    const here = part.locationId === null ? undefined : eq(columns.location, part.locationId);
    if (part.scope === 'open') return [here ?? sql`true`];
    const assigned = part.scope === 'assigned' ? columns.assigned?.(part.via) : undefined;
    return assigned === undefined ? [] : [and(assigned, here) ?? assigned];
  });
  return or(...alternatives) ?? sql`false`;
}
