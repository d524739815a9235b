import { newId } from '@toster/contracts/ids';
import { ZCreateMenuItemInput, ZMenuItem } from '@toster/contracts/schemas/menu';
import { menuItem } from '@toster/db/schema/menu';
import { and, eq, sql } from 'drizzle-orm';
import { tenant } from '../../procedures.ts';
import { assertCategory, assertTaxClass, pickMenuItem } from './menu-rows.ts';

/** Adds a dish or drink at the end of a category. */
export const createItem = tenant({
  permission: 'menu.edit',
  event: 'menu_item.created',
  at: 'location',
  cost: 2,
})
  .input(ZCreateMenuItemInput)
  .output(ZMenuItem)
  .mutation(async ({ ctx: { tx, caller }, input }) => {
    const { orgId, org, rights } = caller;
    assertTaxClass(org.country, input.taxClass, ['taxClass']);
    const [[last]] = await Promise.all([
      tx
        .select({ position: sql<number>`coalesce(max(${menuItem.position}), -1)::int` })
        .from(menuItem)
        .where(and(eq(menuItem.orgId, orgId), eq(menuItem.locationId, input.locationId))),
      assertCategory(tx, orgId, input.locationId, input.categoryId),
    ]);
    const [created] = await tx
      .insert(menuItem)
      .values({
        ...input,
        orgId,
        id: newId(),
        currency: org.currency,
        position: (last?.position ?? -1) + 1,
      })
      .returning();
    if (created === undefined) throw new Error('an insert returned no row');
    return pickMenuItem(created, rights);
  });
