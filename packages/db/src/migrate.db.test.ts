import { randomBytes } from 'node:crypto';
import { parseKeyRing } from '@toster/crypto/key-ring';
import postgres from 'postgres';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ContextKeyInUse, installContextKeys, migrate } from './migrate.ts';
import { ensureRoles, ENVIRONMENT, RolesTaken } from './roles.ts';
import { testDatabase, type TestDatabase } from './testing/database.ts';
import { TEST_CONTEXT_KEYS, TEST_PASSWORDS } from './testing/settings.ts';

let db: TestDatabase;
beforeAll(async () => {
  db = await testDatabase();
});
afterAll(() => db.close());

const live = async () =>
  JSON.stringify(await db.admin`select kid, ipad, opad from sec.context_key order by kid`);
const caught = (promise: Promise<unknown>) =>
  promise.then(
    () => undefined,
    (error: unknown) => error,
  );
const canSignIn = async (password: string) => {
  const url = new URL(db.url('toster_relay'));
  url.password = password;
  const sql = postgres(url.href, { max: 1 });
  const error = await caught(sql`select 1`);
  await sql.end();
  return error === undefined;
};

test('a live context key is never replaced by other bytes under its id', async () => {
  const before = await live();
  const other = randomBytes(32).toString('base64url');
  for (const ring of [`t2:${other}`, `t3:${other},t1:${randomBytes(32).toString('base64url')}`]) {
    const error = await caught(installContextKeys(db.admin, parseKeyRing(ring)));
    expect(error).toBeInstanceOf(ContextKeyInUse);
    expect(String(error)).toMatch(/Key "t[12]"/);
    expect(String(error)).not.toContain(other);
    expect(await live()).toBe(before);
  }
});

test('a migration with a taken key changes no password', async () => {
  const roles = { ...TEST_PASSWORDS, toster_relay: 'changed' };
  const contextKeys = parseKeyRing(`t1:${randomBytes(32).toString('base64url')}`);
  expect(await caught(migrate(db.adminUrl, { roles, contextKeys }))).toBeInstanceOf(
    ContextKeyInUse,
  );
  expect(await canSignIn('relay')).toBe(true);
});

test('keys rotate: a new one beside the old, then the new one first, then alone', async () => {
  const old = TEST_CONTEXT_KEYS.split(',')[0] ?? '';
  const fresh = `t3:${randomBytes(32).toString('base64url')}`;
  const kids = async () =>
    (await db.admin`select kid from sec.context_key order by kid`).map((row) => row['kid']);
  for (const [ring, expected] of [
    [`${old},${fresh}`, ['t2', 't3']],
    [`${fresh},${old}`, ['t2', 't3']],
    [fresh, ['t3']],
    [TEST_CONTEXT_KEYS, ['t1', 't2']],
  ] as const) {
    await installContextKeys(db.admin, parseKeyRing(ring));
    expect(await kids()).toEqual(expected);
  }
});

test('roles that another installation set are left alone, and its name is told', async () => {
  const changed = { ...TEST_PASSWORDS, toster_relay: 'changed' };
  try {
    await ensureRoles(db.admin, TEST_PASSWORDS, 'first');
    await ensureRoles(db.admin, TEST_PASSWORDS, 'first');
    const error = await caught(ensureRoles(db.admin, changed, 'second'));
    expect(error).toBeInstanceOf(RolesTaken);
    expect(String(error)).toMatch(/\(first, this one is second\).*copy secrets\.json/);
    expect(await canSignIn('relay')).toBe(true);

    await ensureRoles(db.admin, TEST_PASSWORDS, ENVIRONMENT);
    expect(String(await caught(ensureRoles(db.admin, changed, 'second')))).toMatch(
      /come from the environment/,
    );
    expect(await canSignIn('relay')).toBe(true);
  } finally {
    await db.admin.unsafe('comment on role toster_owner is null');
  }
});

test('a role without a given password keeps its own', async () => {
  await ensureRoles(db.admin, { ...TEST_PASSWORDS, toster_relay: null });
  expect(await canSignIn('relay')).toBe(true);
  expect(await canSignIn('other')).toBe(false);
});
