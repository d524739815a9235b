import {
  IMPORT_CHUNK_BYTES,
  IMPORT_FILE_BYTES,
  IMPORT_FILES_WAITING,
} from '@toster/contracts/imports/kinds';
import {
  ZInspectImportOutput,
  ZListImportsOutput,
  ZPreviewImportOutput,
  ZPutImportChunkOutput,
  ZStartImportOutput,
} from '@toster/contracts/schemas/imports';
import type { Restaurant } from '@toster/db/testing/factories/restaurant';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { announce, clearDesk, GOOD, look, send, upload } from './import-files.ts';
import { type Kitchen, memberOf, openKitchen } from './kitchen.ts';

let kitchen: Kitchen;
let restaurant: Restaurant;
let here: string;
beforeAll(async () => {
  kitchen = await openKitchen();
  restaurant = await kitchen.restaurant(['owner', 'manager', 'operator', 'cashier', 'cook']);
  here = restaurant.place.location.id;
});
beforeEach(() => clearDesk(kitchen, restaurant));
afterAll(() => kitchen.close());

/** A file of several pieces: each line tells where it stands. */
const big = (lines: number) =>
  `${GOOD.orders.text}${Array.from({ length: lines }, (_, i) => `${i + 3},1,Borsch with garlic bread ${i},99.00\n`).join('')}`;
const pieceOf = (content: string, no: number) =>
  Buffer.from(content)
    .subarray(no * IMPORT_CHUNK_BYTES, (no + 1) * IMPORT_CHUNK_BYTES)
    .toString('base64');

