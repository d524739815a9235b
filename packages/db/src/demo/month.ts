import { Temporal } from 'temporal-polyfill';
import type { Place } from '../testing/factories/menu.ts';
import type { OrderChannel, OrderInput } from '../testing/factories/order.ts';
import type { OrderStatus } from '../testing/factories/order-history.ts';
import type { Rng } from '../testing/factories/rng.ts';
import type { Source } from '../testing/factories/source.ts';
import { drawLines, heartOf, type Occasion, withDish } from './basket.ts';
import { drawPayment } from './bill.ts';
import type { ByChannel, DemoContent, DemoLocation, DemoRoom } from './content/types.ts';
import type { Guests } from './guests.ts';
import type { Offer } from './offer.ts';
import { mealAt, type Moment, momentsOf } from './rush.ts';
import { seasonOf } from './season.ts';
import { crewOn, type Crews } from './staffing.ts';

/** An establishment with everything its orders need. */
export type Kitchen = {
  readonly content: DemoContent;
  readonly home: DemoLocation;
  readonly place: Place;
  readonly crews: Crews;
  readonly offer: Offer;
  readonly guests: Guests;
};

/** An order of the month, without its place. */
export type Draft = Omit<OrderInput, 'place'>;

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
const SETTLED_MS = 75 * 60_000;
const ENDS: readonly (readonly [OrderStatus, number])[] = [
  ['delivered', 940],
  ['cancelled', 34],
  ['voided', 14],
  ['refunded', 12],
];
/** How many of those who eat here leave a name, and how many of those who take it away. */
const NAMED: Readonly<Record<OrderChannel, number>> = { dine_in: 0.14, takeaway: 0.6, delivery: 1 };
const PARTY_AWAY: readonly (readonly [number, number])[] = [
  [1, 44],
  [2, 36],
  [3, 12],
  [4, 8],
];
const LIKES_THE_SAME = 0.45;
const NOTED = 0.1;
const TAKEN_AT_THE_TILL = 0.25;

/** The last days of an establishment in the order they were placed, ending with the orders that are open now. */
export function monthOf(source: Source, kitchen: Kitchen, days: number): readonly Draft[] {
  const { rng, now } = source;
  const { habits } = kitchen.content;
  const zone = kitchen.place.location.timezone;
  const zoned = Temporal.Instant.fromEpochMilliseconds(now.getTime()).toZonedDateTimeISO(zone);
  const today = zoned.toPlainDate();
  const settled = now.getTime() - SETTLED_MS;
  const moments: Moment[] = [];
  for (let back = days - 1; back >= 0; back--) {
    const day = momentsOf(rng, habits, kitchen.home, zone, today.subtract({ days: back }));
    moments.push(
      ...day
        .filter(({ at }) => at.getTime() <= settled)
        .toSorted((a, b) => a.at.getTime() - b.at.getTime()),
    );
  }
  const meal = mealAt(habits, zoned);
  return [
    ...moments.map((moment) => draft(source, kitchen, rng.weighted(ENDS), moment, today)),
    ...OPEN.map(([status, minutes]) => {
      const at = new Date(now.getTime() - minutes * 60_000);
      return draft(source, kitchen, status, { at, meal, date: today }, today);
    }),
  ];
}

function draft(
  source: Source,
  kitchen: Kitchen,
  status: OrderStatus,
  { at: placedAt, meal, date }: Moment,
  today: Temporal.PlainDate,
): Draft {
  const { rng } = source;
  const { content, offer } = kitchen;
  const { habits, phrases } = content;
  const crew = crewOn(kitchen.crews, date.until(today).days);
  const onBike = status === 'on_way' || status === 'packed';
  const channel = onBike ? 'delivery' : rng.weighted(habits.channels[meal]);
  const guest = rng.chance(NAMED[channel]) ? kitchen.guests.at(placedAt) : null;
  const guests = rng.weighted(channel === 'dine_in' ? habits.parties : PARTY_AWAY);
  const minimumMinor = channel === 'delivery' ? habits.deliveryMinimumMinor : 0;
  const occasion: Occasion = { meal, channel, guests, date, minimumMinor };
  const drawn = drawLines(rng, offer, occasion);
  const favourite = guest && rng.chance(LIKES_THE_SAME) ? guest.favourite : null;
  const lines = withDish(drawn, offer, occasion, favourite);
  if (guest) guest.favourite ??= heartOf(offer, lines);
  const taker =
    channel !== 'delivery' && rng.chance(TAKEN_AT_THE_TILL) ? crew.cashier : crew.operator;
  const bearer = channel === 'delivery' ? crew.courier.id : taker.id;
  const isSold = status === 'delivered' || status === 'refunded';
  return {
    status,
    channel,
    placedAt,
    lines,
    customer: guest?.row ?? null,
    tableLabel: channel === 'dine_in' ? drawTable(rng, habits.rooms, occasion) : null,
    handledBy: handlerOf(status, { taker: taker.id, bearer, crew }),
    courierId:
      channel === 'delivery' && status !== 'placed' && status !== 'cancelled'
        ? crew.courier.id
        : null,
    steps: {
      placed: taker.id,
      accepted: taker.id,
      cooking: crew.cook.id,
      ready: crew.cook.id,
      packed: crew.packer.id,
      on_way: bearer,
      delivered: bearer,
      cancelled: taker.id,
      voided: crew.manager.id,
      refunded: crew.manager.id,
    },
    ...(rng.chance(NOTED) ? { kitchenNote: sayAbout(rng, phrases.kitchenNotes, channel) } : {}),
    ...(status === 'cancelled' ? { reason: sayAbout(rng, phrases.cancelReasons, channel) } : {}),
    ...(status === 'voided' ? { reason: sayAbout(rng, phrases.voidReasons, channel) } : {}),
    ...(channel === 'delivery' && guest ? { address: guest.address } : {}),
    ...(isSold ? { payment: drawPayment(rng, habits, { channel, lines }, guest?.card) } : {}),
  };
}

/** Open work is in the hands of whoever is at it, closed work of whoever closed it. */
function handlerOf(
  status: OrderStatus,
  by: { readonly taker: string; readonly bearer: string; readonly crew: ReturnType<typeof crewOn> },
): string {
  if (status === 'placed' || status === 'cancelled') return by.taker;
  if (status === 'accepted' || status === 'cooking') return by.crew.cook.id;
  if (status === 'ready' || status === 'packed') return by.crew.packer.id;
  if (status === 'voided' || status === 'refunded') return by.crew.manager.id;
  return by.bearer;
}

function drawTable(rng: Rng, rooms: readonly DemoRoom[], { guests, date }: Occasion): string {
  const season = seasonOf(date.month);
  const isWarm = season === 'spring' || season === 'summer';
  const fitting = rooms.filter(({ seats, outdoors }) => seats >= guests && (isWarm || !outdoors));
  const { name, tables } = rng.weighted(fitting.map((room) => [room, room.tables] as const));
  return `${name} ${rng.int(1, tables)}`;
}

function sayAbout(rng: Rng, phrases: ByChannel, channel: OrderChannel): string {
  return rng.pick([...phrases.any, ...phrases[channel]]);
}
