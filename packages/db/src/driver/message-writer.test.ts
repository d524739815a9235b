import fc from 'fast-check';
import { expect, test } from 'vitest';
import { MessageWriter } from './message-writer.ts';

// Message layouts: PostgreSQL manual, chapter "Frontend/Backend Protocol", "Message Formats".
test('Parse and Describe name a statement', () => {
  const writer = new MessageWriter();
  writer.prepare('s1', 'select 1');
  expect(writer.take().toString('latin1')).toBe('P\0\0\0\x12s1\0select 1\0\0\0D\0\0\0\x08Ss1\0');
});

test('Bind carries texts and nulls, Execute asks for all rows', () => {
  const writer = new MessageWriter();
  writer.execute('s1', ['é', null]);
  expect(writer.take().toString('latin1')).toBe(
    'B\0\0\0\x18\0s1\0\0\0\0\x02\0\0\0\x02\xc3\xa9\xff\xff\xff\xff\0\0E\0\0\0\x09\0\0\0\0\0',
  );
});

test('Sync and Flush are empty messages', () => {
  const writer = new MessageWriter();
  writer.sync();
  writer.flush();
  expect(writer.take().toString('latin1')).toBe('S\0\0\0\x04H\0\0\0\x04');
  expect(writer.length).toBe(0);
});

test('messages of any size keep their lengths, and bytes once taken stay as they are', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 100_000 }), { maxLength: 6 }), (sizes) => {
      const writer = new MessageWriter();
      const taken = sizes.map((size, index) => {
        writer.execute('', ['a'.repeat(size)]);
        writer.prepare(`s${index}`, 'b'.repeat(size));
        return writer.take();
      });
      for (const [index, size] of sizes.entries()) {
        expect(typesOf(taken[index] ?? Buffer.alloc(0))).toEqual(['B', 'E', 'P', 'D']);
        expect(taken[index]?.toString('latin1')).toContain(`\0${'b'.repeat(size)}\0`);
      }
    }),
    { numRuns: 30 },
  );
});

function typesOf(bytes: Buffer): string[] {
  const types: string[] = [];
  for (let at = 0; at < bytes.length; at += 1 + bytes.readInt32BE(at + 1)) {
    types.push(String.fromCharCode(bytes[at] ?? 0));
  }
  return types;
}
