import type { ImportField } from '@toster/contracts/imports/kinds';
import { type Currency, parseMoney } from '@toster/contracts/money';
import { problem, type Read } from './read.ts';

/** A thousand million of the currency: more is a wrong column, and sums of it stay exact. */
export const MOST_MINOR = 100_000_000_000;

/** An amount of the currency, not negative; null where there is none. */
export function readMoney(
  text: string,
  field: ImportField,
  currency: Currency,
): Read<number | null> {
  if (text === '' || /^null$/i.test(text)) return { value: null };
  const minor = parseMoney(text, currency);
  if (minor === null) return problem('not_amount', { field, currency });
  if (minor < 0) return problem('negative', { field });
  return minor > MOST_MINOR ? problem('too_large', { field, most: 0 }) : { value: minor };
}
