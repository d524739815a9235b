import { sql } from 'drizzle-orm';
import {
  check,
  foreignKey,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  unique,
  uuid,
} from 'drizzle-orm/pg-core';
import { IMPORT_KINDS } from '@toster/contracts/imports/kinds';
import { IMPORT_STATES } from '@toster/contracts/imports/states';
import type { Foretold, ImportReading } from '@toster/contracts/imports/reading';
import type { FieldChange, Problem } from '@toster/contracts/imports/problems';
import { createdAt, id, instant, locationId, oneOf, orgId } from './columns.ts';
import { location } from './location.ts';

/**
 * An import, from its file to its end. `lines_done` is the resume point: everything before it is committed. The names
 * of the counts are from when only orders came in, and stay: leaves of the log carry them.
 */
export const importJob = pgTable(
  'import_job',
  {
    orgId: orgId(),
    id: id(),
    locationId: locationId(),
    kind: oneOf('kind', IMPORT_KINDS).notNull(),
    source: text('source').notNull(),
    /** SHA-256 over the file's digest and how it is read, hex: the same import of the same file resumes its job. An import of the console has one of its own. */
    fileDigest: text('file_digest').notNull(),
    startedBy: uuid('started_by').notNull(),
    status: oneOf('status', IMPORT_STATES).notNull(),
    linesDone: integer('lines_done').notNull().default(0),
    recordsCreated: integer('orders_created').notNull().default(0),
    recordsKnown: integer('orders_known').notNull().default(0),
    linesRejected: integer('lines_rejected').notNull().default(0),
    createdAt: createdAt(),
    finishedAt: instant('finished_at'),
    recordsUpdated: integer('records_updated').notNull().default(0),
    /** How the file is read, as the person chose it. */
    reading: jsonb('reading').$type<ImportReading>(),
    /** The request in which the check or the import was asked for; a worker that began for an older one gives way. */
    askedRequest: text('asked_request'),
    askedAt: instant('asked_at'),
    /** When a worker took up the import itself. */
    beganAt: instant('began_at'),
    /** When a worker was last at it. */
    workedAt: instant('worked_at'),
    linesChecked: integer('lines_checked').notNull().default(0),
    /** Known once the file has been read to its end. */
    linesTotal: integer('lines_total'),
    /** What the check found would happen. */
    foretold: jsonb('foretold').$type<Foretold>(),
    /** Why it stopped, by name. */
    failure: text('failure'),
  },
  (t) => [
    primaryKey({ columns: [t.orgId, t.id] }),
    unique('import_job_file_key').on(t.orgId, t.locationId, t.kind, t.source, t.fileDigest),
    foreignKey({ columns: [t.orgId, t.locationId], foreignColumns: [location.orgId, location.id] }),
    check('import_job_kind_known', sql`${t.kind} in ('orders', 'menu', 'customers')`),
    check(
      'import_job_status_known',
      sql`${t.status} in ('uploading', 'uploaded', 'checking', 'checked', 'running', 'finished', 'failed', 'cancelled')`,
    ),
  ],
);

/** A line the import could not take, kept whole for a time so that nothing is lost. */
export const importRejection = pgTable(
  'import_rejection',
  {
    orgId: orgId(),
    jobId: uuid('job_id').notNull(),
    locationId: locationId(),
    lineNo: integer('line_no').notNull(),
    /** In English; `problem` is the same for programs. */
    reason: text('reason').notNull(),
    raw: text('raw').notNull(),
    /** Who brought the file: nobody else sees its lines. */
    ownerId: uuid('owner_id'),
    problem: jsonb('problem').$type<Problem>(),
    kind: oneOf('kind', IMPORT_KINDS).notNull().default('orders'),
  },
  (t) => [
    // serves: the pages of what was put aside, by line
    primaryKey({ columns: [t.orgId, t.jobId, t.lineNo] }),
    // serves: how many were put aside for each reason, and the pages of one reason, by line
    index('import_rejection_reason_idx').on(
      t.orgId,
      t.jobId,
      sql`(${t.problem} ->> 'code')`,
      t.lineNo,
    ),
    foreignKey({ columns: [t.orgId, t.jobId], foreignColumns: [importJob.orgId, importJob.id] }),
    check('import_rejection_kind_known', sql`${t.kind} in ('orders', 'menu', 'customers')`),
  ],
);

/** What a check foretells of a line; gone when the import begins, is checked again or ends. */
export const importFinding = pgTable(
  'import_finding',
  {
    orgId: orgId(),
    jobId: uuid('job_id').notNull(),
    lineNo: integer('line_no').notNull(),
    ownerId: uuid('owner_id').notNull(),
    verdict: oneOf('verdict', ['rejected', 'created', 'updated']).notNull(),
    problem: jsonb('problem').$type<Problem>(),
    changes: jsonb('changes').$type<readonly FieldChange[]>(),
    raw: text('raw').notNull(),
  },
  (t) => [
    // serves: the pages of what a check found, by line
    primaryKey({ columns: [t.orgId, t.jobId, t.lineNo] }),
    foreignKey({ columns: [t.orgId, t.jobId], foreignColumns: [importJob.orgId, importJob.id] }),
    check('import_finding_verdict_known', sql`${t.verdict} in ('rejected', 'created', 'updated')`),
  ],
);
