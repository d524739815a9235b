/** Runs a verification within its limits. */
import { setTimeout as sleep } from 'node:timers/promises';
import { AppError } from '@toster/contracts/errors';
import { newId } from '@toster/contracts/ids';
import type { AttemptLog, Gate } from './attempt-log.ts';

/** A verification takes some 50 ms; whoever stands behind others for longer than this is asked to come back. */
const PENDING_PATIENCE_MS = 3_000;
const PAUSE_MS = 60;

/** Outcome of a verification that was allowed to run: what was proven, or what is known of the failure. */
export type Verified<T, F> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly failure: F };

/**
 * Reserves an attempt, verifies, and settles: a failure stays in the log, a success takes its own reservation out and
 * no other, and so does a verification that rejects, because it has proven nothing either way.
 *
 * Throws `AppError` TOO_MANY_ATTEMPTS with `retryAfterSeconds` before anything is verified: the time after which the
 * next attempt is allowed, rounded up. Behind attempts that are still being verified it waits its turn, for three
 * seconds at most, so that the staff of one address may sign in at the same moment.
 */
export async function attempt<T, F>(
  log: AttemptLog,
  gates: readonly Gate[],
  verify: () => Promise<Verified<T, F>>,
): Promise<Verified<T, F>> {
  const id = newId();
  await reserved(log, id, gates);
  let outcome: 'failed' | 'none' = 'none';
  try {
    const verified = await verify();
    if (!verified.ok) outcome = 'failed';
    return verified;
  } finally {
    // A store that is lost by now keeps the reservation: what is not settled counts as failed, which is the safe side.
    await log.settle(id, gates, outcome).catch(() => undefined);
  }
}

/**
 * Counts one use of something that is limited however it ends. Throws `AppError` TOO_MANY_ATTEMPTS as `attempt` does.
 */
export async function countUse(log: AttemptLog, gates: readonly Gate[]): Promise<void> {
  const id = newId();
  await reserved(log, id, gates);
  await log.settle(id, gates, 'failed');
}

async function reserved(log: AttemptLog, id: string, gates: readonly Gate[]): Promise<void> {
  const deadline = performance.now() + PENDING_PATIENCE_MS;
  for (;;) {
    const { waitMs, pending } = await log.reserve(id, gates);
    if (waitMs === 0) return;
    if (!pending) throw tooMany(waitMs);
    if (performance.now() >= deadline) throw tooMany(1_000);
    await sleep(PAUSE_MS * (0.5 + Math.random()));
  }
}

function tooMany(waitMs: number): AppError {
  return new AppError('TOO_MANY_ATTEMPTS', {
    details: { retryAfterSeconds: Math.ceil(waitMs / 1000) },
  });
}
