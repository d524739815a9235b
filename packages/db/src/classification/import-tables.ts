import * as t from '../schema/index.ts';
import * as is from './presets.ts';
import { classify } from './types.ts';

/** Moves while a worker is at it; what has become of the lines is logged with every batch. */
const progress = { ...is.transport, retention: 'order_history' } as const;

/**
 * What somebody brought in a file: anybody's name may stand in it. It is shown to who brought it and to nobody else,
 * and a log would show it to every reader of the log.
 */
const brought = { ...is.guestFreeText, audit: 'secret' } as const;

export const importJob = classify(
  t.importJob,
  {
    record: { kind: 'import', root: true },
    // The kinds of an import are names of domains.
    domain: { column: 'kind' },
    scope: 'org',
    capture: 'rows',
    label: 'source',
    location: 'location_id',
    grants: {
      toster_app: ['select', 'insert', 'update'],
      toster_worker: ['select', 'insert', 'update'],
    },
  },
  {
    orgId: is.key,
    id: is.key,
    locationId: is.reference,
    kind: is.business,
    source: is.business,
    fileDigest: is.business,
    startedBy: is.staffLink,
    status: is.business,
    linesDone: is.business,
    recordsCreated: is.business,
    recordsKnown: is.business,
    linesRejected: is.business,
    createdAt: is.time,
    finishedAt: is.time,
    recordsUpdated: is.business,
    reading: is.business,
    askedRequest: progress,
    askedAt: progress,
    beganAt: is.time,
    workedAt: progress,
    linesChecked: progress,
    linesTotal: progress,
    foretold: is.business,
    failure: is.business,
  },
);

export const importRejection = classify(
  t.importRejection,
  {
    record: { kind: 'import' },
    domain: { column: 'kind' },
    scope: 'org',
    capture: 'rows',
    location: 'location_id',
    own: 'owner_id',
    grants: { toster_app: ['select'], toster_worker: ['select', 'insert', 'delete'] },
  },
  {
    orgId: is.key,
    jobId: is.key,
    locationId: is.reference,
    lineNo: is.key,
    reason: is.business,
    raw: brought,
    ownerId: is.staffLink,
    problem: is.business,
    kind: is.business,
  },
);

export const importFinding = classify(
  t.importFinding,
  {
    domain: 'system',
    scope: 'org',
    capture: { none: 'foretells rows whose change will be an event itself' },
    own: 'owner_id',
    grants: { toster_app: ['select'], toster_worker: ['select', 'insert', 'delete'] },
  },
  {
    orgId: is.key,
    jobId: is.key,
    lineNo: is.key,
    ownerId: is.staffLink,
    verdict: is.business,
    problem: is.business,
    changes: is.business,
    raw: brought,
  },
);

export const importFile = classify(
  t.importFile,
  {
    record: { kind: 'import' },
    domain: 'system',
    scope: 'org',
    capture: 'rows',
    own: 'owner_id',
    grants: { toster_app: ['select', 'insert', 'update'], toster_worker: ['select', 'update'] },
  },
  {
    orgId: is.key,
    jobId: is.key,
    ownerId: is.staffLink,
    name: brought,
    size: is.business,
    sha256: is.business,
    chunkCount: is.business,
    createdAt: is.time,
    completedAt: is.time,
    emptiedAt: is.time,
    header: brought,
    encoding: is.business,
  },
);

export const importChunk = classify(
  t.importChunk,
  {
    domain: 'system',
    scope: 'org',
    capture: { none: 'pieces of a file whose coming and going is an event itself' },
    own: 'owner_id',
    grants: { toster_app: ['select', 'insert'], toster_worker: ['select', 'delete'] },
  },
  {
    orgId: is.key,
    jobId: is.key,
    no: is.key,
    ownerId: is.staffLink,
    content: brought,
  },
);
