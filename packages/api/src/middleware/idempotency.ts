import { createHash } from 'node:crypto';
import { AppError } from '@toster/contracts/errors';
import { canonicalize } from '@toster/crypto/json';
import { idempotencyKey } from '@toster/db/schema/transport';
import type { Tx } from '@toster/db/tenant';
import { and, eq } from 'drizzle-orm';
import { answerOf, type Finished } from './finished.ts';

const KEY = /^[\w-]{8,64}$/;

/** One attempt at a mutation that may have been made before. */
export type Attempt = {
  readonly orgId: string;
  readonly actorId: string;
  readonly key: string;
  readonly procedure: string;
  readonly inputDigest: string;
};

/** What an earlier attempt with the same key was answered; null where this one is the first. */
export type Stored = { readonly answer: unknown } | null;

/** The attempt a header announces, or null without one. Throws INVALID_INPUT for a malformed key. */
export function attemptOf(
  header: string | null,
  call: {
    readonly orgId: string;
    readonly staffId: string;
    readonly path: string;
    readonly input: unknown;
    readonly index: number;
  },
): Attempt | null {
  if (header === null) return null;
  if (!KEY.test(header))
    throw new AppError('INVALID_INPUT', {
      details: { issues: [{ path: ['idempotency-key'], rule: 'invalid_format' }] },
    });
  const digest = createHash('sha256').update(canonicalize(call.input)).digest('hex');
  return {
    orgId: call.orgId,
    actorId: call.staffId,
    // The calls of a batch share one header.
    key: call.index === 0 ? header : `${header}.${call.index}`,
    procedure: call.path,
    inputDigest: digest,
  };
}

/**
 * Claims the key, or answers what was answered before. A second attempt made at the same time waits
 * here for the first one's commit. Throws IDEMPOTENCY_MISMATCH when the key belongs to another call.
 */
export async function claim(tx: Tx, attempt: Attempt): Promise<Stored> {
  const [claimed] = await tx
    .insert(idempotencyKey)
    .values(attempt)
    .onConflictDoNothing()
    .returning({ key: idempotencyKey.key });
  if (claimed !== undefined) return null;
  const [first] = await tx.select().from(idempotencyKey).where(matches(attempt));
  if (first?.procedure !== attempt.procedure || first.inputDigest !== attempt.inputDigest) {
    throw new AppError('IDEMPOTENCY_MISMATCH');
  }
  return { answer: first.answer };
}

/**
 * For work that has transactions of its own: holds the key in one around it, so that a second attempt waits for the
 * first one's answer. Work that is done while its answer could not be kept may be done again.
 */
export async function once<R extends Finished>(
  write: <T>(work: (tx: Tx) => Promise<T>) => Promise<T>,
  attempt: Attempt | null,
  work: (stored: Stored) => Promise<R>,
): Promise<R> {
  if (attempt === null) return work(null);
  return write(async (tx) => {
    const stored = await claim(tx, attempt);
    const result = await work(stored);
    const answer = answerOf(result);
    if (stored === null) await keep(tx, attempt, answer);
    return result;
  });
}

/** Keeps the answer for later attempts with the same key. */
export async function keep(tx: Tx, attempt: Attempt, answer: unknown): Promise<void> {
  await tx.update(idempotencyKey).set({ answer }).where(matches(attempt));
}

function matches(attempt: Attempt) {
  return and(
    eq(idempotencyKey.orgId, attempt.orgId),
    eq(idempotencyKey.actorId, attempt.actorId),
    eq(idempotencyKey.key, attempt.key),
  );
}
