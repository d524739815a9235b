import * as t from '../schema/index.ts';
import * as is from './presets.ts';
import { classify } from './types.ts';

const readOnly = {
  toster_app: ['select'],
  toster_worker: ['select'],
  toster_auth: ['select'],
} as const;

export const membership = classify(
  t.membership,
  {
    record: { kind: 'staff', root: true },
    domain: 'access',
    scope: 'org',
    capture: 'rows',
    grants: readOnly,
  },
  {
    orgId: is.key,
    id: is.key,
    accountId: { ...is.reference, subject: 'account' },
    status: is.business,
    epoch: { ...is.business, audit: 'ignore' },
    createdAt: is.time,
  },
);

export const membershipGrant = classify(
  t.membershipGrant,
  {
    record: { kind: 'grant', root: true, within: { kind: 'staff', by: 'membership_id' } },
    domain: 'access',
    scope: 'org',
    capture: 'rows',
    label: 'role',
    grants: readOnly,
  },
  {
    orgId: is.key,
    id: is.key,
    membershipId: is.reference,
    role: is.business,
    appointment: is.business,
    locationId: is.reference,
    createdAt: is.time,
  },
);

const staffWall = {
  record: { kind: 'staff' },
  subject: { prefix: 'staff', column: 'staff_id' },
  location: 'location_id',
  scope: 'org',
  capture: 'rows',
  domain: 'staff',
} as const;
const staffKeys = {
  orgId: is.key,
  staffId: { ...is.key, subject: 'staff' },
  locationId: is.reference,
} as const;

export const staff = classify(
  t.staff,
  {
    record: { kind: 'staff' },
    domain: 'staff',
    scope: 'org',
    capture: 'rows',
    location: 'location_id',
    grants: { toster_app: ['select'], toster_worker: ['select'] },
  },
  {
    orgId: is.key,
    id: is.key,
    locationId: is.reference,
    hiredOn: { ...is.business, subject: 'staff' },
    createdAt: is.time,
  },
);

export const staffDirectory = classify(
  t.staffDirectory,
  {
    ...staffWall,
    personal: {
      read: 'staff.read_directory',
      write: ['staff.invite', 'staff.update'],
      self: 'staff_id',
      unplacedVisible: true,
      readIsEvent: false,
    },
    grants: { toster_app: ['select', 'update'], toster_worker: ['select'] },
  },
  { ...staffKeys, firstName: is.staffName },
);

export const staffPrivate = classify(
  t.staffPrivate,
  {
    ...staffWall,
    personal: {
      read: 'staff.read_full',
      write: ['staff.invite', 'staff.update'],
      self: 'staff_id',
      readIsEvent: true,
    },
    grants: { toster_app: ['select', 'update'], toster_worker: ['select'] },
  },
  { ...staffKeys, fullName: is.staffName, phone: is.staffContact, email: is.staffContact },
);

export const staffPayroll = classify(
  t.staffPayroll,
  {
    ...staffWall,
    personal: { read: 'staff.read_tax_bank', write: ['payroll.write'], readIsEvent: true },
    grants: { toster_app: ['select', 'update'] },
  },
  {
    ...staffKeys,
    taxId: is.staffFinancial,
    iban: is.staffFinancial,
    hourlyWageMinor: is.staffFinancial,
  },
);

const menuGrants = {
  toster_app: ['select', 'insert', 'update', 'delete'],
  toster_worker: ['select', 'insert', 'update'],
} as const;

export const menuCategory = classify(
  t.menuCategory,
  {
    record: { kind: 'menu_category', root: true },
    domain: 'menu',
    scope: 'org',
    capture: 'rows',
    label: 'name',
    location: 'location_id',
    grants: menuGrants,
  },
  {
    orgId: is.key,
    id: is.key,
    locationId: is.reference,
    name: is.business,
    position: is.business,
    createdAt: is.time,
  },
);

export const menuItem = classify(
  t.menuItem,
  {
    record: { kind: 'menu_item', root: true },
    domain: 'menu',
    scope: 'org',
    capture: 'rows',
    label: 'name',
    location: 'location_id',
    grants: menuGrants,
  },
  {
    orgId: is.key,
    id: is.key,
    locationId: is.reference,
    categoryId: is.reference,
    name: is.business,
    description: is.business,
    priceMinor: is.money,
    currency: is.business,
    taxClass: is.business,
    allergens: is.business,
    available: is.business,
    position: is.business,
    createdAt: is.time,
    externalId: is.business,
  },
);
