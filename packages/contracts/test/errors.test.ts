import { describe, expect, it } from 'vitest';
import { ERROR_CODES, type ErrorCode } from '../src/error-codes.ts';
import { AppError, type ErrorDetails, parseClientError, toClientError } from '../src/errors.ts';

const CODES = Object.keys(ERROR_CODES) as ErrorCode[];
const HTTP = {
  TIMEOUT: 408,
  BAD_REQUEST: 400,
  UNAUTHORIZED: 401,
  FORBIDDEN: 403,
  NOT_FOUND: 404,
  CONFLICT: 409,
  PRECONDITION_FAILED: 412,
  PAYLOAD_TOO_LARGE: 413,
  UNSUPPORTED_MEDIA_TYPE: 415,
  UNPROCESSABLE_CONTENT: 422,
  TOO_MANY_REQUESTS: 429,
  INTERNAL_SERVER_ERROR: 500,
  SERVICE_UNAVAILABLE: 503,
};

describe('errors on the wire', () => {
  it.each(CODES)('%s has one status, one key and a sentence', (code) => {
    const { http, trpc, key, message } = ERROR_CODES[code];
    expect(HTTP[trpc]).toBe(http);
    expect(key).toMatch(/^errors\.[a-z][A-Za-z]+$/);
    expect(message).toMatch(/^[A-Z].*\.$/);
  });

  it('have a key of their own each', () => {
    expect(new Set(CODES.map((code) => ERROR_CODES[code].key)).size).toBe(CODES.length);
  });

  it.each([
    new Error('Failed query: select * from account\nparams: olena@example.com'),
    new AppError('INTERNAL', { cause: new Error('password=hunter2') }),
    'text',
    null,
    { code: 'FORBIDDEN', details: { permission: 'x' } },
    Object.assign(new Error('x'), { name: 'AppError', code: 'FORBIDDEN' }),
  ])('tell nothing of what they did not expect (%#)', (error) => {
    expect(toClientError(error, 'req-1')).toEqual({
      code: 'INTERNAL',
      message: ERROR_CODES.INTERNAL.message,
      key: 'errors.internal',
      requestId: 'req-1',
      details: {},
    });
  });

  it('carry the allowed details and drop the others', () => {
    const details = {
      permission: 'menu.price_edit',
      sql: 'select 1',
      issues: undefined,
    } as ErrorDetails;
    expect(toClientError(new AppError('FORBIDDEN', { details }), null).details).toEqual({
      permission: 'menu.price_edit',
    });
    const issues = [
      { path: ['lines', 0], rule: 'too_small', received: 'secret' },
    ] as ErrorDetails['issues'] & object;
    expect(
      toClientError(new AppError('INVALID_INPUT', { details: { issues } }), null).details,
    ).toEqual({});
  });

  it('are read back as they were sent', () => {
    const sent = toClientError(
      new AppError('STEP_UP_REQUIRED', { details: { maxAgeSeconds: 300 } }),
      'req-2',
    );
    expect(parseClientError(JSON.parse(JSON.stringify(sent)))).toEqual(sent);
  });

  it.each([
    null,
    'x',
    {},
    { code: '__proto__', message: '', key: '', requestId: null, details: {} },
    { code: 'NOPE' },
  ])('are not read from %j', (value) => expect(parseClientError(value)).toBeNull());
});
