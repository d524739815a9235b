import { expect, test, vi } from 'vitest';
import { environmentFor, hasDemo } from './environment.ts';
import { loadSecrets } from './secrets.ts';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const home = mkdtempSync(join(tmpdir(), 'toster-environment-'));
const secrets = loadSecrets(home);
rmSync(home, { recursive: true });
const deployment = {
  environment: 'local',
  home,
  port: 3000,
  adminUrl: 'postgres://postgres:super@127.0.0.1:5432/toster',
  isEmbedded: true,
  secrets,
  inherit: true,
} as const;

test('no part knows the superuser', () => {
  for (const part of ['console', 'worker', 'command'] as const) {
    const values = Object.values(environmentFor(part, deployment)).join('\n');
    expect(values).not.toContain('super@');
  }
});

test('console and worker sign in as their own roles', () => {
  const forConsole = environmentFor('console', deployment);
  const forWorker = environmentFor('worker', deployment);
  const url = new URL(forConsole['DATABASE_URL_APP'] ?? '');
  expect(url.username).toBe('toster_app');
  expect(url.password).toBe(secrets.passwords.toster_app);
  expect(forConsole).not.toHaveProperty('DATABASE_URL_RELAY');
  expect(forConsole).not.toHaveProperty('DATABASE_URL_WORKER');
  expect(forWorker).not.toHaveProperty('DATABASE_URL_APP');
  expect(forWorker).not.toHaveProperty('TOSTER_STAFF_ACCESS_KEYS');
  expect(forWorker).toHaveProperty('TOSTER_CONTEXT_KEYS');
});

test('a stack under test inherits nothing of whoever runs it', () => {
  vi.stubEnv('SMTP_URL', 'smtp://mail.example');
  expect(environmentFor('worker', deployment)).toHaveProperty('SMTP_URL');
  const isolated = environmentFor('worker', { ...deployment, inherit: false });
  expect(isolated).not.toHaveProperty('SMTP_URL');
  expect(isolated).toHaveProperty('PATH');
  vi.unstubAllEnvs();
});

test('everything listens on the loopback address', () => {
  expect(environmentFor('console', deployment)).toMatchObject({ HOSTNAME: '127.0.0.1' });
});

test('outside local the URLs of the roles are passed on as they were given', () => {
  const app = 'postgres://toster_app:p@db.example/toster?sslmode=verify-full';
  const given = { ...secrets, urls: { toster_app: app } };
  const production = { ...deployment, environment: 'production', secrets: given } as const;
  expect(environmentFor('console', production)).toMatchObject({ DATABASE_URL_APP: app });
  expect(environmentFor('worker', production)).not.toHaveProperty('DATABASE_URL_APP');
});

test('the demo exists in local, on a database of this machine', () => {
  const adminUrl = 'postgres://u:p@db.example/toster';
  expect(hasDemo(deployment)).toBe(true);
  expect(hasDemo({ ...deployment, adminUrl })).toBe(false);
  expect(hasDemo({ ...deployment, environment: 'staging' })).toBe(false);
});
