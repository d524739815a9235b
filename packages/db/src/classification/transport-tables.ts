import * as t from '../schema/index.ts';
import * as is from './presets.ts';
import { classify } from './types.ts';

const transportOf = (why: string) =>
  ({ domain: 'system', scope: 'org', capture: { none: why } }) as const;

export const outbox = classify(
  t.outbox,
  {
    ...transportOf('carries ids of rows whose change is an event itself'),
    grants: {
      toster_app: ['insert'],
      toster_auth: ['insert'],
      toster_worker: ['select', 'insert', 'delete'],
    },
  },
  {
    orgId: is.key,
    id: is.key,
    topic: is.transport,
    payload: is.transport,
    createdAt: is.transport,
    relayedAt: is.transport,
  },
);

export const idempotencyKey = classify(
  t.idempotencyKey,
  {
    ...transportOf('repeats the answer of a call whose changes are events themselves'),
    // A kept answer may show personal fields that only the caller was allowed to read.
    own: 'actor_id',
    grants: { toster_app: ['select', 'insert', 'update'], toster_worker: ['select', 'delete'] },
  },
  {
    orgId: is.key,
    actorId: is.key,
    key: is.key,
    procedure: is.dayLong,
    inputDigest: is.dayLong,
    answer: is.dayLong,
    createdAt: is.dayLong,
  },
);

export const refusal = classify(
  t.refusal,
  {
    ...transportOf('becomes one event when its minute closes'),
    // The application counts through app.count_refusal only: it can name nobody else and take nothing back.
    grants: {
      toster_auth: ['select', 'insert', 'update'],
      toster_worker: ['select', 'delete'],
    },
  },
  { orgId: is.key, actorId: is.key, reason: is.dayLong, minute: is.dayLong, count: is.dayLong },
);

export const useCounter = classify(
  t.useCounter,
  {
    ...transportOf('counts uses that are events themselves'),
    own: 'actor_id',
    // The application counts through app.count_use only, and sees how much is left.
    grants: { toster_app: ['select'], toster_worker: ['select', 'delete'] },
  },
  {
    orgId: is.key,
    actorId: is.key,
    permission: is.key,
    times: is.dayLong,
    lastAt: is.dayLong,
    countedIn: is.dayLong,
    unspent: is.dayLong,
  },
);
