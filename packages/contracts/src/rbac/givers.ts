import { MATRIX } from './matrix.ts';
import type { Permission } from './permissions.ts';
import { HUMAN_ROLES, type HumanRole } from './roles.ts';

/**
 * The roles each role may give, of those that hold `roles.assign` (access research, escalation rule 2): an owner all, a
 * manager the ones of the shift, HR those below the operator. A role that is missing gives none.
 */
export const GIVES: Readonly<Partial<Record<HumanRole, readonly HumanRole[]>>> = Object.freeze({
  owner: HUMAN_ROLES,
  manager: ['operator', 'cook', 'packer', 'courier', 'cashier'],
  hr: ['cook', 'packer', 'courier', 'cashier'],
});

/**
 * Whose role lets them give a colleague the permission: those who may give a role that holds it. Never empty, because an
 * owner may give every role; whoever is asked decides about the place.
 */
export function giversOf(permission: Permission): readonly HumanRole[] {
  return HUMAN_ROLES.filter((giver) =>
    GIVES[giver]?.some((role) => MATRIX[permission].cells[role] !== null),
  );
}
