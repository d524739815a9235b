import { EVENTS } from '@toster/contracts/events';
import type { HumanRole } from '@toster/contracts/rbac/roles';
import {
  ZLookUpCustomerOutput,
  ZRevealCustomerOutput,
  ZUpdateCustomerOutput,
} from '@toster/contracts/schemas/customers';
import { describe, expect, test } from 'vitest';
import { customerStage } from './customer-stage.ts';

const stage = customerStage();
const { as, guest, elsewhere } = stage;

describe('changing how a guest is reached', () => {
  const update = (role: HumanRole, input: object) =>
    stage.kitchen.call(as(role), 'customers.update', input);

  test('makes the keys anew, so that the guest is found by the new number and no longer by the old', async () => {
    const { id, phone } = stage.restaurant.customer;
    const changed = await stage.kitchen.ask(
      as('operator'),
      'customers.update',
      { id, version: 1, data: { phone: '050 765 43 21', email: 'New@Example.com' } },
      ZUpdateCustomerOutput,
    );
    expect(changed).toEqual({ id, version: 2 });
    const found = async (input: object) =>
      (await stage.kitchen.ask(as('cashier'), 'customers.lookUp', input, ZLookUpCustomerOutput))
        .found.length;
    expect([
      await found({ phone }),
      await found({ phone: '+380507654321' }),
      await found({ email: 'new@example.com' }),
    ]).toEqual([0, 1, 1]);
    const revealed = await stage.kitchen.ask(
      as('owner'),
      'customers.reveal',
      { id },
      ZRevealCustomerOutput,
    );
    expect(revealed).toMatchObject({
      name: stage.restaurant.customer.name,
      phone: '050 765 43 21',
      email: 'New@Example.com',
      version: 2,
    });
    expect(
      (await update('owner', { id, version: 2, data: { phone: null, email: null } })).status,
    ).toBe(200);
    expect([
      await found({ phone: '+380507654321' }),
      await found({ email: 'new@example.com' }),
    ]).toEqual([0, 0]);
  });

  test('two at the same moment are one change and one conflict', async () => {
    const { id } = stage.restaurant.customer;
    const both = await Promise.all(
      ['owner', 'manager'].map((role) =>
        update(role as HumanRole, { id, version: 1, data: { name: `By ${role}` } }),
      ),
    );
    expect(both.map(({ status }) => status).toSorted()).toEqual([200, 409]);
    expect((await update('owner', { id, version: 1, data: { name: 'Late' } })).error?.code).toBe(
      'CONFLICT',
    );
    const [row] = await stage.kitchen
      .admin`select name, version from customer_contact where customer_id = ${id}`;
    expect(row?.['version']).toBe(2);
  });

  test('stands in the log as one action of who did it, without a value in clear', async () => {
    const { id } = stage.restaurant.customer;
    await update('manager', { id, version: 1, data: { name: 'Ярослава Тест' } });
    const events = await stage.kitchen
      .admin`select action, actor_id, changed, head, leaf from au.event where org_id = ${stage.restaurant.org.orgId} and action = 'customer.updated' and kind = 2`;
    expect(events).toHaveLength(1);
    expect(events[0]).toMatchObject({ actor_id: as('manager').id, changed: ['name'], head: true });
    expect(String(events[0]?.['leaf'])).not.toContain('Ярослава');
    expect(EVENTS['customer.updated'].domain).toBe('customers');
  });

  test('is refused where the role may not, and of a guest elsewhere there is nothing to refuse', async () => {
    const there = await guest({}, elsewhere());
    const input = { id: stage.restaurant.customer.id, version: 1, data: { name: 'x' } };
    expect((await update('cashier', input)).error?.details.permission).toBe('customers.update');
    expect((await update('operator', { ...input, id: there.id })).error?.code).toBe('NOT_FOUND');
  });

  test.each([
    {},
    { name: '' },
    { phone: 'none' },
    { email: 'no address' },
    { name: 'x\u0000' },
    { name: 'x', role: 'owner' },
  ])('refuses %j', async (data) => {
    expect(
      (await update('owner', { id: stage.restaurant.customer.id, version: 1, data })).error?.code,
    ).toBe('INVALID_INPUT');
  });
});
