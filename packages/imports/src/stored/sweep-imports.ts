import { hasEnded, IMPORT_STATES } from '@toster/contracts/imports/states';
import { importJob } from '@toster/db/schema/import';
import { importFile } from '@toster/db/schema/import-file';
import type { Tx } from '@toster/db/tenant';
import { and, eq, inArray, isNull, lt, sql } from 'drizzle-orm';
import { emptyFile, forgetLines } from './stored-file.ts';

const ENDED = IMPORT_STATES.filter(hasEnded);
/** A worker is not at these: they wait for their person. */
const WAITING = ['uploading', 'uploaded', 'checked'] as const;

/** How long files lie here and lines put aside are kept, days. */
export type ImportPeriods = { readonly file: number; readonly lines: number };

/**
 * Calls off the imports of an organisation that nobody has gone on with in time, deletes the content of every file whose
 * import has ended, and after its own period what an import had put aside.
 */
export async function sweepImports(tx: Tx, orgId: string, periods: ImportPeriods): Promise<void> {
  const stale = tx
    .select({ id: importFile.jobId })
    .from(importFile)
    .where(
      and(
        eq(importFile.orgId, orgId),
        isNull(importFile.emptiedAt),
        lt(importFile.createdAt, sql`now() - make_interval(days => ${periods.file}::int)`),
      ),
    );
  await tx
    .update(importJob)
    .set({ status: 'cancelled', failure: 'expired', finishedAt: sql`now()` })
    .where(
      and(
        eq(importJob.orgId, orgId),
        inArray(importJob.status, [...WAITING]),
        inArray(importJob.id, stale),
      ),
    );
  const left = await tx
    .select({ jobId: importFile.jobId })
    .from(importFile)
    .innerJoin(
      importJob,
      and(eq(importJob.orgId, importFile.orgId), eq(importJob.id, importFile.jobId)),
    )
    .where(
      and(
        eq(importFile.orgId, orgId),
        isNull(importFile.emptiedAt),
        inArray(importJob.status, ENDED),
      ),
    );
  for (const { jobId } of left) await emptyFile(tx, { orgId, jobId });
  await forgetLines(tx, orgId, periods.lines);
}
