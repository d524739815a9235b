/** The state table of refresh rotation, without a database. See docs/adr/0003-refresh-rotation.md. */

/** A session as it stood, locked, when a refresh token of it was presented. Times are epoch milliseconds. */
export interface SessionState {
  readonly counter: number;
  readonly lastRotatedAt: number;
  readonly idleExpiresAt: number;
  readonly absoluteExpiresAt: number;
  readonly revoked: boolean;
  readonly revokeReason: string | null;
  /** Account and membership are active. */
  readonly entitled: boolean;
}

/**
 * - `rotate`: the token of the day; the counter moves.
 * - `concurrent`: the one before, in grace: the same successor again.
 * - `superseded`: older than that, but in grace: a slow request, no theft; nothing is touched.
 * - `reuse`: a used token after its grace: somebody else holds it; the family ends.
 * - `not_issued`: ahead of the database: restored from a backup, or a forged key.
 * - `ended`: revoked or expired. `unentitled`: the person lost the account or the membership.
 */
export type Verdict =
  | 'rotate'
  | 'concurrent'
  | 'superseded'
  | 'reuse'
  | 'not_issued'
  | 'ended'
  | 'unentitled';

/** Reason of a session that made way for another one of the same browser. */
export const SWITCHED = 'switched';

/** What to do with a token of that counter. The MAC has been checked before. */
export function judge(
  session: SessionState,
  counter: number,
  now: number,
  graceMs: number,
): Verdict {
  if (session.revoked) return session.revokeReason === SWITCHED ? 'superseded' : 'ended';
  if (now >= session.idleExpiresAt || now >= session.absoluteExpiresAt) return 'ended';
  if (!session.entitled) return 'unentitled';
  if (counter > session.counter) return 'not_issued';
  if (counter === session.counter) return 'rotate';
  if (now - session.lastRotatedAt >= graceMs) return 'reuse';
  return counter === session.counter - 1 ? 'concurrent' : 'superseded';
}
