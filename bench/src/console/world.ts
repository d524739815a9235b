import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PasswordHasher } from '@toster/auth/password';
import { newId } from '@toster/contracts/ids';
import { parseKeyRing, type KeyRing } from '@toster/crypto/key-ring';
import {
  openMaintenance,
  type MaintenanceConnection,
} from '@toster/db/testing/factories/maintenance';
import { createOrders } from '@toster/db/testing/factories/order';
import { createRestaurant, type Restaurant } from '@toster/db/testing/factories/restaurant';
import postgres from 'postgres';
import { z } from 'zod';
import type { ConsoleUnderTest } from '../env.ts';

const ZSecrets = z.object({
  keys: z.object({ TOSTER_CONTEXT_KEYS: z.string(), TOSTER_PASSWORD_PEPPER: z.string() }),
});

const PASSWORD = 'a long enough passphrase';
const BATCH = 500;
const MINUTE_MS = 60_000;

/** The database of the console under test, and what is put into it. */
export type World = {
  readonly admin: postgres.Sql;
  /** A restaurant of its own with so many delivered orders, the newest now, one a minute back. */
  readonly restaurant: (orders: number) => Promise<Restaurant>;
  /** Signs the owner in; answers the cookies. */
  readonly signIn: (restaurant: Restaurant) => Promise<string>;
  readonly close: () => Promise<void>;
};

/** Opens the console's database with its own secrets. */
export function openWorld(target: ConsoleUnderTest): World {
  const secrets = ZSecrets.parse(
    JSON.parse(readFileSync(join(target.home, 'secrets.json'), 'utf8')),
  );
  const keys: KeyRing = parseKeyRing(secrets.keys.TOSTER_CONTEXT_KEYS);
  const admin = postgres(target.adminUrl, { max: 2, onnotice: () => undefined });
  const maintenance = openMaintenance(target.adminUrl, keys);
  const hasher = new PasswordHasher(parseKeyRing(secrets.keys.TOSTER_PASSWORD_PEPPER));
  return {
    admin,
    restaurant: async (orders) => {
      const password = await hasher.hash(PASSWORD);
      const orgId = newId();
      const note = { action: 'demo.seeded', request: newId() };
      const made = await maintenance.run(orgId, { ...note, part: 0 }, (tx) =>
        createRestaurant(tx, { org: { orgId }, password }),
      );
      await addOrders(maintenance, made, orders, note);
      return made;
    },
    signIn: (restaurant) => signIn(target.baseUrl, restaurant.members.owner.email),
    close: async () => {
      await Promise.all([admin.end(), maintenance.close()]);
    },
  };
}

async function addOrders(
  maintenance: MaintenanceConnection,
  { org, place, menu }: Restaurant,
  count: number,
  note: { readonly action: string; readonly request: string },
): Promise<void> {
  const [first, second] = menu.items;
  if (first === undefined || second === undefined) throw new Error('the menu has too few dishes');
  const now = Date.now();
  for (let done = 0, part = 1; done < count; done += BATCH, part += 1) {
    const inputs = Array.from({ length: Math.min(BATCH, count - done) }, (_, index) => ({
      lines: [
        { item: first, quantity: 1 },
        { item: second, quantity: 2 },
      ],
      status: 'delivered' as const,
      placedAt: new Date(now - (count - done - index) * MINUTE_MS),
    }));
    await maintenance.run(org.orgId, { ...note, part }, (tx) => createOrders(tx, place, inputs));
  }
}

async function signIn(baseUrl: string, email: string): Promise<string> {
  const response = await fetch(`${baseUrl}/api/auth/sign-in`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-toster-csrf': '1' },
    body: JSON.stringify({ email, password: PASSWORD }),
  });
  if (response.status !== 200)
    throw new Error(`sign-in: ${response.status} ${await response.text()}`);
  return response.headers
    .getSetCookie()
    .map((cookie) => cookie.split(';')[0] ?? '')
    .join('; ');
}
