import { createReadStream } from 'node:fs';

/** A file that can be read more than once, from its beginning, piece by piece. */
export type ByteSource = () => AsyncIterable<Uint8Array>;

const PIECE_BYTES = 256 * 1024;

/** A file of this machine. */
export function fileSource(path: string): ByteSource {
  return () => createReadStream(path, { highWaterMark: PIECE_BYTES });
}

/** Pieces that are fetched one after the other by their number from 0. */
export function pieceSource(count: number, fetch: (no: number) => Promise<Uint8Array>): ByteSource {
  return async function* pieces() {
    for (let no = 0; no < count; no++) yield await fetch(no);
  };
}
