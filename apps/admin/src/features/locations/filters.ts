import type { LocationDetails } from '@toster/contracts/schemas/locations';
import { type inferParserType, parseAsBoolean, parseAsString } from 'nuqs/server';
import { parseAsId } from '#features/filters/parsers.ts';

/** Everything the address says about the establishments. */
export const LOCATION_PARSERS = {
  location: parseAsId,
  q: parseAsString.withDefault(''),
} as const;
export type LocationFilters = inferParserType<typeof LOCATION_PARSERS>;

/** Which one is open beside the list, or that a new one is being added. */
export const LOCATION_SHEET_PARSERS = {
  place: parseAsId,
  new: parseAsBoolean.withDefault(false),
} as const;

/** The establishments a filter leaves. A chosen establishment that is not in the list narrows nothing. */
export function filterLocations(
  locations: readonly LocationDetails[],
  { q, location: chosen }: LocationFilters,
): readonly LocationDetails[] {
  const words = q.toLocaleLowerCase().split(/\s+/u).filter(Boolean);
  const isKnown = locations.some(({ id }) => id === chosen);
  return locations.filter(({ id, name, address, city }) => {
    const text = `${name} ${address} ${city}`.toLocaleLowerCase();
    return (!isKnown || id === chosen) && words.every((word) => text.includes(word));
  });
}
