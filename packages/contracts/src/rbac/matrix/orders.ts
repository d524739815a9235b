import { A, Am, K, L, O, Om, S, _, cells } from '../cells.ts';
import type { FieldPick } from '../fields.ts';
import type { Permission } from '../permissions.ts';
import {
  type PermissionRule,
  type Phase,
  type Threshold,
  forRoles,
  managerPin,
  STEP_UP,
  row,
} from '../rules.ts';

/** What a kitchen ticket shows: nothing about the guest, nothing about money. */
const TICKET: FieldPick = {
  'order.items': 'full',
  'order.modifiers': 'full',
  'order.allergens': 'full',
  'order.queue_number': 'full',
  'order.promised_at': 'full',
  'order.state': 'full',
  'order.kitchen_note': 'redacted',
};

/** What the packing table shows. */
const PARCEL: FieldPick = {
  'order.code': 'full',
  'order.bag_count': 'full',
  'order.allergens': 'full',
  'order.state': 'full',
  'customer.name': 'first_name_initial',
};

/** What the packer sees of the delivery a bag leaves with. */
const HANDOVER: FieldPick = {
  'order.code': 'full',
  'order.bag_count': 'full',
  'order.promised_at': 'full',
  'delivery.state': 'full',
};

/** What a courier sees of an offer, before accepting it. */
const OFFERED: FieldPick = {
  'delivery.state': 'full',
  'delivery.address': 'district',
  'delivery.distance': 'full',
  'delivery.fee': 'full',
};

/** The most a courier ever sees: while carrying the order. The phases take it away again. */
const CARRIED: FieldPick = {
  'order.code': 'full',
  'order.state': 'full',
  'order.bag_count': 'full',
  'order.promised_at': 'full',
  'delivery.state': 'full',
  'delivery.address': 'full',
  'delivery.geo': 'full',
  'delivery.door_note': 'full',
  'delivery.distance': 'full',
  'delivery.fee': 'full',
  'delivery.cash_due': 'full',
  'customer.name': 'full',
  'customer.phone': 'full',
};

/** What stays with the courier afterwards. */
const FINISHED: FieldPick = {
  'order.code': 'full',
  'delivery.state': 'full',
  'delivery.address': 'district',
  'delivery.fee': 'full',
};

const COURIER_PHASES: readonly Phase[] = [
  { when: 'offered', graceSeconds: 0, fields: OFFERED },
  { when: 'carrying', graceSeconds: 0, fields: CARRIED },
  { when: 'delivered', graceSeconds: 900, fields: FINISHED },
  { when: 'cancelled_or_reassigned', graceSeconds: 0, fields: FINISHED },
];

/** What the till shows. */
const COUNTER: FieldPick = {
  'order.code': 'full',
  'order.state': 'full',
  'order.items': 'full',
  'order.modifiers': 'full',
  'order.queue_number': 'full',
  'order.promised_at': 'full',
  'order.placed_at': 'full',
  'order.bag_count': 'full',
  'order.totals': 'full',
  'order.history': 'full',
  'order.kitchen_note': 'redacted',
  'customer.name': 'first_name',
  'customer.phone': 'last2',
  'payment.amount': 'full',
  'payment.method': 'full',
  'payment.state': 'full',
  'payment.card': 'last4',
};

/** What the books show: money and documents, the guest as a pseudonym. */
const BOOKS: FieldPick = {
  'order.code': 'full',
  'order.state': 'full',
  'order.items': 'full',
  'order.placed_at': 'full',
  'order.totals': 'full',
  'order.history': 'full',
  'customer.id': 'pseudonym',
  'customer.legal_name': 'full',
  'payment.amount': 'full',
  'payment.method': 'full',
  'payment.state': 'full',
  'payment.card': 'last4',
};

const DISCOUNT_LIMIT: Threshold = { unit: 'percent', moreThan: 10, setting: true };

