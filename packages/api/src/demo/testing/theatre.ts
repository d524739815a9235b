import { PasswordHasher } from '@toster/auth/password';
import { createRealms } from '@toster/auth/realms';
import { type KeyRing, parseKeyRing } from '@toster/crypto/key-ring';
import { type Backstage, openBackstage } from '@toster/db/demo/backstage';
import { DEMO_PASSWORD } from '@toster/db/demo/logins';
import { seedDemo } from '@toster/db/demo/seed';
import { testDatabase, type TestDatabase } from '@toster/db/testing/database';
import { composeServer } from '../../server.ts';
import type { Theatre } from '../stage.ts';

const ringOf = (kid: string, byte: number): KeyRing =>
  parseKeyRing(`${kid}:${Buffer.alloc(32, byte).toString('base64url')}`);

/** A database with the demo of one day, and what its day is played with. */
export type TestTheatre = Theatre & {
  readonly database: TestDatabase;
  readonly close: () => Promise<void>;
};

/** Seeds the demo as of now and opens it for playing. */
export async function testTheatre(): Promise<TestTheatre> {
  const database = await testDatabase();
  const passwords = new PasswordHasher(ringOf('p-1', 9), { concurrent: 2, waiting: 256 });
  await seedDemo({
    url: database.adminUrl,
    contextKeys: database.keys,
    password: await passwords.hash(DEMO_PASSWORD),
    env: 'local',
    days: 1,
  });
  const realms = createRealms({
    staff: { access: ringOf('s-1', 1), refresh: ringOf('sr-1', 2) },
    customer: { access: ringOf('c-1', 3), refresh: ringOf('cr-1', 4) },
  });
  const server = composeServer({
    app: database.app,
    auth: { db: database.auth, realms, passwords, pepper: ringOf('p-1', 9), now: Date.now },
    addressKeys: ringOf('a-1', 5),
    cookieMode: 'host',
    trustedHops: 1,
  });
  const backstage = await openBackstage(database.adminUrl);
  return {
    database,
    server,
    imports: { auth: database.auth, worker: database.worker },
    backstage,
    close: async () => {
      await backstage.close();
      await database.close();
    },
  };
}

/** The same, with one restaurant only. */
export function withOnly(theatre: TestTheatre, slug: string): TestTheatre {
  const backstage: Backstage = {
    ...theatre.backstage,
    orgs: async () =>
      (await theatre.backstage.orgs()).filter(({ content }) => content.slug === slug),
  };
  return { ...theatre, backstage };
}
