import { type ErrorCode, isErrorCode } from '@toster/contracts/error-codes';
import type { ClientError } from '@toster/contracts/errors';

const DEPTH = 6;

/** What a person may be told about a failed call in process: the code and the id to quote. */
export type ServerFailure = { code: ErrorCode; requestId: ClientError['requestId'] };

/**
 * The code behind an error of a call in process, however deep it is wrapped. Told by name, not by
 * class: the error may come from another bundle's copy of the API. Everything else is INTERNAL.
 */
export function failureOf(error: unknown): ServerFailure {
  let current = error;
  let requestId: string | null = null;
  for (let depth = 0; depth < DEPTH && current instanceof Error; depth += 1) {
    const { name } = current;
    const id: unknown = Reflect.get(current, 'requestId');
    if (name === 'CallError' && typeof id === 'string') requestId = id;
    const code: unknown = Reflect.get(current, 'code');
    if (name === 'AppError' && isErrorCode(code)) return { code, requestId };
    current = current.cause;
  }
  return { code: 'INTERNAL', requestId };
}
