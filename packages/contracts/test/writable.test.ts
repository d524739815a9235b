import { describe, expect, it } from 'vitest';
import type { Field } from '../src/rbac/fields.ts';
import { type Grant, rightsOf } from '../src/rbac/rights.ts';
import type { Role } from '../src/rbac/roles.ts';
import { changes } from '../src/rbac/writable.ts';

const HERE = '0198c5a0-0000-7000-8000-000000000001';
const THERE = '0198c5a0-0000-7000-8000-000000000002';
const grant = (role: Role, locationId: string | null = null): Grant => ({
  role,
  appointment: null,
  locationId,
});
const at = (place: string, ...grants: Grant[]) =>
  (rightsOf(grants).get('locations.manage')?.parts ?? []).filter(
    (part) => part.locationId === null || part.locationId === place,
  );
const may = (parts: ReturnType<typeof at>) =>
  (['location.identity', 'location.hours', 'location.contacts'] as const satisfies Field[]).filter(
    (field) => changes('locations.manage', parts, field),
  );

describe('what a role changes of a location', () => {
  it('is everything for an owner, hours and contacts for a manager, nothing for anybody else', () => {
    expect(may(at(HERE, grant('owner')))).toHaveLength(3);
    expect(may(at(HERE, grant('manager', HERE)))).toEqual(['location.hours', 'location.contacts']);
    expect(may(at(HERE, grant('operator'), grant('hr'), grant('api')))).toEqual([]);
  });

  it('adds up where the grants reach, and nowhere else', () => {
    const both = [grant('manager', HERE), grant('owner', THERE)];
    expect(may(at(HERE, ...both))).toEqual(['location.hours', 'location.contacts']);
    expect(may(at(THERE, ...both))).toHaveLength(3);
  });

  it('is nothing where a rule lists nothing: an accountant reads payout settings and changes none', () => {
    const parts = rightsOf([grant('accountant')]).get('payments.payout_settings')?.parts ?? [];
    expect(parts).not.toEqual([]);
    expect(changes('payments.payout_settings', parts, 'payout.account')).toBe(false);
    const owner = rightsOf([grant('owner')]).get('payments.payout_settings')?.parts ?? [];
    expect(changes('payments.payout_settings', owner, 'payout.account')).toBe(true);
  });

  it('is never a field that the grant does not show', () => {
    const parts = rightsOf([grant('operator')]).get('customers.read')?.parts ?? [];
    expect(parts).not.toEqual([]);
    expect(changes('customers.read', parts, 'customer.consents')).toBe(false);
  });
});
