import { openImpostor } from '@toster/db/testing/tls-impostor';
import { connect } from 'node:tls';
import { expect, test } from 'vitest';
import { connectRedis } from '../src/limits/redis-tcp.ts';

test('a Redis that nobody vouches for is told nothing, and no command waits for it', async () => {
  const impostor = await openImpostor(async () => undefined);
  const client = connectRedis(`rediss://toster:a-password@localhost:${impostor.port}`);
  const answer = Promise.race([
    client.eval('return 1', [], []).catch(() => 'refused'),
    new Promise((resolve) => setTimeout(() => resolve('not connected'), 1_000)),
  ]);
  expect(['refused', 'not connected']).toContain(await answer);
  expect(Buffer.concat(impostor.told).toString('latin1')).toBe('');
  client.close();

  // The control: who does not ask for a certificate is heard.
  const careless = connect({ host: 'localhost', port: impostor.port, rejectUnauthorized: false });
  careless.write('AUTH toster a-password\r\n');
  await expect.poll(() => Buffer.concat(impostor.told).toString('latin1')).toContain('AUTH toster');
  careless.destroy();
  await impostor.close();
});
