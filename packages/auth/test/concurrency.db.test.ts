import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { revokeSessions } from '../src/revoke-sessions.ts';
import { rotateSession } from '../src/rotate-session.ts';
import { signOut } from '../src/sign-out.ts';
import { stepUp } from '../src/step-up.ts';
import { openWorld, PASSWORD, type Person, type World } from './world.ts';

let world: World;
let person: Person;
beforeAll(async () => {
  world = await openWorld();
  person = await world.person();
});
afterAll(async () => world.close());

const refresh = (refreshToken: string) =>
  rotateSession(world.auth, 'staff', { refreshToken }, world.origin());
const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

const counterOf = async (sessionId: string) =>
  Number(
    (await world.admin`select counter from auth.session where id = ${sessionId}`)[0]?.['counter'],
  );

describe('R8, R11: many requests with one token', () => {
  test.each([2, 50])(
    '%i parallel refreshes move the counter once and get one successor',
    async (parallel) => {
      const { refreshToken, sessionId } = await world.signIn(person);
      const rotations = await Promise.all(
        Array.from({ length: parallel }, () => refresh(refreshToken)),
      );
      const successors = rotations.map((rotation) =>
        rotation.ok ? rotation.tokens.refreshToken : rotation.cause,
      );
      expect(new Set(successors).size).toBe(1);
      expect(
        rotations.filter((rotation) => rotation.ok && rotation.cause === 'rotated'),
      ).toHaveLength(1);
      expect(
        rotations.filter((rotation) => rotation.ok && rotation.cause === 'concurrent'),
      ).toHaveLength(parallel - 1);
      expect(await counterOf(sessionId)).toBe(1);
      const access = rotations.flatMap((rotation) =>
        rotation.ok ? [rotation.tokens.accessToken] : [],
      );
      expect(new Set(access).size).toBe(parallel);
    },
  );

  test('fifty sessions at once do not disturb each other', async () => {
    const sessions = [];
    for (let index = 0; index < 10; index++) sessions.push(await world.signIn(person));
    const rotations = await Promise.all(
      sessions.flatMap((session) => Array.from({ length: 5 }, () => refresh(session.refreshToken))),
    );
    expect(rotations.every((rotation) => rotation.ok)).toBe(true);
    for (const { sessionId } of sessions) expect(await counterOf(sessionId)).toBe(1);
  });
});

describe('R12: refresh against revocation', () => {
  const delays = fc.array(fc.integer({ min: 0, max: 12 }), { minLength: 1, maxLength: 6 });

  test('once a revocation has returned, no token of the family works, whatever overlapped', async () => {
    await fc.assert(
      fc.asyncProperty(
        delays,
        fc.integer({ min: 0, max: 12 }),
        fc.constantFrom('revoke', 'signOut'),
        async (starts, end, way) => {
          const { refreshToken, sessionId } = await world.signIn(person);
          const refreshes = starts.map(async (delay) => {
            await pause(delay);
            return refresh(refreshToken);
          });
          await pause(end);
          if (way === 'signOut') await signOut(world.auth, 'staff', refreshToken, world.origin());
          else {
            const input = {
              accountId: person.account.id,
              scope: { sessionId },
              reason: 'by_person',
            } as const;
            await revokeSessions(world.auth, 'staff', input, world.origin());
          }
          expect(await refresh(refreshToken)).toMatchObject({ ok: false, cause: 'ended' });
          for (const rotation of await Promise.all(refreshes)) {
            if (rotation.ok)
              expect(await refresh(rotation.tokens.refreshToken)).toMatchObject({
                ok: false,
                cause: 'ended',
              });
            else expect(rotation.cause).toBe('ended');
          }
          expect(await counterOf(sessionId)).toBeLessThanOrEqual(1);
        },
      ),
      { numRuns: 30 },
    );
  });

  test('any interleaving of refreshes, waits and proofs leaves one line of tokens', async () => {
    const step = fc.oneof(
      {
        weight: 4,
        arbitrary: fc.record({
          kind: fc.constant('refresh' as const),
          times: fc.integer({ min: 1, max: 4 }),
        }),
      },
      {
        weight: 2,
        arbitrary: fc.record({
          kind: fc.constant('wait' as const),
          times: fc.integer({ min: 0, max: 19_999 }),
        }),
      },
      {
        weight: 1,
        arbitrary: fc.record({ kind: fc.constant('stepUp' as const), times: fc.constant(1) }),
      },
    );
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 8 }), async (steps) => {
        const session = await world.signIn(person);
        let token = session.refreshToken;
        let rotations = 0;
        for (const { kind, times } of steps) {
          if (kind === 'wait') world.advance(times);
          else {
            const proof =
              kind === 'stepUp'
                ? stepUp(
                    world.auth,
                    'staff',
                    {
                      accountId: person.account.id,
                      sessionId: session.sessionId,
                      password: PASSWORD,
                    },
                    world.origin(),
                  )
                : Promise.resolve();
            const presented = token;
            const answers = await Promise.all(
              Array.from({ length: times }, () => refresh(presented)),
            );
            await proof;
            const successors = new Set(
              answers.map((answer) => (answer.ok ? answer.tokens.refreshToken : answer.cause)),
            );
            expect(successors.size).toBe(1);
            [token = ''] = successors;
            rotations++;
          }
        }
        expect(await counterOf(session.sessionId)).toBe(rotations);
      }),
      { numRuns: 20 },
    );
  });
});
