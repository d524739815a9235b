import { ZEditMenuItemInput, ZMenuItem } from '@toster/contracts/schemas/menu';
import { tenant } from '../../procedures.ts';
import { assertCategory, assertTaxClass, menuItemRule, pickMenuItem } from './menu-rows.ts';
import { updateItem } from './update-item.ts';

/** Changes what a menu item is; its price and availability have calls of their own. */
export const editItem = tenant({
  permission: 'menu.edit',
  event: 'menu_item.edited',
  at: menuItemRule,
  cost: 2,
})
  .input(ZEditMenuItemInput)
  .output(ZMenuItem)
  .mutation(async ({ ctx: { tx, caller, row }, input: { data } }) => {
    if (data.taxClass !== undefined)
      assertTaxClass(caller.org.country, data.taxClass, ['data', 'taxClass']);
    if (data.categoryId !== undefined)
      await assertCategory(tx, caller.orgId, row.locationId, data.categoryId);
    return pickMenuItem(await updateItem(tx, row, data), caller.rights);
  });
