import { ORDER_STATE_LABEL } from '../orders/states.ts';
import type { FieldPick } from './fields.ts';
import { ROLE_LABEL, type Role } from './roles.ts';
import type { Approval, Rule, StepUp, Threshold } from './rules.ts';

const UNITS: readonly (readonly [seconds: number, from: number, name: string])[] = [
  [86_400, 7 * 86_400, 'day'],
  [3600, 3600, 'hour'],
  [60, 60, 'minute'],
  [1, 0, 'second'],
];

function duration(seconds: number): string {
  const [size, , name] = UNITS.find(([unit, from]) => seconds >= from && seconds % unit === 0) ?? [
    1,
    0,
    'second',
  ];
  const count = seconds / size;
  return count === 1 ? `1 ${name}` : `${count} ${name}s`;
}

const roleList = (roles: readonly Role[]): string =>
  roles.map((role) => ROLE_LABEL[role].toLowerCase()).join(', ');

const THRESHOLD_UNIT = {
  rows: 'rows',
  recipients: 'recipients',
  percent: '%',
  minor_units: 'minor units of the currency',
} as const satisfies Record<Threshold['unit'], string>;

const threshold = (limit: Threshold): string =>
  `${limit.moreThan} ${THRESHOLD_UNIT[limit.unit]}${limit.setting ? ' (unless the organisation sets another number)' : ''}`;

/** The step-up condition in plain English. */
export function describeStepUp(stepUp: StepUp): string {
  const proof = `a proof of identity not older than ${duration(stepUp.maxAgeSeconds)}`;
  switch (stepUp.when) {
    case 'always':
      return proof;
    case 'acting_alone':
      return `${proof}, when nobody else approves`;
    case 'revoking_others':
      return `${proof}, to end sessions other than the present one`;
    default:
      return `${proof}, beyond ${stepUp.when.moreThan} times in ${duration(stepUp.when.perSeconds)}`;
  }
}

/** The approval condition in plain English. */
export function describeApproval(approval: Approval): string {
  switch (approval.kind) {
    case 'manager_pin':
      return `who may \`${approval.base}\` asks, a holder of this permission approves on the spot`;
    case 'recipient':
      return 'the person on the receiving side accepts';
    case 'second_person': {
      const who =
        approval.who === 'holders'
          ? 'another holder'
          : `another person (${roleList(approval.who)})`;
      const over = approval.limit ? ` above ${threshold(approval.limit)}` : '';
      const target = approval.onlyFor === 'owners' ? ' when it concerns an owner' : '';
      return `${who} confirms${over}${target}; where there is none, an owner alone after ${duration(approval.aloneAfterSeconds)}, with notice`;
    }
  }
}

/** A field pick in plain English, in the order it was written. */
export function describePick(pick: FieldPick): string {
  const fields = Object.entries(pick).map(([field, form]) =>
    form === 'full' ? field : `${field} (${form})`,
  );
  return fields.length === 0 ? 'nothing' : fields.join(', ');
}

const NEVER_SHOWN = {
  secret: 'stored secrets are never shown, only their prefix and last four characters',
  identity_numbers: 'cards as brand and last four digits only',
  expected_total: 'counted blind, without the expected total',
} as const;

const OWNER_ONLY = {
  personal_event_types: 'events that carry personal data are chosen by an owner only',
  plan_change: 'invoices for all, the plan is changed by an owner only',
} as const;

