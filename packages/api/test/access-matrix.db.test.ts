import { newId } from '@toster/contracts/ids';
import { ROLES } from '@toster/contracts/rbac/roles';
import { createAccount, createMember, type MemberRow } from '@toster/db/testing/factories/member';
import type { Restaurant } from '@toster/db/testing/factories/restaurant';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { INPUTS } from './inputs.ts';
import { type Kitchen, memberOf, openKitchen } from './kitchen.ts';
import { procedures } from './procedures.ts';

/** Take the id of a session; somebody else's is not there, one's own is. */
const OWN_SESSION: ReadonlySet<string> = new Set(['session.address', 'session.revoke']);

let kitchen: Kitchen;
let restaurant: Restaurant;
/** No person holds the role of API keys; here somebody does, so that its rights are tried like the others. */
let integration: MemberRow;
beforeAll(async () => {
  kitchen = await openKitchen({ renews: true });
  restaurant = await kitchen.restaurant();
  const note = { action: 'demo.seeded', request: newId(), part: 0 };
  integration = await kitchen.database.maintenance.run(restaurant.org.orgId, note, async (tx) => {
    const account = await createAccount(tx, { password: kitchen.password });
    const grants = [{ role: 'api', locationId: restaurant.place.location.id }] as const;
    return createMember(tx, { org: restaurant.org, account, grants });
  });
});
afterAll(() => kitchen.close());

test('every procedure has an input to be tried with', () => {
  expect(Object.keys(INPUTS).sort()).toEqual(procedures().map(([path]) => path));
});

/**
 * Eleven roles, every procedure, on records of the location where all but the owner work. 200: done.
 * 403: the role may not do this. 404: the role does not even learn that the record exists.
 */
test('eleven roles × every procedure answer as reviewed', async () => {
  const head = `| procedure | ${ROLES.join(' | ')} |\n|${' --- |'.repeat(ROLES.length + 1)}`;
  const lines = [head];
  for (const [path] of procedures()) {
    const answers = [];
    for (const role of ROLES) {
      const member = role === 'api' ? integration : memberOf(restaurant, role);
      const input = await INPUTS[path]?.(kitchen, restaurant, member);
      const own = OWN_SESSION.has(path)
        ? { id: (await kitchen.signedIn(member)).sessionId }
        : input;
      const { status, error } = await kitchen.call(member, path, own);
      expect(status, `${path} as ${role}: ${JSON.stringify(error)}`).toBeLessThan(500);
      if (path === 'session.switchOrg') kitchen.forget(member);
      answers.push(status);
    }
    lines.push(`| ${path} | ${answers.join(' | ')} |`);
  }
  await expect(`${lines.join('\n')}\n`).toMatchFileSnapshot('./access-matrix.golden.md');
});
