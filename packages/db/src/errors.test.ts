import postgres from 'postgres';
import { expect, test } from 'vitest';
import { ConnectionLost, ContextStale, DatabaseError, publicError, refusalOf } from './errors.ts';

/** What the driver throws; in a minified build its class has another name. */
function refusal(code: string, severity = 'ERROR'): Error {
  class aM extends postgres.PostgresError {}
  const error = Object.assign(new aM('quotes a row'), { code, severity });
  expect(error.name).toBe('aM');
  return error;
}

test('a refusal is known by what it carries, whatever a minifier calls its class', () => {
  expect(publicError(refusal('TS001'))).toBeInstanceOf(ContextStale);
  expect(publicError(refusal('57P01', 'FATAL'))).toBeInstanceOf(ConnectionLost);
  expect(refusalOf(refusal('23505'))).toMatchObject({ sqlstate: '23505' });
});

test('it is known behind the query error of drizzle too', () => {
  const query = Object.assign(new Error('Failed query', { cause: refusal('40001') }), {
    query: 'select',
    params: [],
  });
  expect(publicError(query)).toBeInstanceOf(DatabaseError);
});

test('an error of the caller passes unchanged', () => {
  const own = Object.assign(new Error('own'), { code: 'E_OWN' });
  expect(publicError(own)).toBe(own);
});
