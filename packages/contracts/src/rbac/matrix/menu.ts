import { K, L, O, _, cells } from '../cells.ts';
import type { FieldPick } from '../fields.ts';
import type { Permission } from '../permissions.ts';
import { type PermissionRule, STEP_UP, row } from '../rules.ts';

/** The menu as guests see it, without what a dish costs the house. */
const WITHOUT_COST: FieldPick = {
  'menu.item': 'full',
  'menu.price': 'full',
  'menu.allergens': 'full',
  'menu.availability': 'full',
};

/** Who may do what with the menu. */
export const MENU_RULES = {
  'menu.read': row(cells(O, L, L, L, L, _, L, O, O, _, K), {
    fields: {
      operator: WITHOUT_COST,
      cook: WITHOUT_COST,
      packer: WITHOUT_COST,
      cashier: WITHOUT_COST,
      marketing: WITHOUT_COST,
      api: WITHOUT_COST,
    },
  }),
  'menu.edit': row(cells(O, L, _, _, _, _, _, _, _, _, K)),
  'menu.price_edit': row(cells(O, L, _, _, _, _, _, _, _, _, K), {
    stepUp: STEP_UP,
  }),
  'menu.availability_86': row(cells(O, L, L, L, _, _, L, _, _, _, K)),
  'menu.publish': row(cells(O, L, _, _, _, _, _, _, _, _, K)),
} as const satisfies { readonly [P in Permission]?: PermissionRule };
