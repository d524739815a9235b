import { Temporal } from 'temporal-polyfill';
import type { CustomerRow } from '../testing/factories/customer.ts';
import type { Place } from '../testing/factories/menu.ts';
import type { OrderInput } from '../testing/factories/order.ts';
import type { OrderStatus } from '../testing/factories/order-history.ts';
import type { PaymentInput } from '../testing/factories/order-money.ts';
import type { Rng } from '../testing/factories/rng.ts';
import type { Source } from '../testing/factories/source.ts';
import type { DemoContent, DemoLocation } from './content/types.ts';
import { type Offer, drawLines } from './offer.ts';
import { addressLine } from './people.ts';
import type { Crew } from './staffing.ts';

/** An establishment with everything a week of orders needs. */
export type Kitchen = {
  readonly content: DemoContent;
  readonly home: DemoLocation;
  readonly place: Place;
  readonly crew: Crew;
  readonly offer: Offer;
  readonly guests: readonly CustomerRow[];
};

type Draft = Omit<OrderInput, 'place'>;

const DAYS = 7;
/** Orders of a day by ISO weekday, least and most: 64 to 92 in a week. */
const BY_WEEKDAY: readonly (readonly [number, number])[] = [
  [7, 10],
  [7, 10],
  [8, 11],
  [9, 12],
  [13, 19],
  [13, 19],
  [7, 11],
];
/** Opening hours by how busy they are: lunch and dinner rush. */
const BY_HOUR: readonly (readonly [number, number])[] = [
  [9, 3],
  [10, 3],
  [11, 6],
  [12, 15],
  [13, 16],
  [14, 8],
  [15, 4],
  [16, 4],
  [17, 7],
  [18, 14],
  [19, 17],
  [20, 12],
  [21, 5],
];
/** What stands on the boards at this moment: state and how many minutes ago it was ordered. */
const OPEN: readonly (readonly [OrderStatus, number])[] = [
  ['on_way', 41],
  ['on_way', 36],
  ['packed', 31],
  ['ready', 27],
  ['ready', 24],
  ['cooking', 19],
  ['cooking', 16],
  ['cooking', 12],
  ['accepted', 8],
  ['accepted', 6],
  ['placed', 3],
  ['placed', 1],
];
/** Orders of today end here, so that none of them is still open by accident. */
const SETTLED_MINUTES = 75;

/** The last seven days of an establishment in the order they were placed, ending with the orders that are open now. */
export function weekOf(source: Source, kitchen: Kitchen): readonly Draft[] {
  const { rng, now } = source;
  const settled = now.getTime() - SETTLED_MINUTES * 60_000;
  const times: Date[] = [];
  const zoned = Temporal.Instant.fromEpochMilliseconds(now.getTime()).toZonedDateTimeISO(
    kitchen.place.location.timezone,
  );
  for (let back = DAYS - 1; back >= 0; back--) {
    const day = zoned.toPlainDate().subtract({ days: back });
    const [least, most] = BY_WEEKDAY[day.dayOfWeek - 1] ?? [8, 12];
    const count = rng.int(least, most);
    for (let order = 0; order < count; order++) {
      const time = { hour: rng.weighted(BY_HOUR), minute: rng.int(0, 59), second: rng.int(0, 59) };
      const at = day.toZonedDateTime({
        timeZone: zoned.timeZoneId,
        plainTime: time,
      }).epochMilliseconds;
      if (at <= settled) times.push(new Date(at));
    }
  }
  times.sort((a, b) => a.getTime() - b.getTime());
  return [
    ...times.map((placedAt) => draft(source, kitchen, closedStatus(rng), placedAt)),
    ...OPEN.map(([status, minutes]) =>
      draft(source, kitchen, status, new Date(now.getTime() - minutes * 60_000)),
    ),
  ];
}

function closedStatus(rng: Rng): OrderStatus {
  return rng.weighted([
    ['delivered', 91],
    ['cancelled', 4],
    ['voided', 3],
    ['refunded', 2],
  ]);
}

function draft(source: Source, kitchen: Kitchen, status: OrderStatus, placedAt: Date): Draft {
  const { rng } = source;
  const { content, crew } = kitchen;
  const moving = status === 'on_way' || status === 'packed';
  const channel = moving
    ? 'delivery'
    : rng.weighted([
        ['dine_in', 50],
        ['takeaway', 25],
        ['delivery', 25],
      ] as const);
  const chance = { dine_in: 0.2, takeaway: 0.6, delivery: 1 }[channel];
  const guest = rng.chance(chance) ? rng.pick(kitchen.guests) : null;
  const lines = drawLines(rng, kitchen.offer);
  const bearer = channel === 'delivery' ? crew.courier.id : crew.operator.id;
  const toldOff = status === 'voided' ? content.voidReasons : content.cancelReasons;
  return {
    status,
    channel,
    placedAt,
    lines,
    customer: guest,
    tableLabel: channel === 'dine_in' ? `${content.tableWord} ${rng.int(1, 18)}` : null,
    handledBy: handlerOf(rng, status, crew),
    courierId:
      channel === 'delivery' && status !== 'placed' && status !== 'cancelled'
        ? crew.courier.id
        : null,
    steps: {
      placed: crew.operator.id,
      accepted: crew.operator.id,
      cooking: crew.cook.id,
      ready: crew.cook.id,
      packed: crew.packer.id,
      on_way: bearer,
      delivered: bearer,
      cancelled: crew.operator.id,
      voided: crew.manager.id,
      refunded: crew.manager.id,
    },
    ...(rng.chance(0.12) ? { kitchenNote: rng.pick(content.kitchenNotes) } : {}),
    ...(status === 'voided' || status === 'cancelled' ? { reason: rng.pick(toldOff) } : {}),
    ...(channel === 'delivery' ? { address: addressOf(rng, kitchen) } : {}),
    ...(status === 'delivered' || status === 'refunded'
      ? { payment: paymentOf(rng, kitchen, channel, lines) }
      : {}),
  };
}

/** Open work is in the hands of whoever is at it; closed work of one of those who touched it. */
function handlerOf(rng: Rng, status: OrderStatus, crew: Crew): string {
  if (status === 'placed') return crew.operator.id;
  if (status === 'accepted' || status === 'cooking') return crew.cook.id;
  if (status === 'ready' || status === 'packed') return crew.packer.id;
  return rng.pick([crew.operator, crew.cook, crew.packer, crew.cashier]).id;
}

function addressOf(rng: Rng, { content, home }: Kitchen) {
  return {
    line: addressLine(rng, content, home),
    postcode: home.postcode,
    city: home.city,
    ...(rng.chance(0.5) ? { doorNote: rng.pick(content.doorNotes) } : {}),
  };
}

function paymentOf(
  rng: Rng,
  { content }: Kitchen,
  channel: string,
  lines: Draft['lines'],
): PaymentInput {
  const method = rng.weighted([
    ['card', 65],
    ['cash', 25],
    ['external', channel === 'delivery' ? 20 : 0],
  ] as const);
  const sum = lines.reduce((total, { item, quantity }) => total + item.priceMinor * quantity, 0);
  const [often, least, most] = content.country === 'US' ? [0.85, 15, 22] : [0.3, 5, 10];
  const tipMinor = rng.chance(often) ? Math.round((sum * rng.int(least, most)) / 10_000) * 100 : 0;
  if (method !== 'card') return { method, tipMinor: method === 'cash' ? tipMinor : 0 };
  return {
    method,
    tipMinor,
    card: { brand: rng.pick(['Visa', 'Mastercard', 'Visa', 'Amex']), last4: rng.digits(4) },
  };
}
