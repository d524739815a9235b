import { randomBytes } from 'node:crypto';
import { inspect } from 'node:util';
import { generateKeyText } from '@toster/crypto/key-ring';
import { withTenant } from '@toster/db/tenant';
import { staffContext } from '@toster/db/testing/staff-context';
import { foundIn, markerOf, personalColumns } from '@toster/db/testing/personal-values';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { readApiEnv } from '../src/env.ts';
import { answerHealth, answerRefresh, answerSignIn, answerSignOut } from '../src/handlers.ts';
import { closeServer, openServer, type Server } from '../src/server.ts';
import { type CanaryWorld, MARK, NO_TEXT, openCanaryWorld } from './canary-world.ts';
import { memberOf } from './kitchen.ts';

let world: CanaryWorld;
beforeAll(async () => {
  world = await openCanaryWorld();
});
afterAll(() => world.close());

type Person = { readonly email: string } | null;

/** Calls every procedure; what is refused is kept, body and headers. */
async function callAll(person: Person, change: (input: unknown) => unknown): Promise<number> {
  let refused = 0;
  // After this one nobody is signed in any more.
  const last = (path: string) => Number(path === 'session.revokeAll');
  for (const [path, input] of [...world.inputs].toSorted(([a], [b]) => last(a) - last(b))) {
    const { error, response } = await world.kitchen.call(person, path, change(input));
    if (error === null) continue;
    refused += 1;
    await keep(response);
  }
  return refused;
}

async function keep(response: Response): Promise<void> {
  world.told.push(`${JSON.stringify([...response.headers])}${await response.text()}`);
}

const same = (input: unknown) => input;
/** Every text of an input becomes a marker. */
const marked = (input: unknown): unknown => {
  if (typeof input === 'string') return `${MARK} input`;
  if (Array.isArray(input)) return input.map(marked);
  if (input === null || typeof input !== 'object') return input;
  return Object.fromEntries(Object.entries(input).map(([name, value]) => [name, marked(value)]));
};
const withMore = (input: unknown) => ({ ...(input as object), [`${MARK} key`]: `${MARK} value` });

const post = (path: string, body: string, headers: Readonly<Record<string, string>> = {}) =>
  new Request(`http://console.test${path}`, {
    method: 'POST',
    headers: {
      host: 'console.test',
      'content-type': 'application/json',
      'x-toster-csrf': '1',
      ...headers,
    },
    body,
  });

/** The tables of the product, in both schemas that hold personal data. */
async function tables(): Promise<readonly string[]> {
  const rows = await world.kitchen.admin`
    select format('%I.%I', schemaname, tablename) as name from pg_tables
    where schemaname in ('public', 'auth') order by 1`;
  return rows.map((row) => String(row['name']));
}

describe('nothing personal and no secret is told', () => {
  beforeEach(
    () =>
      world.kitchen
        .admin`update auth.session set revoked_at = null where revoke_reason = 'by_person'`,
  );

  test('by a refusal of somebody unknown or without the right', async () => {
    expect(await callAll(null, same)).toBe(world.inputs.size);
    expect(await callAll(memberOf(world.restaurant, 'cook'), same)).toBeGreaterThan(10);
  });

  test('by an input that is refused', async () => {
    const { owner } = world.restaurant.members;
    expect(await callAll(owner, marked)).toBeGreaterThan(20);
    expect(await callAll(owner, withMore)).toBe(world.inputs.size);
  });

  /** Calls everything while the database refuses what it is asked, and tells what it was asked in its errors. */
  const callBroken = async (
    names: readonly string[],
    breakOne: (name: string) => string,
    mendOne: (name: string) => string,
  ) => {
    const { admin } = world.kitchen;
    const before = world.written.length;
    for (const name of names) await admin.unsafe(breakOne(name));
    try {
      await callAll(world.restaurant.members.owner, same);
    } finally {
      for (const name of names) await admin.unsafe(mendOne(name));
    }
    const lines = world.written.slice(before);
    expect(lines.filter((line) => line.includes('sqlstate')).length).toBeGreaterThan(10);
  };

  test('by a row that the database refuses, which it quotes whole', async () => {
    await callBroken(
      await tables(),
      (name) => `alter table ${name} add constraint zz_never check (false) not valid`,
      (name) => `alter table ${name} drop constraint zz_never`,
    );
  });

  test('by a statement that fails, which the driver quotes with its values', async () => {
    await callBroken(
      ['orders', 'menu_item', 'customer_contact', 'staff_private', 'location_profile'],
      (name) => `alter table ${name} rename to zz_${name}`,
      (name) => `alter table zz_${name} rename to ${name}`,
    );
  });

  test('by sign-in, refresh and sign-out, whatever they are given', async () => {
    const { server } = world.kitchen;
    const [, refreshToken = ''] = world.secrets.slice(-6);
    const cookies = [`__Host-t_rt=${refreshToken}x`, `__Host-t_rt=${MARK}`, `__Host-t_at=${MARK}`];
    const bodies = [
      JSON.stringify({ email: `${MARK}@example.test`, password: `${MARK} password` }),
      JSON.stringify({ email: [MARK], password: MARK, [MARK]: MARK }),
      `{"email":"${MARK}`,
      `"${MARK}${'x'.repeat(2_000_000)}"`,
    ];
    for (const body of bodies)
      await keep(await answerSignIn(post('/api/auth/sign-in', body), server));
    for (const cookie of cookies) {
      await keep(await answerRefresh(post('/api/auth/refresh', '{}', { cookie }), server));
      await keep(await answerSignOut(post('/api/auth/sign-out', '{}', { cookie }), server));
    }
    const elsewhere = { 'content-type': `text/${MARK}`, origin: `https://${MARK}.test` };
    await keep(await answerSignIn(post('/api/auth/sign-in', MARK, elsewhere), server));
  });

  test('by a console whose database is away', async () => {
    const lost = lostServer();
    try {
      const body = JSON.stringify({ email: `${MARK}@example.test`, password: MARK });
      const answers = await Promise.all([
        answerSignIn(post('/api/auth/sign-in', body), lost),
        answerHealth(lost),
      ]);
      expect(answers.map(({ status }) => status)).toEqual([503, 503]);
      for (const answer of answers) await keep(answer);
      world.written.push(inspect(lost, { depth: 12, showHidden: true }));
    } finally {
      await closeServer(lost);
    }
  });

  test('by printing whatever a request works with', () => {
    world.written.push(
      inspect(world.kitchen.server, { depth: 12 }),
      JSON.stringify(world.kitchen.server.auth.realms),
    );
  });

  test('by an error of the database, printed in any way', async () => {
    const context = await staffContext(world.kitchen.database, world.restaurant.members.owner);
    const error = await withTenant(world.kitchen.database.app, context, (tx) =>
      tx.execute(sql`select ${`${MARK} value`}::int`),
    ).catch((thrown: unknown) => thrown);
    // PostgreSQL itself does quote it.
    expect(inspect((error as Error).cause)).toContain(`${MARK} value`);
    world.written.push(String(error), inspect(error, { depth: 9 }), JSON.stringify(error));
  });

  test('and so none of it stands in an answer or in a log', () => {
    expect(world.told.length).toBeGreaterThan(200);
    expect(world.written.length).toBeGreaterThan(20);
    for (const text of [...world.told, ...world.written]) {
      expect(text.includes(MARK) ? text : '').toBe('');
      expect(foundIn(text, world.secrets).length === 0 ? '' : text).toBe('');
    }
  });

  test('the control: one marker written on purpose is found', () => {
    const [column] = personalColumns();
    if (column === undefined) throw new Error('no column is personal');
    process.stderr.write(`${markerOf(column)} 1\n`);
    expect(world.written.pop()).toContain(MARK);
    expect(foundIn(`key ${world.secrets[0]}`, world.secrets)).toContain(world.secrets[0]);
  });
});

