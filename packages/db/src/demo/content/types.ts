import type { HumanRole } from '@toster/contracts/rbac/roles';
import type { ALLERGENS } from '@toster/contracts/allergens';
import type { TaxCountry } from '@toster/contracts/tax';
import type { OrderChannel } from '../../testing/factories/order.ts';
import type { PaymentInput } from '../../testing/factories/order-money.ts';

export type Dish = {
  readonly name: string;
  readonly description: string;
  readonly priceMinor: number;
  readonly allergens: readonly (typeof ALLERGENS)[number][];
  /** What guests ask to have changed. */
  readonly wishes: readonly string[];
};

/** What people sit down for. `bar` is whatever is eaten and drunk between the meals. */
export type Meal = 'breakfast' | 'lunch' | 'bar' | 'dinner';
export type Season = 'winter' | 'spring' | 'summer' | 'autumn';

/** How many portions of a category a guest orders at a meal, on average. A meal that is missing has none. */
export type Appetite = Readonly<Partial<Record<Meal, number>>>;

export type DemoCategory = {
  readonly name: string;
  readonly taxClass: string;
  readonly appetite: Appetite;
  /** The appetite of guests who eat elsewhere, relative to those at a table. */
  readonly away: number;
  /** The most wanted first. */
  readonly dishes: readonly Dish[];
  /** Offered Monday to Friday only, as set lunches are. */
  readonly weekdaysOnly?: true;
};

/** A category whose dishes change with the season. */
export type DemoSpecials = Omit<DemoCategory, 'dishes'> & {
  readonly dishes: Readonly<Record<Season, readonly Dish[]>>;
};

/** A stretch of the day in local time, the meal it belongs to, and its share of the day's orders. */
export type Stretch = readonly [from: string, to: string, meal: Meal, share: number];

type Weighted<T> = readonly (readonly [T, number])[];

/**
 * What guests of a channel leave: how often, and how much of the bill in percent, at least and at most. With `roundTo`
 * the sum they hand over is rounded up to a multiple of that many minor units.
 */
export type TipHabit = {
  readonly often: number;
  readonly percent: readonly [number, number];
  readonly roundTo?: number;
};

/** How a country eats, orders and pays. */
export type DemoHabits = {
  /** Orders of a day at the first establishment, Monday first. */
  readonly busy: readonly [number, number, number, number, number, number, number];
  /** Monday to Friday. */
  readonly weekday: readonly Stretch[];
  /** Saturday and Sunday. */
  readonly weekend: readonly Stretch[];
  readonly channels: Readonly<Record<Meal, Weighted<OrderChannel>>>;
  /** Guests at a table. */
  readonly parties: Weighted<number>;
  readonly payments: Readonly<Record<OrderChannel, Weighted<PaymentInput['method']>>>;
  readonly cards: Weighted<string>;
  readonly tips: Readonly<Record<OrderChannel, TipHabit>>;
  /** No delivery is worth less, in minor units. */
  readonly deliveryMinimumMinor: number;
  readonly rooms: readonly DemoRoom[];
};

/** Where guests sit: what its tables are called, how many there are, and how many people one holds. */
export type DemoRoom = {
  readonly name: string;
  readonly tables: number;
  readonly seats: number;
  /** Open in spring and summer only. */
  readonly outdoors?: true;
};

export type DemoLocation = {
  readonly slug: string;
  readonly name: string;
  readonly city: string;
  /** Prices against the list, in percent. */
  readonly pricePercent: number;
  /** Orders against the first establishment, in percent. */
  readonly busyPercent: number;
  /** Streets of the neighbourhood, all within the postcode, for deliveries. */
  readonly streets: readonly string[];
  readonly postcode: string;
};

export type DemoNames = { readonly given: readonly string[]; readonly family: readonly string[] };

/** How people are called and reached. */
export type DemoPeople = {
  readonly women: DemoNames;
  readonly men: DemoNames;
  /** Family names a person carries. */
  readonly surnames: 1 | 2;
  /** Telephone numbers of guests; each `#` is a digit. */
  readonly phones: readonly string[];
  /** An address; `{street}` and `{house}` are filled, the house between the two numbers. */
  readonly address: { readonly form: string; readonly houses: readonly [number, number] };
  /** A bank account; each `#` is a digit, `%%` the check digits of an IBAN. */
  readonly bankAccount: string;
  /** A personal tax number; each `#` is a digit, `%` a check letter. */
  readonly taxId: string;
  /** Gross wage for an hour in minor units. */
  readonly hourlyWageMinor: number;
};

/** Phrases for every order, and for those of a channel alone. */
export type ByChannel = Readonly<Record<'any' | OrderChannel, readonly string[]>>;

/** What people of the house write down. */
export type DemoPhrases = {
  readonly kitchenNotes: ByChannel;
  readonly doorNotes: readonly string[];
  readonly cancelReasons: ByChannel;
  readonly voidReasons: ByChannel;
};

export type DemoStaffKey = HumanRole | 'owner2' | 'officer';

/** Everything that differs between the demo organisations. */
export type DemoContent = {
  readonly slug: string;
  readonly name: string;
  readonly country: TaxCountry;
  readonly currency: string;
  readonly locale: string;
  readonly timezone: string;
  readonly cell: string;
  readonly locations: readonly [DemoLocation, DemoLocation];
  /** Full names of the people who sign in. */
  readonly staff: Readonly<Record<DemoStaffKey, string>>;
  readonly menu: readonly DemoCategory[];
  readonly specials: DemoSpecials;
  readonly habits: DemoHabits;
  readonly people: DemoPeople;
  readonly phrases: DemoPhrases;
};
