import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Restaurant } from '@toster/db/testing/factories/restaurant';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { VECTORS } from '../testing/env.ts';
import { ImportStage, wholeStock } from '../testing/import-stage.ts';
import { orderFile } from '../testing/order-file.ts';

let stage: ImportStage;
let restaurant: Restaurant;
beforeAll(async () => {
  stage = await ImportStage.open();
});
beforeEach(async () => {
  restaurant = await stage.restaurant();
});
afterAll(() => stage.close());

describe('a whole file', () => {
  it('lands to the cent, with numbers and histories', async () => {
    const file = orderFile(1_834, 4_622);
    const result = await stage.import(restaurant, stage.files.write('whole.tsv', file.text));
    const { orders, lines, totalMinor } = file;
    const landed = {
      outcome: 'finished',
      created: orders,
      orders,
      lines,
      totalMinor,
      faulty: 0,
      heldBack: 0,
    };
    expect(result).toMatchObject(landed);
    expect(await stage.stock(restaurant)).toEqual(wholeStock(file));
  });

  const real = join(VECTORS, 'orders', 'chipotle.tsv');
  if (existsSync(real)) {
    it('of 1 834 real orders adds up to 34 500.16 USD', async () => {
      const file = { orders: 1_834, lines: 4_622, totalMinor: 3_450_016 };
      const result = await stage.import(restaurant, real);
      expect(result).toMatchObject({ outcome: 'finished', ...file });
      expect(await stage.stock(restaurant)).toEqual(wholeStock(file));
    });
  }

  it('keeps each line as it was sold', async () => {
    const path = stage.files.write(
      'lines.tsv',
      [
        'order_id\tquantity\titem_name\tchoice_description\titem_price',
        '7\t1\tChips\tNULL\t$2.39 ',
        '7\t2\tCanned Soda\t[Sprite]\t$2.18 ',
        '7\t3\tBowl\t[Salsa (Mild, Fresh), [Rice, Beans]]\t$10.00 ',
      ].join('\n'),
    );
    await stage.import(restaurant, path);
    expect(await stage.content(restaurant)).toEqual([
      {
        number: 1,
        external_id: '7',
        status: 'delivered',
        source: 'pos',
        channel: 'takeaway',
        placed_at: new Date('2012-07-01T17:00:00Z'),
        closed_at: new Date('2012-07-01T17:00:00Z'),
        currency: 'USD',
        subtotal: 1_457,
        tax: 0,
        total: 1_457,
        lines: [
          ['Chips', [], 1, 239, 239, 'unstated'],
          ['Canned Soda', ['Sprite'], 2, 109, 218, 'unstated'],
          ['Bowl', ['Salsa (Mild, Fresh)', 'Rice', 'Beans'], 3, 333, 1_000, 'unstated'],
        ],
      },
    ]);
  });

  it('reads semicolons, a byte order mark, CRLF, quoted line ends, decimal commas and a time per order', async () => {
    const polish = await stage.restaurant({
      country: 'PL',
      currency: 'PLN',
      timezone: 'Europe/Warsaw',
    });
    const path = stage.files.write(
      'pos.csv',
      '\uFEFFPrice each;Order No;Qty;Product;Modifiers;Ordered at\r\n' +
        '28,90 zł;A-1;2;"Pierogi ""ruskie""";"z cebulką;\r\nbez skwarek";2026-03-28 18:05\r\n' +
        '"1 234,50";A-1;1;Bankiet;;2026-03-28 18:05\r\n' +
        '\r\n' +
        '9,90;A-2;1;Kompot;;2026-03-30T12:00:00+02:00\r\n',
    );
    const result = await stage.import(polish, path, { price: 'unit', placedAt: 'column' });
    expect(result).toMatchObject({
      orders: 2,
      lines: 3,
      totalMinor: 5_780 + 123_450 + 990,
      faulty: 0,
    });
    expect(await stage.content(polish)).toMatchObject([
      {
        external_id: 'A-1',
        placed_at: new Date('2026-03-28T17:05:00Z'),
        lines: [
          ['Pierogi "ruskie"', ['z cebulką', 'bez skwarek'], 2, 2_890, 5_780, 'unstated'],
          ['Bankiet', [], 1, 123_450, 123_450, 'unstated'],
        ],
      },
      { external_id: 'A-2', placed_at: new Date('2026-03-30T10:00:00Z') },
    ]);
  });

  it('takes columns by the names and numbers given', async () => {
    const path = stage.files.write('odd.csv', 'a,b,c,d\n5,Tea,1,2.50\n');
    const map = new Map([
      ['order_id', '#1'],
      ['item_name', 'B'],
      ['quantity', 'c'],
      ['item_price', '#4'],
    ]);
    expect(await stage.import(restaurant, path, { map })).toMatchObject({
      orders: 1,
      totalMinor: 250,
    });
    await expect(stage.import(restaurant, path)).rejects.toThrow('--map order_id=COLUMN');
  });
});

