import type { ListCustomersInput } from '@toster/contracts/schemas/customers';
import { createLoader, type inferParserType, parseAsStringLiteral } from 'nuqs/server';
import { parseAsId } from '#features/filters/parsers.ts';

export const SORTS = ['last_order', 'newest'] as const;

/** Everything the address says about the list of guests. Never a number or an address of one. */
export const CUSTOMER_PARSERS = {
  location: parseAsId,
  sort: parseAsStringLiteral(SORTS).withDefault('last_order'),
} as const;
export type CustomerFilters = inferParserType<typeof CUSTOMER_PARSERS>;

/** Who is open beside the list. */
export const CUSTOMER_SHEET_PARSERS = { guest: parseAsId } as const;

export const loadCustomerFilters = createLoader(CUSTOMER_PARSERS);

const PAGE_SIZE = 50;

/** The query a list of guests needs; the same on the server and in the browser, so what was prefetched is found. */
export function customerQuery(
  filters: CustomerFilters,
  locations: readonly { id: string }[],
): Omit<ListCustomersInput, 'cursor'> {
  const known = locations.some(({ id }) => id === filters.location);
  return {
    sort: filters.sort,
    limit: PAGE_SIZE,
    ...(filters.location !== null && known ? { locationId: filters.location } : {}),
  };
}
