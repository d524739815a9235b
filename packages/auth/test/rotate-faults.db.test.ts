import { AppError } from '@toster/contracts/errors';
import type { KeyRing } from '@toster/crypto/key-ring';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Auth } from '../src/auth.ts';
import { rotateSession, type Rotation } from '../src/rotate-session.ts';
import { openWorld, type World } from './world.ts';

let world: World;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(async () => world.close());

const refresh = (refreshToken: string, auth: Auth = world.auth): Promise<Rotation> =>
  rotateSession(auth, 'staff', { refreshToken }, world.origin());

const refreshed = async (token: string) =>
  expect(await refresh(token)).toMatchObject({ ok: true, cause: 'rotated' });

async function rowOf(sessionId: string) {
  const [row] = await world.admin`select counter from auth.session where id = ${sessionId}`;
  return row;
}

async function family() {
  const tokens = await world.signIn(await world.person());
  return { R0: tokens.refreshToken, sessionId: tokens.sessionId };
}

test('R16: a failure after the decision leaves the old token valid', async () => {
  const { R0, sessionId } = await family();
  const { staff, customer } = world.auth.realms;
  const broken = Object.create(staff.accessKeys, {
    signing: {
      get() {
        throw new Error('the key store is down');
      },
    },
  }) as KeyRing;
  const crippled: Auth = {
    ...world.auth,
    realms: { staff: { ...staff, accessKeys: broken }, customer },
  };
  await expect(refresh(R0, crippled)).rejects.toThrow('the key store is down');
  expect(await rowOf(sessionId)).toMatchObject({ counter: 0 });
  await refreshed(R0);
});

describe('R15: a session somebody else holds', () => {
  const attempt = (refreshToken: string, lockWaitMs: number) =>
    rotateSession(world.auth, 'staff', { refreshToken }, world.origin(), { lockWaitMs });

  async function held<T>(sessionId: string, work: () => Promise<T>): Promise<T> {
    return world.admin.begin(async (tx) => {
      await tx`select 1 from auth.session where id = ${sessionId} for update`;
      return work();
    }) as Promise<T>;
  }

  test('makes the caller wait a bounded time, then 409, and stays as it was', async () => {
    const { R0, sessionId } = await family();
    const started = performance.now();
    const error: unknown = await held(sessionId, () =>
      attempt(R0, 200).catch((reason: unknown) => reason),
    );
    expect(error).toBeInstanceOf(AppError);
    expect(error).toMatchObject({ code: 'CONFLICT' });
    expect(performance.now() - started).toBeLessThan(3_000);
    await refreshed(R0);
  });

  test('does not keep connections from other people', async () => {
    const [stuck, free] = [await family(), await family()];
    await held(stuck.sessionId, async () => {
      let settled = 0;
      const waiters = Array.from({ length: 60 }, () =>
        attempt(stuck.R0, 2_000)
          .catch((reason: unknown) => reason)
          .finally(() => settled++),
      );
      await refreshed(free.R0);
      expect(settled).toBe(0);
      for (const reason of await Promise.all(waiters))
        expect(reason).toMatchObject({ code: 'CONFLICT' });
    });
  });

  test('answers as soon as it is free', async () => {
    const { R0, sessionId } = await family();
    let waiting: Promise<Rotation> | undefined;
    await held(sessionId, async () => {
      waiting = attempt(R0, 5_000);
      await new Promise((resolve) => setTimeout(resolve, 60));
    });
    expect(await waiting).toMatchObject({ ok: true, cause: 'rotated' });
  });
});
