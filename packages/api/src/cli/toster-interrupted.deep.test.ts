import { once } from 'node:events';
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
  it('killed in the middle and run again ends the same', async () => {
    const file = orderFile(2_500, 6_000);
    const path = stage.files.write('killed.tsv', file.text);
    const child = startToster(stage, importArgs(restaurant, path));
    const exit = once(child, 'exit');
    let done = 1;
    while (done < 1_000) {
      const [job] = await stage.database.admin`
        select lines_done from import_job where org_id = ${restaurant.org.orgId}`;
      done = Number(job?.['lines_done'] ?? 1);
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    child.kill('SIGKILL');
    await exit;
    const half = await stage.stock(restaurant);
    expect(half['orders']).toBeGreaterThan(0);
    expect(half['orders']).toBeLessThan(2_500);
    expect(half['total']).toBe(half['line_total']);
    const { out, code } = await toster(...importArgs(restaurant, path));
    expect(out).toContain('where an earlier run had stopped');
    expect(out).toContain('2 500 orders, 6 000 lines');
    expect(code).toBe(0);
    expect(await stage.stock(restaurant)).toEqual(wholeStock(file));
  });

  it('stops at Ctrl-C after the batch at hand and says how to go on', async () => {
    const file = orderFile(2_500, 6_000);
    const path = stage.files.write('stopped.tsv', file.text);
    const child = startToster(stage, importArgs(restaurant, path));
    const done = endOf(child);
    for (let landed = 0; landed === 0; landed = (await stage.stock(restaurant))['orders'] ?? 0);
    child.kill('SIGINT');
    const { out, code } = await done;
    expect(code).toBe(130);
    expect(out).toContain('Run the same command again to go on.');
    expect((await toster(...importArgs(restaurant, path))).code).toBe(0);
    expect(await stage.stock(restaurant)).toEqual(wholeStock(file));
  });
});
