/**
 * The exact log of attempts to prove something: a password, a code. An attempt is reserved before it is verified, so
 * that guesses made at the same time do not pass together, and is timed by the clock of the store.
 */

/** One thing an attempt counts for, and how often that may be. */
export interface Gate {
  /** Keyed hash of what is counted; one key has one window. See `attempt-gates.ts`. */
  readonly key: string;
  /** Attempts within the window; without it the gate counts and refuses nothing. */
  readonly most?: number;
  readonly windowMs: number;
  /**
   * Once the key `by` (another gate of the same attempt) holds `from` attempts, the next attempt under this gate's key
   * waits `firstMs` after its last one, and twice as long for every further `from`, up to `longestMs`.
   */
  readonly slowing?: {
    readonly by: string;
    readonly from: number;
    readonly firstMs: number;
    readonly longestMs: number;
  };
}

/** How long until the next attempt may be made; 0: now. */
export interface Wait {
  readonly waitMs: number;
  /** Only attempts that are being verified at this moment stand in the way. */
  readonly pending: boolean;
}

/** An attempt that nobody has settled after this time has failed: whoever verified it is gone. */
export const UNSETTLED_MS = 10_000;

/**
 * A store of attempts. Every function is atomic over all gates. They reject when the store cannot be reached: an
 * attempt that was not reserved must not be verified.
 */
export interface AttemptLog {
  /** Reserves the attempt under every gate, or under none; `waitMs` 0 says that it stands. */
  reserve(attempt: string, gates: readonly Gate[]): Promise<Wait>;
  /** `failed`: the attempt counts for its whole window. `none`: it is taken out, this one alone. */
  settle(attempt: string, gates: readonly Gate[], outcome: 'failed' | 'none'): Promise<void>;
  /** What `reserve` would answer; reserves nothing. */
  look(gates: readonly Gate[]): Promise<Wait>;
}
