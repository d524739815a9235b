/** The states of an import, in the order in which one goes through them, then the three ends. */
export const IMPORT_STATES = [
  'uploading',
  'uploaded',
  'checking',
  'checked',
  'running',
  'finished',
  'failed',
  'cancelled',
] as const;
export type ImportState = (typeof IMPORT_STATES)[number];

/**
 * Every step an import may take. A check may be asked for again while one is under way: the older one gives way. What
 * stops a check sends the import back to its columns; only what stops the import itself ends it.
 */
const STEPS: Readonly<Record<ImportState, readonly ImportState[]>> = {
  uploading: ['uploaded', 'cancelled'],
  uploaded: ['checking', 'cancelled'],
  checking: ['checking', 'checked', 'uploaded', 'cancelled'],
  checked: ['checking', 'running', 'cancelled'],
  running: ['finished', 'failed', 'cancelled'],
  finished: [],
  failed: [],
  cancelled: [],
};

/** Whether an import may go from one state to the other. */
export function mayBecome(from: ImportState, to: ImportState): boolean {
  return STEPS[from].includes(to);
}

/** The states from which an import may go to that one. */
export function statesBefore(to: ImportState): readonly ImportState[] {
  return IMPORT_STATES.filter((state) => mayBecome(state, to));
}

/** Whether nothing more will happen to it. */
export function hasEnded(state: ImportState): boolean {
  return STEPS[state].length === 0;
}

/** Whether a worker has something to do for it. */
export function isAtWork(state: ImportState): state is 'checking' | 'running' {
  return state === 'checking' || state === 'running';
}

/**
 * Why an import or a check stopped. `rights`: the person may not do this any more. `not_a_table`, `line_too_long`,
 * `too_many_lines`, `empty`, `utf16`: the file. `gone`: the file is no longer there. `expired`: nobody went on with it.
 * `broken`: a fault of ours, after several attempts.
 */
export const IMPORT_FAILURES = [
  'rights',
  'empty',
  'utf16',
  'not_a_table',
  'line_too_long',
  'too_many_lines',
  'gone',
  'expired',
  'broken',
] as const;
export type ImportFailure = (typeof IMPORT_FAILURES)[number];
