import { type HumanRole, isHumanRole } from './rbac/roles.ts';

/** The tRPC error codes the catalogue maps to. */
export type TransportCode =
  | 'BAD_REQUEST'
  | 'UNAUTHORIZED'
  | 'FORBIDDEN'
  | 'NOT_FOUND'
  | 'CONFLICT'
  | 'PRECONDITION_FAILED'
  | 'PAYLOAD_TOO_LARGE'
  | 'UNSUPPORTED_MEDIA_TYPE'
  | 'UNPROCESSABLE_CONTENT'
  | 'TOO_MANY_REQUESTS'
  | 'SERVICE_UNAVAILABLE'
  | 'INTERNAL_SERVER_ERROR';

type Definition = {
  readonly http: number;
  readonly trpc: TransportCode;
  /** Key of the message in the console's catalogue. */
  readonly key: string;
  /** The English message; it never contains a value from the request or the database. */
  readonly message: string;
};

/** Everything a client may ever be told about a failure. What is not here leaves as INTERNAL. */
export const ERROR_CODES = {
  UNAUTHENTICATED: {
    http: 401,
    trpc: 'UNAUTHORIZED',
    key: 'errors.unauthenticated',
    message: 'Sign in to continue.',
  },
  STALE: {
    http: 401,
    trpc: 'UNAUTHORIZED',
    key: 'errors.stale',
    message: 'Your access has changed. Refresh the session and try again.',
  },
  SESSION_SUPERSEDED: {
    http: 401,
    trpc: 'UNAUTHORIZED',
    key: 'errors.sessionSuperseded',
    message: 'A newer session token is already in use.',
  },
  FORBIDDEN: {
    http: 403,
    trpc: 'FORBIDDEN',
    key: 'errors.forbidden',
    message: 'Your role does not allow this.',
  },
  STEP_UP_REQUIRED: {
    http: 403,
    trpc: 'FORBIDDEN',
    key: 'errors.stepUpRequired',
    message: 'Confirm your identity to continue.',
  },
  NOT_FOUND: {
    http: 404,
    trpc: 'NOT_FOUND',
    key: 'errors.notFound',
    message: 'There is no such record.',
  },
  CONFLICT: {
    http: 409,
    trpc: 'CONFLICT',
    key: 'errors.conflict',
    message: 'Somebody changed this record in the meantime. Reload and try again.',
  },
  INVALID_INPUT: {
    http: 400,
    trpc: 'BAD_REQUEST',
    key: 'errors.invalidInput',
    message: 'Some of the values are not valid.',
  },
  INVALID_CREDENTIALS: {
    http: 401,
    trpc: 'UNAUTHORIZED',
    key: 'errors.invalidCredentials',
    message: 'The e-mail address or the password is not right.',
  },
  ORDER_STATE_INVALID: {
    http: 409,
    trpc: 'CONFLICT',
    key: 'errors.orderStateInvalid',
    message: 'The order is no longer in a state that allows this.',
  },
  MENU_PRICE_UNCHANGED: {
    http: 409,
    trpc: 'CONFLICT',
    key: 'errors.menuPriceUnchanged',
    message: 'The item already has this price.',
  },
  IMPORT_STATE_INVALID: {
    http: 409,
    trpc: 'CONFLICT',
    key: 'errors.importStateInvalid',
    message: 'The import is no longer in a state that allows this.',
  },
  IMPORT_FILE_INVALID: {
    http: 422,
    trpc: 'UNPROCESSABLE_CONTENT',
    key: 'errors.importFileInvalid',
    message: 'The file cannot be used.',
  },
  IMPORT_FILES_WAITING: {
    http: 409,
    trpc: 'CONFLICT',
    key: 'errors.importFilesWaiting',
    message: 'Too many of your files are waiting. Finish or discard one first.',
  },
  RATE_LIMITED: {
    http: 429,
    trpc: 'TOO_MANY_REQUESTS',
    key: 'errors.rateLimited',
    message: 'You have done this as often as is allowed. Try again later.',
  },
  TOO_MANY_IN_BATCH: {
    http: 400,
    trpc: 'BAD_REQUEST',
    key: 'errors.tooManyInBatch',
    message: 'Too many calls in one request.',
  },
  PAYLOAD_TOO_LARGE: {
    http: 413,
    trpc: 'PAYLOAD_TOO_LARGE',
    key: 'errors.payloadTooLarge',
    message: 'The request is too large.',
  },
  UNSUPPORTED_MEDIA: {
    http: 415,
    trpc: 'UNSUPPORTED_MEDIA_TYPE',
    key: 'errors.unsupportedMedia',
    message: 'This content type is not accepted.',
  },
  CROSS_SITE: {
    http: 403,
    trpc: 'FORBIDDEN',
    key: 'errors.crossSite',
    message: 'Requests from other sites are not accepted.',
  },
  IDEMPOTENCY_MISMATCH: {
    http: 422,
    trpc: 'UNPROCESSABLE_CONTENT',
    key: 'errors.idempotencyMismatch',
    message: 'This idempotency key was used for a different request.',
  },
  INTERNAL: {
    http: 500,
    trpc: 'INTERNAL_SERVER_ERROR',
    key: 'errors.internal',
    message: 'Something went wrong on our side. Nothing was changed.',
  },
  UNAVAILABLE: {
    http: 503,
    trpc: 'SERVICE_UNAVAILABLE',
    key: 'errors.unavailable',
    message: 'The service is not available right now. Try again in a moment.',
  },
} as const satisfies Readonly<Record<string, Definition>>;

export type ErrorCode = keyof typeof ERROR_CODES;

/** Whether a value names a code of the catalogue. */
export function isErrorCode(value: unknown): value is ErrorCode {
  return typeof value === 'string' && Object.hasOwn(ERROR_CODES, value);
}

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
  /** UNAVAILABLE, UNAUTHENTICATED: when to try again. RATE_LIMITED: when the next use is free, rounded up. */
  retryAfterSeconds: whole(0),
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
