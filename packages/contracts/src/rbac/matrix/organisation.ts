import { K, L, Lm, O, Om, S, _, cells } from '../cells.ts';
import type { FieldPick } from '../fields.ts';
import type { Permission } from '../permissions.ts';
import { type PermissionRule, secondPerson, STEP_UP, STEP_UP_OTHERS, row } from '../rules.ts';

const HOUR = 3600;

/** An event of a permitted domain; its changes only as far as the record itself may be read. */
const EVENT: FieldPick = { 'event.line': 'full', 'event.changes': 'readable_records' };

/** A request without the person behind it. */
const REQUEST: FieldPick = {
  'request.kind': 'full',
  'request.state': 'full',
  'request.due_at': 'full',
  'request.subject': 'pseudonym',
};

const HOURS_AND_CONTACTS: FieldPick = { 'location.hours': 'full', 'location.contacts': 'full' };

/** Who may do what with the audit log, privacy, settings, reports and devices. */
export const ORGANISATION_RULES = {
  'audit_log.read': row(cells(O, L, _, _, _, _, _, _, Om, Om, _), {
    fields: { accountant: EVENT, hr: EVENT },
    domains: { accountant: ['finance'], hr: ['staff'] },
    rules: [{ kind: 'read_is_recorded' }],
  }),
  'audit_log.export': row(cells(O, _, _, _, _, _, _, _, _, _, _), {
    stepUp: STEP_UP,
  }),
  'audit_log.verify_chain': row(cells(O, L, _, _, _, _, _, _, O, _, K), {
    rules: [{ kind: 'immutable', what: 'audit_event' }],
  }),
  'gdpr_requests.create': row(cells(O, L, L, _, _, _, L, O, _, O, K)),
  'gdpr_requests.read': row(cells(O, L, _, _, _, _, _, Om, _, Om, _), {
    fields: { marketing: REQUEST, hr: { ...REQUEST, 'request.subject': 'full' } },
    rules: [
      { kind: 'subjects_limited', role: 'marketing', to: 'guests' },
      { kind: 'subjects_limited', role: 'hr', to: 'staff' },
    ],
  }),
  'gdpr_requests.process_export': row(cells(O, _, _, _, _, _, _, _, _, _, _), {
    stepUp: STEP_UP,
  }),
  'gdpr_requests.approve_erase': row(cells(O, _, _, _, _, _, _, _, _, _, _), {
    stepUp: STEP_UP,
    approval: secondPerson(),
    rules: [
      { kind: 'separate_from', permission: 'gdpr_requests.process_export', when: 'always' },
      { kind: 'retained', what: 'fiscal_document' },
    ],
  }),
  'org_settings.read': row(cells(O, L, _, _, _, _, _, _, O, _, K)),
  'org_settings.update': row(cells(O, _, _, _, _, _, _, _, _, _, _), {
    stepUp: STEP_UP,
  }),
  'org.billing': row(cells(O, _, _, _, _, _, _, _, O, _, _), {
    stepUp: STEP_UP,
    rules: [{ kind: 'owner_only_for', what: 'plan_change' }],
  }),
  'org.transfer_ownership': row(cells(O, _, _, _, _, _, _, _, _, _, _), {
    stepUp: STEP_UP,
    approval: { kind: 'recipient', who: 'recipient', limit: null },
    rules: [
      { kind: 'delay', seconds: 72 * HOUR },
      { kind: 'notify', who: 'owners_and_subject' },
    ],
  }),
  'org.delete': row(cells(O, _, _, _, _, _, _, _, _, _, _), {
    stepUp: STEP_UP,
    rules: [
      { kind: 'typed_confirmation' },
      { kind: 'grace', seconds: 30 * 24 * HOUR },
      { kind: 'notify', who: 'owners' },
    ],
  }),
  'locations.manage': row(cells(O, Lm, _, _, _, _, _, _, _, _, _), {
    stepUp: STEP_UP,
    fields: { manager: HOURS_AND_CONTACTS },
    rules: [
      { kind: 'writable_fields', role: 'manager', fields: ['location.hours', 'location.contacts'] },
    ],
  }),
  'quotas.read': row(cells(O, L, _, _, _, _, _, _, O, _, K)),
  'quotas.update_alerts': row(cells(O, _, _, _, _, _, _, _, _, _, _), {
    rules: [{ kind: 'platform_sets_limits' }],
  }),
  'reports_sales.read': row(cells(O, L, _, _, _, _, S, Om, O, _, K), {
    fields: { marketing: { 'report.orders': 'groups_of_ten', 'report.revenue': 'groups_of_ten' } },
    rules: [{ kind: 'own_shift', roles: ['cashier'] }],
  }),
  'reports_finance.read': row(cells(O, Lm, _, _, _, _, _, _, O, _, K), {
    fields: {
      manager: { 'report.revenue': 'full', 'report.orders': 'full', 'report.taxes': 'full' },
    },
  }),
  'reports_labor.read': row(cells(O, L, _, _, _, _, _, _, Om, O, _), {
    fields: { accountant: { 'report.labor': 'totals' } },
    rules: [{ kind: 'wages_hidden', role: 'manager', of: 'rank_at_least_own' }],
  }),
  'reports_marketing.read': row(cells(O, L, _, _, _, _, _, O, _, _, K), {
    rules: [{ kind: 'minimum_group', size: 10 }],
  }),
  'reports.export': row(cells(O, L, _, _, _, _, _, Om, O, Om, K), {
    stepUp: STEP_UP,
    fields: {
      marketing: {
        'report.orders': 'groups_of_ten',
        'report.revenue': 'groups_of_ten',
        'report.marketing': 'full',
      },
      hr: { 'report.labor': 'full' },
    },
    rules: [{ kind: 'export_job', watermark: true }, { kind: 'read_is_recorded' }],
  }),
  'devices.pair': row(cells(O, L, _, _, _, _, _, _, _, _, _), {
    stepUp: STEP_UP,
  }),
  'devices.revoke': row(cells(O, L, _, _, _, _, _, _, _, _, _)),
  'sessions.list_revoke_own': row(cells(S, S, S, S, S, S, S, S, S, S, _), {
    stepUp: STEP_UP_OTHERS,
  }),
  'security_policy.update': row(cells(O, _, _, _, _, _, _, _, _, _, _), {
    stepUp: STEP_UP,
  }),
} as const satisfies { readonly [P in Permission]?: PermissionRule };
