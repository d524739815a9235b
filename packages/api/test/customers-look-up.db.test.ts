import type { HumanRole } from '@toster/contracts/rbac/roles';
import { ZLookUpCustomerOutput } from '@toster/contracts/schemas/customers';
import { describe, expect, test } from 'vitest';
import { customerStage } from './customer-stage.ts';

const stage = customerStage();
const { as, guest, elsewhere, errorOf, reads, aged } = stage;

describe('looking a guest up', () => {
  const lookUp = (role: HumanRole, input: object) =>
    stage.kitchen.ask(as(role), 'customers.lookUp', input, ZLookUpCustomerOutput);

  test('finds by the whole number however it is typed, and by the whole address; a cashier sees first name and two digits', async () => {
    const found = await guest({
      name: 'Олена Бондар',
      phone: '+380 67 123 45 67',
      email: 'Olena@Example.com',
    });
    const outline = {
      id: found.id,
      locationId: found.locationId,
      firstName: 'Олена',
      phoneEnding: '67',
    };
    for (const phone of ['+380671234567', '067 123-45-67', '00380 (67) 1234567'])
      expect((await lookUp('cashier', { phone })).found).toEqual([outline]);
    const { found: byEmail, uses } = await lookUp('cashier', { email: 'olena@example.COM' });
    expect(byEmail).toEqual([outline]);
    expect(uses).toEqual({ used: 4, most: 30, perSeconds: 3600 });
  });

  test('finds nobody by a part, elsewhere or in another restaurant, and it counts all the same', async () => {
    const there = await guest({ phone: '+380501112233' }, elsewhere());
    const other = await stage.kitchen.restaurant(['owner']);
    for (const phone of ['067 123-45-6', there.phone, other.customer.phone])
      expect((await lookUp('cashier', { phone })).found).toEqual([]);
    expect((await lookUp('owner', { phone: there.phone })).found).toHaveLength(1);
    expect((await lookUp('cashier', { phone: '000000' })).uses.used).toBe(4);
  });

  test('sixty at once are answered thirty times; the others learn to the second when to come back', async () => {
    const phone = stage.restaurant.customer.phone;
    const answers = await Promise.all(
      Array.from({ length: 60 }, () =>
        stage.kitchen.call(as('cashier'), 'customers.lookUp', { phone }),
      ),
    );
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(30);
    const refused = answers.filter(({ status }) => status === 429);
    expect(refused).toHaveLength(30);
    for (const { error, data } of refused) {
      expect(data).toBeNull();
      expect(error).toMatchObject({
        code: 'RATE_LIMITED',
        details: { permission: 'customers.lookup_exact' },
      });
      expect(error?.details.retryAfterSeconds).toBeGreaterThan(3500);
      expect(error?.details.retryAfterSeconds).toBeLessThanOrEqual(3600);
    }
    const tried = async () => (await errorOf('cashier', 'customers.lookUp', { phone }))?.details;
    await aged(3598);
    expect([1, 2]).toContain((await tried())?.retryAfterSeconds);
    await aged(3600);
    expect((await lookUp('cashier', { phone })).uses.used).toBe(1);
  });

  test('in a batch counts each, and the header of a repeated attempt buys nothing', async () => {
    const cookie = `__Host-t_at=${await stage.kitchen.accessToken(as('cashier'))}`;
    const input = { phone: stage.restaurant.customer.phone };
    const batch = Object.fromEntries(Array.from({ length: 10 }, (_, index) => [index, input]));
    const path = `${Array.from({ length: 10 }, () => 'customers.lookUp').join(',')}?batch=1`;
    for (let each = 0; each < 3; each += 1)
      expect((await stage.kitchen.send(path, batch, { cookie })).status).toBe(200);
    const again = await stage.kitchen.call(as('cashier'), 'customers.lookUp', input, {
      headers: { 'idempotency-key': 'the-same-key' },
    });
    expect(again.error?.code).toBe('RATE_LIMITED');
  });

  test('is refused to whoever may not, without a count; the refusal of a limit is counted as one', async () => {
    expect(await errorOf('cook', 'customers.lookUp', { phone: '067 123 45 67' })).toMatchObject({
      code: 'FORBIDDEN',
      details: { permission: 'customers.lookup_exact' },
    });
    const counters = await stage.kitchen
      .admin`select 1 from use_counter where org_id = ${stage.restaurant.org.orgId}`;
    expect(counters).toHaveLength(0);
    for (let each = 0; each < 31; each += 1)
      await stage.kitchen.call(as('cashier'), 'customers.lookUp', { phone: '067 123 45 67' });
    const refusals = await stage.kitchen
      .admin`select reason, sum(count)::int as n from refusal where org_id = ${stage.restaurant.org.orgId} and actor_id = ${as('cashier').id} group by 1`;
    expect([...refusals]).toEqual([{ reason: 'RATE_LIMITED:customers.lookup_exact', n: 1 }]);
  });

  test('is on record with who was shown, and nothing is where nobody was', async () => {
    await lookUp('cashier', { phone: stage.restaurant.customer.phone });
    await lookUp('cashier', { phone: '067 000 00 00' });
    const events = await reads(stage.restaurant.customer.id);
    expect(events).toHaveLength(1);
    expect(events[0]).toMatchObject({ actor_id: as('cashier').id });
    const all = await stage.kitchen
      .admin`select leaf from au.event where org_id = ${stage.restaurant.org.orgId} and kind = 5`;
    expect(all).toHaveLength(1);
    expect(JSON.stringify(all)).not.toContain('067 000');
  });

  test.each([
    ['nothing', {}],
    ['both', { phone: '067 123 45 67', email: 'a@example.com' }],
    ['a name', { phone: 'Olena' }],
    ['a part of an address', { email: '@example.com' }],
    ['a pattern', { phone: '%%%%%%' }],
  ])('by %s is not valid', async (_what, input) => {
    expect((await errorOf('owner', 'customers.lookUp', input))?.code).toBe('INVALID_INPUT');
  });
});
