import { AppError, type ErrorCode } from '@toster/contracts/errors';

const DEPTH = 5;

/** The code behind an error of an in-process call, however deep it is wrapped; null when it is not of the catalogue. */
export function codeOf(error: unknown): ErrorCode | null {
  let current = error;
  for (let depth = 0; depth < DEPTH && current instanceof Error; depth += 1) {
    if (current instanceof AppError) return current.code;
    current = current.cause;
  }
  return null;
}
