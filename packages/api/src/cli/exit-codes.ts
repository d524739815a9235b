/** What the command line ends with. */
export const EXIT = {
  done: 0,
  /** Refused or failed; nothing is half done. */
  failed: 1,
  /** The arguments cannot be understood. */
  usage: 2,
  /** Finished, but some lines were put aside. */
  incomplete: 3,
  /** Stopped by Ctrl-C or SIGTERM; the same command goes on. */
  interrupted: 130,
} as const;

export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

/** The arguments cannot be understood. */
export class UsageError extends Error {
  override name = 'UsageError';
}
