import { z } from 'zod';
import { isCapSeq } from '../records/cap-seq.ts';

/** No NUL (PostgreSQL text cannot hold it), no other control character but line breaks and tabs, no half of a surrogate pair. */
function isStorable(text: string): boolean {
  // oxlint-disable-next-line no-control-regex -- control characters are exactly what is refused
  return text.isWellFormed() && !/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/.test(text);
}

/** One line or more of text from a person, without surrounding space. Length in UTF-16 units. */
export const textOf = (maxLength: number) =>
  z.string().trim().min(1).max(maxLength).refine(isStorable, { error: 'unstorable_text' });

/** As `textOf`, where nothing is an answer too. */
export const optionalTextOf = (maxLength: number) =>
  z.string().trim().max(maxLength).refine(isStorable, { error: 'unstorable_text' });

/** A telephone number as people write it. */
export const ZPhone = z
  .string()
  .trim()
  .regex(/^\+?[0-9 ()./-]{5,24}$/);

const FIRST_INSTANT = Date.UTC(1970, 0, 1);
const LAST_INSTANT = Date.UTC(2101, 0, 1) - 1;

/** An instant of the years 1970 to 2100, RFC 3339: every language and database here can hold those. */
export const ZInstant = z.iso.datetime({ offset: true }).refine(
  (text) => {
    const instant = Date.parse(text);
    return instant >= FIRST_INSTANT && instant <= LAST_INSTANT;
  },
  { error: 'instant_out_of_range' },
);

/** Money in minor units that cannot be negative; the bound keeps every sum of an order exact. */
export const ZMinor = z.int().min(0).max(1_000_000_000_00);

/** Where a page ends and the next begins: opaque to the client. */
export const ZCursor = z
  .string()
  .min(1)
  .max(200)
  .regex(/^[\w-]+$/);

/** How many rows a page holds. */
export const ZPageSize = z.int().min(1).max(100).default(50);

/** A position in the order of capture, a string on the wire. */
export const ZCapSeq = z.string().refine(isCapSeq, { error: 'no_position' });

/** A colleague as everybody in the organisation sees one. The name is null where it was erased or is hidden. */
export const ZPerson = z.object({ id: z.uuid(), firstName: z.string().nullable() });
export type Person = z.infer<typeof ZPerson>;

/** How much of a limit on uses is gone: `used` within the last `perSeconds`, of `most` that are free. */
export const ZUses = z.object({ used: z.int(), most: z.int(), perSeconds: z.int() });
export type Uses = z.infer<typeof ZUses>;
