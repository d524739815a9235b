import { ZListMenuInput, ZListMenuOutput } from '@toster/contracts/schemas/menu';
import { isTaxCountry, TAX_RULES } from '@toster/contracts/tax';
import { menuCategory, menuItem } from '@toster/db/schema/menu';
import { and, asc, eq } from 'drizzle-orm';
import { tenant } from '../../procedures.ts';
import { pickMenuItem } from './menu-rows.ts';

/** The menu of a location in its order. */
export const listMenu = tenant({ permission: 'menu.read', at: 'location', cost: 1 })
  .input(ZListMenuInput)
  .output(ZListMenuOutput)
  .query(async ({ ctx: { tx, caller }, input: { locationId } }) => {
    const { orgId, org, rights } = caller;
    const [categories, items] = await Promise.all([
      tx
        .select()
        .from(menuCategory)
        .where(and(eq(menuCategory.orgId, orgId), eq(menuCategory.locationId, locationId)))
        .orderBy(asc(menuCategory.position), asc(menuCategory.id)),
      tx
        .select()
        .from(menuItem)
        .where(and(eq(menuItem.orgId, orgId), eq(menuItem.locationId, locationId)))
        .orderBy(asc(menuItem.position), asc(menuItem.id)),
    ]);
    return {
      locationId,
      currency: org.currency,
      pricesIncludeTax: !isTaxCountry(org.country) || TAX_RULES[org.country].inclusive,
      categories: categories.map((category) => ({
        ...category,
        items: items
          .filter((item) => item.categoryId === category.id)
          .map((item) => pickMenuItem(item, rights)),
      })),
    };
  });
