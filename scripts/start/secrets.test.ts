import {
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { randomBytes } from 'node:crypto';
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
  const random = () => randomBytes(12).toString('hex');
  const passwords = { app: random(), auth: `${random()}@`, worker: random() };
  const at = 'db.example/toster?sslmode=verify-full';
  const URLS = {
    DATABASE_URL_APP: `postgres://toster_app:${passwords.app}@${at}`,
    DATABASE_URL_AUTH: `postgres://toster_auth:${encodeURIComponent(passwords.auth)}@${at}`,
    DATABASE_URL_WORKER: `postgres://toster_worker:${passwords.worker}@${at}`,
    DATABASE_URL_RELAY: `postgres://toster_relay@${at}`,
  };
  const WORD = 'changeme';
  const SHORT = 'k3Jd9';
  const OPTIONAL = [
    'DATABASE_URL',
    'DATABASE_URL_MAINTENANCE',
    'SMTP_URL',
    'REDIS_URL',
    'TOSTER_CELL',
  ];
  const keys = loadSecrets(mkdtempSync(join(tmpdir(), 'toster-secrets-'))).keys;
  const source = (changes: Record<string, string | undefined> = {}) => {
    const given: Record<string, string | undefined> = { ...keys, ...URLS, ...changes };
    return (name: string) => {
      if (!(name in given) && !OPTIONAL.includes(name)) throw new Error(`asked for ${name}`);
      return given[name];
    };
  };

  test('keys and URLs are those of the environment, and the home stays empty', () => {
    const secrets = loadSecrets(home, source());
    expect(secrets.keys.TOSTER_CONTEXT_KEYS).toBe(keys.TOSTER_CONTEXT_KEYS);
    expect(secrets.urls).toMatchObject({ toster_app: URLS.DATABASE_URL_APP });
    expect(secrets.passwords).toEqual({
      toster_app: passwords.app,
      toster_auth: passwords.auth,
      toster_worker: passwords.worker,
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

  test.each<[string, () => Record<string, string>, RegExp]>([
    [
      'a key for two purposes',
      () => ({ TOSTER_ADDRESS_KEY: keys.TOSTER_CONTEXT_KEYS }),
      /share one secret/,
    ],
    ['a key of another cell', () => ({ TOSTER_CELL: 'us-1' }), /begin with us-1-/],
    [
      'a typed key',
      () => ({ TOSTER_ADDRESS_KEY: `eu-1-1:${'A'.repeat(43)}` }),
      /TOSTER_ADDRESS_KEY: key eu-1-1 is not random/,
    ],
    ['no key at all', () => ({ TOSTER_ADDRESS_KEY: 'k1:short' }), /^TOSTER_ADDRESS_KEY: /],
    [
      'the superuser’s password for a role too',
      () => ({ DATABASE_URL: URLS.DATABASE_URL_APP.replace('toster_app', 'postgres') }),
      /DATABASE_URL_APP and DATABASE_URL share one password/,
    ],
    [
      'the superuser over a plain connection',
      () => ({ DATABASE_URL: `postgres://postgres:${random()}@db.example/t` }),
      /DATABASE_URL: a plain connection/,
    ],
    [
      'a mail password of development',
      () => ({ SMTP_URL: `smtps://a:${WORD}@mail.example` }),
      /SMTP_URL: the password/,
    ],
    [
      'a short password',
      () => ({ DATABASE_URL_RELAY: `postgres://toster_relay:${SHORT}@${at}` }),
      /DATABASE_URL_RELAY: the password is shorter/,
    ],
  ])('%s is refused, in whichever part it would be', (_, changes, reason) => {
    const change = changes();
    expect(() => loadSecrets(home, source(change))).toThrow(reason);
    try {
      loadSecrets(home, source(change));
    } catch (error) {
      for (const value of Object.values(change).filter((text) => text.length > 6))
        expect(String(error)).not.toContain(value);
    }
  });

  test('a URL of another role is refused without being shown', () => {
    const changes = { DATABASE_URL_APP: `postgres://postgres:${random()}@${at}` };
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
