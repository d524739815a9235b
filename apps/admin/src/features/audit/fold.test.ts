import type { AuditLine } from '@toster/contracts/schemas/audit';
import { describe, expect, it } from 'vitest';
import { foldLines } from '#features/audit/fold.ts';

const line = (requestId: string, source: AuditLine['source'], count = 1): AuditLine => ({
  requestId,
  capSeq: '1',
  at: '2026-11-22T10:00:00Z',
  action: 'order.created',
  domain: 'orders',
  actor: { kind: 'system', id: null, firstName: null, dbUser: null },
  source,
  location: null,
  rel: 'orders',
  rowId: null,
  label: null,
  count,
  countIsLeast: false,
  counts: [],
  changes: [],
});

describe('folding of bulk actions', () => {
  it('folds a run of seeded lines and counts its rows', () => {
    const entries = foldLines([
      line('a', 'console'),
      line('b', 'seed', 3),
      line('c', 'seed', 4),
      line('d', 'console'),
    ]);
    expect(entries.map((entry) => entry.kind)).toEqual(['line', 'fold', 'line']);
    expect(entries[1]).toMatchObject({
      source: 'seed',
      rows: 7,
      lines: [{ requestId: 'b' }, { requestId: 'c' }],
    });
  });

  it("keeps runs of different sources apart and never folds a single line or a person's work", () => {
    expect(
      foldLines([line('a', 'seed'), line('b', 'import'), line('c', 'import')]).map(
        (entry) => entry.kind,
      ),
    ).toEqual(['line', 'fold']);
    expect(
      foldLines([line('a', 'console'), line('b', 'console')]).map((entry) => entry.kind),
    ).toEqual(['line', 'line']);
    expect(foldLines([])).toEqual([]);
  });
});
