import { isOrderState, transitionsFrom } from '@toster/contracts/orders/states';
import type { Field, FieldPick } from '@toster/contracts/rbac/fields';
import type { GetOrderOutput } from '@toster/contracts/schemas/orders';
import type { Caller } from '../../middleware/authenticate.ts';
import { partsAt, pickOf, reaches } from '../../rows.ts';
import type { FoundOrder } from './load-order.ts';
import { placeOf, showsKitchenNote } from './order-rows.ts';
import { withoutContacts } from './without-contacts.ts';

/**
 * The part of an order that the caller's role shows. PostgreSQL has withheld rows already; here the
 * fields are picked, and what is missing is named, so that nobody takes "hidden" for "there is none". `now` in epoch
 * milliseconds.
 */
export function viewOf(found: FoundOrder, caller: Caller, now: number): GetOrderOutput {
  const { order } = found;
  const { rights, staffId } = caller;
  const place = placeOf(order, staffId);
  const pick = pickOf(partsAt(rights, 'orders.read', place));
  const shows = (field: Field) => pick === null || pick[field] !== undefined;
  const paid = pickOf(partsAt(rights, 'payments.read', place));
  const contactPick = pickOf(partsAt(rights, 'customers.read_full', place));
  const steps = transitionsFrom(order.status).filter((step) =>
    reaches(rights, step.permission, place),
  );

  const parts = {
    lines: shows('order.items'),
    totals: shows('order.totals'),
    history: shows('order.history'),
    notes: shows('order.kitchen_note') && showsKitchenNote(order, rights, staffId, now),
    payments: reaches(rights, 'payments.read', place),
    receipt: reaches(rights, 'receipts.read', place),
    customer: order.customerId === null || found.contact !== null,
    delivery: order.channel !== 'delivery' || found.address !== null,
  };
  return {
    id: order.id,
    number: order.number,
    locationId: order.locationId,
    channel: order.channel,
    status: order.status,
    next: steps.filter((step) => step.kind === 'advance').map((step) => step.to),
    mayCancel: steps.some((step) => step.kind === 'cancel'),
    mayVoid: steps.some((step) => step.kind === 'void'),
    tableLabel: order.tableLabel,
    placedAt: order.placedAt.toISOString(),
    promisedAt: order.promisedAt?.toISOString() ?? null,
    closedAt: order.closedAt?.toISOString() ?? null,
    source: order.source,
    externalId: parts.totals ? order.externalId : null,
    currency: order.currency,
    subtotalMinor: parts.totals ? order.subtotalMinor : null,
    taxMinor: parts.totals ? order.taxMinor : null,
    totalMinor: parts.totals ? order.totalMinor : null,
    lines: parts.lines
      ? found.lines.map((line) => ({
          lineNo: line.lineNo,
          name: line.name,
          modifiers: line.modifiers,
          quantity: line.quantity,
          unitPriceMinor: parts.totals ? line.unitPriceMinor : null,
          lineTotalMinor: parts.totals ? line.lineTotalMinor : null,
        }))
      : [],
    history: parts.history ? found.history.flatMap(stepOf) : [],
    notes: parts.notes ? notesOf(found, pick) : [],
    payments: parts.payments ? found.payments.map((row) => paymentOf(row, paid)) : [],
    receipt: parts.receipt ? receiptOf(found) : null,
    reprintable: reaches(rights, 'receipts.reprint_send', place)
      ? (found.receipt?.id ?? null)
      : null,
    customer: customerOf(found, contactPick),
    delivery: deliveryOf(found, contactPick),
    hidden: Object.entries(parts).flatMap(([part, shown]) =>
      shown ? [] : [part as keyof typeof parts],
    ),
  };
}

function stepOf({ change, firstName }: FoundOrder['history'][number]): GetOrderOutput['history'] {
  const { fromStatus, toStatus } = change;
  if (!isOrderState(toStatus) || (fromStatus !== null && !isOrderState(fromStatus))) return [];
  const by = change.staffId === null ? null : { id: change.staffId, firstName };
  return [{ seq: change.seq, from: fromStatus, to: toStatus, at: change.at.toISOString(), by }];
}

function notesOf(found: FoundOrder, pick: FieldPick | null): GetOrderOutput['notes'] {
  const whole = pick === null || pick['order.kitchen_note'] === 'full';
  return found.notes
    .filter((note) => whole || note.kind === 'kitchen')
    .map((note) => ({ kind: note.kind, body: whole ? note.body : withoutContacts(note.body) }));
}

function paymentOf(
  row: FoundOrder['payments'][number],
  pick: FieldPick | null,
): GetOrderOutput['payments'][number] {
  const { payment, brand, last4 } = row;
  const showsCard =
    (pick === null || pick['payment.card'] === 'last4') && brand !== null && last4 !== null;
  return {
    id: payment.id,
    method: payment.method,
    status: payment.status,
    amountMinor: payment.amountMinor,
    tipMinor: payment.tipMinor,
    currency: payment.currency,
    takenAt: payment.createdAt.toISOString(),
    card: showsCard ? { brand, last4 } : null,
  };
}

function receiptOf({ receipt }: FoundOrder): GetOrderOutput['receipt'] {
  if (receipt === null) return null;
  const { number, code, issuedAt, taxMinor, totalMinor } = receipt;
  return { number, code, issuedAt: issuedAt.toISOString(), taxMinor, totalMinor };
}

function customerOf({ contact }: FoundOrder, pick: FieldPick | null): GetOrderOutput['customer'] {
  if (contact === null) return null;
  const full = (field: 'customer.name' | 'customer.phone' | 'customer.email') =>
    pick === null || pick[field] === 'full';
  return {
    id: contact.customerId,
    name: full('customer.name') ? contact.name : null,
    phone: full('customer.phone') ? contact.phone : null,
    email: full('customer.email') ? contact.email : null,
  };
}

function deliveryOf({ address }: FoundOrder, pick: FieldPick | null): GetOrderOutput['delivery'] {
  if (address === null) return null;
  const full = (
    field: 'customer.name' | 'customer.phone' | 'delivery.address' | 'delivery.door_note',
  ) => pick === null || pick[field] === 'full';
  return {
    recipient: full('customer.name') ? address.recipient : null,
    phone: full('customer.phone') ? address.phone : null,
    line: full('delivery.address') ? address.line : null,
    postcode: full('delivery.address') ? address.postcode : null,
    city: full('delivery.address') ? address.city : null,
    doorNote: full('delivery.door_note') ? address.doorNote : null,
  };
}
