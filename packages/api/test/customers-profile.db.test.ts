import type { HumanRole } from '@toster/contracts/rbac/roles';
import { ZGetCustomerOutput, ZRevealCustomerOutput } from '@toster/contracts/schemas/customers';
import { describe, expect, test } from 'vitest';
import { customerStage } from './customer-stage.ts';
import { nobody, STALE_PROOF_MS } from './kitchen.ts';

const stage = customerStage();
const { as, guest, elsewhere, errorOf, reads, aged } = stage;

describe('a guest’s profile', () => {
  const get = (role: HumanRole, id: string) =>
    stage.kitchen.ask(as(role), 'customers.get', { id }, ZGetCustomerOutput);

  test('shows outline, figures and the orders within reach, and says what more the role may do', async () => {
    const { customer } = stage.restaurant;
    const order = await stage.kitchen.order(stage.restaurant, { customer, status: 'delivered' });
    await stage.kitchen.order(
      { ...stage.restaurant, place: elsewhere() },
      { customer, place: elsewhere() },
    );
    const profile = await get('manager', customer.id);
    expect(profile).toMatchObject({
      name: 'Тарас М.',
      orderCount: 1,
      spentMinor: order.totalMinor,
      version: 1,
      mayReveal: true,
      mayUpdate: true,
      reveals: { used: 0, most: 20 },
    });
    expect(profile.orders?.map(({ id }) => id)).toEqual([order.id]);
    expect((await get('owner', customer.id)).orders).toHaveLength(2);
    expect(await get('operator', customer.id)).toMatchObject({
      name: 'Т••• М•••',
      mayReveal: false,
      mayUpdate: true,
      reveals: null,
    });
  });

  test('of another place, of another restaurant, of nobody, or without consent is not there', async () => {
    const there = await guest({}, elsewhere());
    const other = await stage.kitchen.restaurant(['owner']);
    for (const [role, id] of [
      ['manager', there.id],
      ['owner', other.customer.id],
      ['owner', nobody()],
      ['marketing', stage.restaurant.customer.id],
    ] as const)
      expect((await errorOf(role, 'customers.get', { id }))?.code).toBe('NOT_FOUND');
  });

  test('is not a personal read: it shows nothing by which the guest could be reached', async () => {
    await get('owner', stage.restaurant.customer.id);
    expect(await reads(stage.restaurant.customer.id)).toHaveLength(0);
  });
});

describe('showing how a guest is reached', () => {
  const reveal = (role: HumanRole, id: string, proofAgeMs = 0) =>
    stage.kitchen.call(as(role), 'customers.reveal', { id }, { proofAgeMs });

  test('shows it to whoever may see it, and each showing is on record', async () => {
    const { customer } = stage.restaurant;
    const answer = await stage.kitchen.ask(
      as('manager'),
      'customers.reveal',
      { id: customer.id },
      ZRevealCustomerOutput,
    );
    expect(answer).toEqual({
      id: customer.id,
      name: customer.name,
      phone: customer.phone,
      email: null,
      version: 1,
      uses: { used: 1, most: 20, perSeconds: 3600 },
    });
    const [event] = await reads(customer.id);
    expect(event).toMatchObject({ actor_id: as('manager').id });
  });

  test('twenty an hour are free; beyond, a fresh proof is asked for, and each refusal shows nothing and counts nothing', async () => {
    const { id } = stage.restaurant.customer;
    for (let each = 1; each <= 20; each += 1)
      expect((await reveal('manager', id, STALE_PROOF_MS)).status).toBe(200);
    for (let each = 0; each < 3; each += 1) {
      const { error, data } = await reveal('manager', id, STALE_PROOF_MS);
      expect(error).toMatchObject({ code: 'STEP_UP_REQUIRED', details: { maxAgeSeconds: 300 } });
      expect(data).toBeNull();
    }
    expect(await reads(id)).toHaveLength(20);
    const proved = await reveal('manager', id);
    expect(ZRevealCustomerOutput.parse(proved.data).uses.used).toBe(21);
    expect((await reveal('owner', id, STALE_PROOF_MS)).status).toBe(200);
    await aged(3600);
    expect(
      ZRevealCustomerOutput.parse((await reveal('manager', id, STALE_PROOF_MS)).data).uses.used,
    ).toBe(1);
  });

  test('sixty at once with an old proof are shown twenty times', async () => {
    // The clock of a test is one for all calls, so it stands still for them.
    const { id } = stage.restaurant.customer;
    await stage.kitchen.accessToken(as('owner'));
    stage.kitchen.clock.offset += STALE_PROOF_MS;
    const answers = await Promise.all(Array.from({ length: 60 }, () => reveal('owner', id)));
    stage.kitchen.clock.offset -= STALE_PROOF_MS;
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(20);
    expect(
      new Set(answers.filter(({ status }) => status !== 200).map(({ error }) => error?.code)),
    ).toEqual(new Set(['STEP_UP_REQUIRED']));
  });

  test('is for an operator and a courier while the order is in their hands, and ends with it', async () => {
    const { customer } = stage.restaurant;
    const [operator, courier] = [as('operator'), as('courier')];
    const order = await stage.kitchen.order(stage.restaurant, {
      customer,
      status: 'on_way',
      channel: 'delivery',
      handledBy: operator.id,
      courierId: courier.id,
      address: { line: 'Khoryva 4', city: 'Kyiv' },
    });
    expect(ZRevealCustomerOutput.parse((await reveal('operator', customer.id)).data)).toMatchObject(
      { name: customer.name, phone: customer.phone },
    );
    expect(
      (await stage.kitchen.ask(operator, 'customers.get', { id: customer.id }, ZGetCustomerOutput))
        .mayReveal,
    ).toBe(true);
    expect((await reveal('courier', customer.id)).status).toBe(200);
    await stage.kitchen
      .admin`update orders set handled_by = null, courier_id = null where id = ${order.id}`;
    expect((await reveal('operator', customer.id)).error).toMatchObject({
      code: 'FORBIDDEN',
      details: { permission: 'customers.read_full' },
    });
    expect((await reveal('courier', customer.id)).error?.code).toBe('NOT_FOUND');
  });

  test('shows a courier what it takes at the door, and no e-mail', async () => {
    const found = await guest({ email: 'olena@example.com' });
    await stage.kitchen.order(stage.restaurant, {
      customer: found,
      status: 'on_way',
      channel: 'delivery',
      courierId: as('courier').id,
      address: { line: 'Khoryva 4', city: 'Kyiv' },
    });
    expect((await reveal('courier', found.id)).data).toMatchObject({
      name: found.name,
      phone: found.phone,
      email: null,
    });
    expect((await reveal('owner', found.id)).data).toMatchObject({ email: 'olena@example.com' });
  });
});
