import { ERROR_CODES, type ErrorCode, isErrorCode } from './error-codes.ts';
import { type HumanRole, isHumanRole } from './rbac/roles.ts';

// The browser reads failures on every page, so this file does without zod: a guard for each detail.
const text =
  (max: number) =>
  (value: unknown): value is string =>
    typeof value === 'string' && value.length <= max;
const whole =
  (min: number) =>
  (value: unknown): value is number =>
    Number.isSafeInteger(value) && Number(value) >= min;
const oneOf =
  <const T extends string>(...values: readonly T[]) =>
  (value: unknown): value is T =>
    values.some((each) => each === value);

/** One refused field: where it is and which rule it broke, never the value that was sent. */
export type FieldIssue = { readonly path: (string | number)[]; readonly rule: string };

const isStep = (value: unknown): value is string | number =>
  text(100)(value) || Number.isSafeInteger(value);

function isFieldIssue(value: unknown): value is FieldIssue {
  if (!isRecord(value) || Object.keys(value).some((key) => key !== 'path' && key !== 'rule')) {
    return false;
  }
  const { path, rule } = value;
  return Array.isArray(path) && path.length <= 20 && path.every(isStep) && text(60)(rule);
}

/**
 * The details that may leave with an error. Anything else is dropped by `publicDetails`, so a
 * detail meant for the server's log can never reach a client by accident.
 */
const DETAILS = {
  /** FORBIDDEN: the permission the caller lacks. RATE_LIMITED: the one that is used up. */
  permission: text(60),
  /** FORBIDDEN: the fields of the record that the caller's role does not change. */
  fields: (value: unknown): value is string[] =>
    Array.isArray(value) && value.length <= 20 && value.every(text(60)),
  /** FORBIDDEN: whose role may give the caller that permission. */
  givers: (value: unknown): value is readonly HumanRole[] =>
    Array.isArray(value) && value.length <= 10 && value.every(isHumanRole),
  /** FORBIDDEN: another person who holds the permission may approve. */
  approval: oneOf('manager_pin'),
  /** STEP_UP_REQUIRED: how fresh the proof must be. */
  maxAgeSeconds: whole(1),
  /** UNAVAILABLE, UNAUTHENTICATED: when to try again. RATE_LIMITED, TOO_MANY_ATTEMPTS, QUOTA_EXCEEDED: when the next one is free, rounded up. */
  retryAfterSeconds: whole(0),
  /** QUOTA_EXCEEDED: the policies that are used up, and the registered type of the problem (RFC 9457). */
  violatedPolicies: (value: unknown): value is string[] =>
    Array.isArray(value) && value.length <= 10 && value.every(text(60)),
  problem: text(200),
  /** PASSWORD_REFUSED: what is wrong with it; see PASSWORD_FAULTS. */
  fault: oneOf('short', 'long', 'common', 'pattern', 'about', 'same'),
  /** SECOND_FACTOR_REQUIRED at sign-in: proof of the first factor, for five minutes. It opens nothing. */
  challenge: text(300),
  /** ORDER_STATE_INVALID: the state the order is in. */
  state: text(30),
  /** IMPORT_FILE_INVALID: what is wrong with the file. */
  file: oneOf(
    'incomplete',
    'digest',
    'size',
    'empty',
    'utf16',
    'not_a_table',
    'line_too_long',
    'gone',
  ),
  /** INVALID_INPUT: the refused fields. */
  issues: (value: unknown): value is FieldIssue[] =>
    Array.isArray(value) && value.length <= 50 && value.every(isFieldIssue),
};
type Guarded<G> = G extends ((value: unknown) => value is infer T) ? T : never;
export type ErrorDetails = {
  [K in keyof typeof DETAILS]?: Guarded<(typeof DETAILS)[K]> | undefined;
};

/** The whole of what a client receives about a failure. */
export type ClientError = {
  code: ErrorCode;
  message: string;
  key: string;
  requestId: string | null;
  details: ErrorDetails;
};

/**
 * A failure that is part of the contract. Only its code, its catalogue message and the allowed
 * details leave the server; the cause is for the log.
 */
export class AppError extends Error {
  override readonly name = 'AppError';
  readonly code: ErrorCode;
  readonly details: ErrorDetails;

  constructor(
    code: ErrorCode,
    options: { readonly details?: ErrorDetails; readonly cause?: unknown } = {},
  ) {
    super(ERROR_CODES[code].message, options.cause === undefined ? {} : { cause: options.cause });
    this.code = code;
    this.details = options.details ?? {};
  }
}

/**
 * What a client is told about any thrown value: an AppError's code, message and allowed details;
 * for everything else INTERNAL with nothing of the original.
 */
export function toClientError(error: unknown, requestId: string | null): ClientError {
  const code = error instanceof AppError ? error.code : 'INTERNAL';
  const definition = ERROR_CODES[code];
  return {
    code,
    message: definition.message,
    key: definition.key,
    requestId,
    details: error instanceof AppError ? publicDetails(error.details) : {},
  };
}

/** Reads a failure received over the wire; null when it is not one of ours. Unknown keys fall. */
export function parseClientError(value: unknown): ClientError | null {
  if (!isRecord(value)) return null;
  const { code, message, key, requestId } = value;
  const details = readDetails(value['details']);
  if (!isErrorCode(code) || !text(300)(message) || !text(60)(key) || details === null) return null;
  if (requestId !== null && !text(64)(requestId)) return null;
  return { code, message, key, requestId, details };
}

function publicDetails(details: unknown): ErrorDetails {
  return readDetails(details) ?? {};
}

/** The known details; null when one of them is not what it must be. */
function readDetails(value: unknown): ErrorDetails | null {
  if (!isRecord(value)) return null;
  const known = Object.entries(DETAILS)
    .map(([name, guard]) => [name, guard, value[name]] as const)
    .filter(([, , detail]) => detail !== undefined);
  if (!known.every(([, guard, detail]) => guard(detail))) return null;
  return Object.fromEntries(known.map(([name, , detail]) => [name, detail]));
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
