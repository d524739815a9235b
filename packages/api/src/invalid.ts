import { AppError } from '@toster/contracts/errors';

/** One refused member of the input, by the rule it breaks. */
export function invalid(path: readonly string[], rule: string): AppError {
  return new AppError('INVALID_INPUT', { details: { issues: [{ path: [...path], rule }] } });
}
