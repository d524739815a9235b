import { ERROR_CODES } from '@toster/contracts/error-codes';
import {
  AppError,
  type ClientError,
  type FieldIssue,
  toClientError,
} from '@toster/contracts/errors';
import {
  ConnectionLost,
  ContextStale,
  DatabaseError,
  PoolClosed,
  PoolExhausted,
} from '@toster/db/errors';
import { TRPCError } from '@trpc/server';
import { z } from 'zod';

/** An AppError on its way out, with the id of the call it ended. */
export class CallError extends Error {
  override readonly name = 'CallError';
  readonly failure: AppError;
  readonly requestId: string;

  constructor(failure: AppError, requestId: string) {
    super(failure.message, { cause: failure });
    this.failure = failure;
    this.requestId = requestId;
  }
}

/** Serialisation failure and deadlock: somebody else changed the same rows at the same time. */
const CONFLICTS: ReadonlySet<string> = new Set(['40001', '40P01']);

/** What tRPC itself refuses before a procedure runs. */
const REFUSALS = new Map<TRPCError['code'], AppError['code']>([
  ['BAD_REQUEST', 'INVALID_INPUT'],
  ['PARSE_ERROR', 'INVALID_INPUT'],
  ['NOT_FOUND', 'NOT_FOUND'],
  ['METHOD_NOT_SUPPORTED', 'NOT_FOUND'],
  ['PAYLOAD_TOO_LARGE', 'PAYLOAD_TOO_LARGE'],
  ['UNSUPPORTED_MEDIA_TYPE', 'UNSUPPORTED_MEDIA'],
]);

/** The catalogue's word for any thrown value. What it does not know is INTERNAL, with the value as cause for the log. */
export function appErrorOf(error: unknown): AppError {
  if (error instanceof AppError) return error;
  if (error instanceof CallError) return error.failure;
  if (error instanceof TRPCError) return fromTransport(error);
  if (error instanceof ContextStale) return new AppError('STALE', { cause: error });
  if (
    error instanceof ConnectionLost ||
    error instanceof PoolExhausted ||
    error instanceof PoolClosed
  ) {
    return new AppError('UNAVAILABLE', { details: { retryAfterSeconds: 1 }, cause: error });
  }
  if (error instanceof DatabaseError && CONFLICTS.has(error.sqlstate))
    return new AppError('CONFLICT', { cause: error });
  return new AppError('INTERNAL', { cause: error });
}

function fromTransport(error: TRPCError): AppError {
  if (
    error.code === 'INTERNAL_SERVER_ERROR' ||
    error.cause instanceof AppError ||
    error.cause instanceof CallError
  ) {
    return appErrorOf(error.cause instanceof Error ? error.cause : undefined);
  }
  if (error.code === 'BAD_REQUEST' && error.cause instanceof z.ZodError)
    return invalidInput(error.cause);
  return new AppError(REFUSALS.get(error.code) ?? 'INTERNAL', { cause: error });
}

/** INVALID_INPUT that names the refused fields and the broken rules, never the values received. */
export function invalidInput(error: z.ZodError): AppError {
  const issues = error.issues.slice(0, 50).map((issue): FieldIssue => ({
    path: issue.path
      .slice(0, 20)
      .map((key) => (typeof key === 'number' ? key : String(key).slice(0, 100))),
    // The message of a rule of ours is its name; every other rule is named by its kind.
    rule: issue.code === 'custom' ? issue.message.slice(0, 60) : issue.code,
  }));
  return new AppError('INVALID_INPUT', { details: { issues }, cause: error });
}

/** The transport's form of a failed call. Its message is the catalogue's, so nothing else can leave. */
export function transportError(error: unknown, requestId: string): TRPCError {
  const failure = appErrorOf(error);
  return new TRPCError({
    code: ERROR_CODES[failure.code].trpc,
    message: failure.message,
    cause: new CallError(failure, requestId),
  });
}

/** The client's view of an error the transport is about to send. */
export function clientErrorOf(error: TRPCError, requestId: string | null): ClientError {
  return error.cause instanceof CallError
    ? toClientError(error.cause.failure, error.cause.requestId)
    : toClientError(appErrorOf(error), requestId);
}
