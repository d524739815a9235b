import { A, K, Km, L, Lm, O, Om, _, cells } from '../cells.ts';
import type { FieldPick } from '../fields.ts';
import type { Permission } from '../permissions.ts';
import { type PermissionRule, secondPerson, STEP_UP, stepUpOver, row } from '../rules.ts';

const HOUR = 3600;

/** Enough to tell two guests apart, not enough to reach them. */
const OUTLINE: FieldPick = {
  'customer.id': 'full',
  'customer.name': 'masked',
  'customer.phone': 'last2',
  'customer.email': 'masked',
};

/** Guests as marketing sees them: no phone, no single order. */
const MARKETABLE: FieldPick = {
  'customer.id': 'full',
  'customer.name': 'masked',
  'customer.email': 'masked',
  'customer.consents': 'full',
  'delivery.address': 'district',
};

/** What it takes to hand an order over at the door. */
const CONTACT_AT_DOOR: FieldPick = {
  'customer.name': 'full',
  'customer.phone': 'full',
  'delivery.address': 'full',
  'delivery.geo': 'full',
  'delivery.door_note': 'full',
};

/** Who may do what with guests, consent and marketing. */
export const GUEST_RULES = {
  'customers.lookup_exact': row(cells(O, L, L, _, _, _, Lm, _, _, _, K), {
    fields: { cashier: { 'customer.name': 'first_name', 'customer.phone': 'last2' } },
    rules: [
      { kind: 'exact_match_only' },
      { kind: 'rate', max: 30, perSeconds: HOUR, roles: 'all' },
    ],
  }),
  'customers.read': row(cells(O, L, Lm, _, _, _, _, Om, _, _, Km), {
    fields: { operator: OUTLINE, marketing: MARKETABLE, api: OUTLINE },
    rules: [{ kind: 'consented_only', roles: ['marketing'] }],
  }),
  'customers.read_full': row(cells(O, L, A, _, _, A, _, _, _, _, K), {
    stepUp: stepUpOver(20),
    fields: { courier: CONTACT_AT_DOOR },
    rules: [
      { kind: 'orders_in_hand', roles: ['operator', 'courier'] },
      { kind: 'read_is_recorded' },
    ],
  }),
  'customers.update': row(cells(O, L, L, _, _, _, _, _, _, _, K)),
  'customers.merge': row(cells(O, L, _, _, _, _, _, _, _, _, _)),
  'customers.blocklist': row(cells(O, L, _, _, _, _, _, _, _, _, _), {
    rules: [{ kind: 'reason_required' }],
  }),
  'customers.export': row(cells(O, _, _, _, _, _, _, _, _, _, _), {
    stepUp: STEP_UP,
    approval: secondPerson({ limit: { unit: 'rows', moreThan: 1000, setting: false } }),
    rules: [{ kind: 'export_job', watermark: true }, { kind: 'read_is_recorded' }],
  }),
  'consent.read': row(cells(O, L, L, _, _, _, L, O, _, _, K)),
  'consent.update': row(cells(O, L, L, _, _, _, L, _, _, _, K), {
    rules: [{ kind: 'proof_stored', fields: ['text_version', 'channel', 'time'] }],
  }),
  'segments.read': row(cells(O, L, _, _, _, _, _, O, _, _, K), {
    rules: [{ kind: 'minimum_group', size: 10 }],
  }),
  'segments.write': row(cells(O, _, _, _, _, _, _, O, _, _, _)),
  'campaigns.read': row(cells(O, L, _, _, _, _, _, O, _, _, K)),
  'campaigns.write': row(cells(O, _, _, _, _, _, _, O, _, _, _)),
  'campaigns.send': row(cells(O, _, _, _, _, _, _, O, _, _, _), {
    stepUp: STEP_UP,
    approval: secondPerson({
      who: ['owner', 'manager'],
      limit: { unit: 'recipients', moreThan: 500, setting: true },
    }),
  }),
  'campaigns.stats': row(cells(O, L, _, _, _, _, _, O, _, _, K), {
    rules: [{ kind: 'minimum_group', size: 10 }],
  }),
} as const satisfies { readonly [P in Permission]?: PermissionRule };
