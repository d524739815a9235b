/** What an upload needs of the API. */
export type UploadCalls = {
  putChunk: (piece: { id: string; no: number; content: string }) => Promise<{ missing: number[] }>;
  complete: (of: { id: string }) => Promise<unknown>;
};

export type Upload = {
  readonly id: string;
  readonly file: Blob;
  readonly chunkBytes: number;
  /** The pieces that are still to be sent. */
  readonly missing: readonly number[];
};

const BYTES_AT_ONCE = 0x80_00;

/** SHA-256 of a file, hex. */
export async function sha256Of(file: Blob): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', await file.arrayBuffer());
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

/**
 * Sends the missing pieces of a file, one after the other, and ends the upload. `onProgress` hears how many pieces are
 * still missing. A failure leaves what has arrived where it is; the signal stops behind the piece at hand.
 */
export async function sendFile(
  { id, file, chunkBytes, missing }: Upload,
  calls: UploadCalls,
  signal: AbortSignal,
  onProgress: (missing: number) => void,
): Promise<void> {
  for (const [index, no] of missing.entries()) {
    if (signal.aborted) return;
    onProgress(missing.length - index);
    const piece = file.slice(no * chunkBytes, (no + 1) * chunkBytes);
    await calls.putChunk({ id, no, content: base64(await piece.arrayBuffer()) });
  }
  if (signal.aborted) return;
  onProgress(0);
  await calls.complete({ id });
}

function base64(buffer: ArrayBuffer): string {
  const bytes = new Uint8Array(buffer);
  let text = '';
  for (let from = 0; from < bytes.length; from += BYTES_AT_ONCE)
    text += String.fromCharCode(...bytes.subarray(from, from + BYTES_AT_ONCE));
  return btoa(text);
}
