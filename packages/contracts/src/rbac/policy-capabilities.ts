import type { Field } from './fields.ts';
import { MATRIX } from './matrix.ts';
import type { Permission } from './permissions.ts';
import type { Reach, ReachPart, Rights } from './rights.ts';

/** The permissions that row policies in PostgreSQL read from the signed context. */
export const POLICY_CAPABILITIES = [
  'audit_log.read',
  'customers.lookup_exact',
  'customers.read',
  'customers.read_full',
  'customers.update',
  'deliveries.read',
  'orders.add_kitchen_note',
  'orders.create',
  'orders.read',
  'orders.void_after_cook',
  'payments.read',
  'payments.take',
  'payroll.write',
  'security_policy.update',
  'staff.invite',
  'staff.read_directory',
  'staff.read_full',
  'staff.read_tax_bank',
  'staff.update',
] as const satisfies readonly Permission[];
export type PolicyCapability = (typeof POLICY_CAPABILITIES)[number];

const LOCATION_ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/**
 * The part of somebody's rights that travels in the signed context. Only POLICY_CAPABILITIES
 * appear; a capability the person lacks is absent. The entries of one capability are alternatives:
 *
 * - `*` every row of the organisation;
 * - a location id: the rows of that location;
 * - `A` rows assigned to the actor; `A@<location id>` follows where the grant names a location;
 * - `S` rows about the actor;
 * - `D:<domain>` or `D:<domain>@<location id>` (audit_log.read only): events of that domain;
 * - `F:<name>,<phone>,<e-mail>` or the same with `@<location id>` (customers.read only): guests with their fields in
 *   these forms of `FIELD_FORMS`, `-` for a hidden one; with `C:` in place of `F:`, those who consented only.
 *
 * A location id that is not a UUID in lower case is left out, so no row can smuggle in one of the other signs.
 */
export function capabilitiesOf(rights: Rights): Record<string, string[]> {
  const capabilities: Record<string, string[]> = {};
  for (const permission of POLICY_CAPABILITIES) {
    const reach = rights.get(permission);
    if (!reach) continue;
    const entries = entriesOf(permission, reach);
    if (entries.length > 0) capabilities[permission] = entries;
  }
  return capabilities;
}

function entriesOf(permission: PolicyCapability, reach: Reach): string[] {
  const entries = new Set<string>();
  for (const part of reach.parts) {
    if (part.locationId !== null && !LOCATION_ID.test(part.locationId)) continue;
    const at = part.locationId === null ? '' : `@${part.locationId}`;
    if (part.domains !== null) for (const domain of part.domains) entries.add(`D:${domain}${at}`);
    else if (part.scope === 'self') entries.add('S');
    else if (part.scope === 'assigned') {
      entries.add('A');
      if (at !== '') entries.add(`A${at}`);
    } else if (permission === 'customers.read' && part.fields !== null)
      entries.add(`${guestForms(part)}${at}`);
    else entries.add(part.locationId ?? '*');
  }
  if (entries.has('*')) return ['*'];
  return [...entries].sort();
}

const GUEST_FIELDS = [
  'customer.name',
  'customer.phone',
  'customer.email',
] as const satisfies Field[];

function guestForms(part: ReachPart): string {
  const forms = GUEST_FIELDS.map((field) => part.fields?.[field] ?? '-');
  return `${seesConsentedOnly(part) ? 'C' : 'F'}:${forms.join(',')}`;
}

/** Whether a grant shows only those guests who consented to be contacted. */
export function seesConsentedOnly({ via }: Pick<ReachPart, 'via'>): boolean {
  return MATRIX['customers.read'].rules.some(
    (rule) => rule.kind === 'consented_only' && rule.roles.some((role) => role === via),
  );
}
