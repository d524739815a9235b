import { openLimits } from '@toster/auth/limits/open-limits';
import { Quotas } from '@toster/auth/limits/quotas';
import { PasswordHasher } from '@toster/auth/password';
import { createRealms } from '@toster/auth/realms';
import { composeServer, type Server } from '@toster/api/server';
import { parseKeyRing } from '@toster/crypto/key-ring';
import { openPool } from '@toster/db/pool';
import * as schema from '@toster/db/schema/index';
import type { Fixture } from './fixture.ts';

/** The password of everybody here. */
export const PASSWORD = 'a long enough passphrase';

const ring = (kid: string, byte: number) =>
  parseKeyRing(`${kid}:${Buffer.alloc(32, byte).toString('base64url')}`);

/** Hashes with the product's own cost, two at once: as many as there are cores. */
export const passwords = new PasswordHasher(ring('p-1', 9), { concurrent: 2, waiting: 128 });

/**
 * A server over the fixture's database. Calls are drawn on quotas as always, but nobody's are used up: a benchmark makes
 * in a second what a restaurant makes in an hour.
 */
export function serverOn(
  fixture: Fixture,
  url: (role: 'toster_app' | 'toster_auth') => string,
  max: number,
): Server {
  const open = (role: 'toster_app' | 'toster_auth') => ({
    pool: openPool({ url: url(role), max, applicationName: 'bench-api', schema }),
    keys: fixture.keys,
  });
  const realms = createRealms({
    staff: { access: ring('s-1', 1), refresh: ring('sr-1', 2) },
    customer: { access: ring('c-1', 3), refresh: ring('cr-1', 4) },
  });
  const authDb = open('toster_auth');
  const endless = async () => ({ admitted: true, used: 0, resetMs: 0 });
  return composeServer({
    app: open('toster_app'),
    auth: { db: authDb, realms, passwords, pepper: ring('p-1', 9), now: Date.now },
    limits: {
      ...openLimits(authDb),
      quotas: new Quotas({ spend: endless, look: endless }, async () => undefined),
    },
    addressKeys: ring('a-1', 5),
    cookieMode: 'host',
    trustedHops: 1,
  });
}
