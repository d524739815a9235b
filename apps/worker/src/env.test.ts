import { createHash } from 'node:crypto';
import { inspect } from 'node:util';
import { describe, expect, test } from 'vitest';
import { readWorkerEnv } from './env.ts';

const SECRET = createHash('sha256').update('key').digest('base64url');
const random = (name: string) => createHash('sha256').update(name).digest('hex').slice(0, 24);
const LOCAL = {
  TOSTER_ENV: 'local',
  DATABASE_URL_WORKER: 'postgres://toster_worker:w0rker@127.0.0.1/toster',
  DATABASE_URL_AUTH: 'postgres://toster_auth:a@127.0.0.1/toster',
  DATABASE_URL_RELAY: 'postgres://toster_relay:r@127.0.0.1/toster',
  TOSTER_CONTEXT_KEYS: `k1:${SECRET}`,
  TOSTER_HOME: '/srv/toster',
  TOSTER_PUBLIC_URL: 'http://localhost:3000',
};
const MAILED = {
  ...LOCAL,
  SMTP_URL: 'smtp://mail.example:587',
  MAIL_FROM: 'Toster <no-reply@toster.example>',
  TOSTER_SECURITY_CONTACT: 'security@toster.example',
};

const THERE = {
  ...MAILED,
  TOSTER_PUBLIC_URL: 'https://console.example',
  DATABASE_URL_WORKER: `postgres://toster_worker:${random('worker')}@db.example/t?sslmode=verify-full`,
  DATABASE_URL_AUTH: `postgres://toster_auth:${random('auth')}@db.example/t?sslmode=verify-full`,
  DATABASE_URL_RELAY: `postgres://toster_relay:${random('relay')}@db.example/t?sslmode=verify-full`,
  SMTP_URL: `smtps://apikey:${random('mail')}@mail.example`,
};

describe('the environment of the worker', () => {
  test('in local writes mail to files, unless there is a server', () => {
    expect(readWorkerEnv(LOCAL).mail).toMatchObject({ kind: 'files', folder: '/srv/toster/mail' });
    expect(readWorkerEnv({ ...LOCAL, SMTP_URL: '' }).mail).toMatchObject({ kind: 'files' });
    expect(readWorkerEnv(MAILED).mail).toMatchObject({ kind: 'smtp', requireTls: false });
  });

  test.each(['staging', 'production'])('in %s needs a mail server with TLS', (TOSTER_ENV) => {
    expect(() => readWorkerEnv({ ...THERE, TOSTER_ENV, SMTP_URL: '' })).toThrow(/SMTP_URL/);
    expect(readWorkerEnv({ ...THERE, TOSTER_ENV }).mail).toMatchObject({
      kind: 'smtp',
      requireTls: true,
    });
    expect(() => readWorkerEnv({ ...THERE, TOSTER_ENV, MAIL_FROM: undefined })).toThrow(
      /MAIL_FROM/,
    );
  });

  test('leads the links of letters nowhere without TLS', () => {
    const plain = {
      ...THERE,
      TOSTER_ENV: 'production',
      TOSTER_PUBLIC_URL: 'http://console.example',
    };
    expect(() => readWorkerEnv(plain)).toThrow(/TOSTER_PUBLIC_URL/);
    expect(
      readWorkerEnv({ ...plain, TOSTER_PUBLIC_URL: 'https://console.example' }).publicUrl,
    ).toBe('https://console.example');
  });

  test.each(Object.keys(LOCAL))('cannot do without %s', (name) => {
    expect(() => readWorkerEnv({ ...LOCAL, [name]: undefined })).toThrow(name);
  });

  test('is refused without a value of it being shown', () => {
    const broken = {
      ...MAILED,
      DATABASE_URL_WORKER: 'mysql://toster:hunter2@db',
      WORKER_PORT: '99999',
    };
    expect(() => readWorkerEnv(broken)).toThrow(
      /^the worker cannot start: missing or malformed: DATABASE_URL_WORKER, WORKER_PORT$/,
    );
    const read = readWorkerEnv(LOCAL);
    expect(JSON.stringify(read.contextKeys)).not.toContain(SECRET);
  });

  test('says which ring is malformed, and shows nothing of it', () => {
    const broken = () => readWorkerEnv({ ...LOCAL, TOSTER_CONTEXT_KEYS: `k1:${SECRET}=` });
    expect(broken).toThrow(
      /^the worker cannot start: TOSTER_CONTEXT_KEYS: .* canonical base64url$/,
    );
    expect(broken).not.toThrow(SECRET);
  });

  test('is printed without a secret', () => {
    const shown = inspect(readWorkerEnv({ ...THERE, TOSTER_ENV: 'production' }), { depth: 9 });
    for (const secret of [...['worker', 'auth', 'relay', 'mail'].map(random), SECRET])
      expect(shown).not.toContain(secret);
  });

  test.each(['staging', 'production'])('in %s takes no secret of development', (TOSTER_ENV) => {
    const change = (changes: Record<string, string>) => () =>
      readWorkerEnv({ ...THERE, TOSTER_ENV, ...changes });
    expect(change({ DATABASE_URL_RELAY: LOCAL.DATABASE_URL_RELAY })).toThrow(
      /_RELAY: the password/,
    );
    expect(change({ SMTP_URL: 'smtps://a:changeme@mail.example' })).toThrow(
      /SMTP_URL: the password/,
    );
    const typed = Buffer.alloc(32, 7).toString('base64url');
    expect(change({ TOSTER_CONTEXT_KEYS: `k1:${typed}` })).toThrow(/k1 is not random/);
  });
});
