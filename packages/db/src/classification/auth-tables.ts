import * as t from '../schema/index.ts';
import * as is from './presets.ts';
import { classify } from './types.ts';

const authOnly = { toster_auth: ['select', 'insert', 'update'] } as const;

export const account = classify(
  t.account,
  {
    domain: 'access',
    scope: 'account',
    accountColumn: 'id',
    record: { kind: 'account', root: true },
    capture: 'rows',
    subject: { prefix: 'account', column: 'id' },
    grants: authOnly,
  },
  {
    id: is.key,
    email: is.accountContact,
    emailKey: is.accountContactKey,
    status: is.securityFact,
    createdAt: is.time,
    addressProvenAt: is.securityFact,
  },
);

export const password = classify(
  t.password,
  {
    record: { kind: 'account' },
    domain: 'access',
    scope: 'account',
    accountColumn: 'account_id',
    capture: 'rows',
    grants: authOnly,
  },
  {
    accountId: is.key,
    phc: is.credential,
    pepperKid: is.unlogged,
    version: is.unlogged,
    changedAt: is.securityFact,
  },
);

export const session = classify(
  t.session,
  {
    record: { kind: 'session', root: true },
    domain: 'access',
    scope: 'account',
    accountColumn: 'account_id',
    capture: 'rows',
    subject: { prefix: 'account', column: 'account_id' },
    grants: authOnly,
  },
  {
    id: is.key,
    realm: is.securityFact,
    accountId: is.reference,
    // Named when it changes, never stored: it would tell one organisation of another.
    orgId: { ...is.securityFact, audit: 'secret' },
    cell: is.securityFact,
    counter: is.unlogged,
    createdAt: is.securityFact,
    lastRotatedAt: is.unlogged,
    idleExpiresAt: is.unlogged,
    absoluteExpiresAt: is.securityFact,
    revokedAt: is.securityFact,
    revokeReason: is.securityFact,
    authTime: is.securityFact,
    amr: is.securityFact,
    aal: is.securityFact,
    ip: is.device,
    userAgent: is.device,
    deviceLabel: is.device,
  },
);

export const accountOutbox = classify(
  t.accountOutbox,
  {
    domain: 'system',
    scope: 'account',
    accountColumn: 'account_id',
    capture: { none: 'carries ids of rows whose change is an event itself' },
    grants: { toster_auth: ['select', 'insert', 'delete'] },
  },
  {
    id: is.key,
    accountId: is.transport,
    topic: is.transport,
    sessionId: is.transport,
    createdAt: is.transport,
    relayedAt: is.transport,
  },
);

const factorRows = {
  domain: 'access',
  scope: 'account',
  accountColumn: 'account_id',
  record: { kind: 'account' },
  capture: 'rows',
  grants: { toster_auth: ['select', 'insert', 'update', 'delete'] },
} as const;

export const factor = classify(t.factor, factorRows, {
  accountId: is.key,
  sealed: is.credential,
  pepperKid: is.unlogged,
  lastStep: is.unlogged,
  createdAt: is.securityFact,
  confirmedAt: is.securityFact,
  resetDueAt: is.securityFact,
});

export const recoveryCode = classify(t.recoveryCode, factorRows, {
  accountId: is.key,
  position: is.key,
  codeHash: is.credential,
  pepperKid: is.unlogged,
  createdAt: is.securityFact,
  usedAt: is.securityFact,
});

export const mailLink = classify(t.mailLink, factorRows, {
  id: is.key,
  accountId: is.reference,
  purpose: is.securityFact,
  tokenDigests: { ...is.credential, audit: 'ignore' },
  createdAt: is.securityFact,
  expiresAt: is.unlogged,
  usedAt: is.securityFact,
});

export const attempt = classify(
  t.attempt,
  {
    domain: 'system',
    scope: 'account',
    capture: { none: 'failed attempts are counted into events of their own' },
    // Through app.reserve_attempt and its like only: nobody looks up, adds or takes out an attempt by hand.
    grants: {},
  },
  {
    key: { ...is.dayLong, category: 'device' },
    id: is.dayLong,
    at: is.dayLong,
    failed: is.dayLong,
    expiresAt: is.dayLong,
  },
);

export const quota = classify(
  t.quota,
  {
    domain: 'system',
    scope: 'account',
    capture: { none: 'counts calls; reaching a share of the quota is an event of its own' },
    // Through app.spend_quota and app.note_quota only.
    grants: {},
  },
  {
    orgId: is.key,
    policy: is.key,
    windowNo: is.dayLong,
    used: is.dayLong,
    usedBefore: is.dayLong,
    noticed: is.dayLong,
    noticedIn: is.dayLong,
  },
);

export const securityReport = classify(
  t.securityReport,
  {
    domain: 'system',
    scope: 'account',
    capture: { none: 'filing a report is an event of its own, which does not repeat what it says' },
    // Through app.file_report and its like only.
    grants: {},
  },
  {
    id: is.key,
    caseId: is.securityFact,
    contact: { ...is.accountContact, retention: 'security_log', audit: 'ignore' },
    affected: {
      ...is.accountContact,
      category: 'free_text',
      retention: 'security_log',
      audit: 'ignore',
    },
    description: {
      ...is.accountContact,
      category: 'free_text',
      retention: 'security_log',
      audit: 'ignore',
    },
    createdAt: is.securityFact,
    dueAt: is.securityFact,
    answeredAt: is.securityFact,
  },
);
