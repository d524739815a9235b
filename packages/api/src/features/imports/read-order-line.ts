import { type Currency, parseMoney } from '@toster/contracts/money';
import type { Columns, Field, PriceMeaning } from './columns.ts';
import { readChoices } from './read-choices.ts';
import { readPlacedAt } from './read-placed-at.ts';

/** How the numbers and times of a table are meant. */
export type Reading = {
  readonly columns: Columns;
  readonly price: PriceMeaning;
  readonly currency: Currency;
  /** The establishment's zone, for times without an offset. */
  readonly timezone: string;
  /** The same instant for every order, or null: each line says its own. */
  readonly placedAt: Date | null;
  /** Orders later than this are refused. */
  readonly now: Date;
};

/** A line of an order as it will be stored. */
export type ImportedLine = {
  readonly name: string;
  readonly modifiers: readonly string[];
  readonly quantity: number;
  readonly unitPriceMinor: number;
  readonly lineTotalMinor: number;
  readonly placedAt: Date;
};

const NAME_CHARACTERS = 300;
const ID_CHARACTERS = 100;
const QUANTITY_MOST = 10_000;
const CHOICES_MOST = 100;
const CHOICE_CHARACTERS = 200;
const CLOCK_SKEW_MS = 10 * 60_000;

/** The order a record belongs to, or null when the field is missing, empty or unusable. */
export function readOrderId(fields: readonly string[], columns: Columns): string | null {
  const id = fieldOf(fields, columns, 'order_id');
  return id === '' || id.length > ID_CHARACTERS ? null : id;
}

/**
 * Reads one line. The answer is a problem when a value is missing or cannot be meant; problems name the field, never
 * its value, which may be anybody's name in the wrong column.
 */
export function readOrderLine(
  fields: readonly string[],
  reading: Reading,
): ImportedLine | { readonly problem: string } {
  const { columns } = reading;
  const name = fieldOf(fields, columns, 'item_name');
  if (name === '') return { problem: 'item_name is missing' };
  if (name.length > NAME_CHARACTERS)
    return { problem: `item_name is longer than ${NAME_CHARACTERS} characters` };
  const modifiers = readChoices(fieldOf(fields, columns, 'choice_description'));
  if (modifiers.length > CHOICES_MOST)
    return { problem: `choice_description holds more than ${CHOICES_MOST} choices` };
  if (modifiers.some((choice) => choice.length > CHOICE_CHARACTERS))
    return {
      problem: `choice_description holds a choice longer than ${CHOICE_CHARACTERS} characters`,
    };
  const quantity = readQuantity(fieldOf(fields, columns, 'quantity'));
  if (typeof quantity === 'string') return { problem: quantity };
  const price = readPrice(fieldOf(fields, columns, 'item_price'), reading.currency);
  if (typeof price === 'string') return { problem: price };
  const unitPriceMinor = reading.price === 'unit' ? price : Math.floor(price / quantity);
  const lineTotalMinor = reading.price === 'unit' ? price * quantity : price;
  if (lineTotalMinor > MOST_MINOR) return { problem: 'item_price is larger than any bill' };
  const placedAt =
    reading.placedAt ?? readPlacedAt(fieldOf(fields, columns, 'placed_at'), reading.timezone);
  if (placedAt === null) return { problem: 'placed_at is not a date and time' };
  if (placedAt.getTime() < 0) return { problem: 'placed_at lies before 1970' };
  if (placedAt.getTime() > reading.now.getTime() + CLOCK_SKEW_MS)
    return { problem: 'placed_at lies in the future' };
  return { name, modifiers, quantity, unitPriceMinor, lineTotalMinor, placedAt };
}

/** A thousand million of the currency: more is a wrong column, and sums of it stay exact. */
const MOST_MINOR = 100_000_000_000;

function fieldOf(fields: readonly string[], columns: Columns, field: Field): string {
  const index = columns.at[field];
  return index === undefined ? '' : (fields[index] ?? '').trim();
}

function readQuantity(text: string): number | string {
  if (text === '') return 'quantity is missing';
  if (/^-\d+([.,]\d+)?$/.test(text)) return 'quantity is negative';
  const whole = /^(\d{1,9})(?:[.,]0{1,2})?$/.exec(text)?.[1];
  if (whole === undefined) return 'quantity is not a whole number';
  const quantity = Number(whole);
  if (quantity === 0) return 'quantity is zero';
  return quantity > QUANTITY_MOST ? `quantity is larger than ${QUANTITY_MOST}` : quantity;
}

function readPrice(text: string, currency: Currency): number | string {
  if (text === '' || /^null$/i.test(text)) return 'item_price is missing';
  const minor = parseMoney(text, currency);
  if (minor === null) return `item_price is not an amount in ${currency}`;
  return minor < 0 ? 'item_price is negative' : minor;
}
