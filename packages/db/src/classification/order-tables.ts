import * as t from '../schema/index.ts';
import * as is from './presets.ts';
import { classify } from './types.ts';

const writable = {
  toster_app: ['select', 'insert', 'update'],
  toster_worker: ['select', 'insert', 'update'],
} as const;
const appendOnly = {
  toster_app: ['select', 'insert'],
  toster_worker: ['select', 'insert'],
} as const;
const ofOrders = {
  record: { kind: 'order' },
  domain: 'orders',
  scope: 'org',
  capture: 'rows',
  location: 'location_id',
} as const;
const orderKeys = { orgId: is.key, orderId: is.key, locationId: is.reference } as const;

export const customer = classify(
  t.customer,
  {
    record: { kind: 'customer', root: true },
    domain: 'customers',
    scope: 'org',
    capture: 'rows',
    location: 'location_id',
    grants: writable,
  },
  {
    orgId: is.key,
    id: is.key,
    locationId: is.reference,
    lastOrderAt: is.guestTrace,
    createdAt: is.time,
  },
);

export const customerContact = classify(
  t.customerContact,
  {
    record: { kind: 'customer' },
    domain: 'customers',
    scope: 'org',
    capture: 'rows',
    location: 'location_id',
    subject: { prefix: 'guest', column: 'customer_id' },
    personal: {
      read: 'customers.read_full',
      write: ['customers.update', 'orders.create'],
      assignedBy: { column: 'customer_id', ordersColumn: 'customer_id' },
      readIsEvent: true,
    },
    grants: writable,
  },
  {
    orgId: is.key,
    customerId: is.guestLink,
    locationId: is.reference,
    name: is.guestName,
    phone: is.guestContact,
    phoneKey: is.guestContactKey,
    email: is.guestContact,
    emailKey: is.guestContactKey,
    version: is.turnover,
  },
);

export const orders = classify(
  t.orders,
  {
    ...ofOrders,
    record: { kind: 'order', root: true },
    label: 'number',
    subject: { prefix: 'order', column: 'id' },
    grants: writable,
  },
  {
    orgId: is.key,
    id: is.key,
    locationId: is.reference,
    number: is.orderFact,
    channel: is.orderFact,
    status: is.orderFact,
    tableLabel: is.orderWords,
    customerId: is.guestLink,
    handledBy: is.staffLink,
    courierId: is.staffLink,
    placedAt: is.orderTime,
    promisedAt: is.orderTime,
    closedAt: is.orderTime,
    currency: is.orderFact,
    subtotalMinor: is.orderMoney,
    taxMinor: is.orderMoney,
    totalMinor: is.orderMoney,
    source: is.orderFact,
    externalId: is.orderWords,
    createdAt: is.orderTime,
  },
);

export const orderLine = classify(
  t.orderLine,
  {
    ...ofOrders,
    label: 'name',
    subject: { prefix: 'order', column: 'order_id' },
    grants: appendOnly,
  },
  {
    ...orderKeys,
    lineNo: is.key,
    menuItemId: is.reference,
    name: is.orderFact,
    modifiers: is.orderWords,
    quantity: is.orderFact,
    unitPriceMinor: is.orderMoney,
    lineTotalMinor: is.orderMoney,
    taxClass: is.orderFact,
  },
);

export const orderStatusChange = classify(
  t.orderStatusChange,
  {
    ...ofOrders,
    label: 'to_status',
    immutable: true,
    grants: appendOnly,
  },
  {
    ...orderKeys,
    seq: is.key,
    fromStatus: is.orderFact,
    toStatus: is.orderFact,
    staffId: is.staffLink,
    at: is.orderTime,
  },
);

export const orderNote = classify(
  t.orderNote,
  {
    ...ofOrders,
    subject: { prefix: 'order', column: 'order_id' },
    personal: {
      read: 'orders.read',
      queue: {
        capability: 'orders.add_kitchen_note',
        rows: `kind = 'kitchen'`,
        states: ['accepted', 'cooking', 'ready'],
      },
      write: ['orders.create', 'orders.add_kitchen_note', 'orders.void_after_cook'],
      assignedBy: { column: 'order_id', ordersColumn: 'id' },
      readIsEvent: false,
    },
    grants: writable,
  },
  { ...orderKeys, kind: is.key, body: is.guestFreeText, createdAt: is.orderTime },
);

export const deliveryAddress = classify(
  t.deliveryAddress,
  {
    ...ofOrders,
    subject: { prefix: 'guest', column: 'customer_id', otherwise: 'order_id' },
    personal: {
      read: 'customers.read_full',
      write: ['customers.update', 'orders.create'],
      assignedBy: { column: 'order_id', ordersColumn: 'id' },
      readIsEvent: true,
    },
    grants: writable,
  },
  {
    ...orderKeys,
    customerId: is.guestLink,
    recipient: is.guestName,
    phone: is.guestContact,
    line: is.guestAddress,
    postcode: is.guestAddress,
    city: is.guestAddress,
    doorNote: is.guestFreeText,
  },
);

export const payment = classify(
  t.payment,
  {
    record: { kind: 'payment', root: true, within: { kind: 'order', by: 'order_id' } },
    domain: 'finance',
    scope: 'org',
    capture: 'rows',
    location: 'location_id',
    label: 'method',
    grants: writable,
  },
  {
    orgId: is.key,
    id: is.key,
    locationId: is.reference,
    orderId: is.reference,
    method: is.fiscalFact,
    status: is.fiscalFact,
    amountMinor: is.fiscalMoney,
    tipMinor: is.fiscalMoney,
    currency: is.fiscalFact,
    createdAt: is.time,
  },
);

export const paymentCard = classify(
  t.paymentCard,
  {
    record: { kind: 'payment' },
    domain: 'finance',
    scope: 'org',
    capture: 'rows',
    location: 'location_id',
    subject: { prefix: 'guest', column: 'customer_id', otherwise: 'payment_id' },
    personal: {
      read: 'payments.read',
      write: ['payments.take', 'orders.create'],
      readIsEvent: false,
    },
    grants: appendOnly,
  },
  {
    orgId: is.key,
    paymentId: is.key,
    locationId: is.reference,
    customerId: is.guestLink,
    brand: is.guestCard,
    last4: is.guestCard,
  },
);

export const receipt = classify(
  t.receipt,
  {
    record: { kind: 'receipt', root: true, within: { kind: 'order', by: 'order_id' } },
    domain: 'finance',
    scope: 'org',
    capture: 'rows',
    location: 'location_id',
    label: 'number',
    immutable: true,
    grants: appendOnly,
  },
  {
    orgId: is.key,
    id: is.key,
    locationId: is.reference,
    orderId: is.reference,
    number: is.fiscalFact,
    issuedAt: is.fiscalFact,
    lines: is.fiscalLines,
    currency: is.fiscalFact,
    subtotalMinor: is.fiscalMoney,
    taxMinor: is.fiscalMoney,
    totalMinor: is.fiscalMoney,
    code: is.fiscalFact,
  },
);
