import { describe, expect, it } from 'vitest';
import { cellText } from '../src/rbac/cells.ts';
import { APPOINTED, MATRIX, ruleOf } from '../src/rbac/matrix.ts';
import { PERMISSIONS, isPermission } from '../src/rbac/permissions.ts';
import { can, rightsOf } from '../src/rbac/rights.ts';
import { ROLES } from '../src/rbac/roles.ts';
import { GOLDEN, SOURCE } from './golden.ts';

const PODIL = '01890000-0000-7000-8000-00000000000a';
const LVIV = '01890000-0000-7000-8000-00000000000b';

const CELLS = GOLDEN.flatMap(({ permission, cells }) =>
  ROLES.map((role) => ({ permission, role, cell: cells[role] })),
);

const ASKED: ReadonlyMap<string, { readonly when: unknown; readonly byPin: boolean }> = new Map([
  ['', { when: null, byPin: false }],
  ['step-up', { when: 'always', byPin: false }],
  ['manager PIN', { when: 'acting_alone', byPin: true }],
  ['step-up or manager PIN', { when: 'acting_alone', byPin: true }],
  ['step-up for >20/h', { when: { moreThan: 20, perSeconds: 3600 }, byPin: false }],
]);

describe('the matrix', () => {
  it('has 118 permissions and 1 298 squares', () => {
    expect(PERMISSIONS).toHaveLength(118);
    expect(CELLS).toHaveLength(1298);
    expect(GOLDEN.map(({ permission }) => permission)).toEqual([...PERMISSIONS]);
    expect(Object.keys(MATRIX).toSorted()).toEqual([...PERMISSIONS].toSorted());
  });

  it.each(CELLS)('$permission is $cell for $role', ({ permission, role, cell }) => {
    if (!isPermission(permission)) throw new Error(`unknown permission ${permission}`);
    expect(cellText(MATRIX[permission].cells[role])).toBe(cell);

    const everywhere = rightsOf([{ role, appointment: null, locationId: null }]);
    const atPodil = rightsOf([{ role, appointment: null, locationId: PODIL }]);
    expect(can(everywhere, permission)).toBe(cell !== '-');
    expect(can(atPodil, permission)).toBe(cell !== '-');
    if (cell === '-') return;

    const scope = cell.slice(0, 1);
    const wide = everywhere.get(permission);
    const narrow = atPodil.get(permission);
    const open = scope === 'O' || scope === 'L' || scope === 'K';
    expect(wide).toMatchObject({
      all: open,
      locations: [],
      assigned: scope === 'A',
      self: scope === 'S',
    });
    expect(narrow).toMatchObject({ all: false, locations: open ? [PODIL] : [] });
    expect(can(atPodil, permission, { locationId: LVIV })).toBe(scope === 'S');
    expect(can(atPodil, permission, { locationId: null })).toBe(scope === 'S');
    expect(wide?.masked === true || !cell.endsWith('m')).toBe(true);
  });

  it('shows picked fields in every masked square', () => {
    const bare = CELLS.filter(
      ({ permission, role, cell }) =>
        cell?.endsWith('m') === true && ruleOf(permission)?.fields[role] === undefined,
    );
    expect(bare).toEqual([]);
  });

  it('picks fields and domains only for roles that hold the permission', () => {
    for (const permission of PERMISSIONS) {
      const { cells, fields, domains } = MATRIX[permission];
      for (const role of ROLES) {
        if (cells[role] !== null) continue;
        expect(fields[role], `${permission} ${role}`).toBeUndefined();
        expect(domains[role], `${permission} ${role}`).toBeUndefined();
      }
    }
  });

  it.each(GOLDEN)('$permission asks for "$condition"', ({ permission, condition }) => {
    const rule = ruleOf(permission);
    const byPin = rule?.approval?.kind === 'manager_pin';
    expect({ when: rule?.stepUp?.when ?? null, byPin }).toEqual(
      permission === 'sessions.list_revoke_own'
        ? { when: 'revoking_others', byPin: false }
        : ASKED.get(condition),
    );
  });

  it('asks another person to confirm exactly where the source does', () => {
    const asked = PERMISSIONS.flatMap((permission) => {
      const { approval } = MATRIX[permission];
      return approval === null || approval.kind === 'manager_pin'
        ? []
        : [[permission, approval.kind]];
    });
    expect(Object.fromEntries(asked)).toEqual({
      'refunds.approve_any': 'second_person',
      'fiscal.correction_document': 'second_person',
      'customers.export': 'second_person',
      'campaigns.send': 'second_person',
      'staff.reset_mfa': 'second_person',
      'gdpr_requests.approve_erase': 'second_person',
      'org.transfer_ownership': 'recipient',
    });
  });

  it('lets holders of the base action ask wherever a manager PIN approves', () => {
    const bases = PERMISSIONS.flatMap((permission) => {
      const { approval } = MATRIX[permission];
      return approval?.kind === 'manager_pin' ? [[permission, approval.base]] : [];
    });
    expect(Object.fromEntries(bases)).toEqual({
      'orders.void_after_cook': 'orders.cancel_before_cook',
      'orders.discount_over_limit': 'orders.discount_within_limit',
      'orders.comp': 'orders.discount_within_limit',
      'payments.change_tender_type': 'payments.take',
      'cash_drawer.no_sale_open': 'cash_drawer.open_session',
      'refunds.approve_within_cap': 'refunds.request',
    });
  });

  it('keeps separated duties apart in both directions of payroll', () => {
    expect(MATRIX['payroll.write'].rules).toContainEqual({
      kind: 'separate_from',
      permission: 'payroll.approve',
      when: 'always',
    });
    expect(MATRIX['payroll.approve'].rules).toContainEqual({
      kind: 'separate_from',
      permission: 'payroll.write',
      when: 'always',
    });
  });

  it('gives the privacy officer exactly the requests and the audit log', () => {
    expect(new Set(APPOINTED.privacy_officer)).toEqual(
      new Set([
        ...PERMISSIONS.filter((name) => name.startsWith('gdpr_requests.')),
        'audit_log.read',
        'audit_log.export',
        'audit_log.verify_chain',
      ]),
    );
  });

  it.each(['__proto__', 'constructor', 'toString', '', 'orders', 'orders.read '])(
    'has no rule for the name %j',
    (name) => expect(ruleOf(name)).toBeNull(),
  );
});

// The folder beside a clone only adds cases.
if (SOURCE !== null) agreement(SOURCE);

function agreement(rows: typeof GOLDEN) {
  describe('the research beside the clone', () => {
    it('agrees with the committed squares and conditions', () => {
      const strip = ({ permission, cells, condition }: (typeof GOLDEN)[number]) => ({
        permission,
        cells,
        condition,
      });
      expect(rows.map(strip)).toEqual(GOLDEN.map(strip));
    });

    it('has no prose that left no data', () => {
      const silent = rows.filter(({ permission, condition, prose }) => {
        if (prose === '') return false;
        const rule = ruleOf(permission);
        const plain = condition === '' ? rule?.stepUp === null : rule?.stepUp?.when === 'always';
        return (
          plain &&
          rule?.approval === null &&
          rule.rules.length === 0 &&
          Object.keys(rule.fields).length === 0
        );
      });
      expect(silent.map(({ permission }) => permission)).toEqual([
        'devices.pair',
        'security_policy.update',
      ]);
    });
  });
}
