/**
 * Every field an access rule speaks about, with the forms it may be shown in, from the least to
 * the most telling. A rule picks fields and forms; what is not picked is not shown, so a field
 * added later is invisible until somebody places it.
 */
export const FIELD_FORMS = {
  'order.code': ['full'],
  'order.state': ['full'],
  'order.items': ['full'],
  'order.modifiers': ['full'],
  'order.allergens': ['full'],
  'order.queue_number': ['full'],
  'order.promised_at': ['full'],
  'order.placed_at': ['full'],
  'order.bag_count': ['full'],
  'order.totals': ['full'],
  'order.history': ['full'],
  'order.kitchen_note': ['redacted', 'full'],
  'delivery.state': ['full'],
  'delivery.address': ['district', 'full'],
  'delivery.geo': ['full'],
  'delivery.door_note': ['full'],
  'delivery.distance': ['full'],
  'delivery.fee': ['full'],
  'delivery.cash_due': ['full'],
  'customer.id': ['pseudonym', 'full'],
  'customer.name': ['masked', 'first_name', 'first_name_initial', 'full'],
  'customer.legal_name': ['full'],
  'customer.phone': ['last2', 'full'],
  'customer.email': ['masked', 'full'],
  'customer.consents': ['full'],
  'payment.amount': ['full'],
  'payment.method': ['full'],
  'payment.state': ['full'],
  'payment.card': ['last4'],
  'payout.account': ['last4', 'full'],
  'document.number': ['full'],
  'document.lines': ['full'],
  'document.totals': ['full'],
  'document.issued_at': ['full'],
  'menu.item': ['full'],
  'menu.price': ['full'],
  'menu.allergens': ['full'],
  'menu.availability': ['full'],
  'menu.cost_price': ['full'],
  'staff.name': ['first_name', 'full'],
  'staff.role': ['full'],
  'staff.contact': ['masked', 'full'],
  'staff.tax_id': ['masked', 'full'],
  'staff.bank_account': ['last4', 'full'],
  'webhook.delivery': ['full'],
  'webhook.payload': ['redacted', 'full'],
  'event.line': ['full'],
  'event.changes': ['readable_records', 'full'],
  'request.kind': ['full'],
  'request.state': ['full'],
  'request.due_at': ['full'],
  'request.subject': ['pseudonym', 'full'],
  'location.identity': ['full'],
  'location.hours': ['full'],
  'location.contacts': ['full'],
  'report.revenue': ['groups_of_ten', 'full'],
  'report.orders': ['groups_of_ten', 'full'],
  'report.taxes': ['full'],
  'report.margin': ['full'],
  'report.labor': ['totals', 'full'],
  'report.marketing': ['groups_of_ten', 'full'],
} as const satisfies Readonly<Record<string, readonly string[]>>;

export type Field = keyof typeof FIELD_FORMS;
export type Form<F extends Field = Field> = (typeof FIELD_FORMS)[F][number];

/** The fields a role sees, each in the form it sees it. Absent means hidden. */
export type FieldPick = { readonly [F in Field]?: Form<F> };

/** Both picks together: of a field in both, the more telling form. */
export function mergePicks(left: FieldPick, right: FieldPick): FieldPick {
  const merged = new Map<string, string>(Object.entries(left));
  for (const [field, form] of Object.entries(right)) {
    const known = merged.get(field);
    if (known === undefined || telling(field, form) > telling(field, known))
      merged.set(field, form);
  }
  return Object.fromEntries(merged) as FieldPick;
}

function telling(field: string, form: string): number {
  const forms: readonly string[] = Object.hasOwn(FIELD_FORMS, field)
    ? FIELD_FORMS[field as Field]
    : [];
  return forms.indexOf(form);
}
