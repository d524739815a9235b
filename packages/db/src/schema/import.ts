import { sql } from 'drizzle-orm';
import {
  check,
  foreignKey,
  integer,
  pgTable,
  primaryKey,
  text,
  unique,
  uuid,
} from 'drizzle-orm/pg-core';
import { createdAt, id, instant, locationId, oneOf, orgId } from './columns.ts';
import { location } from './location.ts';

/** A run of an import. `lines_done` is the resume point: everything before it is committed. */
export const importJob = pgTable(
  'import_job',
  {
    orgId: orgId(),
    id: id(),
    locationId: locationId(),
    kind: oneOf('kind', ['orders']).notNull(),
    source: text('source').notNull(),
    /** SHA-256 over the file's digest and how it is read, hex: the same import of the same file resumes its job. */
    fileDigest: text('file_digest').notNull(),
    startedBy: uuid('started_by').notNull(),
    status: oneOf('status', ['running', 'finished']).notNull(),
    linesDone: integer('lines_done').notNull().default(0),
    ordersCreated: integer('orders_created').notNull().default(0),
    ordersKnown: integer('orders_known').notNull().default(0),
    linesRejected: integer('lines_rejected').notNull().default(0),
    createdAt: createdAt(),
    finishedAt: instant('finished_at'),
  },
  (t) => [
    primaryKey({ columns: [t.orgId, t.id] }),
    unique('import_job_file_key').on(t.orgId, t.locationId, t.kind, t.source, t.fileDigest),
    foreignKey({ columns: [t.orgId, t.locationId], foreignColumns: [location.orgId, location.id] }),
    check('import_job_kind_known', sql`${t.kind} in ('orders')`),
    check('import_job_status_known', sql`${t.status} in ('running', 'finished')`),
  ],
);

/** A line the import could not take, kept whole so that nothing is lost. */
export const importRejection = pgTable(
  'import_rejection',
  {
    orgId: orgId(),
    jobId: uuid('job_id').notNull(),
    locationId: locationId(),
    lineNo: integer('line_no').notNull(),
    reason: text('reason').notNull(),
    raw: text('raw').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.orgId, t.jobId, t.lineNo] }),
    foreignKey({ columns: [t.orgId, t.jobId], foreignColumns: [importJob.orgId, importJob.id] }),
  ],
);
