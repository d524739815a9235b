import { GUEST_RULES } from './matrix/guests.ts';
import { INTEGRATION_RULES } from './matrix/integrations.ts';
import { MENU_RULES } from './matrix/menu.ts';
import { MONEY_RULES } from './matrix/money.ts';
import { ORDER_RULES } from './matrix/orders.ts';
import { ORGANISATION_RULES } from './matrix/organisation.ts';
import { STAFF_RULES } from './matrix/staff.ts';
import { type Permission, isPermission } from './permissions.ts';
import type { Appointment } from './roles.ts';
import type { PermissionRule } from './rules.ts';

/** The access matrix: 118 permissions, eleven roles each, every square placed by hand. */
export const MATRIX: Readonly<Record<Permission, PermissionRule>> = Object.freeze({
  ...ORDER_RULES,
  ...MONEY_RULES,
  ...MENU_RULES,
  ...GUEST_RULES,
  ...STAFF_RULES,
  ...INTEGRATION_RULES,
  ...ORGANISATION_RULES,
});

/**
 * What an appointment adds to its holder's role. It is the one way to a permission that the matrix
 * gives to owners only.
 */
export const APPOINTED: Readonly<Record<Appointment, readonly Permission[]>> = Object.freeze({
  privacy_officer: [
    'gdpr_requests.create',
    'gdpr_requests.read',
    'gdpr_requests.process_export',
    'gdpr_requests.approve_erase',
    'audit_log.read',
    'audit_log.export',
    'audit_log.verify_chain',
  ],
});

/** The rule of a permission named by a string from outside; null for any other name. */
export function ruleOf(name: string): PermissionRule | null {
  return isPermission(name) ? MATRIX[name] : null;
}
