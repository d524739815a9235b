import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import postgres from 'postgres';
import { parseKeyRing } from '@toster/crypto/key-ring';
import type { TestProject } from 'vitest/node';
import { removeAbandoned, startEmbedded, sweepAbandoned } from '../embedded/server.ts';
import { migrate } from '../migrate.ts';
import { databaseUrl, TEMPLATE, TEST_CONTEXT_KEYS, TEST_PASSWORDS } from './settings.ts';

const PREFIX = 'toster-test-';

/** Starts a PostgreSQL server for this test run alone and migrates the template that every test file clones. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  await sweepAbandoned(tmpdir(), PREFIX);
  const home = mkdtempSync(join(tmpdir(), PREFIX));
  const server = await startEmbedded({ home, port: 55_000 + (process.pid % 5_000), fsync: false });
  const maintenance = postgres(databaseUrl(server.adminUrl, 'postgres'), {
    max: 1,
    onnotice: () => undefined,
  });
  await maintenance.unsafe(`create database ${TEMPLATE}`);
  await migrate(databaseUrl(server.adminUrl, TEMPLATE), {
    roles: TEST_PASSWORDS,
    contextKeys: parseKeyRing(TEST_CONTEXT_KEYS),
  });
  await maintenance.unsafe(`alter database ${TEMPLATE} with allow_connections false`);
  await maintenance.end();
  project.provide('testServer', server.adminUrl);
  return async () => {
    await server.stop();
    await removeAbandoned(home);
  };
}
