import { IMPORT_FAILURES } from '@toster/contracts/imports/states';
import { IMPORT_KINDS } from '@toster/contracts/imports/kinds';
import {
  type ImportRow,
  ZListImportsInput,
  ZListImportsOutput,
} from '@toster/contracts/schemas/imports';
import { importJob } from '@toster/db/schema/import';
import { staffDirectory } from '@toster/db/schema/staff';
import { and, desc, eq, gt, inArray, lt } from 'drizzle-orm';
import { z } from 'zod';
import { decodeCursor, encodeCursor } from '../../cursor.ts';
import { tenant } from '../../procedures.ts';
import { type ImportJobRow, importsInReach, ofNamedKind } from './import-rows.ts';

const ZPosition = z.tuple([z.uuid()]);

/** The imports within reach, newest first: what, by whom, how far. Nothing of their files. */
export const listImports = tenant({ permission: ofNamedKind, at: 'location', cost: 1 })
  .input(ZListImportsInput)
  .output(ZListImportsOutput)
  .query(async ({ ctx: { tx, caller }, input }) => {
    const { locationId, kind, status, withAside, cursor, limit } = input;
    const before = cursor === undefined ? undefined : decodeCursor(cursor, ZPosition)[0];
    const rows = await tx
      .select({ job: importJob, firstName: staffDirectory.firstName })
      .from(importJob)
      .leftJoin(staffDirectory, ofStarter)
      .where(
        and(
          eq(importJob.orgId, caller.orgId),
          importsInReach(caller.rights, kind === undefined ? IMPORT_KINDS : [kind]),
          locationId === undefined ? undefined : eq(importJob.locationId, locationId),
          status === undefined ? undefined : inArray(importJob.status, status),
          withAside === undefined ? undefined : gt(importJob.linesRejected, 0),
          // Ids are made in the order of time.
          before === undefined ? undefined : lt(importJob.id, before),
        ),
      )
      .orderBy(desc(importJob.id))
      .limit(limit + 1);
    const page = rows.slice(0, limit);
    const last = page.at(-1);
    return {
      imports: page.map(({ job, firstName }) => rowOf(job, firstName)),
      nextCursor:
        rows.length > page.length && last !== undefined ? encodeCursor([last.job.id]) : null,
    };
  });

/** Joins the name of who brought the file. */
export const ofStarter = and(
  eq(staffDirectory.orgId, importJob.orgId),
  eq(staffDirectory.staffId, importJob.startedBy),
);

/** An import as a list shows it. */
export function rowOf(job: ImportJobRow, firstName: string | null): ImportRow {
  return {
    id: job.id,
    locationId: job.locationId,
    kind: job.kind,
    source: job.source,
    status: job.status,
    startedBy: { id: job.startedBy, firstName },
    startedAt: job.createdAt.toISOString(),
    finishedAt: job.finishedAt?.toISOString() ?? null,
    created: job.recordsCreated,
    updated: job.recordsUpdated,
    known: job.recordsKnown,
    rejected: job.linesRejected,
    failure: IMPORT_FAILURES.find((failure) => failure === job.failure) ?? null,
  };
}
