import type { Domain } from '../events.ts';
import type { OrderState } from '../orders/states.ts';
import type { Cell } from './cells.ts';
import type { Field, FieldPick } from './fields.ts';
import type { Permission } from './permissions.ts';
import type { Role } from './roles.ts';

/** A fresh proof of identity, at most `maxAgeSeconds` old, with the strongest enrolled factor. */
export type StepUp = {
  readonly maxAgeSeconds: number;
  /** `acting_alone`: not when another person approves. */
  readonly when:
    | 'always'
    | 'acting_alone'
    | 'revoking_others'
    | { readonly moreThan: number; readonly perSeconds: number };
};

/** A quantity above which a rule speaks. `setting`: the organisation may choose its own number. */
export type Threshold = {
  readonly unit: 'rows' | 'recipients' | 'percent' | 'minor_units';
  readonly moreThan: number;
  readonly setting: boolean;
};

/**
 * Consent of another person.
 * - `manager_pin`: on the spot, by a person who holds this permission, for one who holds `base`.
 * - `second_person`: another active member out of `who` confirms; where none exists an owner may
 *   act alone after `aloneAfterSeconds`, with step-up and notice to all owners.
 * - `recipient`: the person on the receiving side accepts.
 */
export type Approval =
  | {
      readonly kind: 'manager_pin';
      readonly who: 'holders';
      readonly base: Permission;
      readonly limit: null;
    }
  | {
      readonly kind: 'second_person';
      readonly who: 'holders' | readonly Role[];
      readonly limit: Threshold | null;
      readonly onlyFor: 'everyone' | 'owners';
      readonly aloneAfterSeconds: number;
    }
  | { readonly kind: 'recipient'; readonly who: 'recipient'; readonly limit: null };

/** Everything else the matrix says in prose about a permission. */
export type Rule =
  | { readonly kind: 'reason_required' }
  | { readonly kind: 'typed_confirmation' }
  | { readonly kind: 'states'; readonly states: readonly OrderState[] }
  | { readonly kind: 'within_limit'; readonly limit: Threshold }
  | { readonly kind: 'over_limit_of'; readonly permission: Permission }
  | {
      readonly kind: 'rate';
      readonly max: number;
      readonly perSeconds: number;
      readonly roles: 'all';
    }
  | { readonly kind: 'time_window'; readonly after: 'ticket_done'; readonly seconds: number }
  | { readonly kind: 'delay'; readonly seconds: number }
  | { readonly kind: 'grace'; readonly seconds: number }
  | { readonly kind: 'notify'; readonly who: 'owners' | 'owners_and_subject' }
  | {
      readonly kind: 'separate_from';
      readonly permission: Permission;
      readonly when: 'always' | 'over_limit';
    }
  | { readonly kind: 'target_rank_below_own' }
  | { readonly kind: 'not_own' }
  | { readonly kind: 'subset_of_own' }
  | { readonly kind: 'owner_only_excluded' }
  | { readonly kind: 'assert_grant' }
  | { readonly kind: 'ends_sessions' }
  | { readonly kind: 'subject_chooses' }
  | { readonly kind: 'personal_fields_by'; readonly permissions: readonly Permission[] }
  | { readonly kind: 'free_text_scanned' }
  | {
      readonly kind: 'never_shown';
      readonly what: 'secret' | 'identity_numbers' | 'expected_total';
    }
  | { readonly kind: 'wages_hidden'; readonly role: Role; readonly of: 'rank_at_least_own' }
  | { readonly kind: 'shown_once' }
  | { readonly kind: 'expiry_required' }
  | { readonly kind: 'minimum_group'; readonly size: number }
  | { readonly kind: 'consented_only'; readonly roles: readonly Role[] }
  | { readonly kind: 'exact_match_only' }
  | {
      readonly kind: 'proof_stored';
      readonly fields: readonly ('text_version' | 'channel' | 'time')[];
    }
  | { readonly kind: 'own_station' }
  | { readonly kind: 'own_shift'; readonly roles: readonly Role[] }
  | { readonly kind: 'on_shift_and_started' }
  | { readonly kind: 'own_delivery'; readonly roles: readonly Role[] }
  | { readonly kind: 'orders_in_hand'; readonly roles: readonly Role[] }
  | { readonly kind: 'device_bound' }
  | { readonly kind: 'names_of_shift_mates' }
  | { readonly kind: 'withdrawn_at_once'; readonly from: 'previous_courier' }
  | { readonly kind: 'phases'; readonly role: Role; readonly phases: readonly Phase[] }
  | { readonly kind: 'writable_fields'; readonly role: Role; readonly fields: readonly Field[] }
  | { readonly kind: 'read_is_recorded' }
  | { readonly kind: 'export_job'; readonly watermark: boolean }
  | { readonly kind: 'marked'; readonly text: 'DUPLICATE' }
  | { readonly kind: 'part_of'; readonly permission: Permission }
  | { readonly kind: 'loss_report' }
  | { readonly kind: 'immutable'; readonly what: 'fiscal_document' | 'audit_event' }
  | { readonly kind: 'platform_sets_limits' }
  | { readonly kind: 'retained'; readonly what: 'fiscal_document' }
  | { readonly kind: 'may_only_reduce'; readonly role: Role }
  | { readonly kind: 'owner_only_for'; readonly what: 'personal_event_types' | 'plan_change' }
  | { readonly kind: 'subjects_limited'; readonly role: Role; readonly to: 'staff' | 'guests' };

