import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FIELD_FORMS, type FieldPick } from '../src/rbac/fields.ts';
import { PERMISSIONS, type Permission } from '../src/rbac/permissions.ts';
import { POLICY_CAPABILITIES, capabilitiesOf } from '../src/rbac/policy-capabilities.ts';
import {
  type Grant,
  type Rights,
  type Row,
  can,
  decide,
  domainsAt,
  fieldsAt,
  rightsOf,
} from '../src/rbac/rights.ts';
import { APPOINTMENTS, ROLES, type Role } from '../src/rbac/roles.ts';

const PODIL = '01890000-0000-7000-8000-00000000000a';
const LVIV = '01890000-0000-7000-8000-00000000000b';
const ODESA = '01890000-0000-7000-8000-00000000000c';

const grant = (
  role: Role | null,
  locationId: string | null = null,
  appointment: Grant['appointment'] = null,
): Grant => ({
  role,
  appointment,
  locationId,
});

const anyLocation = fc.constantFrom(PODIL, LVIV, ODESA);
const anyGrant: fc.Arbitrary<Grant> = fc.record({
  role: fc.option(fc.constantFrom(...ROLES)),
  appointment: fc.option(fc.constantFrom(...APPOINTMENTS), { freq: 4 }),
  locationId: fc.option(anyLocation),
});
const anyGrants = fc.array(anyGrant, { maxLength: 5 });
const anyPermission = fc.constantFrom(...PERMISSIONS);
const anyRow: fc.Arbitrary<Row> = fc.record({
  locationId: fc.option(anyLocation),
  assigned: fc.boolean(),
  self: fc.boolean(),
});

/** Whether `wide` shows at least every field of `narrow`, each at least as tellingly. */
function showsAtLeast(wide: FieldPick | null, narrow: FieldPick | null): boolean {
  if (wide === null) return true;
  if (narrow === null) return false;
  const wider = new Map<string, string>(Object.entries(wide));
  return Object.entries(narrow).every(([field, form]) => {
    const forms: readonly string[] = FIELD_FORMS[field as keyof typeof FIELD_FORMS];
    return forms.indexOf(wider.get(field) ?? '') >= forms.indexOf(form);
  });
}

/** Whether `wide` reaches the row if `narrow` does, and shows at least as much of it. */
function contains(wide: Rights, narrow: Rights, permission: Permission, row: Row): boolean {
  if (!can(narrow, permission, row)) return true;
  const shows = showsAtLeast(fieldsAt(wide, permission, row), fieldsAt(narrow, permission, row));
  return can(wide, permission, row) && shows;
}

