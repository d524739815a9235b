import { writeFileSync } from 'node:fs';
import { ConnectionLost } from '@toster/db/errors';
import type { Restaurant } from '@toster/db/testing/factories/restaurant';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { ImportStage, stopAfter, wholeStock } from './testing/import-stage.ts';
import { orderFile } from './testing/order-file.ts';

const HEAD = 'order_id\tquantity\titem_name\tchoice_description\titem_price';

let stage: ImportStage;
let restaurant: Restaurant;
beforeAll(async () => {
  stage = await ImportStage.open();
});
beforeEach(async () => {
  restaurant = await stage.restaurant();
});
afterAll(() => stage.close());

const table = (name: string, ...lines: readonly string[]) =>
  stage.files.write(name, `${[HEAD, ...lines].join('\n')}\n`);

describe('an interrupted import', () => {
  it('goes on where it stopped and ends as if nothing had happened', async () => {
    const file = orderFile(400, 1_000);
    const path = stage.files.write('stop.tsv', file.text);
    const undisturbed = await stage.restaurant();
    await stage.import(undisturbed, path, { batchItems: 30 });

    const first = await stage.import(restaurant, path, { batchItems: 30 }, stopAfter(100));
    expect(first).toMatchObject({ outcome: 'interrupted', created: 120 });
    expect(await stage.stock(restaurant)).toMatchObject({
      orders: 120,
      numbers: 120,
      highest: 120,
    });
    const second = await stage.import(restaurant, path, { batchItems: 70 });
    expect(second).toMatchObject({
      outcome: 'finished',
      created: 280,
      orders: 400,
      lines: 1_000,
      totalMinor: file.totalMinor,
    });
    expect(second.startedAfterLine).toBeGreaterThan(1);
    expect(await stage.stock(restaurant)).toEqual(wholeStock(file));
    expect(await stage.content(restaurant)).toEqual(await stage.content(undisturbed));
    expect(await stage.jobs(restaurant)).toMatchObject([
      { status: 'finished', lines_done: 1_001, orders_created: 400, orders_known: 0 },
    ]);
  });

  it('keeps the lines it had put aside before, once', async () => {
    const good = orderFile(60, 150).text.trimEnd().split('\n');
    const faulty = ['900\t-1\tTea\tNULL\t$1.00 ', ...good.slice(1), '901\t1\tTea\tNULL\tfree '];
    const path = table('stop-faulty.tsv', ...faulty);
    await stage.import(restaurant, path, { batchItems: 10 }, stopAfter(20));
    const second = await stage.import(restaurant, path, { batchItems: 10 });
    expect(second).toMatchObject({ outcome: 'finished', orders: 60, faulty: 2, heldBack: 0 });
    expect(await stage.rejections(restaurant)).toMatchObject([{ line_no: 2 }, { line_no: 153 }]);
  });

  it('survives the loss of its database connections at any batch', async () => {
    const file = orderFile(300, 700);
    const path = stage.files.write('lost.tsv', file.text);
    let losses = 0;
    for (;;) {
      const killer = setTimeout(() => {
        void stage.database.admin`
          select pg_terminate_backend(pid) from pg_stat_activity where usename = 'toster_worker' and datname = current_database()`;
      }, 60 * losses);
      try {
        const result = await stage.import(restaurant, path, { batchItems: 10 });
        expect(result).toMatchObject({ orders: 300, totalMinor: file.totalMinor });
        break;
      } catch (error) {
        expect(error).toBeInstanceOf(ConnectionLost);
        losses += 1;
      } finally {
        clearTimeout(killer);
      }
    }
    expect(await stage.stock(restaurant)).toEqual(wholeStock(file));
  });

  it('notices that the file was changed meanwhile', async () => {
    const path = stage.files.write('changed.tsv', orderFile(60, 150).text);
    let isFirst = true;
    const progress = {
      phase: 'checking' as const,
      bytes: 0,
      lines: 0,
      totalLines: 0,
      get items() {
        return 0;
      },
      set items(count: number) {
        if (count > 0 && isFirst) writeFileSync(path, orderFile(61, 150, 'other').text);
        isFirst &&= count === 0;
      },
    };
    const big = orderFile(3_000, 9_000, 'big');
    writeFileSync(path, big.text);
    await expect(stage.import(restaurant, path, { batchItems: 10 }, { progress })).rejects.toThrow(
      'the file was changed',
    );
    expect(await stage.jobs(restaurant)).toMatchObject([{ status: 'running' }]);
  });
});

