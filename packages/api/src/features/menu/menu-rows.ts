import { AppError } from '@toster/contracts/errors';
import type { Permission } from '@toster/contracts/rbac/permissions';
import type { Rights } from '@toster/contracts/rbac/rights';
import { isTaxCountry, TAX_RULES, type TaxClass } from '@toster/contracts/tax';
import { menuCategory, menuItem } from '@toster/db/schema/menu';
import type { TenantReadTx } from '@toster/db/tenant';
import { and, eq, type InferSelectModel } from 'drizzle-orm';
import { partsAt, pickOf, type Place, type RowRule } from '../../rows.ts';

export type MenuItemRow = InferSelectModel<typeof menuItem>;

const place = (locationId: string): Place => ({ locationId, isAssigned: () => false });

/** A menu item by its id, hidden from those who may not read the menu of its location. */
export const menuItemRule: RowRule<MenuItemRow> = {
  visibleBy: 'menu.read',
  load: async (tx, orgId, id, lock) => {
    const query = tx
      .select()
      .from(menuItem)
      .where(and(eq(menuItem.orgId, orgId), eq(menuItem.id, id)));
    const [row] = await (lock ? query.for('update') : query);
    return row;
  },
  placeOf: (row) => place(row.locationId),
};

/** A menu item with the fields the permission shows at its location. */
export function pickMenuItem(
  row: MenuItemRow,
  rights: Rights,
  permission: Permission = 'menu.read',
) {
  const pick = pickOf(partsAt(rights, permission, place(row.locationId)));
  return {
    ...row,
    priceMinor: pick === null || pick['menu.price'] === 'full' ? row.priceMinor : null,
  };
}

/** The category must be one of that location, else it does not exist. */
export async function assertCategory(
  tx: TenantReadTx,
  orgId: string,
  locationId: string,
  categoryId: string,
): Promise<void> {
  const [found] = await tx
    .select({ id: menuCategory.id })
    .from(menuCategory)
    .where(
      and(
        eq(menuCategory.orgId, orgId),
        eq(menuCategory.id, categoryId),
        eq(menuCategory.locationId, locationId),
      ),
    );
  if (found === undefined) throw new AppError('NOT_FOUND');
}

/** The tax class must be one of the organisation's country. */
export function assertTaxClass(country: string, taxClass: string, path: readonly string[]): void {
  const classes: Readonly<Record<string, TaxClass>> = isTaxCountry(country)
    ? TAX_RULES[country].classes
    : {};
  if (Object.hasOwn(classes, taxClass)) return;
  throw new AppError('INVALID_INPUT', {
    details: { issues: [{ path: [...path], rule: 'unknown_tax_class' }] },
  });
}
