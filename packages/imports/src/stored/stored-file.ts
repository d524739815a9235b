import { importFinding, importJob, importRejection } from '@toster/db/schema/import';
import { importChunk, importFile } from '@toster/db/schema/import-file';
import { type Database, type Tx, withTenant } from '@toster/db/tenant';
import { and, eq, inArray, isNotNull, isNull, lt, ne, sql } from 'drizzle-orm';
import { ImportError } from '../import-error.ts';
import { type ByteSource, pieceSource } from '../table/byte-source.ts';
import { type StoredImport, type StoredKey, tidyContext } from './stored-import.ts';

/** The file of an import, piece by piece out of the database. Throws an ImportError where a piece is gone. */
export function storedSource(
  worker: Database,
  key: StoredKey,
  { chunkCount }: Pick<StoredImport['file'], 'chunkCount'>,
): ByteSource {
  const { orgId, jobId } = key;
  return pieceSource(chunkCount, async (no) => {
    const [chunk] = await withTenant(
      worker,
      tidyContext(key, 'import.checked'),
      (tx) =>
        tx
          .select({ content: importChunk.content })
          .from(importChunk)
          .where(
            and(eq(importChunk.orgId, orgId), eq(importChunk.jobId, jobId), eq(importChunk.no, no)),
          ),
      'read',
    );
    if (chunk === undefined) throw new ImportError('gone', 'the file is no longer there');
    return chunk.content;
  });
}

/** Deletes what a check foretold. */
export async function deleteFindings(tx: Tx, { orgId, jobId }: StoredKey): Promise<void> {
  await tx
    .delete(importFinding)
    .where(and(eq(importFinding.orgId, orgId), eq(importFinding.jobId, jobId)));
}

/** Deletes the content of the file and what a check foretold of it; size, digest and header stay. */
export async function emptyFile(tx: Tx, key: StoredKey): Promise<void> {
  const { orgId, jobId } = key;
  await tx
    .delete(importChunk)
    .where(and(eq(importChunk.orgId, orgId), eq(importChunk.jobId, jobId)));
  await deleteFindings(tx, key);
  await tx
    .update(importFile)
    .set({ emptiedAt: sql`now()` })
    .where(
      and(eq(importFile.orgId, orgId), eq(importFile.jobId, jobId), isNull(importFile.emptiedAt)),
    );
}

/**
 * Deletes the last of what was in the files of imports that ended so many days ago: the lines put aside, the header and
 * the file's name. An import of the command line that nobody has taken up for as long counts as ended.
 */
export async function forgetLines(tx: Tx, orgId: string, days: number): Promise<void> {
  const stoppedAt = sql`coalesce(${importJob.finishedAt}, ${importJob.workedAt}, ${importJob.createdAt})`;
  const old = tx
    .select({ id: importJob.id })
    .from(importJob)
    .where(
      and(
        eq(importJob.orgId, orgId),
        lt(stoppedAt, sql`now() - make_interval(days => ${days}::int)`),
      ),
    );
  await tx
    .delete(importRejection)
    .where(and(eq(importRejection.orgId, orgId), inArray(importRejection.jobId, old)));
  await tx
    .update(importFile)
    .set({ header: null, name: '' })
    .where(
      and(
        eq(importFile.orgId, orgId),
        inArray(importFile.jobId, old),
        isNotNull(importFile.emptiedAt),
        ne(importFile.name, ''),
      ),
    );
}
