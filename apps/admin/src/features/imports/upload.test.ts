import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { sendFile, sha256Of } from '#features/imports/upload.ts';

const BYTES = Uint8Array.from({ length: 100_000 }, (_, index) => (index * 7) % 256);
const file = new Blob([BYTES]);
const never = new AbortController().signal;

function server(failAt?: number) {
  const pieces = new Map<number, Buffer>();
  let isComplete = false;
  return {
    pieces,
    isComplete: () => isComplete,
    calls: {
      putChunk: ({ no, content }: { no: number; content: string }) => {
        if (no === failAt) return Promise.reject(new Error('the connection was lost'));
        pieces.set(no, Buffer.from(content, 'base64'));
        return Promise.resolve({ missing: [] });
      },
      complete: () => Promise.resolve(void (isComplete = true)),
    },
  };
}

const upload = { id: 'x', file, chunkBytes: 40_000 };

describe('an upload', () => {
  it('sends what is missing, byte for byte, and then ends', async () => {
    const { pieces, isComplete, calls } = server();
    const seen: number[] = [];
    await sendFile({ ...upload, missing: [0, 2] }, calls, never, (left) => seen.push(left));
    expect(pieces.get(0)?.equals(BYTES.subarray(0, 40_000))).toBe(true);
    expect(pieces.has(1)).toBe(false);
    expect(pieces.get(2)?.equals(BYTES.subarray(80_000))).toBe(true);
    expect(seen).toEqual([2, 1, 0]);
    expect(isComplete()).toBe(true);
  });

  it('that fails or is stopped does not end, and what has arrived stays', async () => {
    const broken = server(1);
    const all = { ...upload, missing: [0, 1, 2] };
    await expect(sendFile(all, broken.calls, never, () => undefined)).rejects.toThrow('lost');
    expect([...broken.pieces.keys()]).toEqual([0]);
    expect(broken.isComplete()).toBe(false);

    const stopped = server();
    const stop = new AbortController();
    await sendFile(all, stopped.calls, stop.signal, (left) =>
      left === 2 ? stop.abort() : undefined,
    );
    expect([...stopped.pieces.keys()]).toEqual([0, 1]);
    expect(stopped.isComplete()).toBe(false);
  });

  it('is announced by the digest that everybody computes', async () => {
    expect(await sha256Of(file)).toBe(createHash('sha256').update(BYTES).digest('hex'));
  });
});