/** Who may do what with orders, the kitchen, packing and deliveries. */
export const ORDER_RULES = {
  'orders.read': row(cells(O, L, L, A, A, A, L, _, Om, _, K), {
    fields: { cook: TICKET, packer: PARCEL, courier: CARRIED, cashier: COUNTER, accountant: BOOKS },
    rules: [
      { kind: 'personal_fields_by', permissions: ['customers.read_full', 'deliveries.read'] },
    ],
  }),
  'orders.create': row(cells(O, L, L, _, _, _, L, _, _, _, K)),
  'orders.update_items': row(cells(O, L, L, _, _, _, A, _, _, _, K), {
    rules: [{ kind: 'states', states: ['placed', 'accepted'] }],
  }),
  'orders.add_kitchen_note': row(cells(O, L, L, A, A, _, L, _, _, _, K), {
    rules: [{ kind: 'free_text_scanned' }],
  }),
  'orders.assign_courier': row(cells(O, L, L, _, _, _, _, _, _, _, K)),
  'orders.cancel_before_cook': row(cells(O, L, L, _, _, _, A, _, _, _, K), {
    rules: [{ kind: 'reason_required' }, { kind: 'states', states: ['placed', 'accepted'] }],
  }),
  'orders.void_after_cook': row(cells(O, L, _, _, _, _, _, _, _, _, _), {
    ...managerPin('orders.cancel_before_cook'),
    rules: [
      { kind: 'reason_required' },
      { kind: 'states', states: ['cooking', 'ready', 'packed', 'on_way'] },
      { kind: 'loss_report' },
    ],
  }),
  'orders.discount_within_limit': row(cells(O, L, L, _, _, _, L, _, _, _, K), {
    rules: [{ kind: 'within_limit', limit: DISCOUNT_LIMIT }],
  }),
  'orders.discount_over_limit': row(cells(O, L, _, _, _, _, _, _, _, _, _), {
    ...managerPin('orders.discount_within_limit'),
    rules: [{ kind: 'over_limit_of', permission: 'orders.discount_within_limit' }],
  }),
  'orders.comp': row(cells(O, L, _, _, _, _, _, _, _, _, _), {
    ...managerPin('orders.discount_within_limit'),
  }),
  'orders.reopen_closed': row(cells(O, L, _, _, _, _, _, _, _, _, _), {
    stepUp: STEP_UP,
  }),
  'orders.export': row(cells(O, L, _, _, _, _, _, _, Om, _, K), {
    stepUp: STEP_UP,
    fields: { accountant: BOOKS },
    rules: [{ kind: 'export_job', watermark: true }, { kind: 'read_is_recorded' }],
  }),
  'kitchen_tickets.read': row(cells(O, L, L, A, A, _, _, _, _, _, K), {
    fields: forRoles(['owner', 'manager', 'operator', 'cook', 'packer', 'api'], TICKET),
  }),
  'kitchen_tickets.advance': row(cells(O, L, _, A, _, _, _, _, _, _, K), {
    rules: [{ kind: 'own_station' }],
  }),
  'kitchen_tickets.recall': row(cells(O, L, _, A, _, _, _, _, _, _, _), {
    rules: [{ kind: 'time_window', after: 'ticket_done', seconds: 600 }],
  }),
  'kitchen_tickets.reprint': row(cells(O, L, L, A, _, _, _, _, _, _, _)),
  'kitchen_tickets.reassign_station': row(cells(O, L, _, _, _, _, _, _, _, _, _)),
  'packing.read': row(cells(O, L, L, _, A, _, _, _, _, _, K), {
    fields: forRoles(['owner', 'manager', 'operator', 'packer', 'api'], PARCEL),
  }),
  'packing.pack': row(cells(O, L, _, _, A, _, _, _, _, _, _)),
  'packing.verify_seal': row(cells(O, L, _, _, A, _, _, _, _, _, _)),
  'deliveries.read': row(cells(O, L, L, _, Am, A, _, _, _, _, K), {
    fields: { packer: HANDOVER, courier: CARRIED },
    rules: [{ kind: 'phases', role: 'courier', phases: COURIER_PHASES }],
  }),
  'deliveries.accept_decline': row(cells(_, _, _, _, _, A, _, _, _, _, _)),
  'deliveries.advance': row(cells(O, L, L, _, _, A, _, _, _, _, K)),
  'deliveries.reassign': row(cells(O, L, L, _, _, _, _, _, _, _, K), {
    rules: [{ kind: 'withdrawn_at_once', from: 'previous_courier' }],
  }),
  'deliveries.live_location_read': row(cells(O, L, L, _, _, S, _, _, _, _, K), {
    rules: [{ kind: 'on_shift_and_started' }],
  }),
  'deliveries.cash_collect': row(cells(_, L, _, _, _, A, L, _, _, _, _)),
} as const satisfies { readonly [P in Permission]?: PermissionRule };
