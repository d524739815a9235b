import { menuItem } from '@toster/db/schema/menu';
import type { Tx } from '@toster/db/tenant';
import { and, eq } from 'drizzle-orm';
import type { MenuItemRow } from './menu-rows.ts';

type Changeable = Omit<MenuItemRow, 'orgId' | 'id' | 'locationId' | 'createdAt'>;
type Change = { readonly [K in keyof Changeable]?: Changeable[K] | undefined };

/** Writes a change to a locked menu item and answers with the row as it is then. What is undefined stays. */
export async function updateItem(tx: Tx, row: MenuItemRow, change: Change): Promise<MenuItemRow> {
  const [updated] = await tx
    .update(menuItem)
    .set(change)
    .where(and(eq(menuItem.orgId, row.orgId), eq(menuItem.id, row.id)))
    .returning();
  if (updated === undefined) throw new Error('a locked row is gone');
  return updated;
}
