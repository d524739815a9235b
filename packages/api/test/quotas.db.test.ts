import { openLimits } from '@toster/auth/limits/open-limits';
import { QUOTA_PROBLEM, QUOTAS } from '@toster/contracts/quotas';
import { ZUsage } from '@toster/contracts/schemas/settings';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Kitchen, openKitchen } from './kitchen.ts';

const { burst, daily } = QUOTAS.console;

let kitchen: Kitchen;
beforeAll(async () => {
  kitchen = await openKitchen();
});
afterAll(async () => kitchen.close());

/** Uses a policy of an organisation up to a share, as other processes would. */
const use = (orgId: string, policy: typeof burst, share: number) => kitchen.admin`
  insert into auth.quota (org_id, policy, window_no, used, used_before)
  values (${orgId}, ${policy.name},
    floor(extract(epoch from clock_timestamp()) / ${policy.windowSeconds})::bigint,
    ${Math.ceil(share * policy.units)}, 0)
  on conflict (org_id, policy) do update set window_no = excluded.window_no, used = excluded.used, used_before = 0`;

describe('a call of an organisation', () => {
  test('says how much is left, of a minute and of a day', async () => {
    const { members } = await kitchen.restaurant(['owner']);
    const { response } = await kitchen.call(members.owner, 'orders.list');
    expect(response.headers.get('ratelimit-policy')).toBe(
      `"console-burst";q=${burst.units};w=60, "console-daily";q=${daily.units};w=86400`,
    );
    expect(response.headers.get('ratelimit')).toMatch(
      /^"console-burst";r=59\d\d;t=\d{1,2}, "console-daily";r=32399\d\d;t=\d{1,5}$/,
    );
  });

  test('is refused beyond its quota, says which policy and when to come back; the neighbour notices nothing', async () => {
    const [greedy, neighbour] = [
      await kitchen.restaurant(['owner']),
      await kitchen.restaurant(['owner']),
    ];
    await use(greedy.org.orgId, burst, 1);
    const refused = await kitchen.call(greedy.members.owner, 'orders.list');
    expect(refused.status).toBe(429);
    expect(refused.error).toMatchObject({
      code: 'QUOTA_EXCEEDED',
      details: { problem: QUOTA_PROBLEM, violatedPolicies: ['console-burst'] },
    });
    const seconds = refused.error?.details.retryAfterSeconds ?? 0;
    expect(seconds).toBeGreaterThan(0);
    expect(seconds).toBeLessThanOrEqual(60);
    expect(refused.response.headers.get('retry-after')).toBe(String(seconds));
    const [, reset = ''] =
      /"console-burst";r=0;t=(\d+)/.exec(refused.response.headers.get('ratelimit') ?? '') ?? [];
    expect(Number(reset)).toBeLessThanOrEqual(seconds);
    expect((await kitchen.call(neighbour.members.owner, 'orders.list')).status).toBe(200);
    await use(greedy.org.orgId, burst, 0);
    expect((await kitchen.call(greedy.members.owner, 'orders.list')).status).toBe(200);
  });

  test('changes nothing when it is refused', async () => {
    const { org, members, menu } = await kitchen.restaurant(['owner']);
    const [item] = menu.items;
    await use(org.orgId, daily, 1);
    const input = { id: item?.id, available: false };
    const { error } = await kitchen.call(members.owner, 'menu.setAvailability', input);
    expect(error?.code).toBe('QUOTA_EXCEEDED');
    const [row] = await kitchen.admin`select available from menu_item where id = ${item?.id ?? ''}`;
    expect(row).toEqual({ available: true });
  });

  test('about one’s own account goes on: the session, its proof, its end, and how much is used', async () => {
    const { org, members } = await kitchen.restaurant(['owner']);
    await use(org.orgId, burst, 1);
    await use(org.orgId, daily, 1);
    for (const path of ['session.get', 'session.list', 'session.revokeOthers'])
      expect((await kitchen.call(members.owner, path)).error).toBeNull();
    const { quotas } = await kitchen.ask(members.owner, 'settings.usage', {}, ZUsage);
    expect(quotas.map(({ span, used, units }) => [span, used === units])).toEqual([
      ['burst', true],
      ['daily', true],
    ]);
  });

  test('counts for nobody who only claims to be of it: without a session nothing is drawn', async () => {
    const { org } = await kitchen.restaurant(['owner']);
    await kitchen.call(null, 'orders.list');
    expect(await kitchen.admin`select 1 from auth.quota where org_id = ${org.orgId}`).toEqual([]);
  });
});

describe('the owners', () => {
  test('are told once at 80, 95 and 100 per cent of a day: an event and a letter to each, and to nobody else', async () => {
    const { org, members } = await kitchen.restaurant(['owner', 'manager']);
    const draw = async () => {
      // Each process remembers how far it has told: these are three that know nothing of another.
      for (let process = 0; process < 3; process += 1) {
        const { quotas } = openLimits(kitchen.server.auth.db);
        await quotas.draw(org.orgId, 'console', 1);
      }
    };
    const told = async () => {
      const events = await kitchen.admin`
        select leaf from au.event where org_id = ${org.orgId} and action = 'quota.reached' order by cap_seq`;
      const letters = await kitchen.admin`
        select payload from outbox where org_id = ${org.orgId} and topic = 'quota.reached'`;
      return {
        events: events.map(({ leaf }) => JSON.parse(String(leaf)).after.count),
        letters: letters.map(({ payload }) => payload),
      };
    };
    await use(org.orgId, daily, 0.79);
    await draw();
    expect(await told()).toEqual({ events: [], letters: [] });
    await use(org.orgId, daily, 0.8);
    await draw();
    const letter = { membershipId: members.owner.id };
    expect(await told()).toEqual({ events: [80], letters: [letter] });
    await use(org.orgId, daily, 0.97);
    await draw();
    await use(org.orgId, daily, 1);
    await draw();
    expect(await told()).toEqual({ events: [80, 95, 100], letters: [letter, letter, letter] });
  });
});
