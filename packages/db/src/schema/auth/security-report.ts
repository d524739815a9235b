import { index, primaryKey, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core';
import { createdAt, instant } from '../columns.ts';
import { authSchema } from './schema.ts';

/**
 * A vulnerability somebody has reported. Belongs to the cell, not to an organisation. Written by app.file_report only,
 * and read by the worker that acknowledges it.
 */
export const securityReport = authSchema.table(
  'security_report',
  {
    id: uuid('id').notNull(),
    /** What the reporter is told and quotes: `TSR-` and eight characters. */
    caseId: text('case_id').notNull(),
    /** Where the answer goes. */
    contact: text('contact').notNull(),
    /** What is affected, in the reporter's words. */
    affected: text('affected').notNull(),
    description: text('description').notNull(),
    createdAt: createdAt(),
    /** When an answer is due at the latest. */
    dueAt: instant('due_at').notNull(),
    answeredAt: instant('answered_at'),
  },
  (t) => [
    primaryKey({ columns: [t.id] }),
    // serves: a case found by what its reporter quotes
    uniqueIndex('security_report_case_key').on(t.caseId),
    // serves: the reports that wait for an answer, the most urgent first
    index('security_report_due_idx').on(t.answeredAt, t.dueAt),
  ],
);
