import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { generateKeyText, parseKeyRing } from '@toster/crypto/key-ring';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { assertPeppers, countByPepper, PepperMissing, recordKeys } from './key-records.ts';
import { testDatabase, type TestDatabase } from './testing/database.ts';
import { createAccount } from './testing/factories/member.ts';
import { createRestaurant } from './testing/factories/restaurant.ts';
import { staffContext } from './testing/staff-context.ts';

let db: TestDatabase;
beforeAll(async () => {
  db = await testDatabase();
});
afterAll(() => db.close());

const ringOf = (...kids: string[]) => {
  const text = kids.map(generateKeyText).join(',');
  return { text, ring: parseKeyRing(text) };
};
const records = () => db.admin`
  select row_id, leaf, org_id, db_user from au.event where action = 'secret.rotated' order by cap_seq`;

test('every change of the keys in force is in the log once, with ids and without bytes', async () => {
  const first = ringOf('eu-1-a');
  const second = ringOf('eu-1-b', 'eu-1-a');
  const other = ringOf('eu-1-p');
  const rings = { context: first.ring, pepper: other.ring };
  expect(await recordKeys(db.adminUrl, rings)).toEqual(['context', 'pepper']);
  expect(await recordKeys(db.adminUrl, rings)).toEqual([]);
  expect(await recordKeys(db.adminUrl, { ...rings, context: second.ring })).toEqual(['context']);
  const events = await records();
  expect(events.map((event) => event['row_id'])).toEqual(['context', 'pepper', 'context']);
  expect(JSON.parse(String(events[2]?.['leaf']))).toMatchObject({
    action: 'secret.rotated',
    after: { kids: ['eu-1-b', 'eu-1-a'], signing: 'eu-1-b' },
    domain: 'system',
    source: 'database',
  });
  for (const { text } of [first, second, other]) {
    for (const part of text.split(',')) {
      const secret = part.split(':')[1] ?? '';
      expect(JSON.stringify(events)).not.toContain(secret);
    }
  }
});

test('a record is not taken back, by the superuser either', async () => {
  await expect(db.admin`delete from au.event where action = 'secret.rotated'`).rejects.toThrow();
  await expect(
    db.admin`update au.event set row_id = 'x' where action = 'secret.rotated'`,
  ).rejects.toThrow();
});

test.each([
  [
    'auth.session',
    "update auth.session set revoked_at = now(), revoke_reason = 'incident' where realm = 'staff' and revoked_at is null",
  ],
  ['auth.password', "delete from auth.password where pepper_kid = 'eu-1-261127a'"],
])(
  'what the emergency page has somebody do to %s works, and is in the log',
  async (rel, statement) => {
    const page = readFileSync(
      new URL('../../../docs/security/secrets.md', import.meta.url),
      'utf8',
    );
    expect(page).toContain(`\`${statement}\``);
    const orgId = randomUUID();
    const note = { action: 'demo.seeded', request: randomUUID(), part: 0 };
    const password = { phc: '$argon2id$v=19$m=8,t=1,p=1$AAAA$AAAA', pepperKid: 'eu-1-261127a' };
    const { members } = await db.maintenance.run(orgId, note, (tx) =>
      createRestaurant(tx, { org: { orgId }, password }),
    );
    await staffContext(db, members.owner);
    const { count } = await db.admin.unsafe(statement);
    expect(count).toBeGreaterThan(0);
    const [event] = await db.admin`
    select source, db_user from au.event where org_id = ${orgId} and rel = ${rel} order by cap_seq desc limit 1`;
    expect(event).toMatchObject({ source: 'database', db_user: 'postgres' });
  },
);

test('a release without a pepper that passwords need does not go on', async () => {
  const { ring: old } = ringOf('eu-1-old');
  const { ring: both } = ringOf('eu-1-new', 'eu-1-old');
  const { ring: young } = ringOf('eu-1-new');
  await expect(assertPeppers(db.adminUrl, young)).resolves.toBeUndefined();
  const note = { action: 'demo.seeded', request: randomUUID(), part: 0 };
  await db.maintenance.run(randomUUID(), note, (tx) =>
    createAccount(tx, {
      email: 'cook@example.test',
      password: { phc: '$argon2id$v=19$m=8,t=1,p=1$AAAA$AAAA', pepperKid: 'eu-1-old' },
    }),
  );
  expect(await countByPepper(db.adminUrl)).toContainEqual({ kid: 'eu-1-old', count: 1 });
  await expect(assertPeppers(db.adminUrl, old)).resolves.toBeUndefined();
  await expect(assertPeppers(db.adminUrl, both)).resolves.toBeUndefined();
  await expect(assertPeppers(db.adminUrl, young)).rejects.toThrow(PepperMissing);
  await expect(assertPeppers(db.adminUrl, young)).rejects.toThrow(/eu-1-old \(1 passwords\)/);
});
