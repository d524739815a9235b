import { K, L, Lm, O, Om, S, _, cells } from '../cells.ts';
import type { FieldPick } from '../fields.ts';
import type { Permission } from '../permissions.ts';
import { type PermissionRule, secondPerson, STEP_UP, row } from '../rules.ts';

/** A colleague as everybody on the team sees one. */
const DIRECTORY: FieldPick = {
  'staff.name': 'first_name',
  'staff.role': 'full',
  'staff.contact': 'masked',
};

/** Who may do what with staff, shifts, pay and roles. */
export const STAFF_RULES = {
  'staff.read_directory': row(cells(O, L, Lm, Lm, Lm, Lm, Lm, Om, Om, O, _), {
    fields: {
      operator: DIRECTORY,
      cook: DIRECTORY,
      packer: DIRECTORY,
      courier: DIRECTORY,
      cashier: DIRECTORY,
      marketing: DIRECTORY,
      accountant: DIRECTORY,
    },
  }),
  'staff.read_full': row(cells(O, L, _, _, _, _, _, _, _, O, _), {
    rules: [{ kind: 'personal_fields_by', permissions: ['staff.read_tax_bank', 'payroll.read'] }],
  }),
  'staff.read_tax_bank': row(cells(O, _, _, _, _, _, _, _, Om, O, _), {
    stepUp: STEP_UP,
    fields: { accountant: { 'staff.tax_id': 'masked', 'staff.bank_account': 'last4' } },
    rules: [{ kind: 'read_is_recorded' }],
  }),
  'staff.invite': row(cells(O, L, _, _, _, _, _, _, _, O, _), {
    stepUp: STEP_UP,
    rules: [{ kind: 'assert_grant' }],
  }),
  'staff.update': row(cells(O, L, _, _, _, _, _, _, _, O, _), {
    rules: [{ kind: 'target_rank_below_own' }],
  }),
  'staff.suspend': row(cells(O, L, _, _, _, _, _, _, _, O, _), {
    stepUp: STEP_UP,
    rules: [{ kind: 'ends_sessions' }, { kind: 'target_rank_below_own' }],
  }),
  'staff.reset_pin': row(cells(O, L, _, _, _, _, _, _, _, O, _), {
    stepUp: STEP_UP,
    rules: [{ kind: 'subject_chooses' }, { kind: 'target_rank_below_own' }],
  }),
  'staff.reset_mfa': row(cells(O, _, _, _, _, _, _, _, _, _, _), {
    stepUp: STEP_UP,
    approval: secondPerson({ onlyFor: 'owners' }),
  }),
  'staff.end_sessions': row(cells(O, L, _, _, _, _, _, _, _, O, _)),
  'shifts.read': row(cells(O, L, S, S, S, S, S, S, _, O, K), {
    rules: [{ kind: 'names_of_shift_mates' }],
  }),
  'shifts.write': row(cells(O, L, _, _, _, _, _, _, _, O, K)),
  'shifts.clock_in_out': row(cells(S, S, S, S, S, S, S, S, S, S, _), {
    rules: [{ kind: 'device_bound' }],
  }),
  'timesheets.approve': row(cells(O, L, _, _, _, _, _, _, _, O, _), {
    rules: [{ kind: 'not_own' }],
  }),
  'payroll.read': row(cells(O, _, S, S, S, S, S, S, O, O, _), {
    stepUp: STEP_UP,
    rules: [{ kind: 'read_is_recorded' }],
  }),
  'payroll.write': row(cells(O, _, _, _, _, _, _, _, _, O, _), {
    stepUp: STEP_UP,
    rules: [{ kind: 'separate_from', permission: 'payroll.approve', when: 'always' }],
  }),
  'payroll.approve': row(cells(O, _, _, _, _, _, _, _, O, _, _), {
    stepUp: STEP_UP,
    rules: [{ kind: 'separate_from', permission: 'payroll.write', when: 'always' }],
  }),
  'payroll.export': row(cells(O, _, _, _, _, _, _, _, O, O, _), {
    stepUp: STEP_UP,
  }),
  'roles.read': row(cells(O, L, _, _, _, _, _, _, _, O, _)),
  'roles.assign': row(cells(O, L, _, _, _, _, _, _, _, O, _), {
    stepUp: STEP_UP,
    rules: [{ kind: 'assert_grant' }],
  }),
  'roles.define_custom': row(cells(O, _, _, _, _, _, _, _, _, _, _), {
    stepUp: STEP_UP,
    rules: [{ kind: 'subset_of_own' }, { kind: 'owner_only_excluded' }],
  }),
} as const satisfies { readonly [P in Permission]?: PermissionRule };
