import { format, inspect } from 'node:util';
import { expect, test } from 'vitest';
import { REDACTED, Secret } from '../src/secret.ts';

const PASSWORD = 'canary-4711';
const VALUE = `postgres://toster_app:${PASSWORD}@db.example/toster`;
const secret = new Secret(VALUE);

test('a secret is told to whoever asks for it by name', () => {
  expect(secret.reveal()).toBe(VALUE);
});

test.each<[string, () => unknown]>([
  ['text', () => String(secret)],
  ['a template', () => `${String(secret)}|${secret as unknown as string}`],
  ['a primitive', () => Number(secret)],
  ['a comparison', () => [secret].join() + [secret].toString()],
  ['JSON', () => JSON.stringify({ secret, list: [secret] })],
  ['inspect', () => inspect({ secret }, { depth: 9, showHidden: true, getters: true })],
  ['format', () => format('%s %o %O %j', secret, secret, secret, secret)],
  ['an error', () => inspect(new Error(`cannot reach ${String(secret)}`, { cause: secret }))],
  ['a property of an error', () => inspect(Object.assign(new Error('failed'), { secret }))],
  ['a spread', () => inspect({ ...secret })],
  ['its entries', () => inspect([Object.entries(secret), Reflect.ownKeys(secret)])],
  ['a clone', () => inspect(structuredClone(secret))],
  ['a map', () => inspect(new Map([[secret, secret]]))],
])('is not shown by %s', (_, show) => {
  const shown = String(show());
  expect(shown).not.toContain('canary');
  expect(shown).not.toContain('4711');
});

test('says that something stands there', () => {
  expect(String(secret)).toBe(REDACTED);
  expect(JSON.stringify({ secret })).toBe('{"secret":"[redacted]"}');
});

test('the control: the value itself is found where it is written on purpose', () => {
  expect(inspect({ url: secret.reveal() })).toContain('canary-4711');
});

test('two secrets are compared without being shown', () => {
  expect(secret.equals(new Secret(VALUE))).toBe(true);
  expect(secret.equals(new Secret(`${VALUE}x`))).toBe(false);
});
