import type { ImportReading, MenuReading, OrdersReading } from '@toster/contracts/imports/reading';
import type { Importer } from './find-importer.ts';
import { customersKind } from './customers/customers-kind.ts';
import { ImportError } from './import-error.ts';
import type { Item, Kind } from './kind.ts';
import { menuKind } from './menu/menu-kind.ts';
import { ordersKind } from './orders/orders-kind.ts';
import type { Reading as OrderLineReading } from './orders/read-order-line.ts';
import { readInstant } from './values/read-instant.ts';

/** A maker of one kind of import, for code that does not care which. */
export type KindUser<R> = <T extends Item>(make: () => Kind<T>) => R;

/** What reading a table needs to know of where it goes to. */
export type ReadingPlace = Pick<Importer, 'country' | 'currency' | 'timezone'>;

/** Uses the kind that a reading means, with the values of its place. */
export function withKind<R>(
  reading: ImportReading,
  place: ReadingPlace,
  now: Date,
  use: KindUser<R>,
): R {
  switch (reading.kind) {
    case 'orders': {
      const lines = orderReading(reading, place, now);
      return use(() => ordersKind(lines, reading));
    }
    case 'menu':
      return use(() => menuKind(menuReading(reading, place)));
    case 'customers':
      return use(() => customersKind({ ...reading, country: place.country }));
  }
}

/** What a person says about a table of order lines. */
type OrderLines = Pick<OrdersReading, 'price' | 'placedAt'> & Pick<OrderLineReading, 'columns'>;

/** How order lines are read at a place. Throws an ImportError when the one time of all orders cannot be meant. */
export function orderReading(reading: OrderLines, place: ReadingPlace, now: Date) {
  const { currency, timezone } = place;
  const { columns, price } = reading;
  return {
    columns,
    price,
    currency,
    timezone,
    placedAt: oneTime(reading.placedAt, timezone, now),
    now,
  };
}

/** How a menu is read at a place. */
export function menuReading({ columns, defaults }: MenuReading, place: ReadingPlace) {
  const { country, currency } = place;
  return { columns, defaults, country, currency };
}

/** The one time of all orders, or null where each line says its own. Throws an ImportError when it cannot be meant. */
export function oneTime(text: string, timezone: string, now: Date): Date | null {
  if (text === 'column') return null;
  const instant = readInstant(text, timezone);
  if (instant === null) {
    throw new ImportError(
      'not_a_table',
      `--placed-at ${text} is neither a date and time nor "column"`,
    );
  }
  if (instant.getTime() > now.getTime())
    throw new ImportError('not_a_table', `--placed-at ${text} lies in the future`);
  return instant;
}
