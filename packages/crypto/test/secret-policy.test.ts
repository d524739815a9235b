import { randomBytes } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { generateKeyText, parseKeyRing } from '../src/key-ring.ts';
import { assertSoundSecrets, UnsoundSecrets, type HeldSecrets } from '../src/secret-policy.ts';
import { Secret } from '../src/secret.ts';

const random = () => randomBytes(24).toString('hex');
const url = (user: string, password: string, rest = 'db.example/toster?sslmode=verify-full') =>
  new Secret(`postgres://${user}:${password}@${rest}`);
const ringOf = (bytes: Uint8Array, kid = 'eu-1-260101a') =>
  parseKeyRing(`${kid}:${Buffer.from(bytes).toString('base64url')}`);
const sound = (): HeldSecrets => ({
  rings: {
    TOSTER_STAFF_ACCESS_KEYS: parseKeyRing(
      `${generateKeyText('eu-1-260201a')},${generateKeyText('eu-1-260101a')}`,
    ),
    TOSTER_PASSWORD_PEPPER: parseKeyRing(generateKeyText('eu-1-260101a')),
  },
  urls: {
    DATABASE_URL_APP: url('toster_app', random()),
    DATABASE_URL_AUTH: url('toster_auth', random()),
    REDIS_URL: new Secret(`rediss://default:${random()}@cache.example:6379`),
    SMTP_URL: new Secret(`smtps://apikey:${random().slice(0, 12)}@mail.example`),
  },
  cell: 'eu-1',
});
const withRing = (ring: ReturnType<typeof parseKeyRing>): HeldSecrets => ({
  ...sound(),
  rings: { TOSTER_ADDRESS_KEY: ring },
});
const withUrl = (secret: Secret, name = 'DATABASE_URL_APP'): HeldSecrets => ({
  ...sound(),
  urls: { [name]: secret },
});

describe.each(['staging', 'production', undefined])('in %s', (environment) => {
  const refused = (held: HeldSecrets): string => {
    try {
      assertSoundSecrets(environment, held);
    } catch (error) {
      expect(error).toBeInstanceOf(UnsoundSecrets);
      return String(error);
    }
    return 'accepted';
  };

  test('random keys, random passwords and encrypted connections are accepted', () => {
    for (let run = 0; run < 50; run += 1) expect(refused(sound())).toBe('accepted');
  });

  test.each<[string, HeldSecrets, RegExp]>([
    ['a key of one byte over and over', withRing(ringOf(Buffer.alloc(32, 7))), /not random/],
    ['a key that counts up', withRing(ringOf(Buffer.from([...Array(32).keys()]))), /not random/],
    [
      'a key that somebody typed',
      withRing(ringOf(Buffer.from('correct horse battery staple 123'))),
      /not random/,
    ],
    [
      'a key of another cell',
      withRing(ringOf(randomBytes(32), 'us-1-260101a')),
      /begin with eu-1-/,
    ],
    [
      'a plain connection',
      withUrl(url('toster_app', random(), 'db.example/toster')),
      /plain connection/,
    ],
    [
      'a connection that may fall back to plain',
      withUrl(url('toster_app', random(), 'db.example/t?sslmode=prefer')),
      /plain connection/,
    ],
    [
      'a connection that asks nobody who they are',
      withUrl(url('toster_app', random(), 'db.example/t?sslmode=require')),
      /asks nobody who they are/,
    ],
    [
      'a second mode that takes the first back',
      withUrl(url('toster_app', random(), 'db.example/t?sslmode=require&ssl=false')),
      /plain connection/,
    ],
    [
      'another host behind a local one',
      withUrl(url('toster_app', random(), '127.0.0.1/t?host=db.example')),
      /plain connection/,
    ],
    ['a short password', withUrl(url('toster_app', 'k3Jd9-2hS')), /shorter than 16/],
    ['a password of one letter', withUrl(url('toster_app', 'z'.repeat(32))), /guessable/],
    [
      'a password of development',
      withUrl(url('toster_app', 'Toster-0123456789-abc')),
      /of development/,
    ],
    [
      'the password of the demo',
      withUrl(url('toster_app', 'borsch-pierogi-2026')),
      /of development/,
    ],
    [
      'a mail password of development',
      withUrl(new Secret('smtp://a:changeme@mail.example'), 'SMTP_URL'),
      /SMTP_URL: the password/,
    ],
    [
      'a plain connection to a Redis',
      withUrl(new Secret(`redis://:${random()}@cache.example`), 'REDIS_URL'),
      /REDIS_URL: a plain connection/,
    ],
    ['no URL at all', withUrl(new Secret('db.example')), /not a URL/],
    ['a URL with broken escapes', withUrl(url('toster_app', '%zz')), /not a URL/],
  ])('%s is refused', (_, held, reason) => {
    const message = refused(held);
    expect(message).toMatch(reason);
    for (const secret of Object.values(held.urls)) {
      const password = /:([^:@/]+)@/.exec(secret.reveal())?.[1];
      if (password !== undefined) expect(message).not.toContain(password);
    }
  });

  test('one password for two roles is refused', () => {
    const password = random();
    const urls = { A: url('toster_app', password), B: url('toster_auth', password) };
    expect(refused({ rings: {}, urls })).toMatch(/A and B share one password/);
  });

  test('the same role in two places is one secret, not two', () => {
    const one = url('toster_auth', random());
    expect(refused({ rings: {}, urls: { A: one, B: one } })).toBe('accepted');
  });

  test('a connection within the machine may be plain, and a role may sign in without a password', () => {
    expect(refused(withUrl(url('toster_app', random(), '127.0.0.1:5432/toster')))).toBe('accepted');
    const peer = new Secret('postgres://toster_app@db.example/toster?sslmode=verify-full');
    expect(refused(withUrl(peer))).toBe('accepted');
  });

  test('everything wrong is said at once', () => {
    const held = { rings: { K: ringOf(Buffer.alloc(32, 1)) }, urls: { U: url('a', 'short') } };
    expect(refused(held).split('; ')).toHaveLength(2);
  });
});

test('in local development values pass, one secret for two purposes does not', () => {
  const weak = withUrl(url('toster_app', 'app', 'db.example/toster'));
  expect(() => assertSoundSecrets('local', weak)).not.toThrow();
  const ring = ringOf(Buffer.alloc(32, 7));
  expect(() => assertSoundSecrets('local', { rings: { A: ring, B: ring }, urls: {} })).toThrow(
    /A and B \(key eu-1-260101a\) share one secret/,
  );
});