/** What a role sees of a delivery in one stage of it. */
export type Phase = {
  readonly when: 'offered' | 'carrying' | 'delivered' | 'cancelled_or_reassigned';
  /** How long the fields of the phase before stay visible. */
  readonly graceSeconds: number;
  readonly fields: FieldPick;
};

/** One row of the access matrix with its two prose columns as data. */
export type PermissionRule = {
  readonly cells: Readonly<Record<Role, Cell>>;
  readonly stepUp: StepUp | null;
  readonly approval: Approval | null;
  /** The fields a role sees; a role without an entry sees all that the permission shows. */
  readonly fields: { readonly [R in Role]?: FieldPick };
  /** The domains of the audit log a role sees; a role without an entry sees all. */
  readonly domains: { readonly [R in Role]?: readonly Domain[] };
  readonly rules: readonly Rule[];
};

/** The same pick for several roles. */
export const forRoles = (
  roles: readonly Role[],
  pick: FieldPick,
): { readonly [R in Role]?: FieldPick } => Object.fromEntries(roles.map((role) => [role, pick]));

/** A row; what is left out is "none". */
export function row(
  cells: Readonly<Record<Role, Cell>>,
  more: Partial<Omit<PermissionRule, 'cells'>> = {},
): PermissionRule {
  return Object.freeze({
    stepUp: null,
    approval: null,
    fields: {},
    domains: {},
    rules: [],
    ...more,
    cells,
  });
}

const STEP_UP_SECONDS = 300;
const HOUR = 3600;

export const STEP_UP: StepUp = { maxAgeSeconds: STEP_UP_SECONDS, when: 'always' };
export const STEP_UP_ALONE: StepUp = { maxAgeSeconds: STEP_UP_SECONDS, when: 'acting_alone' };
export const STEP_UP_OTHERS: StepUp = { maxAgeSeconds: STEP_UP_SECONDS, when: 'revoking_others' };

/** Step-up once more than so many uses fall into an hour. */
export const stepUpOver = (moreThan: number): StepUp => ({
  maxAgeSeconds: STEP_UP_SECONDS,
  when: { moreThan, perSeconds: HOUR },
});

/** Approval on the spot for holders of `base`; a holder of the row itself acts alone with step-up. */
export const managerPin = (base: Permission): Partial<PermissionRule> => ({
  stepUp: STEP_UP_ALONE,
  approval: { kind: 'manager_pin', who: 'holders', base, limit: null },
});

/** A second person confirms; above `limit` when one is given. */
export const secondPerson = (
  options: { who?: readonly Role[]; limit?: Threshold; onlyFor?: 'owners' } = {},
): Approval => ({
  kind: 'second_person',
  who: options.who ?? 'holders',
  limit: options.limit ?? null,
  onlyFor: options.onlyFor ?? 'everyone',
  aloneAfterSeconds: 72 * HOUR,
});
