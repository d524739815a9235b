import type { Hash } from 'node:crypto';
import type { Encoding } from '@toster/contracts/imports/reading';
import { ImportError } from '../import-error.ts';

/** One physical line of a file, without its line end. */
export type FileLine = {
  /** From 1, as an editor counts. */
  readonly no: number;
  readonly text: string;
  /** False: the bytes are not the UTF-8 they should be, and `text` is their Latin-1 reading, so that nothing is lost. */
  readonly isUtf8: boolean;
};

/** How far reading has come. */
export type ReadProgress = { bytes: number };

export type LineOptions = {
  /** UTF-8 where nothing is said. */
  readonly encoding?: Encoding;
  readonly hash?: Hash;
  readonly progress?: ReadProgress | undefined;
};

const NEWLINE = 0x0a;
const RETURN = 0x0d;
/** A longer line is no table, and must not fill the memory. */
const LINE_BYTES = 64 * 1024;

/**
 * The lines of a file, read as fast as they are taken and never as a whole. A byte order mark is dropped. Every byte
 * passes through `hash`. Throws an ImportError for UTF-16 and for lines over 64 KiB.
 */
export async function* readLines(
  pieces: AsyncIterable<Uint8Array>,
  { encoding = 'utf-8', hash, progress }: LineOptions = {},
): AsyncGenerator<FileLine> {
  const decode = decoderOf(encoding);
  let no = 0;
  let rest: Buffer = Buffer.alloc(0);
  const line = (bytes: Buffer): FileLine => {
    no += 1;
    const end = bytes.at(-1) === RETURN ? bytes.length - 1 : bytes.length;
    return decode(no, no === 1 ? withoutMark(bytes.subarray(0, end)) : bytes.subarray(0, end));
  };
  for await (const piece of pieces) {
    hash?.update(piece);
    if (progress !== undefined) progress.bytes += piece.length;
    const bytes = Buffer.from(piece.buffer, piece.byteOffset, piece.byteLength);
    const data = rest.length === 0 ? bytes : Buffer.concat([rest, bytes]);
    let from = 0;
    for (let at = data.indexOf(NEWLINE); at !== -1; at = data.indexOf(NEWLINE, from)) {
      if (at - from > LINE_BYTES) throw tooLong(no + 1);
      yield line(data.subarray(from, at));
      from = at + 1;
    }
    rest = data.subarray(from);
    if (rest.length > LINE_BYTES) throw tooLong(no + 1);
  }
  if (rest.length > 0) yield line(rest);
}

function tooLong(no: number): ImportError {
  return new ImportError('line_too_long', `line ${no} is longer than 64 KiB: is this a table?`);
}

function withoutMark(bytes: Buffer): Buffer {
  const [first, second, third] = bytes;
  if ((first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff)) {
    throw new ImportError('utf16', 'the file is UTF-16: save it as UTF-8 first');
  }
  return first === 0xef && second === 0xbb && third === 0xbf ? bytes.subarray(3) : bytes;
}

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

function decoderOf(encoding: Encoding): (no: number, bytes: Buffer) => FileLine {
  if (encoding === 'utf-8') return decodeUtf8;
  const decoder = new TextDecoder(encoding);
  return (no, bytes) => ({ no, text: decoder.decode(bytes), isUtf8: true });
}

function decodeUtf8(no: number, bytes: Buffer): FileLine {
  try {
    return { no, text: utf8.decode(bytes), isUtf8: true };
  } catch {
    return { no, text: bytes.toString('latin1'), isUtf8: false };
  }
}
