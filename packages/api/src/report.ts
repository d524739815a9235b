import { DatabaseError } from '@toster/db/errors';

/** One line of the server's log. Nothing of it comes from a request body or a row. */
type FailureLine = {
  readonly level: 'error';
  readonly requestId: string;
  readonly path: string;
  readonly error: string;
  readonly sqlstate?: string;
  readonly constraint?: string;
  readonly at?: readonly string[];
};

/** A store of the limits has stopped answering, or answers again. */
type StoreLine = {
  readonly level: 'error' | 'info';
  readonly event: 'limits.redis_lost' | 'limits.redis_back';
  readonly error?: string;
};

/** Where failures are written; tests listen here. */
export type Sink = (line: FailureLine | StoreLine) => void;

let sink: Sink = (line) => process.stderr.write(`${JSON.stringify(line)}\n`);

/** Sends failures elsewhere and returns the way back. */
export function reportTo(other: Sink): () => void {
  const before = sink;
  sink = other;
  return () => {
    sink = before;
  };
}

/**
 * Writes down a failure nobody asked for: names, codes and the places in our code. Messages stay
 * out, because those of a driver or a parser quote values.
 */
export function reportFailure(
  error: unknown,
  about: { readonly requestId: string; readonly path: string },
): void {
  const origin = innermost(error);
  sink({
    level: 'error',
    ...about,
    error: origin instanceof Error ? origin.name : typeof origin,
    ...(origin instanceof DatabaseError
      ? {
          sqlstate: origin.sqlstate,
          ...(origin.constraint === undefined ? {} : { constraint: origin.constraint }),
        }
      : {}),
    ...(origin instanceof Error ? { at: framesOf(origin) } : {}),
  });
}

/**
 * The alarm of the limits: without Redis attempts stay exact and quotas count on in PostgreSQL, but each call of
 * either is PostgreSQL's now.
 */
export function reportStore(state: 'open' | 'closed', cause?: unknown): void {
  if (state === 'closed') return sink({ level: 'info', event: 'limits.redis_back' });
  const error = cause instanceof Error ? cause.name : typeof cause;
  sink({ level: 'error', event: 'limits.redis_lost', error });
}

/** The first cause that is not a wrapper of ours; the causes of a DatabaseError quote statements. */
function innermost(error: unknown): unknown {
  let current = error;
  for (let depth = 0; depth < 5; depth += 1) {
    if (
      current instanceof DatabaseError ||
      !(current instanceof Error) ||
      current.cause === undefined
    )
      return current;
    current = current.cause;
  }
  return current;
}

function framesOf(error: Error): readonly string[] {
  const lines = (error.stack ?? '').split('\n').map((line) => line.trim());
  return lines.filter((line) => /^at .*:\d+:\d+\)?$/.test(line)).slice(0, 8);
}
