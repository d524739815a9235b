import type {
  GetImportOutput,
  ImportLine,
  ImportRow,
  InspectImportOutput,
  ListImportLinesOutput,
  PreviewImportOutput,
} from '@toster/contracts/schemas/imports';
import { at, id, MARTA, OLENA, PLACE } from '#features/states/fixtures.ts';

const row = (n: number, change: Partial<ImportRow>): ImportRow => ({
  id: id(700 + n),
  locationId: PLACE.id,
  kind: 'orders',
  source: 'стара-каса',
  status: 'finished',
  startedBy: { id: OLENA.id, firstName: OLENA.firstName },
  startedAt: at(9, 10 + n),
  finishedAt: at(9, 12 + n),
  created: 1834,
  updated: 0,
  known: 12,
  rejected: 3,
  failure: null,
  ...change,
});
/** Imports in several states. */
export const IMPORTS: readonly ImportRow[] = [
  row(0, {
    kind: 'menu',
    source: 'меню-осінь-2026',
    status: 'checked',
    created: 0,
    known: 0,
    rejected: 0,
  }),
  row(1, {
    kind: 'menu',
    source: 'menu',
    status: 'running',
    created: 140,
    updated: 12,
    rejected: 0,
  }),
  row(2, {}),
  row(3, {
    kind: 'customers',
    source: 'guests-of-the-old-till-with-a-very-long-name-2019-to-2026',
    status: 'failed',
    failure: 'rights',
    startedBy: { id: MARTA.id, firstName: MARTA.firstName },
    created: 1_200,
    rejected: 41,
  }),
  row(4, {
    status: 'cancelled',
    startedBy: { id: id(14), firstName: null },
    created: 0,
    known: 0,
    rejected: 0,
  }),
];

const COLUMNS = ['Категорія', 'Назва', 'Ціна', 'Алергени', 'Коментар кухні'];
/** A menu of somebody’s own, at its columns. */
export const MENU: GetImportOutput = {
  ...row(0, {
    kind: 'menu',
    source: 'меню-осінь-2026',
    status: 'uploaded',
    created: 0,
    known: 0,
    rejected: 0,
  }),
  own: true,
  file: {
    name: 'меню-осінь-2026.csv',
    size: 18_400,
    sha256: '0a'.repeat(32),
    chunkBytes: 524_288,
    missing: [],
    present: true,
    header: COLUMNS.join(';'),
    columns: COLUMNS,
    before: { id: id(799), finishedAt: at(8, 0, 1) },
  },
  reading: {
    delimiter: ';',
    encoding: 'utf-8',
    columns: [
      { field: 'category', column: 0 },
      { field: 'name', column: 1 },
      { field: 'price', column: 2 },
      { field: 'allergens', column: 3 },
    ],
    price: null,
    placedAt: null,
    channel: null,
    category: null,
    taxClass: 'standard',
  },
  linesUntil: null,
  foretold: {
    lines: 152,
    created: 96,
    updated: 31,
    known: 20,
    faulty: 4,
    heldBack: 1,
    totalMinor: null,
  },
  setsPrices: true,
  progress: { lines: 153, total: 153, askedAt: at(9, 11), workedAt: at(9, 11) },
  now: at(9, 11),
};

/** What its file tells of itself. */
export const INSPECTION: InspectImportOutput = {
  delimiter: ';',
  encoding: 'utf-8',
  columns: COLUMNS.map((name, index) => ({
    name,
    samples:
      [
        ['Супи', 'Супи', 'Десерти'],
        ['Борщ з пампушками', 'Солянка м’ясна збірна по-київськи', 'Медівник'],
        ['165,00', '190', 'сто двадцять'],
        ['глютен, молоко', 'селера', ''],
        [],
      ][index] ?? [],
  })),
  recognised: [
    { field: 'category', column: 0 },
    { field: 'name', column: 1 },
    { field: 'price', column: 2 },
    { field: 'allergens', column: 3 },
  ],
};

type Cell = PreviewImportOutput['rows'][number]['cells'][number];
const cell = (field: Cell['field'], value: Cell['value']): Cell => ({
  field,
  value,
  text: null,
  problem: null,
});
const previewRow = (line: number, name: string, minor: number) => ({
  line,
  cells: [
    cell('category', { type: 'text', text: 'Супи' }),
    cell('name', { type: 'text', text: name }),
    cell('price', { type: 'money', minor }),
    cell('allergens', { type: 'list', items: ['gluten', 'milk'] }),
  ],
  problem: null,
});
const NOT_AMOUNT = { code: 'not_amount', field: 'price', currency: 'UAH' } as const;
/** Its first lines: good, faulty in one field, broken. */
export const PREVIEW: PreviewImportOutput = {
  rows: [
    previewRow(2, 'Борщ з пампушками', 16_500),
    previewRow(3, 'Солянка м’ясна збірна по-київськи', 19_000),
    {
      line: 4,
      cells: [
        cell('category', { type: 'text', text: 'Десерти' }),
        cell('name', { type: 'text', text: 'Медівник' }),
        { field: 'price', value: null, text: 'сто двадцять', problem: NOT_AMOUNT },
        cell('allergens', null),
      ],
      problem: NOT_AMOUNT,
    },
    { line: 5, cells: [], problem: { code: 'column_count', count: 7, most: 5 } },
  ],
};

const line = (n: number, change: Partial<ImportLine>): ImportLine => ({
  line: n,
  raw: 'Десерти;Медівник;сто двадцять;;',
  fields: ['Десерти', 'Медівник', 'сто двадцять', '', ''],
  problem: NOT_AMOUNT,
  reason: null,
  verdict: 'rejected',
  changes: [],
  ...change,
});
/** Lines of it that were put aside. */
export const ASIDE: readonly ImportLine[] = [
  line(4, {}),
  line(5, { fields: [], problem: { code: 'column_count', count: 7, most: 5 } }),
  line(31, { problem: { code: 'repeated', line: 12, field: 'name' } }),
];
/** Lines of it that change and add a dish. */
export const CHANGES: readonly ImportLine[] = [
  line(2, {
    fields: ['Супи', 'Борщ з пампушками', '165,00', 'глютен, молоко', ''],
    problem: null,
    verdict: 'updated',
    changes: [
      { field: 'price', before: 14_500, after: 16_500 },
      { field: 'allergens', before: ['gluten'], after: ['gluten', 'milk'] },
    ],
  }),
  line(3, {
    fields: ['Супи', 'Солянка м’ясна збірна по-київськи', '190', 'селера', ''],
    problem: null,
    verdict: 'created',
  }),
];
/** Why lines of it were put aside. */
export const REASONS: NonNullable<ListImportLinesOutput['reasons']> = [
  { code: 'not_amount', count: 3 },
  { code: 'column_count', count: 1 },
];