/** Any other rule of the matrix in plain English. */
export function describeRule(rule: Rule): string {
  switch (rule.kind) {
    case 'reason_required':
      return 'a reason is required';
    case 'typed_confirmation':
      return 'the name is typed to confirm';
    case 'states':
      return `only while ${rule.states.map((state) => ORDER_STATE_LABEL[state].toLowerCase()).join(', ')}`;
    case 'within_limit':
      return `up to ${threshold(rule.limit)}`;
    case 'over_limit_of':
      return `beyond the limit of \`${rule.permission}\``;
    case 'rate':
      return `at most ${rule.max} times in ${duration(rule.perSeconds)}`;
    case 'time_window':
      return `within ${duration(rule.seconds)} after the ticket was done`;
    case 'delay':
      return `takes effect after ${duration(rule.seconds)}`;
    case 'grace':
      return `can be taken back for ${duration(rule.seconds)}`;
    case 'notify':
      return rule.who === 'owners'
        ? 'all owners are told'
        : 'all owners and the person concerned are told';
    case 'separate_from':
      return `not the person who did \`${rule.permission}\`${rule.when === 'over_limit' ? ', above the limit' : ''}`;
    case 'phases':
      return `${ROLE_LABEL[rule.role].toLowerCase()}: ${rule.phases
        .map(({ when, graceSeconds, fields }) => {
          const after = graceSeconds > 0 ? ` after ${duration(graceSeconds)}` : '';
          return `${when.replaceAll('_', ' ')}${after}: ${describePick(fields)}`;
        })
        .join('; ')}`;
    case 'writable_fields':
      return `${ROLE_LABEL[rule.role].toLowerCase()} changes ${rule.fields.length === 0 ? 'nothing' : rule.fields.join(', ')}`;
    case 'personal_fields_by':
      return `personal fields come by ${rule.permissions.map((name) => `\`${name}\``).join(', ')}`;
    case 'minimum_group':
      return `groups of fewer than ${rule.size} are not shown`;
    case 'consented_only':
      return `${roleList(rule.roles)}: guests who consented only`;
    case 'own_shift':
      return `${roleList(rule.roles)}: own shift only`;
    case 'own_delivery':
      return `${roleList(rule.roles)}: own delivery only`;
    case 'orders_in_hand':
      return `${roleList(rule.roles)}: guests of orders in hand only`;
    case 'proof_stored':
      return `stored with ${rule.fields.map((field) => field.replaceAll('_', ' ')).join(', ')}`;
    case 'part_of':
      return `happens with \`${rule.permission}\`, not by itself`;
    case 'may_only_reduce':
      return `${ROLE_LABEL[rule.role].toLowerCase()}: revoke only`;
    case 'wages_hidden':
      return `${ROLE_LABEL[rule.role].toLowerCase()}: no wages of anybody whose rank is not below the own`;
    case 'subjects_limited':
      return `${ROLE_LABEL[rule.role].toLowerCase()}: requests of ${rule.to} only`;
    case 'never_shown':
      return NEVER_SHOWN[rule.what];
    case 'owner_only_for':
      return OWNER_ONLY[rule.what];
    case 'immutable':
      return rule.what === 'audit_event'
        ? 'nobody writes, edits or deletes events'
        : 'nobody edits or deletes fiscal documents';
    default:
      return FIXED[rule.kind];
  }
}

const FIXED = {
  target_rank_below_own: 'the rank of the person concerned is below the own',
  not_own: 'never the own',
  subset_of_own: 'only what the person holds, in no wider place',
  owner_only_excluded: 'never fiscal or owner-only permissions',
  assert_grant: 'only roles the person may give, in own locations, never to oneself',
  ends_sessions: 'ends all sessions of the person concerned',
  subject_chooses: 'the person concerned chooses the new one',
  free_text_scanned: 'phone numbers and e-mail addresses are taken out before the kitchen reads it',
  shown_once: 'shown once',
  expiry_required: 'with an expiry date',
  exact_match_only: 'by exact phone or e-mail, no browsing',
  own_station: 'cook: own station',
  on_shift_and_started: 'only while the courier is on shift and the task has started',
  device_bound: 'bound to a device or location',
  names_of_shift_mates: 'with the names of own shift mates',
  withdrawn_at_once: 'the previous courier loses personal fields at once',
  read_is_recorded: 'every read is recorded',
  export_job: 'as a watermarked export job',
  marked: 'marked DUPLICATE',
  loss_report: 'counted in the loss report',
  platform_sets_limits: 'the limits themselves are set by the platform',
  retained: 'what fiscal law holds is kept',
} as const;
