import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { newId } from '@toster/contracts/ids';
import { parseKeyRing, type KeyRing } from '@toster/crypto/key-ring';
import { startEmbedded } from '@toster/db/embedded/server';
import { migrate } from '@toster/db/migrate';
import {
  openMaintenance,
  type MaintenanceConnection,
} from '@toster/db/testing/factories/maintenance';
import { createRestaurant, type Restaurant } from '@toster/db/testing/factories/restaurant';
import { roleUrl, TEST_CONTEXT_KEYS, TEST_PASSWORDS } from '@toster/db/testing/settings';
import type { LoginRole } from '@toster/db/roles';
import postgres from 'postgres';

/** A server of the benchmark's own with one restaurant on it. */
export type Fixture = {
  readonly admin: postgres.Sql;
  readonly adminUrl: string;
  readonly keys: KeyRing;
  readonly maintenance: MaintenanceConnection;
  readonly restaurant: Restaurant;
  url(role: LoginRole): string;
  close(): Promise<void>;
};

const PORT = 55_990;

/** Starts PostgreSQL (fsync as told), migrates it and makes one restaurant. */
export async function openFixture(fsync: boolean): Promise<Fixture> {
  const home = mkdtempSync(join(tmpdir(), 'toster-bench-'));
  const server = await startEmbedded({ home, port: PORT, fsync });
  const keys = parseKeyRing(TEST_CONTEXT_KEYS);
  await migrate(server.adminUrl, { roles: TEST_PASSWORDS, contextKeys: keys });
  const admin = postgres(server.adminUrl, { max: 4, onnotice: () => undefined });
  const maintenance = openMaintenance(server.adminUrl, keys);
  const restaurant = await maintenance.run(
    newId(),
    { action: 'demo.seeded', request: 'bench', part: 0 },
    (tx) => createRestaurant(tx),
  );
  return {
    admin,
    adminUrl: server.adminUrl,
    keys,
    maintenance,
    restaurant,
    url: (role) => roleUrl(server.adminUrl, role),
    close: async () => {
      await Promise.all([admin.end(), maintenance.close()]);
      await server.stop();
      rmSync(home, { recursive: true, force: true });
    },
  };
}
