import { HUMAN_ROLES } from '@toster/contracts/rbac/roles';
import type { Restaurant } from '@toster/db/testing/factories/restaurant';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { INPUTS } from './inputs.ts';
import { type Kitchen, memberOf, openKitchen } from './kitchen.ts';
import { procedures } from './procedures.ts';

let kitchen: Kitchen;
let restaurant: Restaurant;
beforeAll(async () => {
  kitchen = await openKitchen();
  restaurant = await kitchen.restaurant();
});
afterAll(() => kitchen.close());

test('every procedure has an input to be tried with', () => {
  expect(Object.keys(INPUTS).sort()).toEqual(procedures().map(([path]) => path));
});

/**
 * Ten roles, every procedure, on records of the location where all but the owner work. 200: done.
 * 403: the role may not do this. 404: the role does not even learn that the record exists.
 */
test('ten roles × every procedure answer as reviewed', async () => {
  const head = `| procedure | ${HUMAN_ROLES.join(' | ')} |\n|${' --- |'.repeat(HUMAN_ROLES.length + 1)}`;
  const lines = [head];
  for (const [path] of procedures()) {
    const answers = [];
    for (const role of HUMAN_ROLES) {
      const input = await INPUTS[path]?.(kitchen, restaurant);
      // Somebody else's session is not there; one's own is.
      const member = memberOf(restaurant, role);
      const own =
        path === 'session.revoke' ? { id: (await kitchen.signedIn(member)).sessionId } : input;
      const { status, error } = await kitchen.call(member, path, own);
      expect(status, `${path} as ${role}: ${JSON.stringify(error)}`).toBeLessThan(500);
      if (path === 'session.switchOrg') kitchen.forget(member);
      answers.push(status);
    }
    lines.push(`| ${path} | ${answers.join(' | ')} |`);
  }
  await expect(`${lines.join('\n')}\n`).toMatchFileSnapshot('./access-matrix.golden.md');
});
