import { PERMISSIONS } from '@toster/contracts/rbac/permissions';
import { can, type Grant, rightsOf } from '@toster/contracts/rbac/rights';
import { APPOINTMENTS, HUMAN_ROLES, type HumanRole } from '@toster/contracts/rbac/roles';
import {
  ZGetStaffAccessOutput,
  ZGetStaffContactOutput,
  ZGetStaffOutput,
  ZListStaffOutput,
} from '@toster/contracts/schemas/staff';
import { newId } from '@toster/contracts/ids';
import { createAccount, createMember } from '@toster/db/testing/factories/member';
import type { Restaurant } from '@toster/db/testing/factories/restaurant';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Kitchen, memberOf, openKitchen } from './kitchen.ts';

let kitchen: Kitchen;
let restaurant: Restaurant;
beforeAll(async () => {
  kitchen = await openKitchen();
  restaurant = await kitchen.restaurant();
});
afterAll(() => kitchen.close());

const as = (role: HumanRole) => memberOf(restaurant, role);
const note = () => ({ action: 'demo.seeded', request: newId(), part: 0 });
const list = async (role: HumanRole) =>
  (await kitchen.ask(as(role), 'staff.list', {}, ZListStaffOutput)).people;

/** A second establishment, and somebody who works there. */
async function elsewhere() {
  const place = newId();
  await kitchen.admin`
    insert into location (org_id, id, slug, name, city, timezone)
    values (${restaurant.org.orgId}, ${place}, ${`l-${place}`}, 'Подол', 'Київ', 'Europe/Kyiv')`;
  const person = await kitchen.database.maintenance.run(restaurant.org.orgId, note(), async (tx) =>
    createMember(tx, {
      org: restaurant.org,
      account: await createAccount(tx, { password: kitchen.password }),
      grants: [{ role: 'cook', locationId: place }],
      firstName: 'Далекий',
      locationId: place,
    }),
  );
  return { place, person };
}

describe('the directory', () => {
  test('shows a cook the colleagues by first name and role, and nothing that reaches them', async () => {
    const people = await list('cook');
    expect(people.map(({ id }) => id).toSorted()).toEqual(
      HUMAN_ROLES.map((role) => as(role).id).toSorted(),
    );
    expect(people.find(({ id }) => id === as('manager').id)?.grants).toEqual([
      { role: 'manager', appointment: null, locationId: restaurant.place.location.id },
    ]);
    expect(Object.keys(people[0] ?? {}).toSorted()).toEqual([
      'firstName',
      'grants',
      'id',
      'locationId',
      'status',
    ]);
    expect(
      (await kitchen.call(as('cook'), 'staff.contact', { id: as('manager').id })).error,
    ).toMatchObject({
      code: 'FORBIDDEN',
      details: { permission: 'staff.read_full' },
    });
  });

  test('ends at the place of whoever looks: neither people nor grants elsewhere are in it', async () => {
    const { place, person } = await elsewhere();
    await kitchen.database.maintenance.run(restaurant.org.orgId, note(), (tx) =>
      tx.execute(
        `insert into membership_grant (org_id, id, membership_id, role, location_id)
         values ('${restaurant.org.orgId}', '${newId()}', '${as('packer').id}', 'cook', '${place}')`,
      ),
    );
    const grantsOf = async (role: HumanRole) =>
      (await list(role))
        .find(({ id }) => id === as('packer').id)
        ?.grants.map(({ role: held }) => held);
    expect((await list('owner')).map(({ id }) => id)).toContain(person.id);
    expect((await grantsOf('owner'))?.toSorted()).toEqual(['cook', 'packer']);
    expect((await list('manager')).map(({ id }) => id)).not.toContain(person.id);
    expect(await grantsOf('manager')).toEqual(['packer']);
    for (const path of ['staff.get', 'staff.contact', 'staff.access'])
      expect((await kitchen.call(as('manager'), path, { id: person.id })).error?.code).toBe(
        'NOT_FOUND',
      );
    expect((await kitchen.call(as('owner'), 'staff.get', { id: person.id })).error).toBeNull();
  });

  test('does not know anybody of another restaurant, nor who has left', async () => {
    const other = await kitchen.restaurant(['owner', 'cook']);
    const stranger = memberOf(other, 'cook').id;
    for (const path of ['staff.get', 'staff.contact', 'staff.access'])
      expect((await kitchen.call(as('owner'), path, { id: stranger })).error?.code).toBe(
        'NOT_FOUND',
      );
    await kitchen.admin`update membership set status = 'removed' where org_id = ${other.org.orgId} and id = ${stranger}`;
    expect(
      (await kitchen.call(memberOf(other, 'owner'), 'staff.get', { id: stranger })).error?.code,
    ).toBe('NOT_FOUND');
  });
});

