import { AppError } from '@toster/contracts/errors';
import type { LocationSummary } from '@toster/contracts/schemas/session';
import type { MenuItem } from '@toster/contracts/schemas/menu';
import type { OrderStatus } from '@toster/db/testing/factories/order-history';
import type { Backstage } from '@toster/db/demo/backstage';
import type { DemoContent, DemoStaffKey } from '@toster/db/demo/content/types';
import { DEMO_ORGS } from '@toster/db/demo/content/demo-orgs';
import { DEMO_STAFF_KEYS, demoEmail } from '@toster/db/demo/logins';
import type { Rng } from '@toster/db/testing/factories/rng';
import type { ImportDatabases } from '@toster/imports/import-run';
import type { Server } from '../server.ts';
import { addressOf, type DeviceName, DEVICES, USUAL } from './devices.ts';
import { Person } from './person.ts';
import { type DayWords, WORDS } from './words.ts';

/** What a day is played with. */
export type Theatre = {
  /** Believes one proxy: the addresses of the visitors are in `X-Forwarded-For`. */
  readonly server: Server;
  readonly imports: ImportDatabases;
  readonly backstage: Backstage;
};

/** One restaurant on one day. Whoever has come in once is still there in the next scene. */
export class Stage {
  readonly content: DemoContent;
  readonly words: DayWords;
  readonly imports: ImportDatabases;
  /** Draws the same for the same scene of the same restaurant. */
  readonly rng: Rng;
  readonly #theatre: Theatre;
  readonly #orgId: string;
  readonly #present: Map<string, Promise<Person>>;

  constructor(
    theatre: Theatre,
    org: { readonly orgId: string; readonly content: DemoContent },
    rng: Rng,
    present = new Map<string, Promise<Person>>(),
  ) {
    this.#theatre = theatre;
    this.#orgId = org.orgId;
    this.#present = present;
    this.content = org.content;
    this.words = WORDS[org.content.country];
    this.imports = theatre.imports;
    this.rng = rng;
  }

  /** Somebody who works here, signed in at the usual device unless another is named. */
  person(login: string, device?: DeviceName): Promise<Person> {
    const at = device ?? usualDevice(login);
    const key = `${login} ${at}`;
    const present =
      this.#present.get(key) ?? Person.signIn(this.#theatre.server, this.#visitor(login, at));
    this.#present.set(key, present);
    return present;
  }

  /** Somebody goes home. */
  async leave(login: string): Promise<void> {
    await (await this.person(login)).signOut();
    this.#present.delete(`${login} ${usualDevice(login)}`);
  }

  /** Somebody gets the password wrong. */
  async mistype(login: string, password: string): Promise<void> {
    const visitor = this.#visitor(login, usualDevice(login));
    const failure = await Person.signIn(this.#theatre.server, visitor, password).then(
      () => null,
      (error: unknown) => error,
    );
    if (failure instanceof AppError && failure.code === 'INVALID_CREDENTIALS') return;
    throw failure instanceof Error ? failure : new Error('a wrong password opened a session');
  }

  email(login: string): string {
    return demoEmail(this.content.slug, login);
  }

  /** The first establishment, or the second, as the person sees them. */
  async place(person: Person, which: 'home' | 'branch' = 'home'): Promise<LocationSummary> {
    const { slug } = this.content.locations[which === 'home' ? 0 : 1];
    const { locations } = await person.call((api) => api.session.get({}));
    const found = locations.find((location) => location.slug === slug);
    if (found === undefined) throw new Error(`${this.content.slug} has no place ${slug}`);
    return found;
  }

  /** A dish of a place by its name. */
  async dish(person: Person, locationId: string, name: string): Promise<MenuItem> {
    const { categories } = await person.call((api) => api.menu.list({ locationId }));
    const found = categories.flatMap(({ items }) => items).find((item) => item.name === name);
    if (found === undefined) throw new Error(`${this.content.slug} does not sell ${name}`);
    return found;
  }

  /** Orders of a place that stand in a state, the oldest first. */
  async ordersIn(person: Person, locationId: string, status: OrderStatus) {
    const { orders } = await person.call((api) =>
      api.orders.list({ locationId, status: [status], limit: 50 }),
    );
    return orders.toReversed();
  }

  /** Somebody changes a price in the database itself. */
  changeOutside(dish: string, priceMinor: number): Promise<void> {
    return this.#theatre.backstage.changePrice(this.#orgId, dish, priceMinor);
  }

  #visitor(login: string, name: DeviceName) {
    const device = DEVICES[name];
    const nth = DEMO_ORGS.findIndex(({ slug }) => slug === this.content.slug);
    return { email: this.email(login), device, address: addressOf(device, nth) };
  }
}

/** Of the documented logins their own, of the crew of the second establishment its till. */
function usualDevice(login: string): DeviceName {
  const isKnown = (key: string): key is DemoStaffKey =>
    DEMO_STAFF_KEYS.some((each) => each === key);
  return isKnown(login) ? USUAL[login] : 'branchTill';
}
