import {
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { assertDistinctKeys, parseKeyRing } from '@toster/crypto/key-ring';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
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

describe('outside local', () => {
  const URLS = {
    DATABASE_URL_APP: 'postgres://toster_app:one@db.example/toster?sslmode=verify-full',
    DATABASE_URL_AUTH: 'postgres://toster_auth:t%40o@db.example/toster',
    DATABASE_URL_WORKER: 'postgres://toster_worker:three@db.example/toster',
    DATABASE_URL_RELAY: 'postgres://toster_relay@db.example/toster',
  };
  const source = (changes: Record<string, string | undefined> = {}) => {
    const given: Record<string, string | undefined> = { ...URLS, ...changes };
    return (name: string) =>
      name in given || name.startsWith('DATABASE_URL') ? given[name] : `k:${name}`;
  };

  test('keys and URLs are those of the environment, and the home stays empty', () => {
    const secrets = loadSecrets(home, source());
    expect(secrets.keys.TOSTER_CONTEXT_KEYS).toBe('k:TOSTER_CONTEXT_KEYS');
    expect(secrets.urls).toMatchObject({ toster_app: URLS.DATABASE_URL_APP });
    expect(secrets.passwords).toEqual({
      toster_app: 'one',
      toster_auth: 't@o',
      toster_worker: 'three',
      toster_relay: null,
      toster_maintenance: null,
    });
    expect(readdirSync(home)).toEqual([]);
  });

  test('whatever is missing is named', () => {
    const changes = { TOSTER_CONTEXT_KEYS: undefined, DATABASE_URL_RELAY: undefined };
    expect(() => loadSecrets(home, source(changes))).toThrow(
      /set TOSTER_CONTEXT_KEYS, DATABASE_URL_RELAY\.$/,
    );
  });

  test('a URL of another role is refused without being shown', () => {
    const changes = { DATABASE_URL_APP: 'postgres://postgres:super@db.example/toster' };
    expect(() => loadSecrets(home, source(changes))).toThrow(
      'DATABASE_URL_APP must be a postgres:// URL that signs in as toster_app.',
    );
  });
});

test('homes with the same passwords are one installation', () => {
  const first = loadSecrets(join(home, 'first'));
  expect(loadSecrets(join(home, 'second')).installation).not.toBe(first.installation);
  mkdirSync(join(home, 'third'));
  copyFileSync(join(home, 'first', 'secrets.json'), join(home, 'third', 'secrets.json'));
  expect(loadSecrets(join(home, 'third')).installation).toBe(first.installation);
});
