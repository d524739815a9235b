import { randomBytes } from 'node:crypto';
import postgres from 'postgres';
import { parseKeyRing, type KeyRing } from '@toster/crypto/key-ring';
import { inject } from 'vitest';
import { openPool } from '../pool.ts';
import * as schema from '../schema/index.ts';
import type { Database } from '../tenant.ts';
import type { LoginRole } from '../roles.ts';
import { openMaintenance, type MaintenanceConnection } from './factories/maintenance.ts';
import { databaseUrl, roleUrl, TEMPLATE, TEST_CONTEXT_KEYS } from './settings.ts';

/** A database of one test file, with a pool for each login role. */
export type TestDatabase = {
  readonly app: Database;
  readonly auth: Database;
  readonly worker: Database;
  readonly keys: KeyRing;
  readonly adminUrl: string;
  /** Superuser, past every wall: for looking, never for doing what the product does. */
  readonly admin: postgres.Sql;
  /** The connection that factories write through. */
  readonly maintenance: MaintenanceConnection;
  /** URL of this database for a login role. */
  url(role: LoginRole): string;
  close(): Promise<void>;
};

const POOL_SIZE = 10;

/** Clones the migrated template: a fresh, empty database in some 20 ms. Close it in `afterAll`. */
export async function testDatabase(): Promise<TestDatabase> {
  const server = inject('testServer');
  const name = `t_${randomBytes(8).toString('hex')}`;
  const cluster = postgres(databaseUrl(server, 'postgres'), { max: 1, onnotice: () => undefined });
  await cluster.unsafe(`create database ${name} template ${TEMPLATE} strategy file_copy`);
  // Database privileges are not copied with a template.
  await cluster.unsafe(`revoke all on database ${name} from public`);
  await cluster.unsafe(
    `grant connect on database ${name} to toster_app, toster_auth, toster_worker, toster_relay, toster_maintenance`,
  );
  const adminUrl = databaseUrl(server, name);
  const keys = parseKeyRing(TEST_CONTEXT_KEYS);
  const admin = postgres(adminUrl, { max: 2, onnotice: () => undefined });
  const url = (role: LoginRole) => roleUrl(adminUrl, role);
  const database = (role: LoginRole): Database => ({
    pool: openPool({ url: url(role), max: POOL_SIZE, applicationName: `test-${role}`, schema }),
    keys,
  });
  const app = database('toster_app');
  const auth = database('toster_auth');
  const worker = database('toster_worker');
  const maintenance = openMaintenance(adminUrl, keys);
  return {
    app,
    auth,
    worker,
    keys,
    adminUrl,
    admin,
    maintenance,
    url,
    close: async () => {
      await Promise.all([
        app.pool.close(),
        auth.pool.close(),
        worker.pool.close(),
        maintenance.close(),
        admin.end(),
      ]);
      await cluster.unsafe(`drop database ${name} with (force)`);
      await cluster.end();
    },
  };
}
