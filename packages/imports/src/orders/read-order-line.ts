import type { OrderField } from '@toster/contracts/imports/kinds';
import type { Problem } from '@toster/contracts/imports/problems';
import type { Currency } from '@toster/contracts/money';
import type { Columns } from '../table/columns.ts';
import type { PriceMeaning } from '../table/names/price-names.ts';
import { readChoices } from '../values/read-choices.ts';
import { readInstant } from '../values/read-instant.ts';
import { MOST_MINOR, readMoney } from '../values/read-money.ts';
import { fieldOf, problem, type Read } from '../values/read.ts';

/** How the numbers and times of a table of order lines are meant. */
export type Reading = {
  readonly columns: Columns<OrderField>;
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

type Fields = readonly string[];

/** The order a record belongs to, or null when the field is missing, empty or unusable. */
export function readOrderId(fields: Fields, columns: Columns<OrderField>): string | null {
  const id = fieldOf(fields, columns, 'order_id');
  return id === '' || id.length > ID_CHARACTERS ? null : id;
}

/**
 * Reads one line. The answer is a problem when a value is missing or cannot be meant; problems name the field, never
 * its value, which may be anybody's name in the wrong column.
 */
export function readOrderLine(
  fields: Fields,
  reading: Reading,
): ImportedLine | { readonly problem: Problem } {
  const name = readName(fields, reading);
  if ('problem' in name) return name;
  const modifiers = readModifiers(fields, reading);
  if ('problem' in modifiers) return modifiers;
  const quantity = readQuantity(fields, reading);
  if ('problem' in quantity) return quantity;
  const price = readPrice(fields, reading);
  if ('problem' in price) return price;
  const unit = reading.price === 'unit';
  const lineTotalMinor = unit ? price.value * quantity.value : price.value;
  if (lineTotalMinor > MOST_MINOR) return problem('too_large', { field: 'item_price', most: 0 });
  const placedAt = readPlacedAt(fields, reading);
  if ('problem' in placedAt) return placedAt;
  return {
    name: name.value,
    modifiers: modifiers.value,
    quantity: quantity.value,
    unitPriceMinor: unit ? price.value : Math.floor(price.value / quantity.value),
    lineTotalMinor,
    placedAt: placedAt.value,
  };
}

/** What was sold. */
function readName(fields: Fields, { columns }: Reading): Read<string> {
  const name = fieldOf(fields, columns, 'item_name');
  if (name === '') return problem('missing', { field: 'item_name' });
  return name.length > NAME_CHARACTERS
    ? problem('too_long', { field: 'item_name', most: NAME_CHARACTERS })
    : { value: name };
}

/** What was chosen with it. */
function readModifiers(fields: Fields, { columns }: Reading): Read<readonly string[]> {
  const field = 'choice_description';
  const choices = readChoices(fieldOf(fields, columns, field));
  if (choices.length > CHOICES_MOST)
    return problem('too_many_choices', { field, most: CHOICES_MOST });
  return choices.some((choice) => choice.length > CHOICE_CHARACTERS)
    ? problem('choice_too_long', { field, most: CHOICE_CHARACTERS })
    : { value: choices };
}

/** How many of it. */
function readQuantity(fields: Fields, { columns }: Reading): Read<number> {
  const field = 'quantity';
  const text = fieldOf(fields, columns, field);
  if (text === '') return problem('missing', { field });
  if (/^-\d+([.,]\d+)?$/.test(text)) return problem('negative', { field });
  const whole = /^(\d{1,9})(?:[.,]0{1,2})?$/.exec(text)?.[1];
  if (whole === undefined) return problem('not_whole', { field });
  const quantity = Number(whole);
  if (quantity === 0) return problem('zero', { field });
  return quantity > QUANTITY_MOST
    ? problem('too_large', { field, most: QUANTITY_MOST })
    : { value: quantity };
}

/** The price, of the line or of one piece. */
function readPrice(fields: Fields, { columns, currency }: Reading): Read<number> {
  const price = readMoney(fieldOf(fields, columns, 'item_price'), 'item_price', currency);
  if ('problem' in price) return price;
  return price.value === null
    ? problem('missing', { field: 'item_price' })
    : { value: price.value };
}

/** When it was ordered. */
function readPlacedAt(fields: Fields, reading: Reading): Read<Date> {
  const field = 'placed_at';
  const at =
    reading.placedAt ?? readInstant(fieldOf(fields, reading.columns, field), reading.timezone);
  if (at === null) return problem('not_instant', { field });
  if (at.getTime() < 0) return problem('before_1970', { field });
  return at.getTime() > reading.now.getTime() + CLOCK_SKEW_MS
    ? problem('in_future', { field })
    : { value: at };
}

/** The fields of an order line, one by one, as `readOrderLine` puts them together. */
export const ORDER_READERS = {
  quantity: readQuantity,
  item_name: readName,
  choice_description: readModifiers,
  item_price: readPrice,
  placed_at: readPlacedAt,
} as const;
