import { IMPORT_KINDS } from '@toster/contracts/imports/kinds';
import { hasEnded, IMPORT_STATES } from '@toster/contracts/imports/states';
import type { ListImportsInput } from '@toster/contracts/schemas/imports';
import {
  createLoader,
  type inferParserType,
  parseAsBoolean,
  parseAsStringLiteral,
} from 'nuqs/server';
import { parseAsId } from '#features/filters/parsers.ts';

/** What people look for: imports under way, ended ones, those that put lines aside. */
export const SHOWS = ['open', 'ended', 'aside'] as const;
const SHOWN = {
  open: { status: IMPORT_STATES.filter((state) => !hasEnded(state)) },
  ended: { status: IMPORT_STATES.filter(hasEnded) },
  aside: { withAside: true },
} as const satisfies Readonly<Record<(typeof SHOWS)[number], Partial<ListImportsInput>>>;

/** Everything the address says about the list of imports. */
export const IMPORT_PARSERS = {
  location: parseAsId,
  kind: parseAsStringLiteral(IMPORT_KINDS),
  show: parseAsStringLiteral(SHOWS),
} as const;
export type ImportFilters = inferParserType<typeof IMPORT_PARSERS>;

/** What is open beside the list: the beginning of a new import. */
export const IMPORT_SHEET_PARSERS = { new: parseAsBoolean.withDefault(false) } as const;

export const loadImportFilters = createLoader(IMPORT_PARSERS);

const PAGE_SIZE = 50;

/** The query a list of imports needs; the same on the server and in the browser, so what was prefetched is found. */
export function importQuery(
  { location, kind, show }: ImportFilters,
  locations: readonly { id: string }[],
): Omit<ListImportsInput, 'cursor'> {
  const isKnown = locations.some(({ id }) => id === location);
  return {
    limit: PAGE_SIZE,
    ...(location !== null && isKnown ? { locationId: location } : {}),
    ...(kind === null ? {} : { kind }),
    ...(show === null ? {} : SHOWN[show]),
  };
}
