import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'drizzle-orm';
import postgres from 'postgres';
import { expect, test } from 'vitest';
import { startEmbedded } from '../embedded/server.ts';
import { ConnectionLost } from '../errors.ts';
import { openPool } from '../pool.ts';
import { read } from '../transaction.ts';
import { STUB_SQL, stubSchema } from './stub-database.ts';

const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

test('a pool outlives a restart of the server: requests in between are told or wait, none hangs', async () => {
  const home = mkdtempSync(join(tmpdir(), 'toster-restart-'));
  const options = { home, port: 53_000 + (process.pid % 1_000), fsync: false };
  let server = await startEmbedded(options);
  const admin = postgres(server.adminUrl, { max: 1, onnotice: () => undefined });
  await admin.unsafe(STUB_SQL);
  await admin.end();
  const pool = openPool({
    url: server.adminUrl,
    max: 4,
    applicationName: 'restart',
    schema: stubSchema,
    acquireTimeoutMs: 10_000,
  });
  const ask = () => read(pool, 'a', (tx) => tx.execute(sql`select 1 as one`));
  await Promise.all([ask(), ask(), ask(), ask()]);

  let asking = true;
  const outcomes: unknown[] = [];
  const load = Array.from({ length: 6 }, async () => {
    while (asking) {
      outcomes.push(
        await ask().then(
          () => 'answered',
          (error: unknown) => error,
        ),
      );
      await sleep(5);
    }
  });
  await sleep(50);
  await server.stop();
  server = await startEmbedded(options);
  await sleep(300);
  asking = false;
  await Promise.all(load);

  for (const outcome of outcomes) {
    expect(outcome === 'answered' || outcome instanceof ConnectionLost).toBe(true);
  }
  const [row] = await ask();
  expect(row).toEqual({ one: 1 });
  await pool.close();
  await server.stop();
  rmSync(home, { recursive: true, force: true });
});
