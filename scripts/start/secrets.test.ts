import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { assertDistinctKeys, parseKeyRing } from '@toster/crypto/key-ring';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { loadSecrets } from './secrets.ts';

let home: string;
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'toster-secrets-'));
});
afterEach(() => rmSync(home, { recursive: true }));

test('secrets are made once, for the owner alone', () => {
  const first = loadSecrets(join(home, 'new'));
  expect(loadSecrets(join(home, 'new'))).toEqual(first);
  expect(statSync(join(home, 'new', 'secrets.json')).mode & 0o777).toBe(0o600);
  expect(loadSecrets(join(home, 'other'))).not.toEqual(first);
});

test('every secret is a valid key ring of its own', () => {
  const { keys } = loadSecrets(home);
  const rings = Object.fromEntries(
    Object.entries(keys).map(([name, text]) => [name, parseKeyRing(text)]),
  );
  expect(() => assertDistinctKeys(rings)).not.toThrow();
});

test('a damaged file is reported, not replaced', () => {
  writeFileSync(join(home, 'secrets.json'), '{"keys":{}}');
  expect(() => loadSecrets(home)).toThrow(/damaged/);
});

test('outside local every key must be given', () => {
  const given = { TOSTER_CONTEXT_KEYS: 'a:b' };
  const source = (name: string) => Object.entries(given).find(([key]) => key === name)?.[1];
  expect(() => loadSecrets(home, source)).toThrow(/set TOSTER_STAFF_ACCESS_KEYS, .*ADDRESS_KEY/);
  expect(loadSecrets(home, (name) => `k:${name}`).keys.TOSTER_CONTEXT_KEYS).toBe(
    'k:TOSTER_CONTEXT_KEYS',
  );
});
