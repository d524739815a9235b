import { createHash } from 'node:crypto';
import { AppError } from '@toster/contracts/errors';
import { newId } from '@toster/contracts/ids';
import {
  chunkCountOf,
  IMPORT_CHUNK_BYTES,
  IMPORT_FILES_WAITING,
} from '@toster/contracts/imports/kinds';
import { ZImportSource } from '@toster/contracts/imports/reading';
import { hasEnded, IMPORT_STATES } from '@toster/contracts/imports/states';
import { ZStartImportInput, ZStartImportOutput } from '@toster/contracts/schemas/imports';
import { importJob } from '@toster/db/schema/import';
import { importFile } from '@toster/db/schema/import-file';
import type { Tx } from '@toster/db/tenant';
import { and, asc, eq, inArray, isNull } from 'drizzle-orm';
import type { z } from 'zod';
import { lockOrg } from '../../lock-org.ts';
import { tenant } from '../../procedures.ts';
import { missingChunks, ofNamedKind } from './import-rows.ts';

const OPEN_STATES = IMPORT_STATES.filter((state) => !hasEnded(state));

/**
 * Announces a file with its size and digest, and says which pieces of it are wanted: all, or what is missing of the same
 * file where its upload was left half-way. Throws IMPORT_FILES_WAITING where the person has too many lying here.
 */
export const startImport = tenant({
  permission: ofNamedKind,
  event: 'import.started',
  at: 'location',
  cost: 3,
})
  .input(ZStartImportInput)
  .output(ZStartImportOutput)
  .mutation(async ({ ctx: { tx, caller }, input }) => {
    const { orgId, staffId } = caller;
    // Files announced at the same moment are counted one after the other, and the same file twice is one import.
    await lockOrg(tx, caller);
    const waiting = await waitingFiles(tx, orgId);
    const half = waiting.find(
      ({ job, file }) =>
        job.status === 'uploading' &&
        job.kind === input.kind &&
        job.locationId === input.locationId &&
        file.sha256 === input.sha256 &&
        file.size === input.size,
    );
    if (half !== undefined) {
      const missing = await missingChunks(tx, half.file);
      return { id: half.job.id, chunkBytes: IMPORT_CHUNK_BYTES, missing };
    }
    if (waiting.length >= IMPORT_FILES_WAITING) throw new AppError('IMPORT_FILES_WAITING');
    const id = newId();
    const chunkCount = chunkCountOf(input.size);
    await tx.insert(importJob).values({
      orgId,
      id,
      locationId: input.locationId,
      kind: input.kind,
      source: sourceOf(input),
      // Of its own: the console goes on with an import by its id, not by what is in it.
      fileDigest: createHash('sha256').update(`${input.sha256} ${id}`).digest('hex'),
      startedBy: staffId,
      status: 'uploading',
    });
    await tx.insert(importFile).values({
      orgId,
      jobId: id,
      ownerId: staffId,
      name: input.name,
      size: input.size,
      sha256: input.sha256,
      chunkCount,
    });
    const missing = Array.from({ length: chunkCount }, (_, no) => no);
    return { id, chunkBytes: IMPORT_CHUNK_BYTES, missing };
  });

/** The files the caller has lying on the server: PostgreSQL shows no others. */
function waitingFiles(tx: Tx, orgId: string) {
  return tx
    .select({ job: importJob, file: importFile })
    .from(importFile)
    .innerJoin(
      importJob,
      and(eq(importJob.orgId, importFile.orgId), eq(importJob.id, importFile.jobId)),
    )
    .where(
      and(
        eq(importFile.orgId, orgId),
        isNull(importFile.emptiedAt),
        inArray(importJob.status, OPEN_STATES),
      ),
    )
    .orderBy(asc(importJob.id));
}

/** What the import is called until somebody names it otherwise: the file's name without its ending, else its digest. */
function sourceOf({ name, sha256 }: z.output<typeof ZStartImportInput>): string {
  const bare = name
    .replace(/\.[a-z0-9]{1,5}$/i, '')
    .replaceAll(/\p{C}/gu, ' ')
    .trim()
    .slice(0, 60);
  const source = ZImportSource.safeParse(bare);
  return source.success ? source.data : sha256.slice(0, 8);
}