describe('rights', () => {
  it('never lose anything when a grant is added', () => {
    fc.assert(
      fc.property(anyGrants, anyGrant, anyPermission, anyRow, (grants, more, permission, row) => {
        const after = rightsOf([...grants, more]);
        expect(contains(after, rightsOf(grants), permission, row)).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  it('come from some single grant: together they reach no row none of them reaches', () => {
    fc.assert(
      fc.property(anyGrants, anyPermission, anyRow, (grants, permission, row) => {
        const single = grants.some((one) => can(rightsOf([one]), permission, row));
        expect(can(rightsOf(grants), permission, row)).toBe(single);
      }),
      { numRuns: 500 },
    );
  });

  it('never widen when a grant is narrowed to a location', () => {
    fc.assert(
      fc.property(
        anyGrant,
        anyLocation,
        anyPermission,
        anyRow,
        (wide, locationId, permission, row) => {
          const all = rightsOf([{ ...wide, locationId: null }]);
          const some = rightsOf([{ ...wide, locationId }]);
          expect(contains(all, some, permission, row)).toBe(true);
          expect(can(all, permission) || !can(some, permission)).toBe(true);
        },
      ),
      { numRuns: 500 },
    );
  });

  it('do not depend on the order of the grants', () => {
    fc.assert(
      fc.property(anyGrants, (grants) => {
        expect(capabilitiesOf(rightsOf(grants))).toEqual(
          capabilitiesOf(rightsOf(grants.toReversed())),
        );
      }),
    );
  });

  it('lift a mask only where the unmasked grant reaches', () => {
    const rights = rightsOf([grant('operator', LVIV), grant('manager', PODIL)]);
    const at = (locationId: string): Row => ({ locationId, assigned: false, self: false });
    expect(fieldsAt(rights, 'customers.read', at(PODIL))).toBeNull();
    expect(fieldsAt(rights, 'customers.read', at(LVIV))).toMatchObject({
      'customer.name': 'masked',
    });
    expect(fieldsAt(rights, 'customers.read', at(ODESA))).toEqual({});
    expect(rights.get('customers.read')?.masked).toBe(true);

    const both = rightsOf([grant('operator', PODIL), grant('manager', PODIL)]);
    expect(both.get('customers.read')?.masked).toBe(false);
  });

  it('show of a field in two picks the more telling form', () => {
    const rights = rightsOf([grant('packer'), grant('courier'), grant('cashier')]);
    const row = { locationId: PODIL, assigned: true, self: false };
    expect(fieldsAt(rights, 'orders.read', row)).toMatchObject({
      'customer.name': 'full',
      'order.bag_count': 'full',
      'order.totals': 'full',
    });
    expect(fieldsAt(rights, 'orders.read', { ...row, assigned: false })).toMatchObject({
      'customer.name': 'first_name',
      'customer.phone': 'last2',
    });
  });

  it('keep assigned work in the location of the grant', () => {
    const cook = rightsOf([grant('cook', PODIL)]);
    expect(can(cook, 'kitchen_tickets.advance', { locationId: PODIL })).toBe(true);
    expect(can(cook, 'kitchen_tickets.advance', { locationId: LVIV })).toBe(false);
    expect(can(cook, 'kitchen_tickets.advance', { locationId: PODIL, assigned: false })).toBe(
      false,
    );
  });

  it('limit the audit log of an accountant and of HR to their domains', () => {
    expect(domainsAt(rightsOf([grant('accountant')]), PODIL)).toEqual(['finance']);
    expect(domainsAt(rightsOf([grant('hr')]), null)).toEqual(['staff']);
    expect(domainsAt(rightsOf([grant('hr', LVIV)]), PODIL)).toEqual([]);
    expect(domainsAt(rightsOf([grant('hr'), grant('accountant')]), PODIL)).toEqual([
      'staff',
      'finance',
    ]);
    expect(domainsAt(rightsOf([grant('hr'), grant('manager', PODIL)]), PODIL)).toBeNull();
    expect(domainsAt(rightsOf([grant('hr'), grant('manager', PODIL)]), LVIV)).toEqual(['staff']);
    expect(domainsAt(rightsOf([grant('cook')]), PODIL)).toEqual([]);
  });

  it('of a privacy officer hold what only owners hold, and nothing else', () => {
    const officer = rightsOf([grant(null, null, 'privacy_officer')]);
    expect(can(officer, 'gdpr_requests.approve_erase')).toBe(true);
    expect(can(officer, 'audit_log.export')).toBe(true);
    expect(officer.size).toBe(7);
    const manager = rightsOf([grant('manager')]);
    expect(can(manager, 'gdpr_requests.approve_erase')).toBe(false);
  });
});

describe('a decision', () => {
  it('lets who may cancel ask to void, and a manager void', () => {
    expect(
      decide(rightsOf([grant('manager', PODIL)]), 'orders.void_after_cook', { locationId: PODIL }),
    ).toBe('allow');
    expect(
      decide(rightsOf([grant('cashier', PODIL)]), 'orders.void_after_cook', { locationId: PODIL }),
    ).toBe('with_approval');
    expect(
      decide(rightsOf([grant('cashier', PODIL)]), 'orders.void_after_cook', { locationId: LVIV }),
    ).toBe('deny');
    expect(decide(rightsOf([grant('cook')]), 'orders.void_after_cook')).toBe('deny');
  });

  it('never lets a key ask', () => {
    expect(decide(rightsOf([grant('api')]), 'orders.void_after_cook')).toBe('deny');
  });

  it('is no middle way where a second person confirms afterwards', () => {
    expect(decide(rightsOf([grant('manager')]), 'customers.export')).toBe('deny');
    expect(decide(rightsOf([grant('owner')]), 'customers.export')).toBe('allow');
  });
});

describe('hostile grants and names', () => {
  const hostile = [
    '__proto__',
    'constructor',
    'toString',
    'Owner',
    'owner ',
    'privacy_officer',
    '',
    'root',
    '*',
  ];

  it.each(hostile)('a role named %j gives nothing', (name) => {
    expect(rightsOf([{ role: name as Role, appointment: null, locationId: null }]).size).toBe(0);
  });

  it.each([...hostile.filter((name) => name !== 'privacy_officer'), 'owner'])(
    'an appointment named %j gives nothing',
    (name) => {
      const appointment = name as Grant['appointment'];
      expect(rightsOf([{ role: null, appointment, locationId: null }]).size).toBe(0);
    },
  );

  it.each([...hostile, 'orders.read.x', 'hasOwnProperty'])(
    'a permission named %j is denied to an owner',
    (name) => {
      const owner = rightsOf([grant('owner')]);
      expect(can(owner, name as Permission)).toBe(false);
      expect(decide(owner, name as Permission)).toBe('deny');
      expect(
        fieldsAt(owner, name as Permission, { locationId: null, assigned: true, self: true }),
      ).toEqual({});
    },
  );

  it.each([undefined, '', 0, {}, []])(
    'a location of %j does not widen the grant to every location',
    (location) => {
      expect(
        rightsOf([{ role: 'owner', appointment: null, locationId: location as string }]).size,
      ).toBe(0);
    },
  );

  it('an empty list of grants gives nothing', () => {
    expect(rightsOf([]).size).toBe(0);
    expect(capabilitiesOf(rightsOf([]))).toEqual({});
  });
});

describe('capabilities in the signed context', () => {
  it('name locations, assignment and self the way row policies read them', () => {
    expect(capabilitiesOf(rightsOf([grant('owner')]))).toMatchObject({
      'orders.read': ['*'],
      'audit_log.read': ['*'],
    });
    expect(
      capabilitiesOf(rightsOf([grant('operator', LVIV), grant('operator', PODIL)])),
    ).toMatchObject({
      'orders.read': [PODIL, LVIV],
      'customers.read_full': ['A', `A@${PODIL}`, `A@${LVIV}`],
    });
    expect(capabilitiesOf(rightsOf([grant('courier')]))).toMatchObject({
      'customers.read_full': ['A'],
    });
    expect(capabilitiesOf(rightsOf([grant('hr', PODIL)]))).toMatchObject({
      'audit_log.read': [`D:staff@${PODIL}`],
    });
    expect(capabilitiesOf(rightsOf([grant('hr'), grant('owner')]))['audit_log.read']).toEqual([
      '*',
    ]);
  });

  it('carry the forms in which a masked grant shows guests, and where', () => {
    const guests = (...grants: Grant[]) => capabilitiesOf(rightsOf(grants))['customers.read'];
    expect(guests(grant('operator', LVIV))).toEqual([`F:masked,last2,masked@${LVIV}`]);
    expect(guests(grant('marketing'))).toEqual(['C:masked,-,masked']);
    expect(guests(grant('manager', PODIL), grant('operator', LVIV))).toEqual([
      PODIL,
      `F:masked,last2,masked@${LVIV}`,
    ]);
    expect(guests(grant('marketing'), grant('owner'))).toEqual(['*']);
    expect(guests(grant('cashier'))).toBeUndefined();
  });

  it('hold nothing but policy capabilities, and only those the person has', () => {
    fc.assert(
      fc.property(anyGrants, (grants) => {
        const rights = rightsOf(grants);
        const capabilities = capabilitiesOf(rights);
        for (const name of Object.keys(capabilities)) expect(POLICY_CAPABILITIES).toContain(name);
        for (const name of POLICY_CAPABILITIES) {
          expect(name in capabilities).toBe(can(rights, name));
          expect(capabilities[name]).not.toEqual([]);
        }
      }),
    );
  });

  it.each(['*', 'A', 'S', 'D:finance', `${PODIL} `])(
    'never carry the sign %j in place of a location',
    (locationId) => {
      expect(capabilitiesOf(rightsOf([grant('owner', locationId)]))).toEqual({});
    },
  );
});
