import type { Restaurant } from '@toster/db/testing/factories/restaurant';
import { type Call, drive, type Load } from './console/load.ts';
import { consolePid, cpuSeconds, parentOf } from './console/processes.ts';
import { profileOf } from './console/profile.ts';
import { openWorld, type World } from './console/world.ts';
import type { ConsoleUnderTest } from './env.ts';

const CONNECTIONS = [1, 16, 64] as const;

type Side = {
  readonly restaurant: Restaurant;
  readonly cookie: string;
  readonly calls: readonly Call[];
};

/**
 * The main procedures through the running production console: requests a second, p50 and p99 at 1, 16 and 64
 * connections, the same with ten times the orders, and where the CPU goes.
 */
export async function benchApi(target: ConsoleUnderTest, quick: boolean): Promise<string> {
  const [orders, ms] = quick ? [200, 600] : [2_000, 3_000];
  const world = openWorld(target);
  try {
    const one = await sideOf(world, orders);
    const ten = await sideOf(world, orders * 10);
    await world.admin.unsafe('analyze');
    const tables: string[] = [];
    for (const connections of CONNECTIONS) {
      tables.push(await tableAt(target, one, ten, { connections, ms }, orders));
    }
    const bounds = [
      'What bounds it: from 16 connections on both cores are busy, half with the console, half with PostgreSQL. `audit.search` is planned',
      'anew for each call, because one value stands for three rows and the next for a hundred thousand. `home.attention` counts the',
      'delivered orders of a week that nobody paid: here all are unpaid, so it alone grows with them.',
      '',
    ];
    return [...tables, ...bounds, await whereItGoes(target, world, one, ms * 2)].join('\n');
  } finally {
    await world.close();
  }
}

async function sideOf(world: World, orders: number): Promise<Side> {
  const restaurant = await world.restaurant(orders);
  return {
    restaurant,
    cookie: await world.signIn(restaurant),
    calls: await callsOf(world, restaurant),
  };
}

async function callsOf(
  { admin }: World,
  { org, place, menu }: Restaurant,
): Promise<readonly Call[]> {
  const locationId = place.location.id;
  const [order] = await admin<{ id: string }[]>`
    select id from orders where org_id = ${org.orgId} order by placed_at desc limit 1`;
  return [
    { path: 'session.get', input: {} },
    { path: 'home.attention', input: {} },
    { path: 'menu.list', input: { locationId } },
    { path: 'orders.list', input: {} },
    { path: 'orders.get', input: { id: order?.id } },
    { path: 'audit.search', input: {} },
    {
      path: 'orders.create',
      input: {
        locationId,
        channel: 'takeaway',
        lines: [{ menuItemId: menu.items[0]?.id, quantity: 2 }],
        payment: { method: 'cash' },
      },
    },
  ];
}

async function tableAt(
  target: ConsoleUnderTest,
  one: Side,
  ten: Side,
  options: { readonly connections: number; readonly ms: number },
  orders: number,
): Promise<string> {
  const rows: string[] = [];
  for (const [index, call] of one.calls.entries()) {
    const twin = ten.calls[index];
    if (twin === undefined) throw new Error('the sides differ');
    const small = await drive(target.baseUrl, one.cookie, [call], options);
    const large = await drive(target.baseUrl, ten.cookie, [twin], options);
    rows.push(
      `| \`${call.path}\` | ${Math.round(small.rate)} | ${times(small)} | ${times(large)} |`,
    );
  }
  const { connections } = options;
  return [
    `### The API through the production console, ${connections} connection${connections === 1 ? '' : 's'}`,
    '',
    `Milliseconds until the last byte of the answer. ${orders} orders; on the right a restaurant with ${orders * 10}.`,
    '',
    '| | requests per second | p50 | p99 | ten times the orders: p50 | p99 |',
    '|---|--:|--:|--:|--:|--:|',
    ...rows,
    '',
  ].join('\n');
}

/** A mix of the queries at 16 connections: CPU by process, and the console's own by what the code is for. */
async function whereItGoes(
  target: ConsoleUnderTest,
  world: World,
  side: Side,
  ms: number,
): Promise<string> {
  const pid = consolePid(target);
  const [row] = await world.admin<{ pid: number }[]>`select pg_backend_pid() as pid`;
  const postmaster = parentOf(row?.pid ?? 0);
  const queries = side.calls.filter(({ path }) => path !== 'orders.create');
  const options = { connections: 16, ms };
  const before = cpuSeconds(pid, postmaster);
  const load = await drive(target.baseUrl, side.cookie, queries, options);
  const after = cpuSeconds(pid, postmaster);
  // The warming up is in the CPU and not in the count.
  const calls = load.count * (1 + Math.min(500, ms / 2) / ms);
  const perCall = (part: keyof typeof after) =>
    (((after[part] - before[part]) * 1_000) / calls).toFixed(2);
  const profile = await profileOf(pid, () => drive(target.baseUrl, side.cookie, queries, options));
  return [
    '### Where the time of a request goes, a mix of the queries at 16 connections',
    '',
    `CPU per request: console ${perCall('console')} ms, PostgreSQL ${perCall('database')} ms, the load itself ${perCall('load')} ms on the same cores.`,
    '',
    '| in the console | share of its CPU |',
    '|---|--:|',
    ...profile
      .filter(({ share }) => share >= 0.005)
      .map(({ what, share }) => `| ${what} | ${(share * 100).toFixed(0)} % |`),
    '',
  ].join('\n');
}

function times({ p50, p99 }: Load): string {
  return `${p50.toFixed(1)} | ${p99.toFixed(1)}`;
}