describe('an upload', () => {
  test('goes up in pieces in any order, goes on where it was left, and is complete when its digest is', async () => {
    const { owner } = restaurant.members;
    const content = big(40_000);
    const input = announce(here, 'orders', content, 'week 1.csv');
    const first = await kitchen.ask(owner, 'imports.start', input, ZStartImportOutput);
    expect(first.missing).toEqual([0, 1, 2, 3]);
    const put = (no: number) =>
      kitchen.ask(
        owner,
        'imports.putChunk',
        { id: first.id, no, content: pieceOf(content, no) },
        ZPutImportChunkOutput,
      );
    expect((await put(3)).missing).toEqual([0, 1, 2]);
    expect((await put(1)).missing).toEqual([0, 2]);
    expect((await put(1)).missing).toEqual([0, 2]);
    const early = await kitchen.call(owner, 'imports.complete', { id: first.id });
    expect(early.error).toMatchObject({
      code: 'IMPORT_FILE_INVALID',
      details: { file: 'incomplete' },
    });
    // As after a reload: the same file is announced again.
    const again = await kitchen.ask(owner, 'imports.start', input, ZStartImportOutput);
    expect(again).toEqual({ ...first, missing: [0, 2] });
    expect((await look(kitchen, owner, first.id)).file).toMatchObject({
      name: 'week 1.csv',
      missing: [0, 2],
      present: false,
    });
    await put(0);
    await put(2);
    const done = await kitchen.call(owner, 'imports.complete', { id: first.id });
    expect(done.error).toBeNull();
    const seen = await look(kitchen, owner, first.id);
    expect(seen).toMatchObject({ status: 'uploaded', source: 'week 1', own: true });
    expect(seen.file).toMatchObject({
      present: true,
      header: 'order_id,quantity,item_name,item_price',
    });
    const [stored] = await kitchen.admin`
      select encode(sha256(string_agg(content, ''::bytea order by no)), 'hex') as digest from import_chunk where job_id = ${first.id}`;
    expect(stored?.['digest']).toBe(input.sha256);
  });

  test('whose content is not the announced one is refused, and a piece cannot be replaced', async () => {
    const { owner } = restaurant.members;
    const input = announce(here, 'orders', GOOD.orders.text);
    const { id } = await kitchen.ask(owner, 'imports.start', input, ZStartImportOutput);
    const other = GOOD.orders.text.replace('Tea', 'Rum');
    const put = (content: string) =>
      kitchen.call(owner, 'imports.putChunk', { id, no: 0, content: pieceOf(content, 0) });
    expect((await put(other)).error).toBeNull();
    expect((await put(GOOD.orders.text)).error).toBeNull();
    expect((await kitchen.call(owner, 'imports.complete', { id })).error).toMatchObject({
      code: 'IMPORT_FILE_INVALID',
      details: { file: 'digest' },
    });
    expect((await look(kitchen, owner, id)).status).toBe('uploading');
  });

  test.each([
    ['shorter', GOOD.orders.text.slice(0, -1), 0],
    ['longer', `${GOOD.orders.text}x`, 0],
    ['behind the end of the file', GOOD.orders.text, 1],
  ])('refuses a piece that is %s', async (_, content, no) => {
    const { owner } = restaurant.members;
    const id = await send(kitchen, owner, here, 'orders', GOOD.orders.text, 1);
    const piece = { id, no, content: Buffer.from(content).toString('base64') };
    expect((await kitchen.call(owner, 'imports.putChunk', piece)).error).toMatchObject({
      code: 'IMPORT_FILE_INVALID',
      details: { file: 'size' },
    });
  });

  test('over the limit of a file, of a piece, or of files that wait, is refused', async () => {
    const { owner } = restaurant.members;
    const input = announce(here, 'orders', GOOD.orders.text);
    const huge = { ...input, size: IMPORT_FILE_BYTES + 1 };
    expect((await kitchen.call(owner, 'imports.start', huge)).error?.code).toBe('INVALID_INPUT');
    const most = { ...input, size: IMPORT_FILE_BYTES, sha256: 'ab'.repeat(32) };
    const { missing } = await kitchen.ask(owner, 'imports.start', most, ZStartImportOutput);
    expect(missing).toHaveLength(128);

    const id = await send(kitchen, owner, here, 'orders', GOOD.orders.text, 1);
    const wide = Buffer.alloc(IMPORT_CHUNK_BYTES + 3).toString('base64');
    const answer = await kitchen.call(owner, 'imports.putChunk', { id, no: 0, content: wide });
    expect(answer.error?.code).toBe('INVALID_INPUT');

    for (let file = 2; file < IMPORT_FILES_WAITING; file++)
      await send(kitchen, owner, here, 'orders', `${GOOD.orders.text}${file},1,Tea,1.00\n`, 1);
    const next = announce(here, 'orders', 'one more');
    expect((await kitchen.call(owner, 'imports.start', next)).error?.code).toBe(
      'IMPORT_FILES_WAITING',
    );
    expect((await kitchen.call(owner, 'imports.cancel', { id })).error).toBeNull();
    expect((await kitchen.call(owner, 'imports.start', next)).error).toBeNull();
  });

  test('announced twice at the same moment is one import, and many at once do not pass the limit', async () => {
    const { owner } = restaurant.members;
    const input = announce(here, 'orders', GOOD.orders.text);
    const twins = await Promise.all([
      kitchen.ask(owner, 'imports.start', input, ZStartImportOutput),
      kitchen.ask(owner, 'imports.start', input, ZStartImportOutput),
    ]);
    expect(twins[0]).toEqual(twins[1]);
    const answers = await Promise.all(
      Array.from({ length: IMPORT_FILES_WAITING + 2 }, (_, file) =>
        kitchen.call(owner, 'imports.start', announce(here, 'orders', `file ${file}`)),
      ),
    );
    const codes = answers.map(({ error }) => error?.code ?? 'begun');
    expect(codes.filter((code) => code === 'begun')).toHaveLength(IMPORT_FILES_WAITING - 1);
    expect(codes.filter((code) => code === 'IMPORT_FILES_WAITING')).toHaveLength(3);
  });

  test.each([
    ['UTF-16', Buffer.from(`\uFEFF${GOOD.orders.text}`, 'utf16le'), 'utf16'],
    ['UTF-16 without its mark', Buffer.from(GOOD.orders.text, 'utf16le'), 'utf16'],
    [
      'a spreadsheet',
      Buffer.concat([Buffer.from('PK\u0003\u0004'), Buffer.alloc(500, 7)]),
      'not_a_table',
    ],
    ['prose', Buffer.from('Dear all,\nlunch is at noon.\n'), null],
    ['one endless line', Buffer.from('x'.repeat(70_000)), 'line_too_long'],
  ])('of %s is told what is wrong with it', async (_, content, file) => {
    const { owner } = restaurant.members;
    const id = await send(kitchen, owner, here, 'orders', content);
    const { error } = await kitchen.call(owner, 'imports.complete', { id });
    if (file === null) expect(error).toBeNull();
    else expect(error).toMatchObject({ code: 'IMPORT_FILE_INVALID', details: { file } });
  });
});

