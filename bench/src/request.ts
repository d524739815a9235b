import { signIn } from '@toster/auth/sign-in';
import { answerTrpc } from '@toster/api/handlers';
import type { Server } from '@toster/api/server';
import { newId } from '@toster/contracts/ids';
import { createRestaurant } from '@toster/db/testing/factories/restaurant';
import { startRoundTripProxy } from '@toster/db/testing/round-trip-proxy';
import type { Fixture } from './fixture.ts';
import { interleave, throughput } from './rounds.ts';
import { PASSWORD, passwords, serverOn } from './server.ts';
import { table } from './table.ts';

const ROUNDS = 7;
const ROUND_MS = 800;
const DELAY_MS = 20;
const LATENCY_CALLS = 15;
const HOUR_MS = 3_600_000;

/** A whole authenticated query through the fetch handler: token, rights, wall, query, output schema. */
export async function benchRequest(fixture: Fixture): Promise<string> {
  const stored = await passwords.hash(PASSWORD);
  const orgId = newId();
  const restaurant = await fixture.maintenance.run(
    orgId,
    { action: 'demo.seeded', request: newId(), part: 0 },
    (tx) => createRestaurant(tx, { org: { orgId }, password: stored }),
  );
  const direct = serverOn(fixture, (role) => fixture.url(role), 16);
  const proxies = {
    toster_app: await startRoundTripProxy(fixture.url('toster_app'), DELAY_MS / 2),
    toster_auth: await startRoundTripProxy(fixture.url('toster_auth'), DELAY_MS / 2),
  };
  const distant = serverOn(fixture, (role) => proxies[role].url, 4);
  const origin = { requestId: newId(), ip: '192.0.2.7', ipKey: null, userAgent: null };
  const { accessToken } = await signIn(
    direct.auth,
    'staff',
    { email: restaurant.members.owner.email, password: PASSWORD },
    origin,
  );

  const call = async (server: Server, path: string, input: unknown) => {
    const response = await answerTrpc(
      new Request(`http://console.test/api/trpc/${path}`, {
        method: 'POST',
        headers: {
          host: 'console.test',
          'content-type': 'application/json',
          'x-toster-csrf': '1',
          cookie: `__Host-t_at=${accessToken}`,
        },
        body: JSON.stringify(input),
      }),
      server,
    );
    const body = await response.text();
    if (response.status !== 200) throw new Error(`${path}: ${response.status} ${body}`);
  };
  const menu = { locationId: restaurant.locations[0].id };
  const calls = [
    ['menu.list', menu],
    ['orders.list', {}],
    ['audit.search', {}],
  ] as const;
  // A day that began an hour ago, and its weekday before: the figures take nothing older than a day.
  const from = new Date(Date.now() - HOUR_MS).toISOString();
  const weekAgo = new Date(Date.now() - HOUR_MS - 7 * 24 * HOUR_MS).toISOString();
  const counted = [
    ...calls,
    ['home.attention', {}],
    ['home.figures', { from, weekAgo }],
    ['home.queue', {}],
    ['staff.list', {}],
    ['session.get', {}],
    ['profile.get', {}],
  ] as const;

  try {
    const rates: string[] = [];
    for (const lanes of [1, 16]) {
      const measured = await interleave(
        calls.map(([path, input]) => ({
          name: path,
          run: (ms: number) => throughput(() => call(direct, path, input), lanes, ms),
        })),
        ROUNDS,
        ROUND_MS,
      );
      rates.push(
        table(
          `Whole authenticated query through the fetch handler, ${lanes} in flight`,
          'requests per second',
          measured,
        ),
      );
    }
    const trips: string[] = [];
    for (const [path, input] of counted) {
      for (let warm = 0; warm < 5; warm += 1) await call(distant, path, input);
      for (const proxy of Object.values(proxies)) proxy.reset();
      const started = performance.now();
      for (let n = 0; n < LATENCY_CALLS; n += 1) await call(distant, path, input);
      const ms = (performance.now() - started) / LATENCY_CALLS;
      const turns =
        (proxies.toster_app.roundTrips() + proxies.toster_auth.roundTrips()) / LATENCY_CALLS;
      trips.push(`| ${path} | ${turns.toFixed(1)} | ${ms.toFixed(1)} |`);
    }
    return [
      ...rates,
      `### Round trips to PostgreSQL per request, rights cached, ${DELAY_MS} ms away`,
      '',
      '| | round trips | ms until the response |',
      '|---|--:|--:|',
      ...trips,
      '',
    ].join('\n');
  } finally {
    await Promise.all(
      [direct, distant].flatMap((server) => [server.app.pool.close(), server.auth.db.pool.close()]),
    );
    await Promise.all(Object.values(proxies).map((proxy) => proxy.close()));
  }
}
