import { AppError } from '@toster/contracts/errors';
import { chunkSizeOf } from '@toster/contracts/imports/kinds';
import { ZPutImportChunkInput, ZPutImportChunkOutput } from '@toster/contracts/schemas/imports';
import { importChunk } from '@toster/db/schema/import-file';
import { tenant } from '../../procedures.ts';
import { assertMayBecome, missingChunks, ofOwnKind, ownImportRule } from './import-rows.ts';

/**
 * Takes one piece of a file. A piece that is there already stays; the digest of the whole decides in the end. Throws
 * IMPORT_FILE_INVALID for a piece that is not of the size it must have.
 */
export const putChunk = tenant({
  permission: ofOwnKind,
  event: 'import.uploaded',
  at: ownImportRule,
  cost: 2,
})
  .input(ZPutImportChunkInput)
  .output(ZPutImportChunkOutput)
  .mutation(async ({ ctx: { tx, row, caller }, input: { no, content } }) => {
    const { job, file } = row;
    assertMayBecome(job, 'uploaded');
    const bytes = Buffer.from(content, 'base64');
    if (no >= file.chunkCount || bytes.length !== chunkSizeOf(file.size, no))
      throw new AppError('IMPORT_FILE_INVALID', { details: { file: 'size' } });
    await tx
      .insert(importChunk)
      .values({ orgId: job.orgId, jobId: job.id, no, ownerId: caller.staffId, content: bytes })
      .onConflictDoNothing();
    return { missing: await missingChunks(tx, file) };
  });
