import { AppError } from '@toster/contracts/errors';
import { TRPCError } from '@trpc/server';
import { describe, expect, it } from 'vitest';
import { failureOf } from '#server/failure.ts';

describe('the failure of a call in process', () => {
  it('is found under the wrappers of the transport, with the id of the request', () => {
    const call = Object.assign(new Error('x', { cause: new AppError('STALE') }), {
      name: 'CallError',
      requestId: 'r-1',
    });
    expect(failureOf(new TRPCError({ code: 'UNAUTHORIZED', cause: call }))).toEqual({
      code: 'STALE',
      requestId: 'r-1',
    });
  });

  it('is known from another copy of the class, and nothing else is', () => {
    expect(
      failureOf(Object.assign(new Error('x'), { name: 'AppError', code: 'FORBIDDEN' })),
    ).toEqual({ code: 'FORBIDDEN', requestId: null });
    expect(failureOf(Object.assign(new Error('x'), { code: 'FORBIDDEN' })).code).toBe('INTERNAL');
    expect(
      failureOf(Object.assign(new Error('x'), { name: 'AppError', code: 'constructor' })).code,
    ).toBe('INTERNAL');
    expect(failureOf('text').code).toBe('INTERNAL');
  });
});
