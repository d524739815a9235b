import { problemText } from '@toster/contracts/imports/problems';
import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type FileRecord, readRecords } from './read-records.ts';
import type { FileLine } from './read-lines.ts';

async function* linesOf(text: string): AsyncGenerator<FileLine> {
  for (const [index, line] of text.split('\n').entries())
    yield { no: index + 1, text: line, isUtf8: true };
}

async function records(text: string, columns: number): Promise<FileRecord[]> {
  const found: FileRecord[] = [];
  for await (const record of readRecords(linesOf(text), ',', columns)) found.push(record);
  return found;
}

describe('the records of a table', () => {
  it('may hold line ends inside quotes, and carry the lines they cover', async () => {
    expect(await records('1,"a\nb",c\n\n2,d,e', 3)).toEqual([
      { firstLine: 1, lastLine: 2, raw: '1,"a\nb",c', fields: ['1', 'a\nb', 'c'] },
      { firstLine: 4, lastLine: 4, raw: '2,d,e', fields: ['2', 'd', 'e'] },
    ]);
  });

  it('lose one line to an open quote, never what follows', async () => {
    const found = await records('1,"a,b\n2,c,d\n3,e,f', 3);
    expect(
      found.map((record) => ('fields' in record ? record.fields[0] : problemText(record.problem))),
    ).toEqual(['a quote is not closed', '2', '3']);
  });

  it('do not swallow lines up to the next quote in the file', async () => {
    const found = await records('1,"a,b\n2,c,d\n3,"e",f\n4,g,h', 3);
    expect(
      found.map((record) => ('fields' in record ? record.fields[0] : problemText(record.problem))),
    ).toEqual(['a quote is not closed', '2', '3', '4']);
  });

  it('cover every line of any text exactly once, in order', async () => {
    const line = fc.string({ unit: fc.constantFrom('a', '1', ',', '"', ' '), maxLength: 10 });
    await fc.assert(
      fc.asyncProperty(fc.array(line, { maxLength: 12 }), async (lines) => {
        const covered: string[] = [];
        let last = 0;
        for (const record of await records(lines.join('\n'), 3)) {
          expect(record.firstLine).toBeGreaterThan(last);
          last = record.lastLine;
          covered.push(...record.raw.split('\n'));
        }
        expect(covered.filter((text) => text.trim() !== '')).toEqual(
          lines.filter((text) => text.trim() !== ''),
        );
      }),
      { numRuns: 500 },
    );
  });

  it('are those of csv-parse where nothing is broken', async () => {
    const cell = fc.string({ unit: fc.constantFrom('a', ',', '"', '\n', 'é'), maxLength: 6 });
    const row = fc.tuple(cell, cell, cell);
    await fc.assert(
      fc.asyncProperty(fc.array(row, { minLength: 1, maxLength: 8 }), async (rows) => {
        const text = rows
          .map((cells) => cells.map((value) => `"${value.replaceAll('"', '""')}"`).join(','))
          .join('\n');
        const found = await records(text, 3);
        expect(found.map((record) => ('fields' in record ? record.fields : null))).toEqual(
          parse(text),
        );
      }),
    );
  });
});
