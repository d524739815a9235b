import { type CustomerRow, customerRows } from '../testing/factories/customer.ts';
import type { Place } from '../testing/factories/menu.ts';
import type { PaymentInput } from '../testing/factories/order-money.ts';
import type { Rows } from '../testing/factories/rows.ts';
import type { Source } from '../testing/factories/source.ts';
import type { DemoContent, DemoLocation } from './content/types.ts';
import type { OfferedItem } from './offer.ts';
import { addressLine, fillDigits, fullName, guestEmail } from './people.ts';

/** A guest with the habits that show in their orders. */
export type Guest = {
  readonly row: CustomerRow;
  /** How often they come back, relative to the others. */
  readonly loyalty: number;
  readonly address: {
    readonly line: string;
    readonly postcode: string;
    readonly city: string;
    readonly doorNote?: string;
  };
  readonly card: NonNullable<PaymentInput['card']>;
  favourite: OfferedItem | null;
  lastSeen: Date;
};

/** Most come once or twice; one in fifty comes several times a week. */
const LOYALTY: readonly (readonly [number, number])[] = [
  [0.3, 66],
  [2, 22],
  [6, 10],
  [11, 2],
];
const RETURNS = 0.62;
const NOT_AGAIN_WITHIN_MS = 20 * 3_600_000;
const ATTEMPTS = 40;

/** The contact data that guests of an organisation have already: nobody shares a number or an address. */
export type Taken = { readonly phones: Set<string>; readonly emails: Set<string> };

/** The guests of an establishment as the days pass: new ones come, and those who liked it come again. */
export class Guests {
  readonly #known: Guest[] = [];
  readonly #rows: Rows;
  readonly #source: Source;
  readonly #content: DemoContent;
  readonly #home: DemoLocation;
  readonly #place: Place;
  readonly #taken: Taken;

  constructor(
    rows: Rows,
    source: Source,
    at: {
      readonly content: DemoContent;
      readonly home: DemoLocation;
      readonly place: Place;
      readonly taken: Taken;
    },
  ) {
    this.#rows = rows;
    this.#source = source;
    this.#content = at.content;
    this.#home = at.home;
    this.#place = at.place;
    this.#taken = at.taken;
  }

  /** Who orders at that moment. Called in the order of time. */
  at(moment: Date): Guest {
    const { rng } = this.#source;
    const rested = this.#known.filter(
      ({ lastSeen }) => moment.getTime() - lastSeen.getTime() > NOT_AGAIN_WITHIN_MS,
    );
    const guest =
      rested.length > 0 && rng.chance(RETURNS)
        ? rng.weighted(rested.map((each) => [each, each.loyalty] as const))
        : this.#welcome(moment);
    guest.lastSeen = moment;
    return guest;
  }

  #welcome(moment: Date): Guest {
    const { rng } = this.#source;
    const { people, habits, phrases } = this.#content;
    const name = fullName(rng, people);
    const row = customerRows(this.#rows, this.#source, this.#place, {
      name,
      phone: unused(this.#taken.phones, () => fillDigits(rng, rng.pick(people.phones))),
      email: rng.chance(0.55) ? unused(this.#taken.emails, () => guestEmail(rng, name)) : null,
      createdAt: moment,
    });
    const guest: Guest = {
      row,
      loyalty: rng.weighted(LOYALTY),
      address: {
        line: addressLine(rng, people, this.#home),
        postcode: this.#home.postcode,
        city: this.#home.city,
        ...(rng.chance(0.45) ? { doorNote: rng.pick(phrases.doorNotes) } : {}),
      },
      card: { brand: rng.weighted(habits.cards), last4: rng.digits(4) },
      favourite: null,
      lastSeen: moment,
    };
    this.#known.push(guest);
    return guest;
  }
}

/** A value that nobody has yet; none where so many draws in a row were taken. */
function unused(taken: Set<string>, draw: () => string): string | null {
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const value = draw();
    if (taken.has(value)) continue;
    taken.add(value);
    return value;
  }
  return null;
}