describe('a bad line', () => {
  it('is reported with its number and reason, kept whole, and the other orders land', async () => {
    const path = table(
      'bad.tsv',
      '1\t1\tTea\tNULL\t$1.00 ',
      '2\t1\tTea\tNULL\t',
      '3\t-2\tTea\tNULL\t$1.00 ',
      '4\ttwo\tTea\tNULL\t$1.00 ',
      '5\t1\t"Tea\tNULL\t$1.00 ',
      '6\t1\tTea\tNULL',
      '7\t1\tTea\tNULL\t$1.00 \tmore',
      '8\t1\tTea\tNULL\t-$1.00 ',
      '9\t1\t\tNULL\t$1.00 ',
      '10\t1\tTea\tNULL\tone dollar',
      '11\t1\tTea\tNULL\t$1.005',
      '12\t1\t"Tea" cup\tNULL\t$1.00 ',
      '13\t1\tTea\tNULL\t$2.00 ',
    );
    const { result, problems } = await stage.importWithProblems(restaurant, path);
    expect(problems).toEqual([
      '3: item_price is missing',
      '4: quantity is negative',
      '5: quantity is not a whole number',
      '6: a quote is not closed',
      '7: 4 columns instead of 5',
      '8: 6 columns instead of 5',
      '9: item_price is negative',
      '10: item_name is missing',
      '11: item_price is not an amount in USD',
      '12: item_price is not an amount in USD',
      '13: text after a closing quote',
    ]);
    expect(result).toMatchObject({ orders: 2, lines: 2, totalMinor: 300, faulty: 11, heldBack: 0 });
    const kept = await stage.rejections(restaurant);
    expect(kept).toHaveLength(11);
    expect(kept[3]).toEqual({
      line_no: 6,
      reason: 'a quote is not closed',
      raw: '5\t1\t"Tea\tNULL\t$1.00 ',
    });
  });

  it('holds back its own order, whose bill would be wrong without it, and no other', async () => {
    const path = table(
      'sibling.tsv',
      '1\t1\tTea\tNULL\t$1.00 ',
      '2\t1\tTea\tNULL\t$1.00 ',
      '2\t0\tTea\tNULL\t$1.00 ',
      '2\t1\tPie\tNULL\t$4.00 ',
      '3\t1\tTea\tNULL\t$1.00 ',
    );
    const { result, problems } = await stage.importWithProblems(restaurant, path);
    expect(problems).toEqual([
      '3: held back: line 4 of the same order cannot be used',
      '4: quantity is zero',
      '5: held back: line 4 of the same order cannot be used',
    ]);
    expect(result).toMatchObject({ orders: 2, faulty: 1, heldBack: 2 });
    // Mended in the file, exactly the missing order comes in.
    const mended = table(
      'mended.tsv',
      '1\t1\tTea\tNULL\t$1.00 ',
      '2\t1\tTea\tNULL\t$1.00 ',
      '2\t1\tTea\tNULL\t$1.00 ',
      '2\t1\tPie\tNULL\t$4.00 ',
      '3\t1\tTea\tNULL\t$1.00 ',
    );
    expect(await stage.import(restaurant, mended)).toMatchObject({
      created: 1,
      orders: 3,
      totalMinor: 800,
    });
  });

  it('whose order cannot be read holds back both neighbours', async () => {
    const path = table(
      'stray.tsv',
      '1\t1\tTea\tNULL\t$1.00 ',
      '2\t1\tTea\tNULL\t$1.00 ',
      '\t1\tTea\tNULL\t$1.00 ',
      '3\t1\tTea\tNULL\t$1.00 ',
      '4\t1\tTea\tNULL\t$1.00 ',
    );
    const { result, problems } = await stage.importWithProblems(restaurant, path);
    expect(problems.map((problem) => problem.split(':')[0])).toEqual(['3', '4', '5']);
    expect(result).toMatchObject({ orders: 2, faulty: 1, heldBack: 2 });
  });

  it('does not hide an order that comes in pieces: neither piece is taken', async () => {
    const path = table(
      'pieces.tsv',
      '1\t1\tTea\tNULL\t$1.00 ',
      '2\t1\tTea\tNULL\t$1.00 ',
      '1\t1\tPie\tNULL\t$4.00 ',
    );
    const { result, problems } = await stage.importWithProblems(restaurant, path);
    expect(problems).toEqual([
      '2: held back: the lines of this order do not stand together',
      '4: held back: the lines of this order do not stand together',
    ]);
    expect(result).toMatchObject({ orders: 1, totalMinor: 100 });
  });

  it('is kept with bytes that are not UTF-8 and with NUL characters', async () => {
    const path = stage.files.write(
      'bytes.tsv',
      Buffer.concat([
        Buffer.from(`${HEAD}\n1\t1\tCaf`),
        Buffer.from([0xe9]),
        Buffer.from('\tNULL\t$1.00\n2\t1\tT\0a\tNULL\t$1.00\n3\t1\tTea\tNULL\t$1.00\n'),
      ]),
    );
    const { result, problems } = await stage.importWithProblems(restaurant, path);
    expect(problems).toEqual(['2: the line is not UTF-8', '3: the line holds a NUL character']);
    expect(result).toMatchObject({ orders: 1 });
    expect(await stage.rejections(restaurant)).toMatchObject([
      { raw: '1\t1\tCafé\tNULL\t$1.00' },
      { raw: '2\t1\tT\uFFFDa\tNULL\t$1.00' },
    ]);
  });

  it('never fills the memory: an order of endless lines is put aside in pieces', async () => {
    const lines = Array.from({ length: 2_500 }, () => '1\t1\tTea\tNULL\t$1.00 ');
    const path = table('endless.tsv', ...lines, '2\t1\tTea\tNULL\t$1.00 ');
    const { result, problems } = await stage.importWithProblems(restaurant, path);
    expect(result).toMatchObject({ orders: 1, faulty: 0, heldBack: 2_500 });
    expect(problems[2_499]).toContain('lines in one order');
    expect(await stage.rejections(restaurant)).toHaveLength(2_500);
  });

  it('says nothing of its values in the reason, which is not personal data', async () => {
    const path = table('moved.tsv', '1\tOlena Kovalenko\tTea\tNULL\t+380671234567');
    const { problems } = await stage.importWithProblems(restaurant, path);
    expect(problems.join()).not.toMatch(/Olena|380/);
  });
});

describe('a file that is no table of orders', () => {
  it.each([
    ['empty.csv', '', 'the file is empty'],
    ['prose.txt', 'Dear all,\n', 'no column for order_id'],
    ['one.csv', 'order_id\n1\n', 'names no columns'],
    ['utf16.csv', Buffer.from('\uFEFForder_id,quantity', 'utf16le'), 'UTF-16'],
    ['wide.csv', 'x'.repeat(70_000), 'longer than 64 KiB'],
    ['priceless.csv', 'order_id,quantity,item_name\n1,1,Tea\n', 'no column for item_price'],
  ])('is refused before anything is written: %s', async (name, text, message) => {
    const path = stage.files.write(name, text);
    await expect(stage.import(restaurant, path)).rejects.toThrow(message);
    expect(await stage.jobs(restaurant)).toEqual([]);
  });
});
