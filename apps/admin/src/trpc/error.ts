import { isErrorCode } from '@toster/contracts/error-codes';
import { type ClientError, type FieldIssue, parseClientError } from '@toster/contracts/errors';
import type { PasswordFault } from '@toster/contracts/schemas/auth';
import type { HumanRole } from '@toster/contracts/rbac/roles';
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

/**
 * What is shown to a person: a code to quote, the request's id, the permission that was missing or the fields it does
 * not reach, what of the input was refused, when to come back.
 */
export type Failure = {
  code: string;
  requestId: string | null;
  permission: string | null;
  fields: readonly string[];
  issues: readonly FieldIssue[];
  /** Whose role may give the permission that was missing; null where nothing was said of it. */
  givers: readonly HumanRole[] | null;
  retryAfterSeconds: number | null;
  /** What is wrong with a password that was chosen. */
  fault: PasswordFault | null;
};

/** The same for every failure; a call that got no answer is OFFLINE. */
export function failureOf(error: unknown): Failure {
  const known = clientErrorOf(error);
  if (!known)
    return {
      code: 'OFFLINE',
      requestId: null,
      permission: null,
      fields: [],
      issues: [],
      givers: null,
      retryAfterSeconds: null,
      fault: null,
    };
  return {
    code: isErrorCode(known.code) ? known.code : 'INTERNAL',
    requestId: known.requestId,
    permission: known.details.permission ?? null,
    fields: known.details.fields ?? [],
    issues: known.details.issues ?? [],
    givers: known.details.givers ?? null,
    retryAfterSeconds: known.details.retryAfterSeconds ?? null,
    fault: known.details.fault ?? null,
  };
}