describe('somebody else', () => {
  test('of the same rights neither sees the file nor adds to it nor decides about it, and may call it off', async () => {
    const { owner } = restaurant.members;
    const manager = memberOf(restaurant, 'manager');
    const half = await send(kitchen, owner, here, 'orders', GOOD.orders.text, 1);
    const whole = await upload(kitchen, owner, here, 'menu');
    const piece = { id: half, no: 0, content: pieceOf(GOOD.orders.text, 0) };
    const attacks: [string, object][] = [
      ['imports.putChunk', piece],
      ['imports.complete', { id: half }],
      ['imports.inspect', { id: whole }],
      ['imports.preview', { id: whole, reading: GOOD.menu.reading }],
      ['imports.check', { id: whole, reading: GOOD.menu.reading }],
      ['imports.lines', { id: whole, of: 'rejected' }],
      ['imports.confirm', { id: whole }],
      ['imports.confirmPrices', { id: whole }],
    ];
    for (const [path, input] of attacks) {
      const { error } = await kitchen.call(manager, path, input);
      expect([path, error?.code]).toEqual([path, 'NOT_FOUND']);
    }
    const seen = await look(kitchen, manager, whole);
    expect(seen).toMatchObject({ own: false, file: null, reading: null, source: 'menu' });
    expect(JSON.stringify(seen)).not.toContain('Категорія');
    const [chunks] = await kitchen.admin`
      select count(*)::int as count from import_chunk where job_id = ${half}`;
    expect(chunks?.['count']).toBe(0);

    expect((await kitchen.call(manager, 'imports.cancel', { id: whole })).error).toBeNull();
    expect((await look(kitchen, owner, whole)).status).toBe('cancelled');
    expect((await kitchen.call(owner, 'imports.putChunk', piece)).error).toBeNull();
  });

  test('of another role sees the kinds that role may import, at its place', async () => {
    const { owner } = restaurant.members;
    const cashier = memberOf(restaurant, 'cashier');
    const orders = await upload(kitchen, owner, here, 'orders');
    const menu = await upload(kitchen, owner, here, 'menu');
    const customers = await upload(kitchen, owner, here, 'customers');
    const elsewhere = await upload(kitchen, owner, restaurant.locations[1].id, 'orders');
    const idsOf = async (email: string, input: object = {}) => {
      const list = await kitchen.ask({ email }, 'imports.list', input, ZListImportsOutput);
      return list.imports.map(({ id }) => id);
    };
    const seen = await idsOf(cashier.email);
    expect(seen).toContain(orders);
    for (const hidden of [menu, customers, elsewhere]) {
      expect(seen).not.toContain(hidden);
      for (const path of ['imports.get', 'imports.cancel'])
        expect((await kitchen.call(cashier, path, { id: hidden })).error?.code).toBe('NOT_FOUND');
    }
    expect(await idsOf(memberOf(restaurant, 'operator').email)).toEqual(
      expect.arrayContaining([orders, customers]),
    );
    expect(await idsOf(owner.email, { limit: 4 })).toEqual([elsewhere, customers, menu, orders]);
    expect(await idsOf(owner.email, { kind: 'menu', status: ['uploaded'] })).toEqual([menu]);
    await kitchen.admin`update import_job set lines_rejected = 1 where id = ${customers}`;
    expect(await idsOf(owner.email, { withAside: true })).toEqual([customers]);
  });

  test('may bring only what the role may import, where it may', async () => {
    const cashier = memberOf(restaurant, 'cashier');
    const manager = memberOf(restaurant, 'manager');
    const start = (person: typeof cashier, place: string, kind: 'orders' | 'menu') =>
      kitchen.call(person, 'imports.start', announce(place, kind, GOOD[kind].text));
    expect((await start(cashier, here, 'orders')).error).toBeNull();
    expect((await start(cashier, here, 'menu')).error).toMatchObject({
      code: 'FORBIDDEN',
      details: { permission: 'menu.edit' },
    });
    expect((await start(manager, here, 'menu')).error).toBeNull();
    expect((await start(manager, restaurant.locations[1].id, 'menu')).error?.code).toBe(
      'NOT_FOUND',
    );
  });
});

