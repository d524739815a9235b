import { openLimits } from '@toster/auth/limits/open-limits';
import { signOut } from '@toster/auth/sign-out';
import { newId } from '@toster/contracts/ids';
import type { Restaurant } from '@toster/db/testing/factories/restaurant';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Kitchen, openKitchen } from './kitchen.ts';

/** A port nobody listens on. */
const NO_REDIS = { kind: 'tcp', url: 'redis://127.0.0.1:1' } as const;
const AT_MOST_MS = 1_000;

const ENDS: Readonly<
  Record<string, (kitchen: Kitchen, at: Restaurant, refreshToken: string) => Promise<unknown>>
> = {
  'sign-out': (kitchen, _, refreshToken) =>
    signOut(kitchen.server.auth, 'staff', refreshToken, {
      requestId: newId(),
      ip: null,
      ipKey: null,
      userAgent: null,
    }),
  'the suspension of the account': (kitchen, { members }) =>
    kitchen.admin`update auth.account set status = 'suspended' where id = ${members.owner.accountId}`,
  'the suspension of the member': (kitchen, { members }) =>
    kitchen.admin`update membership set status = 'suspended' where id = ${members.owner.id}`,
  'a change of the role': (kitchen, { members }) =>
    kitchen.admin`update membership_grant set role = 'manager' where membership_id = ${members.owner.id}`,
  'the loss of a grant': (kitchen, { members }) =>
    kitchen.admin`delete from membership_grant where membership_id = ${members.owner.id}`,
};

describe.each([
  ['PostgreSQL alone', null],
  ['a Redis that is away', NO_REDIS],
] as const)('an access token, over %s,', (_, redis) => {
  let kitchen: Kitchen;
  beforeAll(async () => {
    kitchen = await openKitchen({ limits: (db) => openLimits(db, redis) });
  });
  afterAll(async () => kitchen.close());

  test.each(Object.keys(ENDS))(
    'is dead a second after %s, though it has not expired, on pages that knew it before',
    async (name) => {
      const at = await kitchen.restaurant(['owner']);
      const session = await kitchen.signedIn(at.members.owner);
      const cookie = { cookie: `__Host-t_at=${session.accessToken}` };
      const ask = () => kitchen.send('orders.list', {}, cookie);
      // Rights are cached by now.
      for (let call = 0; call < 3; call += 1) expect((await ask()).status).toBe(200);
      await ENDS[name]?.(kitchen, at, session.refreshToken);
      const start = performance.now();
      const answers = await Promise.all(Array.from({ length: 10 }, ask));
      expect(performance.now() - start).toBeLessThan(AT_MOST_MS);
      for (const answer of answers) expect(answer.status).toBe(401);
    },
  );
});
