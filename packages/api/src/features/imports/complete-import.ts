import { createHash } from 'node:crypto';
import { AppError } from '@toster/contracts/errors';
import type { Encoding } from '@toster/contracts/imports/reading';
import { ZCompleteImportInput, ZImportStateOutput } from '@toster/contracts/schemas/imports';
import { importChunk, importFile } from '@toster/db/schema/import-file';
import type { TenantReadTx, Tx } from '@toster/db/tenant';
import { Utf8Check } from '@toster/imports/table/utf8-check';
import { and, between, asc, eq, sql } from 'drizzle-orm';
import { tenant } from '../../procedures.ts';
import { asFileError, headOf } from './file-head.ts';
import {
  assertMayBecome,
  type ImportFileRow,
  missingChunks,
  ofOwnKind,
  ownImportRule,
  updateImport,
} from './import-rows.ts';

/** Pieces that are in memory at the same time: 4 MiB. */
const AT_ONCE = 8;

/**
 * Ends an upload: all pieces must be there, and their digest the one that was announced. Throws IMPORT_FILE_INVALID
 * where they are not, or the file is no table of text.
 */
export const completeImport = tenant({
  permission: ofOwnKind,
  event: 'import.uploaded',
  at: ownImportRule,
  cost: 10,
})
  .input(ZCompleteImportInput)
  .output(ZImportStateOutput)
  .mutation(async ({ ctx: { tx, row, caller } }) => {
    const { job, file } = row;
    assertMayBecome(job, 'uploaded');
    if ((await missingChunks(tx, file)).length > 0)
      throw new AppError('IMPORT_FILE_INVALID', { details: { file: 'incomplete' } });
    const isUtf8 = await readThrough(tx, file);
    const encoding = isUtf8 ? 'utf-8' : usualEncoding(caller.org.country);
    const head = await headOf(tx, file);
    const header = await asFileError(() => head.header({ encoding, delimiter: null }));
    await noteFile(tx, file, header.raw, encoding);
    return updateImport(tx, job, { status: 'uploaded' });
  });

/** Compares the digest of all pieces with the announced one; says whether they are UTF-8 throughout. */
async function readThrough(tx: TenantReadTx, file: ImportFileRow): Promise<boolean> {
  const hash = createHash('sha256');
  const utf8 = new Utf8Check();
  for (let from = 0; from < file.chunkCount; from += AT_ONCE) {
    const chunks = await tx
      .select({ content: importChunk.content })
      .from(importChunk)
      .where(
        and(
          eq(importChunk.orgId, file.orgId),
          eq(importChunk.jobId, file.jobId),
          between(importChunk.no, from, from + AT_ONCE - 1),
        ),
      )
      .orderBy(asc(importChunk.no));
    for (const { content } of chunks) {
      hash.update(content);
      utf8.add(content);
    }
  }
  if (hash.digest('hex') !== file.sha256)
    throw new AppError('IMPORT_FILE_INVALID', { details: { file: 'digest' } });
  return utf8.holds();
}

async function noteFile(
  tx: Tx,
  { orgId, jobId }: ImportFileRow,
  header: string,
  encoding: Encoding,
): Promise<void> {
  await tx
    .update(importFile)
    .set({ completedAt: sql`now()`, header, encoding })
    .where(and(eq(importFile.orgId, orgId), eq(importFile.jobId, jobId)));
}

/** What spreadsheets of a country save where nobody chose UTF-8. */
function usualEncoding(country: string): Encoding {
  if (country === 'UA') return 'windows-1251';
  return country === 'PL' || country === 'CZ' ? 'windows-1250' : 'windows-1252';
}
