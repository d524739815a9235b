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
  | 'TIMEOUT'
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
  SECOND_FACTOR_MISSING: {
    http: 403,
    trpc: 'FORBIDDEN',
    key: 'errors.secondFactorMissing',
    message:
      'Your organisation asks for a second factor. Set one up, or confirm this session with its code.',
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
  SECOND_FACTOR_REQUIRED: {
    http: 401,
    trpc: 'UNAUTHORIZED',
    key: 'errors.secondFactorRequired',
    message: 'Enter the code of your app as well.',
  },
  CODE_WRONG: {
    http: 401,
    trpc: 'UNAUTHORIZED',
    key: 'errors.codeWrong',
    message: 'The code is not right, or it was used before.',
  },
  CHALLENGE_OVER: {
    http: 401,
    trpc: 'UNAUTHORIZED',
    key: 'errors.challengeOver',
    message: 'This took too long. Begin with the password again.',
  },
  LINK_OVER: {
    http: 409,
    trpc: 'CONFLICT',
    key: 'errors.linkOver',
    message: 'This link was used, is too old or is not complete. Ask for another letter.',
  },
  PASSWORD_REFUSED: {
    http: 422,
    trpc: 'UNPROCESSABLE_CONTENT',
    key: 'errors.passwordRefused',
    message: 'This password is too easy to guess.',
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
  LOCATION_LIMIT: {
    http: 409,
    trpc: 'CONFLICT',
    key: 'errors.locationLimit',
    message: 'The organisation has as many establishments as it can have.',
  },
  RATE_LIMITED: {
    http: 429,
    trpc: 'TOO_MANY_REQUESTS',
    key: 'errors.rateLimited',
    message: 'You have done this as often as is allowed. Try again later.',
  },
  QUOTA_EXCEEDED: {
    http: 429,
    trpc: 'TOO_MANY_REQUESTS',
    key: 'errors.quotaExceeded',
    message: 'The organisation has used up what it may use of the service for now.',
  },
  TOO_MANY_ATTEMPTS: {
    http: 429,
    trpc: 'TOO_MANY_REQUESTS',
    key: 'errors.tooManyAttempts',
    message: 'Too many failed attempts. Try again later.',
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
  PLAIN_CONNECTION: {
    http: 403,
    trpc: 'FORBIDDEN',
    key: 'errors.plainConnection',
    message: 'Only encrypted connections are accepted.',
  },
  TOO_DEEP: {
    http: 400,
    trpc: 'BAD_REQUEST',
    key: 'errors.tooDeep',
    message: 'The request is nested too deeply.',
  },
  TOO_SLOW: {
    http: 408,
    trpc: 'TIMEOUT',
    key: 'errors.tooSlow',
    message: 'The request did not arrive in time.',
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
