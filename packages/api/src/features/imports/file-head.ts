import { AppError } from '@toster/contracts/errors';
import { importChunk } from '@toster/db/schema/import-file';
import type { TenantReadTx } from '@toster/db/tenant';
import { ImportError } from '@toster/imports/import-error';
import type { ByteSource } from '@toster/imports/table/byte-source';
import type { Header } from '@toster/imports/table/header';
import { type Framing, peekHeader, peekRecords } from '@toster/imports/table/open-table';
import { and, eq } from 'drizzle-orm';
import type { ImportFileRow } from './import-rows.ts';

const NEWLINE = 0x0a;
/** What a spreadsheet's own file begins with: it is a ZIP archive. */
const ARCHIVE = Buffer.from('PK\u0003\u0004');

type Records = Awaited<ReturnType<typeof peekRecords>>;

/** The beginning of a file, for somebody to look at before it is read to its end. */
export type FileHead = {
  header(framing: Framing): Promise<Header>;
  /** The first records; fewer where the file is short, or its first piece ends before. */
  records(framing: Framing, count: number): Promise<Records>;
};

/** Reads the first piece of the caller's file. Throws IMPORT_FILE_INVALID where it is gone or no text. */
export async function headOf(tx: TenantReadTx, file: ImportFileRow): Promise<FileHead> {
  const [first] = await tx
    .select({ content: importChunk.content })
    .from(importChunk)
    .where(
      and(
        eq(importChunk.orgId, file.orgId),
        eq(importChunk.jobId, file.jobId),
        eq(importChunk.no, 0),
      ),
    );
  if (first === undefined) throw new AppError('IMPORT_FILE_INVALID', { details: { file: 'gone' } });
  const content = Buffer.from(first.content);
  if (content.subarray(0, ARCHIVE.length).equals(ARCHIVE))
    throw new AppError('IMPORT_FILE_INVALID', { details: { file: 'not_a_table' } });
  // The last line of a piece goes on in the next one.
  const whole = file.chunkCount === 1 ? content : content.subarray(0, endOfLines(content));
  const source: ByteSource = async function* pieces() {
    yield whole;
  };
  return {
    header: (framing) => peekHeader(source, framing),
    records: (framing, count) => peekRecords(source, framing, count),
  };
}

function endOfLines(content: Buffer): number {
  const last = content.lastIndexOf(NEWLINE);
  return last === -1 ? content.length : last + 1;
}

const TOLD = ['empty', 'utf16', 'not_a_table', 'line_too_long', 'gone'] as const;

/** Runs what reads a file; what is wrong with it becomes IMPORT_FILE_INVALID. */
export async function asFileError<T>(read: () => Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (error) {
    if (!(error instanceof ImportError)) throw error;
    const { failure } = error;
    const file = TOLD.find((each) => each === failure) ?? 'not_a_table';
    throw new AppError('IMPORT_FILE_INVALID', { details: { file }, cause: error });
  }
}
