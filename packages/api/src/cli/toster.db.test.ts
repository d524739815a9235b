import type { Restaurant } from '@toster/db/testing/factories/restaurant';
import { ImportStage, wholeStock } from '@toster/imports/testing/import-stage';
import { orderFile } from '@toster/imports/testing/order-file';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { endOf, importArgs, startToster } from '../../test/command-line.ts';

let stage: ImportStage;
let restaurant: Restaurant;
beforeAll(async () => {
  stage = await ImportStage.open();
});
beforeEach(async () => {
  restaurant = await stage.restaurant();
});
afterAll(() => stage.close());

/** Runs the command to its end. */
const toster = (...args: readonly string[]) => endOf(startToster(stage, args));

describe('toster import orders', () => {
  it('imports a file and says what stands', async () => {
    const file = orderFile(1_234, 2_500);
    const path = stage.files.write('chain.tsv', file.text);
    const { out, code } = await toster(...importArgs(restaurant, path));
    expect(out).toContain('from chain: 1 234 orders, 2 500 lines, ');
    expect(out).toContain('1 234 new, 0 there already');
    expect(code).toBe(0);
    expect(await stage.stock(restaurant)).toEqual(wholeStock(file));
    const again = await toster(...importArgs(restaurant, path));
    expect(again.out).toContain('Imported before');
    expect(again.code).toBe(0);
  });

  it('reports bad lines by number on stderr, safe for a terminal, and ends with 3', async () => {
    const path = stage.files.write(
      'bad.csv',
      'order_id,quantity,item_name,item_price\n1,1,Tea,2.00\n2,-1,\u001B[31mTea,2.00\n',
    );
    const { out, err, code } = await toster(...importArgs(restaurant, path));
    expect(err).toContain('line 3: quantity is negative | 2,-1,·[31mTea,2.00');
    expect(out).toContain('1 line not taken: 1 with a fault, 0 held back');
    expect(code).toBe(3);
  });

  it('foretells the same in a dry run', async () => {
    const path = stage.files.write(
      'dry.csv',
      'order_id,quantity,item_name,item_price\n1,1,Tea,2.00\n2,0,Tea,2.00\n',
    );
    const { out, err, code } = await toster(...importArgs(restaurant, path, '--dry-run'));
    expect(out).toContain('nothing written: 1 order, 1 line, 2.00 USD');
    expect(err).toContain('line 3: quantity is zero');
    expect(code).toBe(3);
    expect(await stage.jobs(restaurant)).toEqual([]);
  });

  it('imports a menu and guests, and brings only what is new the second time', async () => {
    const where = [
      '--org',
      restaurant.org.slug,
      '--location',
      restaurant.locations[0].slug,
      '--as',
      restaurant.members.owner.email,
    ];
    const menu = stage.files.write(
      'menu.csv',
      'Category;Name;Price\nSoups;Gumbo;7.50\nSoups;Chili;6,90\n',
    );
    const first = await toster('import', 'menu', menu, ...where, '--tax-class', 'meal');
    expect(first.out).toContain(
      'from menu: 2 dishes, 2 lines\n  2 new, 0 changed, 0 there already',
    );
    expect(first.code).toBe(0);
    const guests = stage.files.write('guests.csv', 'Name,Phone\nAda,+15125550100\nBob,555\n');
    const second = await toster('import', 'customers', guests, ...where);
    expect(second.out).toContain('1 guest, 1 line\n  1 new, 0 there already');
    expect(second.err).toContain('line 3: phone is not a telephone number');
    expect(second.code).toBe(3);
  });

  it('refuses what it does not know with 2', async () => {
    expect(await toster('export', 'orders')).toMatchObject({
      code: 2,
      err: expect.stringContaining('there is no command "export orders"'),
    });
  });

  it('refuses a missing file and a stranger with 1', async () => {
    const nowhere = await toster(...importArgs(restaurant, '/nowhere/orders.csv'));
    expect(nowhere).toMatchObject({
      code: 1,
      err: 'toster: there is no file /nowhere/orders.csv\n',
    });
    const path = stage.files.write(
      'any.csv',
      'order_id,quantity,item_name,item_price\n1,1,Tea,2.00\n',
    );
    const stranger = await toster(...importArgs(restaurant, path, '--as', 'nobody@example.test'));
    expect(stranger.code).toBe(1);
    expect(stranger.err).toContain('nobody@example.test is not an active member');
  });
});
