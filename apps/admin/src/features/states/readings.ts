import type { ErrorCode } from '@toster/contracts/error-codes';
import type { ClientError } from '@toster/contracts/errors';
import type { Permission } from '@toster/contracts/rbac/permissions';
import type { AppRouter } from '@toster/api/root';
import { TRPCClientError } from '@trpc/client';
import type { PagedReading } from '#features/shell/reading.ts';

const nothing = () => undefined;
const READ_AT = Date.UTC(2026, 10, 22, 12, 4);

/** A failure as the API tells it. */
function failure(code: ErrorCode, permission?: Permission): TRPCClientError<AppRouter> {
  const data: ClientError = {
    code,
    message: code,
    key: `errors.${code}`,
    requestId: '0190f3a1-7b1c-7c3e-9d52-4f1e2a3b4c5d',
    details: permission === undefined ? {} : { permission, givers: ['owner', 'manager', 'hr'] },
  };
  return TRPCClientError.from<AppRouter>({
    error: { message: code, code: -32_603, data: { ...data, httpStatus: 500 } },
  });
}

const INTERNAL = failure('INTERNAL');
const NO_ANSWER = TRPCClientError.from<AppRouter>(new TypeError('Failed to fetch'));

const base = { data: null, error: null, stale: false, readAt: READ_AT, retry: nothing };
const end = { has: false, loading: false, load: nothing };

/** Nothing has been read yet. */
export const LOADING: PagedReading<never> = { ...base, more: end };
/** The server answered with an error. */
export const FAILED: PagedReading<never> = { ...base, error: INTERNAL, more: end };
/** No answer came. */
export const OFFLINE: PagedReading<never> = { ...base, error: NO_ANSWER, more: end };
/** There is no such record. */
export const NOT_FOUND: PagedReading<never> = { ...base, error: failure('NOT_FOUND'), more: end };

/** The role lacks that permission. */
export function forbiddenBy(permission: Permission): PagedReading<never> {
  return { ...base, error: failure('FORBIDDEN', permission), more: end };
}

/** All of it has been read. */
export function read<T>(data: T): PagedReading<T> {
  return { ...base, data, more: end };
}

/** Some of it has been read; there is more. */
export function readInPart<T>(data: T): PagedReading<T> {
  return { ...read(data), more: { ...end, has: true } };
}

/** It was read before, and could not be read again. */
export function readBefore<T>(data: T): PagedReading<T> {
  return { ...read(data), error: NO_ANSWER };
}
