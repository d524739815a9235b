import { ZImportReading } from '@toster/contracts/imports/reading';
import { IMPORT_FIELDS, IMPORT_KINDS, type ImportField } from '@toster/contracts/imports/kinds';
import type { InspectImportOutput } from '@toster/contracts/schemas/imports';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Draft, draftOf, lacksOf, placed, readingOf } from '#features/imports/draft.ts';

const inspection = (
  recognised: InspectImportOutput['recognised'],
  change: Partial<InspectImportOutput> = {},
): InspectImportOutput => ({
  delimiter: ';',
  encoding: 'utf-8',
  columns: [],
  recognised,
  ...change,
});
const begin = (
  kind: Draft['kind'],
  recognised: InspectImportOutput['recognised'] = [],
  reading: Parameters<typeof draftOf>[0]['reading'] = null,
) => draftOf({ kind, source: 'till', reading, inspection: inspection(recognised) });

const ORDER_COLUMNS = (['order_id', 'quantity', 'item_name', 'item_price'] as const).map(
  (field, column) => ({ field, column }),
);

describe('a draft of a reading', () => {
  it('begins with what was recognised, and with the reading of the last check where the file is written as then', () => {
    const checked = {
      delimiter: ';',
      encoding: 'utf-8',
      columns: [{ field: 'name', column: 4 }],
      price: null,
      placedAt: null,
      channel: null,
      category: 'Soups',
      taxClass: 'standard',
    } as const;
    const guess = [{ field: 'name', column: 1 }] as const;
    expect(begin('menu', [...guess]).columns).toEqual({ name: 1 });
    const again = begin('menu', [...guess], { ...checked, columns: [...checked.columns] });
    expect(again).toMatchObject({ columns: { name: 4 }, category: 'Soups', taxClass: 'standard' });
    const other = draftOf({
      kind: 'menu',
      source: 'till',
      reading: { ...checked, columns: [...checked.columns] },
      inspection: inspection([...guess], { delimiter: ',' }),
    });
    expect(other.columns).toEqual({ name: 1 });
  });

  it('says what is lacking, and is a reading once nothing is', () => {
    expect(lacksOf(begin('orders'))).toEqual([
      'order_id',
      'quantity',
      'item_name',
      'item_price',
      'once',
    ]);
    expect(lacksOf(begin('menu'))).toEqual(['name']);
    expect(lacksOf(begin('customers', [{ field: 'name', column: 0 }]))).toEqual(['contact']);
    const dated = begin('orders', [...ORDER_COLUMNS, { field: 'placed_at', column: 4 }]);
    expect(lacksOf(dated)).toEqual([]);
    expect(lacksOf(placed(dated, 'placed_at', null))).toEqual(['placed_at']);
    expect(lacksOf({ ...dated, source: 'Toster' })).toEqual(['source']);
    expect(readingOf(begin('orders'))).toBeNull();
    expect(readingOf(dated)).toMatchObject({ placedAt: 'column', columns: { placed_at: 4 } });
  });

  it('gives a column to one field only', () => {
    const draft = placed(begin('menu', [{ field: 'name', column: 1 }]), 'category', 1);
    expect(draft.columns).toEqual({ category: 1 });
  });

  it('is a reading the API takes, whatever was chosen', () => {
    const drafts = fc
      .tuple(fc.constantFrom(...IMPORT_KINDS), fc.array(fc.nat(9), { maxLength: 12 }), fc.boolean())
      .map(([kind, columns, once]) => {
        const fields: readonly ImportField[] = IMPORT_FIELDS[kind];
        const draft = columns.reduce(
          (each, column, index) => placed(each, fields[index % fields.length] ?? 'name', column),
          begin(kind),
        );
        return {
          ...draft,
          placedAt: once ? ('once' as const) : ('column' as const),
          once: '2026-03-01T18:30',
        };
      });
    fc.assert(
      fc.property(drafts, (draft) => {
        const reading = readingOf(draft);
        expect(reading === null).toBe(lacksOf(draft).length > 0);
        if (reading !== null) expect(ZImportReading.safeParse(reading).success).toBe(true);
      }),
    );
  });
});
