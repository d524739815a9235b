import { once } from 'node:events';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { nextFreePort } from '@toster/db/embedded/ports';
import { withheld } from './dockerfile.ts';
import { answers, Container } from './testing/container.ts';

let container: Container;
beforeAll(async () => {
  container = await Container.open('worker', await nextFreePort(56_100));
});
afterAll(() => container.close());

test('as a user without rights it migrates, works, is healthy, keeps no other part’s secret and ends in order', async () => {
  const everything = container.everySecret();
  for (const time of ['first', 'second']) {
    const { code, output } = await container.run(['node', 'scripts/migrate.ts'], everything);
    expect(code, `${time}: ${output}`).toBe(0);
  }

  const port = String(await nextFreePort(56_200));
  const environment = { ...everything, WORKER_PORT: port };
  const worker = container.start(container.docker.command, environment);
  let output = '';
  worker.stdout?.on('data', (chunk) => (output += String(chunk)));
  worker.stderr?.on('data', (chunk) => (output += String(chunk)));
  const health = await answers(`http://127.0.0.1:${port}/health`).catch((error: unknown) => {
    throw new Error(output, { cause: error });
  });
  expect(await health.json()).toMatchObject({ ready: true });

  const visible = container.environmentOf(worker);
  expect(visible).toContain('DATABASE_URL_WORKER');
  for (const name of withheld(container.docker.command)) expect(visible).not.toContain(name);

  const check = await container.run(container.docker.healthcheck, { WORKER_PORT: port });
  expect(check).toEqual({ code: 0, output: '' });
  expect(await container.writable()).toEqual([]);

  worker.kill('SIGTERM');
  const [code] = await once(worker, 'exit');
  expect(code, output).toBe(0);
  expect(output).toContain('worker.stopped');
  expect((await container.run(container.docker.healthcheck, { WORKER_PORT: port })).code).toBe(1);
}, 120_000);

test('it refuses to start with a part of its settings missing, and names it', async () => {
  const { SMTP_URL: _, ...without } = container.everySecret();
  const { code, output } = await container.run(container.docker.command, without);
  expect(code).toBe(1);
  expect(output).toContain('SMTP_URL');
  const { DATABASE_URL: __, ...noAdmin } = container.everySecret();
  const release = await container.run(['node', 'scripts/migrate.ts'], noAdmin);
  expect(release.code).toBe(1);
  expect(release.output).toContain('Set DATABASE_URL');
});
