import { z } from 'zod';

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

/** One refused field: where it is and which rule it broke, never the value that was sent. */
const ZFieldIssue = z.strictObject({
  path: z.array(z.union([z.string().max(100), z.int()])).max(20),
  rule: z.string().max(60),
});
export type FieldIssue = z.infer<typeof ZFieldIssue>;

/**
 * The details that may leave with an error. Anything else is dropped by `publicDetails`, so a
 * detail meant for the server's log can never reach a client by accident.
 */
export const ZErrorDetails = z.object({
  /** FORBIDDEN: the permission the caller lacks. */
  permission: z.string().max(60).optional(),
  /** FORBIDDEN: the fields of the record that the caller's role does not change. */
  fields: z.array(z.string().max(60)).max(20).optional(),
  /** FORBIDDEN: another person who holds the permission may approve. */
  approval: z.literal('manager_pin').optional(),
  /** STEP_UP_REQUIRED: how fresh the proof must be. */
  maxAgeSeconds: z.int().min(1).optional(),
  /** UNAVAILABLE, UNAUTHENTICATED: when to try again. */
  retryAfterSeconds: z.int().min(0).optional(),
  /** ORDER_STATE_INVALID: the state the order is in. */
  state: z.string().max(30).optional(),
  /** INVALID_INPUT: the refused fields. */
  issues: z.array(ZFieldIssue).max(50).optional(),
});
export type ErrorDetails = z.infer<typeof ZErrorDetails>;

/** The whole of what a client receives about a failure. */
export const ZClientError = z.object({
  code: z.custom<ErrorCode>(isErrorCode),
  message: z.string().max(300),
  key: z.string().max(60),
  requestId: z.string().max(64).nullable(),
  details: ZErrorDetails,
});
export type ClientError = z.infer<typeof ZClientError>;

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
  const parsed = ZClientError.safeParse(value);
  return parsed.success ? parsed.data : null;
}

function publicDetails(details: unknown): ErrorDetails {
  const parsed = ZErrorDetails.safeParse(details);
  return parsed.success ? parsed.data : {};
}
