import { setTimeout as pause } from 'node:timers/promises';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { verifyAccessToken } from '../src/access-token.ts';
import { revokeSessions } from '../src/revoke-sessions.ts';
import { type Rotation, rotateSession } from '../src/rotate-session.ts';
import { signOut } from '../src/sign-out.ts';
import { first, openWorld, type Person, type World } from './world.ts';

let world: World;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(async () => world.close());

const refresh = (refreshToken: string): Promise<Rotation> =>
  rotateSession(world.auth, 'staff', { refreshToken }, world.origin());

type Deed = 'rotate' | 'revoke' | 'signOut' | 'suspend' | 'reinstate' | 'leave' | 'changeRole';
const DEEDS = [
  'rotate',
  'rotate',
  'rotate',
  'revoke',
  'signOut',
  'suspend',
  'reinstate',
  'leave',
  'changeRole',
] as const satisfies readonly Deed[];

/** What happens to one person's session, and every refresh token that came out of it. */
async function play(
  person: Person,
  session: { readonly sessionId: string; readonly refreshToken: string },
  deeds: readonly { readonly deed: Deed; readonly after: number }[],
) {
  const tokens = new Set([session.refreshToken]);
  const memberId = first(person.members).id;
  const accountId = person.account.id;
  let ended = false;
  const standing = (status: string) =>
    world.admin`update membership set status = ${status} where id = ${memberId}`;
  const doings: Readonly<Record<Deed, () => Promise<unknown>>> = {
    rotate: async () => {
      const newest = [...tokens].at(-1) ?? '';
      const endedBefore = ended;
      const rotation = await refresh(newest);
      if (!rotation.ok) return;
      // Asked for after an end had been answered, nothing may come.
      expect(endedBefore).toBe(false);
      tokens.add(rotation.tokens.refreshToken);
    },
    revoke: async () => {
      const scope = { sessionId: session.sessionId };
      const input = { accountId, scope, reason: 'by_person' } as const;
      await revokeSessions(world.auth, 'staff', input, world.origin());
      ended = true;
    },
    signOut: async () => {
      await signOut(world.auth, 'staff', session.refreshToken, world.origin());
      ended = true;
    },
    suspend: () =>
      world.admin`update auth.account set status = 'suspended' where id = ${accountId}`,
    reinstate: async () => {
      await world.admin`update auth.account set status = 'active' where id = ${accountId}`;
      await standing('active');
    },
    leave: () => standing('suspended'),
    changeRole: () =>
      world.admin`update membership_grant set role = case role when 'owner' then 'manager' else 'owner' end
        where membership_id = ${memberId}`,
  };
  await Promise.all(
    deeds.map(async ({ deed, after }) => {
      await pause(after);
      await doings[deed]();
    }),
  );
  return { tokens: [...tokens], ended };
}

test('no interleaving of rotation, revocation, suspension and change of role leaves a token that lives on its own', async () => {
  const deed = fc.record({ deed: fc.constantFrom(...DEEDS), after: fc.nat(15) });
  await fc.assert(
    fc.asyncProperty(fc.array(deed, { minLength: 2, maxLength: 10 }), async (deeds) => {
      const person = await world.person();
      const session = await world.signIn(person);
      const { tokens, ended } = await play(person, session, deeds);

      const [row] = await world.admin`
        select s.revoked_at is null and a.status = 'active' and m.status = 'active' as lives, m.epoch
        from auth.session s join auth.account a on a.id = s.account_id
        join membership m on m.account_id = s.account_id and m.org_id = s.org_id
        where s.id = ${session.sessionId}`;
      if (ended) expect(row?.['lives']).toBe(false);
      const successors = new Set<string>();
      for (const token of tokens.toReversed()) {
        const rotation = await refresh(token);
        if (!rotation.ok) continue;
        expect(row?.['lives']).toBe(true);
        successors.add(rotation.tokens.refreshToken);
        const claims = await verifyAccessToken(
          world.auth.realms.staff,
          rotation.tokens.accessToken,
          world.clock.now,
        );
        expect(claims.epoch).toBe(row?.['epoch']);
      }
      expect(successors.size).toBe(row?.['lives'] === true ? 1 : 0);
    }),
    { numRuns: 60 },
  );
});