describe('twice', () => {
  it('the same file changes nothing and asks for no second mail', async () => {
    const file = orderFile(120, 300);
    const path = stage.files.write('twice.tsv', file.text);
    await stage.import(restaurant, path);
    const before = await stage.content(restaurant);
    const again = await stage.import(restaurant, path);
    expect(again).toMatchObject({
      outcome: 'already finished',
      created: 0,
      orders: 120,
      totalMinor: file.totalMinor,
    });
    expect(await stage.content(restaurant)).toEqual(before);
    expect(await stage.jobs(restaurant)).toHaveLength(1);
    const [mails] = await stage.database.admin`
      select count(*)::int as count from outbox where org_id = ${restaurant.org.orgId} and topic = 'import.finished'`;
    expect(mails).toEqual({ count: 1 });
  });

  it('a longer export of the same system brings only its new orders', async () => {
    const file = orderFile(120, 300);
    const cut = file.text.split('\n').findIndex((line) => line.startsWith('61\t'));
    const part = file.text.split('\n').slice(0, cut).join('\n');
    await stage.import(restaurant, stage.files.write('part.tsv', part));
    const whole = await stage.import(restaurant, stage.files.write('longer.tsv', file.text));
    expect(whole).toMatchObject({
      outcome: 'finished',
      created: 60,
      orders: 120,
      totalMinor: file.totalMinor,
    });
    expect(await stage.stock(restaurant)).toEqual(wholeStock(file));
  });

  it('an order that came back with another total is put aside, not changed', async () => {
    const head = 'order_id,quantity,item,price\n';
    await stage.import(
      restaurant,
      stage.files.write('a.csv', `${head}1,1,Tea,2.00\n2,1,Tea,2.00\n`),
    );
    const { result, problems } = await stage.importWithProblems(
      restaurant,
      stage.files.write('b.csv', `${head}1,1,Tea,3.00\n2,1,Tea,2.00\n3,1,Tea,2.00\n`),
    );
    expect(result).toMatchObject({ created: 1, orders: 2, heldBack: 1, totalMinor: 400 });
    expect(problems).toEqual(['2: held back: the order is there already with another total']);
    expect((await stage.stock(restaurant))['total']).toBe(600);
  });

  it('the ids of another location are told apart instead of taken for known', async () => {
    const path = stage.files.write('branch.csv', 'order_id,quantity,item,price\n1,1,Tea,2.00\n');
    await stage.import(restaurant, path);
    const branch = { location: restaurant.locations[1].slug };
    const { result, problems } = await stage.importWithProblems(restaurant, path, branch);
    expect(result).toMatchObject({ created: 0, orders: 0, heldBack: 1 });
    expect(problems[0]).toContain('to another location');
    const named = await stage.import(restaurant, path, { ...branch, source: 'pos branch' });
    expect(named).toMatchObject({ created: 1, orders: 1 });
  });

  it('two processes at once bring every order once', async () => {
    const file = orderFile(300, 700);
    const path = stage.files.write('race.tsv', file.text);
    const race = await Promise.allSettled(
      [1, 2, 3].map(() => stage.import(restaurant, path, { batchItems: 20 })),
    );
    for (const one of race) {
      if (one.status === 'rejected') expect(String(one.reason)).toContain('another process');
    }
    await stage.import(restaurant, path);
    expect(await stage.stock(restaurant)).toEqual(wholeStock(file));
  });
});

describe('a dry run', () => {
  it('writes nothing at all and says what would happen', async () => {
    const file = orderFile(50, 120);
    const path = stage.files.write('dry.tsv', `${file.text}51\t0\tTea\tNULL\t$1.00 \n`);
    const before = await everything();
    const { result, problems } = await stage.importWithProblems(restaurant, path, { dryRun: true });
    expect(await everything()).toEqual(before);
    const { orders, lines, totalMinor } = file;
    const foretold = { created: orders, orders, lines, totalMinor, faulty: 1, heldBack: 0 };
    expect(result).toMatchObject({ outcome: 'dry run', ...foretold });
    expect(problems).toEqual(['122: quantity is zero']);
    expect(await stage.import(restaurant, path)).toMatchObject({
      outcome: 'finished',
      ...foretold,
    });
  });

  /** How many rows every table of the database has, the audit log included. */
  async function everything(): Promise<Record<string, number>> {
    const tables = await stage.database.admin`
      select format('%I.%I', schemaname, tablename) as name from pg_tables
       where schemaname in ('public', 'auth', 'au') order by 1`;
    const counts: Record<string, number> = {};
    for (const { name } of tables) {
      const [row] = await stage.database.admin.unsafe(`select count(*)::int as rows from ${name}`);
      counts[String(name)] = Number(row?.['rows']);
    }
    return counts;
  }
});
