import { sql } from 'drizzle-orm';
import { check, foreignKey, integer, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import { ENCODINGS } from '@toster/contracts/imports/framing';
import { bytes, createdAt, instant, oneOf, orgId } from './columns.ts';
import { importJob } from './import.ts';

/** The file of an import, announced with its size and digest before its first byte. Nobody sees it but who brought it. */
export const importFile = pgTable(
  'import_file',
  {
    orgId: orgId(),
    jobId: uuid('job_id').notNull(),
    ownerId: uuid('owner_id').notNull(),
    /** Empty once the lines put aside are deleted, as the header is gone then. */
    name: text('name').notNull(),
    size: integer('size').notNull(),
    /** SHA-256 of the content, hex. */
    sha256: text('sha256').notNull(),
    chunkCount: integer('chunk_count').notNull(),
    createdAt: createdAt(),
    /** When all chunks were there and their digest was the announced one. */
    completedAt: instant('completed_at'),
    /** When its chunks were deleted. */
    emptiedAt: instant('emptied_at'),
    /** The first line, kept so that the lines put aside can be brought again under it. */
    header: text('header'),
    /** How its bytes are text, as far as they tell. */
    encoding: oneOf('encoding', ENCODINGS),
  },
  (t) => [
    primaryKey({ columns: [t.orgId, t.jobId] }),
    foreignKey({ columns: [t.orgId, t.jobId], foreignColumns: [importJob.orgId, importJob.id] }),
    check('import_file_size_positive', sql`${t.size} > 0 and ${t.chunkCount} > 0`),
  ],
);

/** A piece of a file on its way in: all are of the same size but the last. */
export const importChunk = pgTable(
  'import_chunk',
  {
    orgId: orgId(),
    jobId: uuid('job_id').notNull(),
    no: integer('no').notNull(),
    ownerId: uuid('owner_id').notNull(),
    content: bytes('content').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.orgId, t.jobId, t.no] }),
    foreignKey({
      columns: [t.orgId, t.jobId],
      foreignColumns: [importFile.orgId, importFile.jobId],
    }),
  ],
);
