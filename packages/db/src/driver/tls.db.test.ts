import { once } from 'node:events';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { openPool } from '../pool.ts';
import { type Impostor, openImpostor } from '../testing/tls-impostor.ts';
import { withoutContext } from '../transaction.ts';

/** The user, which stands in the first message after the handshake (PostgreSQL protocol, StartupMessage). */
const USER = 'toster_app';

let impostor: Impostor;
beforeAll(async () => {
  impostor = await openImpostor(async (socket) => {
    await once(socket, 'data');
    socket.write('S');
  });
});
afterAll(() => impostor.close());
beforeEach(() => impostor.told.splice(0));

const connect = async (mode: string): Promise<unknown> => {
  const url = `postgres://${USER}:a-password@localhost:${impostor.port}/toster?sslmode=${mode}`;
  const pool = openPool({
    url,
    max: 1,
    applicationName: 'tls',
    schema: {},
    acquireTimeoutMs: 1_000,
  });
  try {
    return await withoutContext(pool, (tx) => tx.execute('select 1'), 'read').then(
      () => 'connected',
      (error: unknown) => error,
    );
  } finally {
    await pool.close(0);
  }
};
const heard = () => Buffer.concat(impostor.told).toString('latin1');

test('with verify-full an impostor learns nothing: its certificate is asked for and refused before a word is said', async () => {
  expect(await connect('verify-full')).toBeInstanceOf(Error);
  expect(heard()).toBe('');
});

test('the control: with require it is told who wants to come in', async () => {
  await connect('require');
  expect(heard()).toContain(USER);
});
