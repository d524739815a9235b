import { createHash, type Hash } from 'node:crypto';
import type { Delimiter, Encoding } from '@toster/contracts/imports/reading';
import { ImportError } from '../import-error.ts';
import type { ByteSource } from './byte-source.ts';
import { type Header, readHeader } from './header.ts';
import { readLines, type ReadProgress } from './read-lines.ts';
import { type FileRecord, readRecords } from './read-records.ts';

/** How bytes become lines and columns. A delimiter that is not given is recognised. */
export type Framing = { readonly encoding: Encoding; readonly delimiter: Delimiter | null };

/** The header and the records behind it, and the digest of the bytes once they are read to the end. */
export type Table = {
  readonly header: Header;
  readonly records: AsyncIterable<FileRecord>;
  digest(): string;
};

/** Reads the header and prepares the rest for reading. Throws an ImportError when the file is no table. */
export async function openTable(
  source: ByteSource,
  framing: Framing,
  progress?: ReadProgress,
): Promise<Table> {
  const hash: Hash = createHash('sha256');
  const lines = readLines(source(), { encoding: framing.encoding, hash, progress });
  const first = await lines.next();
  if (first.done === true) throw new ImportError('empty', 'the file is empty');
  const header = readHeader(first.value.text, framing.delimiter);
  return {
    header,
    records: readRecords(lines, header.delimiter, header.names.length),
    digest: () => hash.digest('hex'),
  };
}

/** The header of a file and nothing else of it. */
export async function peekHeader(source: ByteSource, framing: Framing): Promise<Header> {
  for await (const line of readLines(source(), { encoding: framing.encoding })) {
    return readHeader(line.text, framing.delimiter);
  }
  throw new ImportError('empty', 'the file is empty');
}

/** The first records of a file, for somebody to look at. */
export async function peekRecords(
  source: ByteSource,
  framing: Framing,
  count: number,
): Promise<{ readonly header: Header; readonly records: readonly FileRecord[] }> {
  const { header, records } = await openTable(source, framing);
  const found: FileRecord[] = [];
  for await (const record of records) {
    found.push(record);
    if (found.length === count) break;
  }
  return { header, records: found };
}
