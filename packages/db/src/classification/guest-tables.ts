import * as t from '../schema/index.ts';
import * as is from './presets.ts';
import { classify } from './types.ts';

const ofGuest = {
  record: { kind: 'customer' },
  domain: 'customers',
  scope: 'org',
  capture: 'rows',
  subject: { prefix: 'guest', column: 'customer_id' },
} as const;
const authOnly = { toster_auth: ['select', 'insert', 'update'] } as const;

export const guestCode = classify(
  t.guestCode,
  { ...ofGuest, grants: authOnly },
  {
    orgId: is.key,
    customerId: is.guestLink,
    id: is.key,
    emailKey: is.guestContactKey,
    language: is.guestSecurityFact,
    codeDigests: is.guestCredential,
    createdAt: is.guestSecurityFact,
    expiresAt: is.guestUnlogged,
    usedAt: is.guestSecurityFact,
  },
);

export const guestSession = classify(
  t.guestSession,
  { ...ofGuest, grants: authOnly },
  {
    orgId: is.key,
    customerId: is.guestLink,
    id: is.key,
    emailKey: is.guestContactKey,
    cell: is.guestSecurityFact,
    counter: is.guestUnlogged,
    createdAt: is.guestSecurityFact,
    lastRotatedAt: is.guestUnlogged,
    idleExpiresAt: is.guestUnlogged,
    absoluteExpiresAt: is.guestSecurityFact,
    revokedAt: is.guestSecurityFact,
    revokeReason: is.guestSecurityFact,
    authTime: is.guestSecurityFact,
    amr: is.guestSecurityFact,
    aal: is.guestSecurityFact,
    ip: is.guestDevice,
    userAgent: is.guestDevice,
    deviceLabel: is.guestDevice,
  },
);

/** Written and read through functions that know whose context asks; see `sql/guest-self.sql`. */
export const consent = classify(
  t.consent,
  {
    ...ofGuest,
    domain: 'privacy',
    location: 'location_id',
    label: 'purpose',
    immutable: true,
    grants: {},
  },
  {
    orgId: is.key,
    customerId: is.guestLink,
    id: is.key,
    locationId: is.reference,
    purpose: is.guestDecision,
    given: is.guestDecision,
    textVersion: is.guestDecision,
    language: is.guestDecision,
    channel: is.guestDecision,
    createdAt: is.guestDecision,
  },
);
