import { ZMenuItem, ZSetMenuItemAvailabilityInput } from '@toster/contracts/schemas/menu';
import { tenant } from '../../procedures.ts';
import { menuItemRule, pickMenuItem } from './menu-rows.ts';
import { updateItem } from './update-item.ts';

/** Marks a menu item as sold out or available again. Setting what it is already changes nothing. */
export const setAvailability = tenant({
  permission: 'menu.availability_86',
  event: 'menu_item.availability_changed',
  at: menuItemRule,
  cost: 1,
})
  .input(ZSetMenuItemAvailabilityInput)
  .output(ZMenuItem)
  .mutation(async ({ ctx: { tx, caller, row }, input: { available } }) => {
    const current = row.available === available ? row : await updateItem(tx, row, { available });
    return pickMenuItem(current, caller.rights);
  });
