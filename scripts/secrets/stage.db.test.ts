import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { newId } from '@toster/contracts/ids';
import { parseKeyRing } from '@toster/crypto/key-ring';
import { kidsOf } from '@toster/crypto/rotate-ring';
import { addContextKeys } from '@toster/db/migrate';
import { withTenant } from '@toster/db/tenant';
import { testDatabase, type TestDatabase } from '@toster/db/testing/database';
import { createAccount } from '@toster/db/testing/factories/member';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { loadSecrets } from '../start/secrets.ts';
import { secretsCommand } from './command.ts';
import { openSecretsStage } from './stage.ts';

let db: TestDatabase;
let home: string;
beforeAll(async () => {
  db = await testDatabase();
});
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'toster-rotate-'));
  return () => rmSync(home, { recursive: true });
});
afterAll(() => db.close());

const run = (...args: string[]) => {
  const settings = { environment: 'local', home, databaseUrl: db.adminUrl } as const;
  return secretsCommand(
    args,
    openSecretsStage(
      settings,
      () => undefined,
      () => undefined,
    ),
  );
};
const ring = () => loadSecrets(home).keys.TOSTER_CONTEXT_KEYS;

/** Whether PostgreSQL takes a context that is signed with a ring. */
async function isAccepted(text: string): Promise<boolean> {
  const context = {
    kind: 'auth',
    org: null,
    caps: {},
    action: 'x',
    request: newId(),
    source: 'auth',
  } as const;
  const database = { pool: db.auth.pool, keys: parseKeyRing(text) };
  return withTenant(database, context, async () => true, 'read').catch(() => false);
}

test('a context key of a running home verifies before any process signs with it, and the old one beside it', async () => {
  const before = ring();
  await addContextKeys(db.adminUrl, parseKeyRing(before));
  await run('rotate', 'context');
  const after = ring();
  expect(kidsOf(after)[0]).not.toBe(kidsOf(before)[0]);
  expect(await isAccepted(after)).toBe(true);
  expect(await isAccepted(before)).toBe(true);
  const [record] = await db.admin`
    select leaf from au.event where action = 'secret.rotated' and row_id = 'context'`;
  expect(JSON.parse(String(record?.['leaf']))).toMatchObject({ after: { kids: kidsOf(after) } });
  for (const part of after.split(','))
    expect(String(record?.['leaf'])).not.toContain(part.split(':')[1]);
});

test('a key that the database would not take leaves the file as it was', async () => {
  const before = ring();
  await db.admin`alter table sec.context_key rename to zz_context_key`;
  try {
    await expect(run('rotate', 'context')).rejects.toThrow();
  } finally {
    await db.admin`alter table sec.zz_context_key rename to context_key`;
  }
  expect(ring()).toBe(before);
});

test('an old pepper goes when the last password has been stored anew, and not before', async () => {
  await run('rotate', 'pepper');
  const [signing = '', old = ''] = kidsOf(loadSecrets(home).keys.TOSTER_PASSWORD_PEPPER);
  const note = { action: 'demo.seeded', request: newId(), part: 0 };
  const account = await db.maintenance.run(newId(), note, (tx) =>
    createAccount(tx, {
      email: `${newId()}@example.test`,
      password: { phc: '$argon2id$v=19$m=8,t=1,p=1$AAAA$AAAA', pepperKid: old },
    }),
  );
  await expect(run('retire', 'pepper')).rejects.toThrow(`1 of ${old}`);
  await db.admin`update auth.password set pepper_kid = ${signing} where account_id = ${account.id}`;
  await run('retire', 'pepper');
  expect(kidsOf(loadSecrets(home).keys.TOSTER_PASSWORD_PEPPER)).toEqual([signing]);
});
