import { describe, expect, test } from 'vitest';
import { readWorkerEnv } from './env.ts';

const SECRET = Buffer.alloc(32, 7).toString('base64url');
const LOCAL = {
  TOSTER_ENV: 'local',
  DATABASE_URL_WORKER: 'postgres://toster_worker:w0rker@127.0.0.1/toster',
  DATABASE_URL_AUTH: 'postgres://toster_auth:a@127.0.0.1/toster',
  DATABASE_URL_RELAY: 'postgres://toster_relay:r@127.0.0.1/toster',
  TOSTER_CONTEXT_KEYS: `k1:${SECRET}`,
  TOSTER_HOME: '/srv/toster',
};
const MAILED = {
  ...LOCAL,
  SMTP_URL: 'smtp://mail.example:587',
  MAIL_FROM: 'Toster <no-reply@toster.example>',
};

describe('the environment of the worker', () => {
  test('in local writes mail to files, unless there is a server', () => {
    expect(readWorkerEnv(LOCAL).mail).toMatchObject({ kind: 'files', folder: '/srv/toster/mail' });
    expect(readWorkerEnv({ ...LOCAL, SMTP_URL: '' }).mail).toMatchObject({ kind: 'files' });
    expect(readWorkerEnv(MAILED).mail).toMatchObject({ kind: 'smtp', requireTls: false });
  });

  test.each(['staging', 'production'])('in %s needs a mail server with TLS', (TOSTER_ENV) => {
    expect(() => readWorkerEnv({ ...LOCAL, TOSTER_ENV })).toThrow(/SMTP_URL/);
    expect(readWorkerEnv({ ...MAILED, TOSTER_ENV }).mail).toMatchObject({
      kind: 'smtp',
      requireTls: true,
    });
    expect(() => readWorkerEnv({ ...MAILED, TOSTER_ENV, MAIL_FROM: undefined })).toThrow(
      /MAIL_FROM/,
    );
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
});