describe('the log', () => {
  /** All of a table as text, in batches of rows. */
  const textOf = async (table: string): Promise<string> => {
    const rows = await world.kitchen.admin.unsafe(`select t::text as text from ${table} t`);
    return rows.map((row) => String(row['text'])).join('\n');
  };

  test('holds commitments: no event holds a personal value or a secret', async () => {
    const events = await textOf('au.event');
    expect(events.length).toBeGreaterThan(100_000);
    expect(events).not.toContain(MARK);
    expect(foundIn(events, world.secrets)).toEqual([]);
  });

  test('the control: the values stand beside it, where they can be erased, but those never to be stored', async () => {
    const disclosures = await textOf('au.disclosure');
    for (const column of personalColumns().filter(({ audit }) => audit === 'commit')) {
      const name = `${column.table}.${column.column}`;
      if (NO_TEXT.includes(name)) continue;
      expect({ name, isThere: disclosures.includes(markerOf(column)) }).toEqual({
        name,
        isThere: true,
      });
    }
    for (const column of personalColumns().filter(({ audit }) => audit === 'secret'))
      expect(disclosures).not.toContain(markerOf(column));
    expect(foundIn(disclosures, world.secrets)).toEqual([]);
  });

  test('queue, outboxes and counters carry ids only', async () => {
    const rows = await world.kitchen.admin`
      select format('%I.%I', schemaname, tablename) as name from pg_tables
      where schemaname in ('queue', 'sec') or tablename in ('outbox', 'refusal', 'use_counter', 'idempotency_key')`;
    expect(rows.length).toBeGreaterThan(3);
    for (const row of rows) {
      const text = await textOf(String(row['name']));
      expect(text).not.toContain(MARK);
      expect(foundIn(text, world.secrets)).toEqual([]);
    }
  });
});

/** A console over a port where nobody listens, with secrets that are markers too. */
function lostServer(): Server {
  const url = (role: string) =>
    `postgres://${role}:${MARK}-${randomBytes(8).toString('hex')}@127.0.0.1:9/${MARK}`;
  const names = [
    'STAFF_ACCESS_KEYS',
    'STAFF_REFRESH_KEYS',
    'CUSTOMER_ACCESS_KEYS',
    'CUSTOMER_REFRESH_KEYS',
    'PASSWORD_PEPPER',
    'CONTEXT_KEYS',
    'ADDRESS_KEY',
  ];
  return openServer(
    readApiEnv({
      TOSTER_ENV: 'local',
      TOSTER_CELL: 'eu-1',
      DATABASE_URL_APP: url('toster_app'),
      DATABASE_URL_AUTH: url('toster_auth'),
      ...Object.fromEntries(names.map((name) => [`TOSTER_${name}`, generateKeyText('eu-1-1')])),
    }),
  );
}
