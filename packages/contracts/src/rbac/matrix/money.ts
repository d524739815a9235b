import { A, Am, K, L, Lm, O, Om, S, _, cells } from '../cells.ts';
import type { FieldPick } from '../fields.ts';
import type { Permission } from '../permissions.ts';
import {
  type PermissionRule,
  type Threshold,
  managerPin,
  secondPerson,
  STEP_UP,
  row,
} from '../rules.ts';

const HOUR = 3600;

/** A fiscal document without the buyer. */
const DOCUMENT: FieldPick = {
  'document.number': 'full',
  'document.lines': 'full',
  'document.totals': 'full',
  'document.issued_at': 'full',
};

const REFUND_CAP: Threshold = { unit: 'minor_units', moreThan: 50_000, setting: true };

/** Who may do what with payments, cash, refunds, receipts and fiscal documents. */
export const MONEY_RULES = {
  'payments.read': row(cells(O, L, Lm, _, _, _, L, _, O, _, K), {
    fields: {
      operator: { 'payment.amount': 'full', 'payment.method': 'full', 'payment.state': 'full' },
    },
    rules: [{ kind: 'never_shown', what: 'identity_numbers' }],
  }),
  'payments.take': row(cells(O, L, L, _, _, A, L, _, _, _, K), {
    rules: [{ kind: 'own_delivery', roles: ['courier'] }],
  }),
  'payments.change_tender_type': row(cells(O, L, _, _, _, _, _, _, _, _, _), {
    ...managerPin('payments.take'),
  }),
  'payments.payout_settings': row(cells(O, _, _, _, _, _, _, _, Om, _, _), {
    stepUp: STEP_UP,
    fields: { accountant: { 'payout.account': 'last4' } },
    rules: [
      { kind: 'writable_fields', role: 'accountant', fields: [] },
      { kind: 'delay', seconds: 24 * HOUR },
      { kind: 'notify', who: 'owners' },
    ],
  }),
  'cash_drawer.open_session': row(cells(O, L, _, _, _, _, S, _, _, _, _)),
  'cash_drawer.no_sale_open': row(cells(O, L, _, _, _, _, _, _, _, _, _), {
    ...managerPin('cash_drawer.open_session'),
    rules: [{ kind: 'reason_required' }],
  }),
  'cash_drawer.close_count': row(cells(O, L, _, _, _, _, S, _, _, _, _), {
    rules: [{ kind: 'never_shown', what: 'expected_total' }],
  }),
  'cash_drawer.read_all': row(cells(O, L, _, _, _, _, _, _, O, _, _)),
  'refunds.request': row(cells(O, L, L, _, _, _, L, _, _, _, K)),
  'refunds.approve_within_cap': row(cells(O, L, _, _, _, _, _, _, _, _, _), {
    ...managerPin('refunds.request'),
    rules: [
      { kind: 'within_limit', limit: REFUND_CAP },
      { kind: 'separate_from', permission: 'refunds.request', when: 'over_limit' },
    ],
  }),
  'refunds.approve_any': row(cells(O, _, _, _, _, _, _, _, _, _, _), {
    stepUp: STEP_UP,
    approval: secondPerson(),
    rules: [{ kind: 'separate_from', permission: 'refunds.request', when: 'always' }],
  }),
  'receipts.read': row(cells(O, L, L, _, _, _, L, _, O, _, K)),
  'receipts.reprint_send': row(cells(O, L, L, _, _, A, L, _, O, _, K), {
    rules: [
      { kind: 'marked', text: 'DUPLICATE' },
      { kind: 'own_delivery', roles: ['courier'] },
    ],
  }),
  'fiscal.issue': row(cells(O, L, _, _, _, A, L, _, _, _, K), {
    rules: [{ kind: 'part_of', permission: 'payments.take' }],
  }),
  'fiscal.x_report': row(cells(O, L, _, _, _, _, L, _, O, _, K)),
  'fiscal.z_report_close_day': row(cells(O, L, _, _, _, _, _, _, O, _, _), {
    stepUp: STEP_UP,
  }),
  'fiscal.correction_document': row(cells(O, _, _, _, _, _, _, _, O, _, _), {
    stepUp: STEP_UP,
    approval: secondPerson(),
    rules: [{ kind: 'immutable', what: 'fiscal_document' }],
  }),
  'fiscal.read_documents': row(cells(O, L, _, _, _, _, Am, _, O, _, K), {
    fields: { cashier: DOCUMENT },
  }),
  'fiscal_settings.read': row(cells(O, L, _, _, _, _, _, _, O, _, _), {
    rules: [{ kind: 'never_shown', what: 'secret' }],
  }),
  'fiscal_settings.update': row(cells(O, _, _, _, _, _, _, _, _, _, _), {
    stepUp: STEP_UP,
  }),
} as const satisfies { readonly [P in Permission]?: PermissionRule };
