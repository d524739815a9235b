import type { CustomerField, MenuField, OrderField } from '@toster/contracts/imports/kinds';
import { CUSTOMER_NAMES } from './names/customer-names.ts';
import { MENU_NAMES } from './names/menu-names.ts';
import type { Names } from './names/names.ts';
import { ORDER_NAMES } from './names/order-names.ts';
import { ITEM_PRICES, type PriceMeaning } from './names/price-names.ts';

/** Known names by kind and field. `price` tells which price of an order line is meant. */
export function knownNames(price: PriceMeaning) {
  return {
    orders: { ...ORDER_NAMES, item_price: ITEM_PRICES[price] } satisfies Names<OrderField>,
    menu: MENU_NAMES satisfies Names<MenuField>,
    customers: CUSTOMER_NAMES satisfies Names<CustomerField>,
  };
}