describe('a file that is looked at', () => {
  test('tells its delimiter, its encoding, its columns and what they may be', async () => {
    const { owner } = restaurant.members;
    const id = await upload(kitchen, owner, here, 'menu');
    const seen = await kitchen.ask(owner, 'imports.inspect', { id }, ZInspectImportOutput);
    expect(seen).toEqual({
      delimiter: ';',
      encoding: 'utf-8',
      columns: [
        { name: 'Категорія', samples: ['Супи', 'Супи'] },
        { name: 'Назва', samples: ['Солянка', 'Юшка'] },
        { name: 'Ціна', samples: ['145,00', '120'] },
      ],
      recognised: [
        { field: 'category', column: 0 },
        { field: 'name', column: 1 },
        { field: 'price', column: 2 },
      ],
    });
  });

  test('of a spreadsheet that did not save UTF-8 is taken for the encoding usual in the country', async () => {
    const { owner } = restaurant.members;
    // "Назва;Ціна" and "Борщ;145" in windows-1251.
    const cp1251 = (text: string) =>
      Buffer.from(
        [...text].map((c) => {
          const code = c.charCodeAt(0);
          if (code < 128) return code;
          return c === 'і' ? 0xb3 : code - 0x0410 + 0xc0;
        }),
      );
    const id = await upload(kitchen, owner, here, 'menu', cp1251('Назва;Ціна\nБорщ;145\n'));
    const seen = await kitchen.ask(owner, 'imports.inspect', { id }, ZInspectImportOutput);
    expect(seen.encoding).toBe('windows-1251');
    expect(seen.columns).toEqual([
      { name: 'Назва', samples: ['Борщ'] },
      { name: 'Ціна', samples: ['145'] },
    ]);
  });

  test('is shown as it will be read, with what is wrong beside it', async () => {
    const { owner } = restaurant.members;
    const text =
      'order_id,quantity,item_name,item_price,choices,placed_at\n' +
      '7,2,Tea,"₴1 234,50","sugar; lemon",2026-03-29 04:30\n' +
      '8,none,Tea,12.00,,yesterday\n' +
      '9,1,Tea\n';
    const id = await upload(kitchen, owner, here, 'orders', text);
    const reading = {
      ...GOOD.orders.reading,
      columns: { ...GOOD.orders.reading.columns, choice_description: 4, placed_at: 5 },
      price: 'unit',
      placedAt: 'column',
    };
    const input = { id, reading };
    const { rows } = await kitchen.ask(owner, 'imports.preview', input, ZPreviewImportOutput);
    expect(rows.map(({ line }) => line)).toEqual([2, 3, 4]);
    const valueOf = (row: number, field: string) =>
      rows[row]?.cells.find((cell) => cell.field === field);
    expect(valueOf(0, 'item_price')?.value).toEqual({ type: 'money', minor: 123_450 });
    // Kyiv has gone to summer time an hour and a half before.
    expect(valueOf(0, 'placed_at')?.value).toEqual({
      type: 'instant',
      at: '2026-03-29T01:30:00.000Z',
    });
    expect(valueOf(0, 'choice_description')?.value).toEqual({
      type: 'list',
      items: ['sugar', 'lemon'],
    });
    expect(rows[0]?.problem).toBeNull();
    expect(valueOf(1, 'quantity')).toEqual({
      field: 'quantity',
      value: null,
      text: 'none',
      problem: { code: 'not_whole', field: 'quantity' },
    });
    expect(valueOf(1, 'placed_at')?.problem).toEqual({ code: 'not_instant', field: 'placed_at' });
    expect(rows[1]?.problem).toEqual({ code: 'not_whole', field: 'quantity' });
    expect(rows[2]).toEqual({
      line: 4,
      cells: [],
      problem: { code: 'column_count', count: 3, most: 6 },
    });
  });

  test.each([
    ['of another kind', GOOD.menu.reading, ['reading', 'kind']],
    [
      'of a column that is not there',
      { ...GOOD.orders.reading, columns: { ...GOOD.orders.reading.columns, placed_at: 9 } },
      ['reading', 'columns', 'placed_at'],
    ],
    [
      'of no time at all',
      { ...GOOD.orders.reading, placedAt: 'column' },
      ['reading', 'columns', 'placed_at'],
    ],
  ])('refuses a reading %s', async (_, reading, path) => {
    const { owner } = restaurant.members;
    const id = await upload(kitchen, owner, here, 'orders');
    for (const procedure of ['imports.preview', 'imports.check']) {
      const { error } = await kitchen.call(owner, procedure, { id, reading });
      expect(error?.code).toBe('INVALID_INPUT');
      expect(error?.details.issues?.map((issue) => issue.path)).toContainEqual(path);
    }
  });
});
