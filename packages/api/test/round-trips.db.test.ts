import { composeServer, type Server } from '../src/server.ts';
import { openPool } from '@toster/db/pool';
import * as schema from '@toster/db/schema/index';
import type { Restaurant } from '@toster/db/testing/factories/restaurant';
import { type RoundTripProxy, startRoundTripProxy } from '@toster/db/testing/round-trip-proxy';
import type { Database } from '@toster/db/tenant';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { answerTrpc } from '../src/handlers.ts';
import { INPUTS } from './inputs.ts';
import { type Kitchen, memberOf, openKitchen } from './kitchen.ts';

const ROLES = ['toster_app', 'toster_auth'] as const;

let kitchen: Kitchen;
let restaurant: Restaurant;
let server: Server;
let proxies: readonly RoundTripProxy[];
const pools: Database['pool'][] = [];

beforeAll(async () => {
  kitchen = await openKitchen({ renews: true });
  restaurant = await kitchen.restaurant();
  proxies = await Promise.all(
    ROLES.map((role) => startRoundTripProxy(kitchen.database.url(role), 2)),
  );
  const [app, auth] = proxies.map(({ url }, index): Database => {
    const pool = openPool({ url, max: 2, applicationName: `trips-${index}`, schema });
    pools.push(pool);
    return { pool, keys: kitchen.database.keys };
  });
  if (app === undefined || auth === undefined) throw new Error('two proxies are needed');
  const { trustedHops, cookieMode, addressKeys, now } = kitchen.server;
  server = composeServer({
    app,
    auth: { ...kitchen.server.auth, db: auth },
    addressKeys,
    cookieMode,
    trustedHops,
    now,
  });
});
afterAll(async () => {
  await Promise.all(pools.map((pool) => pool.close()));
  await Promise.all(proxies.map((proxy) => proxy.close()));
  await kitchen.close();
});

/** One call as the owner, through the counting proxies. */
async function call(path: string, input: unknown): Promise<void> {
  const token = await kitchen.accessToken(memberOf(restaurant, 'owner'));
  const response = await answerTrpc(
    new Request(`http://console.test/api/trpc/${path}`, {
      method: 'POST',
      headers: {
        host: 'console.test',
        'content-type': 'application/json',
        'x-toster-csrf': '1',
        cookie: `__Host-t_at=${token}`,
      },
      body: JSON.stringify(input),
    }),
    server,
  );
  if (response.status !== 200) throw new Error(`${path}: ${await response.text()}`);
}

test.each([
  ['home.attention', [1, 0]],
  ['home.figures', [1, 0]],
  ['home.queue', [1, 0]],
  ['orders.list', [1, 0]],
  ['menu.list', [1, 0]],
  ['staff.list', [1, 0]],
  ['staff.access', [1, 0]],
  ['session.get', [1, 1]],
  ['profile.get', [1, 1]],
  ['session.list', [1, 1]],
] as const)(
  '%s costs as many round trips of app and sign-in connections as it says: %j',
  async (path, trips) => {
    const input = await INPUTS[path]?.(kitchen, restaurant);
    await call(path, input);
    for (const proxy of proxies) proxy.reset();
    await call(path, input);
    expect(proxies.map((proxy) => proxy.roundTrips())).toEqual(trips);
  },
);
