/** One line of a process's log: what happened, and facts that are no personal data. */
export type LogEntry = {
  readonly level: 'info' | 'warn' | 'error';
  readonly event: string;
  readonly facts?: Readonly<Record<string, string | number | boolean | null>>;
};

/** Receives log entries; the composer decides where they go. */
export type Log = (entry: LogEntry) => void;

const CODE = /^[A-Za-z0-9_.-]{1,40}$/;

/**
 * What may be kept of a thrown value in a log or a job table: its class and, where it has one, its
 * code (SQLSTATE, errno, SMTP). Never the message: an error of the database layer quotes the
 * statement with its parameters.
 */
export function describeFailure(error: unknown): { readonly name: string; readonly code: string } {
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    const code = 'sqlstate' in cause ? cause.sqlstate : 'code' in cause ? cause.code : null;
    if (typeof code === 'string' && CODE.test(code)) return { name: named(cause), code };
  }
  return { name: error instanceof Error ? named(error) : typeof error, code: 'none' };
}

function named(error: Error): string {
  return CODE.test(error.name) ? error.name : 'Error';
}
