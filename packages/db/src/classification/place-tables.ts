import * as t from '../schema/index.ts';
import * as is from './presets.ts';
import { classify } from './types.ts';

const readOnly = {
  toster_app: ['select'],
  toster_worker: ['select'],
  toster_auth: ['select'],
} as const;

export const org = classify(
  t.org,
  {
    record: { kind: 'organisation', root: true },
    domain: 'settings',
    scope: 'org',
    capture: 'rows',
    label: 'name',
    // The rest is fixed when the organisation is set up; a slug that the app may write would tell of other tenants.
    grants: { ...readOnly, toster_app: ['select', { update: ['name', 'locale', 'timezone'] }] },
  },
  {
    orgId: is.key,
    cell: is.business,
    slug: is.business,
    name: is.business,
    country: is.business,
    currency: is.business,
    locale: is.business,
    timezone: is.business,
    createdAt: is.time,
  },
);

export const orgProfile = classify(
  t.orgProfile,
  {
    record: { kind: 'organisation' },
    domain: 'settings',
    scope: 'org',
    capture: 'rows',
    subject: { prefix: 'org', column: 'org_id' },
    grants: { toster_app: ['select', 'insert', 'update'], toster_worker: ['select'] },
  },
  {
    orgId: is.key,
    legalName: is.businessIdentity,
    taxId: is.businessIdentity,
    address: is.businessIdentity,
    postcode: is.businessIdentity,
    city: is.businessIdentity,
    phone: is.businessIdentity,
    email: is.businessIdentity,
    receiptFooter: is.businessIdentity,
    version: { ...is.business, audit: 'ignore' },
  },
);

export const securityPolicy = classify(
  t.securityPolicy,
  {
    record: { kind: 'organisation' },
    domain: 'access',
    scope: 'org',
    capture: 'rows',
    grants: {
      toster_app: ['select', 'insert', 'update'],
      toster_auth: ['select'],
      toster_worker: ['select'],
    },
  },
  {
    orgId: is.key,
    secondFactor: is.business,
    version: { ...is.business, audit: 'ignore' },
  },
);

export const location = classify(
  t.location,
  {
    record: { kind: 'location', root: true },
    domain: 'settings',
    scope: 'org',
    capture: 'rows',
    label: 'name',
    location: 'id',
    grants: {
      ...readOnly,
      toster_app: ['select', 'insert', { update: ['name', 'city', 'timezone'] }],
    },
  },
  {
    orgId: is.key,
    id: is.key,
    slug: is.business,
    name: is.business,
    city: is.business,
    timezone: is.business,
    createdAt: is.time,
  },
);

export const locationProfile = classify(
  t.locationProfile,
  {
    record: { kind: 'location' },
    domain: 'settings',
    scope: 'org',
    capture: 'rows',
    location: 'location_id',
    grants: { toster_app: ['select', 'insert', 'update'], toster_worker: ['select'] },
  },
  {
    orgId: is.key,
    locationId: is.key,
    address: is.business,
    postcode: is.business,
    phone: is.business,
    email: is.business,
    hoursMon: is.business,
    hoursTue: is.business,
    hoursWed: is.business,
    hoursThu: is.business,
    hoursFri: is.business,
    hoursSat: is.business,
    hoursSun: is.business,
    version: { ...is.business, audit: 'ignore' },
  },
);

export const locationCounter = classify(
  t.locationCounter,
  {
    domain: 'system',
    scope: 'org',
    location: 'location_id',
    capture: { none: 'the numbers it gives out stand in the orders and receipts that use them' },
    grants: {
      toster_app: ['select', 'insert', 'update'],
      toster_worker: ['select', 'insert', 'update'],
    },
  },
  { orgId: is.key, locationId: is.reference, kind: is.transport, next: is.transport },
);
