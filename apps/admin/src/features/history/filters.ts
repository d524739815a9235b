import { isCapSeq } from '@toster/contracts/records/cap-seq';
import { createParser, parseAsBoolean } from 'nuqs/server';

const FIELD = /^[a-z][a-z_.]{0,80}:[a-z][a-z_]{0,62}$/u;

/** What the address says about a history: the instant, the one field looked at, and whether readings are listed. */
export const HISTORY_PARSERS = {
  at: createParser({
    parse: (text) => (isCapSeq(text) ? text : null),
    serialize: (at: string) => at,
  }),
  field: createParser({
    parse: (text) => (FIELD.test(text) ? text : null),
    serialize: (field: string) => field,
  }),
  views: parseAsBoolean.withDefault(false),
} as const;