describe('the contact of a colleague', () => {
  test('is shown to whoever manages them, and the log says so', async () => {
    const id = as('courier').id;
    const contact = await kitchen.ask(as('hr'), 'staff.contact', { id }, ZGetStaffContactOutput);
    expect(contact.fullName).toBe(as('courier').fullName);
    const [read] = await kitchen.admin<{ actor_id: string }[]>`
      select actor_id from au.event where org_id = ${restaurant.org.orgId} and kind = 5 and rel = 'staff_private' and row_id = ${id}`;
    expect(read?.actor_id).toBe(as('hr').id);
  });

  test('of somebody who works across the organisation is not a manager’s to see', async () => {
    const { id } = as('owner');
    const shown = await kitchen.ask(as('manager'), 'staff.get', { id }, ZGetStaffOutput);
    expect(shown).toMatchObject({ mayReadContact: false, mayReadAccess: false, hiredOn: null });
    expect((await kitchen.call(as('manager'), 'staff.contact', { id })).error?.code).toBe(
      'NOT_FOUND',
    );
    expect(await kitchen.ask(as('owner'), 'staff.get', { id }, ZGetStaffOutput)).toMatchObject({
      mayReadContact: true,
      mayReadAccess: true,
    });
  });
});

describe('effective access', () => {
  const access = (id: string) =>
    kitchen.ask(as('owner'), 'staff.access', { id }, ZGetStaffAccessOutput);

  test('names for every right the grant it comes from, and everything else is denied', async () => {
    const { permissions, denied } = await access(as('cook').id);
    const advance = permissions.find(({ permission }) => permission === 'kitchen_tickets.advance');
    expect(advance?.parts).toEqual([
      {
        via: 'cook',
        scope: 'assigned',
        locationId: restaurant.place.location.id,
        limited: false,
      },
    ]);
    expect(denied).toContain('orders.void_after_cook');
    expect(permissions.length + denied.length).toBe(PERMISSIONS.length);
  });

  test('is what the guard decides, whatever was granted where', async () => {
    const { place } = await elsewhere();
    const here = restaurant.place.location.id;
    const grants = fc.uniqueArray(
      fc.record({
        held: fc.constantFrom(...HUMAN_ROLES, ...APPOINTMENTS),
        locationId: fc.constantFrom(null, here, place),
      }),
      { minLength: 0, maxLength: 4, selector: ({ held, locationId }) => `${held} ${locationId}` },
    );
    await fc.assert(
      fc.asyncProperty(grants, async (given) => {
        const isOffice = (held: string): held is 'privacy_officer' => held === 'privacy_officer';
        const rows = given.map(({ held, locationId }): Grant => ({
          role: isOffice(held) ? null : held,
          appointment: isOffice(held) ? 'privacy_officer' : null,
          locationId,
        }));
        const person = await kitchen.database.maintenance.run(
          restaurant.org.orgId,
          note(),
          async (tx) =>
            createMember(tx, {
              org: restaurant.org,
              account: await createAccount(tx, {}),
              grants: rows.map(({ role, appointment, locationId }) =>
                role === null
                  ? { appointment: appointment ?? 'privacy_officer', locationId }
                  : { role, locationId },
              ),
            }),
        );
        const shown = await access(person.id);
        const rights = rightsOf(rows);
        for (const permission of PERMISSIONS) {
          const parts =
            shown.permissions.find((each) => each.permission === permission)?.parts ?? [];
          for (const locationId of [here, place])
            expect(
              parts.some((part) => part.locationId === null || part.locationId === locationId),
              `${permission} at ${locationId}`,
            ).toBe(can(rights, permission, { locationId }));
        }
      }),
      { numRuns: 15 },
    );
  });

  test('of somebody suspended is nothing, and comes back with them', async () => {
    const { id } = as('marketing');
    const set = (status: string) =>
      kitchen.admin`update membership set status = ${status} where org_id = ${restaurant.org.orgId} and id = ${id}`;
    await set('suspended');
    expect((await access(id)).permissions).toEqual([]);
    await set('active');
    expect((await access(id)).permissions.length).toBeGreaterThan(0);
  });

  test('is read by those who may read roles, not by a cook', async () => {
    expect(
      (await kitchen.call(as('cook'), 'staff.access', { id: as('packer').id })).error,
    ).toMatchObject({
      code: 'FORBIDDEN',
      details: { permission: 'roles.read' },
    });
    expect(
      (await kitchen.call(as('manager'), 'staff.access', { id: as('packer').id })).error,
    ).toBeNull();
  });
});
