import { setTimeout as sleep } from 'node:timers/promises';
import { KEY_PURPOSE_NAMES, KEY_PURPOSES, type KeyPurposeName } from '@toster/auth/key-purposes';
import { PasswordHasher } from '@toster/auth/password';
import { createRealms } from '@toster/auth/realms';
import { newId } from '@toster/contracts/ids';
import { generateKeyText, type KeyRing, parseKeyRing } from '@toster/crypto/key-ring';
import { kidsOf, newKid } from '@toster/crypto/rotate-ring';
import { countByPepper } from '@toster/db/key-records';
import { installContextKeys } from '@toster/db/migrate';
import { testDatabase, type TestDatabase } from '@toster/db/testing/database';
import { createCustomer } from '@toster/db/testing/factories/customer';
import { createRestaurant } from '@toster/db/testing/factories/restaurant';
import { composeServer, type Server } from '../src/server.ts';
import { PASSWORD } from './kitchen.ts';

const REPLICAS = 2;
/** Two replicas of different releases serve side by side for so long. */
const ROLL_MS = 600;

/** Three letters an hour go to one address, and a guest comes back in every age of the keys. */
const GUESTS = 12;

/** A restaurant, by whom it is visited. */
type House = { readonly slug: string; readonly owner: string; readonly guests: readonly string[] };

type Rings = Map<KeyPurposeName, string>;

/**
 * Replicas of one console over one database, each with the keys of the release it was started with. A release replaces
 * them one after the other while they are called, as a platform does; what is under way ends on the one it began with.
 */
export class Fleet {
  readonly database: TestDatabase;
  /** Those who come: of each restaurant an owner, and guests. */
  readonly houses: readonly House[];
  readonly #rings: Rings;
  #replicas: readonly Server[] = [];
  #offsetMs = 0;

  private constructor(database: TestDatabase, rings: Rings, houses: Fleet['houses']) {
    this.database = database;
    this.houses = houses;
    this.#rings = rings;
    this.#replicas = Array.from({ length: REPLICAS }, () => this.#start());
  }

  static async open(restaurants: number): Promise<Fleet> {
    const database = await testDatabase();
    const rings: Rings = new Map(
      KEY_PURPOSE_NAMES.map((name) => [name, generateKeyText('eu-1-260101a')]),
    );
    const hasher = new PasswordHasher(ringIn(rings, 'pepper'));
    const houses: House[] = [];
    for (let index = 0; index < restaurants; index += 1) {
      const [orgId, password] = [newId(), await hasher.hash(PASSWORD)];
      const note = { action: 'demo.seeded', request: newId(), part: 0 };
      houses.push(
        await database.maintenance.run(orgId, note, async (tx) => {
          const made = await createRestaurant(tx, { org: { orgId }, roles: ['owner'], password });
          const guests = Array.from({ length: GUESTS }, () => `guest-${newId()}@example.test`);
          for (const email of guests) await createCustomer(tx, made.place, { email });
          return { slug: made.org.slug, owner: made.members.owner.email, guests };
        }),
      );
    }
    await installContextKeys(database.admin, ringIn(rings, 'context'));
    return new Fleet(database, rings, houses);
  }

  /** Epoch milliseconds, as the replicas see them. PostgreSQL has a clock of its own. */
  readonly now = (): number => Date.now() + this.#offsetMs;

  /** Moves the replicas' clock on. Nothing may be under way: a token would expire between check and call. */
  advance(milliseconds: number): void {
    this.#offsetMs += milliseconds;
  }

  /** The replica that the load balancer happens to choose. */
  any(): Server {
    const chosen = this.#replicas[Math.floor(Math.random() * REPLICAS)];
    if (chosen === undefined) throw new Error('no replica runs');
    return chosen;
  }

  ringOf(purpose: KeyPurposeName): string {
    return this.#rings.get(purpose) ?? '';
  }

  /** The id of a new key for that purpose. */
  kidFor(purpose: KeyPurposeName): string {
    return newKid('eu-1', new Date(), kidsOf(this.ringOf(purpose)));
  }

  /** The release step, then one replica after the other. */
  async release(purpose: KeyPurposeName, ring: string, rollMs = ROLL_MS): Promise<void> {
    this.#rings.set(purpose, ring);
    if (purpose === 'context') await installContextKeys(this.database.admin, parseKeyRing(ring));
    for (let index = 0; index < REPLICAS; index += 1) {
      this.#replicas = this.#replicas.with(index, this.#start());
      await sleep(rollMs);
    }
  }

  /** Resolves when every password is stored with the signing pepper. */
  async peppersMoved(): Promise<void> {
    const [signing] = kidsOf(this.ringOf('pepper'));
    for (let round = 0; round < 100; round += 1) {
      const left = await countByPepper(this.database.adminUrl);
      if (left.every(({ kid }) => kid === signing)) return;
      await sleep(200);
    }
    throw new Error('passwords are still stored with an older pepper');
  }

  close(): Promise<void> {
    return this.database.close();
  }

  #start(): Server {
    const ring = (purpose: KeyPurposeName) => ringIn(this.#rings, purpose);
    const keys = ring('context');
    return composeServer({
      app: { pool: this.database.app.pool, keys },
      auth: {
        db: { pool: this.database.auth.pool, keys },
        realms: createRealms({
          staff: { access: ring('staff-access'), refresh: ring('staff-refresh') },
          customer: { access: ring('customer-access'), refresh: ring('customer-refresh') },
        }),
        passwords: new PasswordHasher(ring('pepper'), { concurrent: 2, waiting: 64 }),
        pepper: ring('pepper'),
        now: this.now,
      },
      addressKeys: ring('address'),
      cookieMode: 'host',
      trustedHops: 1,
      now: this.now,
    });
  }
}

function ringIn(rings: Rings, purpose: KeyPurposeName): KeyRing {
  return parseKeyRing(rings.get(purpose) ?? '');
}

/** For how long a key for that purpose is kept, milliseconds; null for as long as the database needs it. */
export function keepMs(purpose: KeyPurposeName): number | null {
  const { keepSeconds } = KEY_PURPOSES[purpose];
  return keepSeconds === null ? null : keepSeconds * 1_000;
}
