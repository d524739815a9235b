import { type ClientError, isErrorCode, parseClientError } from '@toster/contracts/errors';
import { TRPCClientError } from '@trpc/client';

/** What the API said about a failure; null when it never answered (no connection, aborted, a proxy's page). */
export function clientErrorOf(error: unknown): ClientError | null {
  if (!(error instanceof TRPCClientError)) return null;
  return parseClientError(error.data) ?? parseClientError(Reflect.get(Object(error.shape), 'data'));
}

/** Whether the API itself answered with a code of its catalogue. */
export function isAppError(error: unknown): boolean {
  return clientErrorOf(error) !== null;
}

/** What is shown to a person: a code to quote, the request's id, the permission that was missing, when to come back. */
export type Failure = {
  code: string;
  requestId: string | null;
  permission: string | null;
  retryAfterSeconds: number | null;
};

/** The same for every failure; a call that got no answer is OFFLINE. */
export function failureOf(error: unknown): Failure {
  const known = clientErrorOf(error);
  if (!known)
    return { code: 'OFFLINE', requestId: null, permission: null, retryAfterSeconds: null };
  return {
    code: isErrorCode(known.code) ? known.code : 'INTERNAL',
    requestId: known.requestId,
    permission: known.details.permission ?? null,
    retryAfterSeconds: known.details.retryAfterSeconds ?? null,
  };
}
