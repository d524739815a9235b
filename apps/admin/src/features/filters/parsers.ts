import { createParser, parseAsStringLiteral } from 'nuqs/server';
import { isDay, RANGES } from '#features/filters/range.ts';

/** A calendar day in the address. */
export const parseAsDay = createParser({
  parse: (text) => (isDay(text) ? text : null),
  serialize: (day: string) => day,
});

/** A UUID in the address; anything else is as if it were not there. */
export const parseAsId = createParser({
  parse: (text) => (/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/iu.test(text) ? text : null),
  serialize: (id: string) => id,
});

/** The time filters every list shares. */
export const RANGE_PARSERS = {
  range: parseAsStringLiteral(RANGES),
  from: parseAsDay,
  to: parseAsDay,
} as const;
