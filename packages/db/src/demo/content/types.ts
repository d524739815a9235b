import type { WeekHours } from '@toster/contracts/hours';
import type { HumanRole } from '@toster/contracts/rbac/roles';
import type { ALLERGENS } from '@toster/contracts/allergens';
import type { TaxCountry } from '@toster/contracts/tax';

type Allergen = (typeof ALLERGENS)[number];

/** A dish: name, description, price in minor units, allergens. */
export type Dish = readonly [
  name: string,
  description: string,
  priceMinor: number,
  allergens?: readonly Allergen[],
];

export type DemoCategory = {
  readonly name: string;
  readonly taxClass: string;
  /** How often guests order from it, relative to the others. */
  readonly weight: number;
  readonly dishes: readonly Dish[];
  /** What guests ask to have changed. */
  readonly wishes?: readonly string[];
};

export type DemoLocation = {
  readonly slug: string;
  readonly name: string;
  readonly city: string;
  /** Prices against the list, in percent. */
  readonly pricePercent: number;
  /** Streets of the neighbourhood, for deliveries. */
  readonly streets: readonly string[];
  readonly postcode: string;
  readonly address: string;
  readonly phone: string;
  readonly email: string;
  readonly hours: WeekHours;
};

/** Who the business is before the law, and how it is reached. */
export type DemoBusiness = {
  readonly legalName: string;
  /** Passes the check of the country; issued to nobody that is known. */
  readonly taxId: string;
  readonly address: string;
  readonly postcode: string;
  readonly city: string;
  readonly phone: string;
  readonly email: string;
  readonly receiptFooter: string;
};

export type DemoNames = { readonly given: readonly string[]; readonly family: readonly string[] };

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
  readonly business: DemoBusiness;
  readonly locations: readonly [DemoLocation, DemoLocation];
  readonly menu: readonly DemoCategory[];
  /** Full names of the people who sign in. */
  readonly staff: Readonly<Record<DemoStaffKey, string>>;
  readonly women: DemoNames;
  readonly men: DemoNames;
  /** Family names a person carries. */
  readonly surnames: 1 | 2;
  /** A telephone number; each `#` is a digit. */
  readonly phone: string;
  /** Whether the house number stands before the street. */
  readonly houseFirst: boolean;
  readonly kitchenNotes: readonly string[];
  readonly doorNotes: readonly string[];
  readonly cancelReasons: readonly string[];
  readonly voidReasons: readonly string[];
  readonly tableWord: string;
  /** Gross wage for an hour in minor units. */
  readonly hourlyWageMinor: number;
  /** A bank account; each `#` is a digit. */
  readonly bankAccount: string;
  readonly taxId: string;
};
