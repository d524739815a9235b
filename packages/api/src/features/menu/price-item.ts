import { AppError } from '@toster/contracts/errors';
import { ZMenuItem, ZPriceMenuItemInput } from '@toster/contracts/schemas/menu';
import { tenant } from '../../procedures.ts';
import { menuItemRule, pickMenuItem } from './menu-rows.ts';
import { updateItem } from './update-item.ts';

/** Sets the price of a menu item. Throws MENU_PRICE_UNCHANGED where that is its price already. */
export const priceItem = tenant({
  permission: 'menu.price_edit',
  event: 'menu_item.priced',
  stepUp: true,
  at: menuItemRule,
  cost: 2,
})
  .input(ZPriceMenuItemInput)
  .output(ZMenuItem)
  .mutation(async ({ ctx: { tx, caller, row }, input: { priceMinor } }) => {
    if (row.priceMinor === priceMinor) throw new AppError('MENU_PRICE_UNCHANGED');
    return pickMenuItem(await updateItem(tx, row, { priceMinor }), caller.rights);
  });
