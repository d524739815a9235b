import { AppError } from '@toster/contracts/errors';
import type { z } from 'zod';

/** A place in a list as the client carries it: opaque, and checked like any input when it comes back. */
export function encodeCursor(position: readonly string[]): string {
  return Buffer.from(JSON.stringify(position)).toString('base64url');
}

/** Reads a place in a list. Throws INVALID_INPUT for anything `encodeCursor` did not write. */
export function decodeCursor<S extends z.ZodType>(cursor: string, schema: S): z.output<S> {
  const parsed = schema.safeParse(parse(cursor));
  if (parsed.success) return parsed.data;
  throw new AppError('INVALID_INPUT', {
    details: { issues: [{ path: ['cursor'], rule: 'invalid_format' }] },
  });
}

function parse(cursor: string): unknown {
  try {
    return JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
  } catch {
    return null;
  }
}
