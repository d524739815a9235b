import type { Restaurant } from '@toster/db/testing/factories/restaurant';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { ImportStage, stopAfter } from '../testing/import-stage.ts';

let stage: ImportStage;
let restaurant: Restaurant;
beforeAll(async () => {
  stage = await ImportStage.open();
});
beforeEach(async () => {
  restaurant = await stage.restaurant({ country: 'PL', currency: 'PLN' });
});
afterAll(() => stage.close());

const SAYS = { kind: 'menu', defaults: { taxClass: 'meal' } } as const;
const bring = (name: string, ...lines: readonly string[]) =>
  stage.importOf(restaurant, stage.files.write(name, `${lines.join('\n')}\n`), SAYS);

/** The dishes that imports have made or changed at the first location, in their order. */
async function dishes(where = 'external_id is not null'): Promise<readonly string[]> {
  const rows = await stage.database.admin.unsafe(
    `select i.external_id as key, c.name as category, i.name, i.price_minor::int as price, i.tax_class, i.allergens, i.available
       from menu_item i join menu_category c on c.org_id = i.org_id and c.id = i.category_id
      where i.org_id = $1 and ${where.replaceAll('external_id', 'i.external_id')} order by i.position`,
    [restaurant.org.orgId],
  );
  return rows.map((row) => Object.values(row).map(String).join(' | '));
}

const HEAD = 'SKU;Kategoria;Nazwa;Cena;Alergeny;Dostępne';

describe('a menu', () => {
  it('adds dishes and categories, and changes nothing the second time', async () => {
    const lines = [
      HEAD,
      'Z1;Zupy;Żurek;18,50 zł;gluten, seler;tak',
      'P1;Pierogi;Pierogi ruskie;28,90;1, 7;tak',
      'P2;pierogi ;Pierogi z mięsem;31;;nie',
    ];
    const first = await bring('menu.csv', ...lines);
    expect(first).toMatchObject({ created: 3, updated: 0, faulty: 0 });
    const expected = [
      'Z1 | Zupy | Żurek | 1850 | meal | gluten,celery | true',
      'P1 | Pierogi | Pierogi ruskie | 2890 | meal | gluten,milk | true',
      'P2 | Pierogi | Pierogi z mięsem | 3100 | meal |  | false',
    ];
    expect(await dishes()).toEqual(expected);
    // Another file of the same content: known dish by dish.
    const again = await bring('menu again.csv', ...lines, '');
    expect(again).toMatchObject({ created: 0, updated: 0, items: 3 });
    expect(await dishes()).toEqual(expected);
    const [events] = await stage.database.admin`
      select count(*)::int as count from au.event where org_id = ${restaurant.org.orgId} and rel = 'menu_item' and kind = 2`;
    expect(events?.['count']).toBe(0);
  });

  it('follows a dish by its key when its name and category change; what a line does not say stays', async () => {
    await bring('a.csv', HEAD, 'Z1;Zupy;Żurek;18,50;gluten;tak');
    const result = await bring('b.csv', HEAD, 'Z1;Dania dnia;Żurek na zakwasie;;;nie');
    expect(result).toMatchObject({ created: 0, updated: 1 });
    expect(await dishes()).toEqual([
      'Z1 | Dania dnia | Żurek na zakwasie | 1850 | meal | gluten | false',
    ]);
  });

  it('finds a dish without a key by its name in its category, and gives it the key', async () => {
    const [dish] = restaurant.menu.items;
    const [category] = restaurant.menu.categories;
    const result = await bring('a.csv', HEAD, `K9;${category?.name};${dish?.name};10;;`);
    expect(result).toMatchObject({ created: 0, updated: 1 });
    expect(await dishes()).toEqual([
      expect.stringContaining(`K9 | ${category?.name} | ${dish?.name} | 1000`),
    ]);
    // The key now belongs to that dish: another one of the same name is another dish.
    const other = await bring('b.csv', HEAD, `K10;${category?.name};${dish?.name};12;;`);
    expect(other).toMatchObject({ created: 1, updated: 0 });
  });

  it('puts aside what it cannot mean, and takes the rest', async () => {
    const [dish] = restaurant.menu.items;
    const problems: string[] = [];
    const path = stage.files.write(
      'bad.csv',
      ['Nazwa;Cena', 'Bigos;25', `${dish?.name};19`, 'Bigos;26', 'Kompot;', ''].join('\n'),
    );
    const result = await stage.importOf(
      restaurant,
      path,
      SAYS,
      {},
      {
        onRejection: ({ lineNo, problem }) =>
          problems.push(`${lineNo} ${problem.code} ${problem.field}`),
      },
    );
    expect(problems).toEqual([
      '4 repeated name',
      '2 new_without category',
      '5 new_without category',
    ]);
    expect(result).toMatchObject({ created: 0, updated: 1, faulty: 3 });
  });

  it('never guesses between two dishes of one name', async () => {
    await bring('two.csv', HEAD, 'A;Zupy;Barszcz;10;;', 'B;Dodatki;Barszcz;12;;');
    const path = stage.files.write('one.csv', 'Nazwa;Cena\nBarszcz;15\n');
    const result = await stage.importOf(restaurant, path, SAYS);
    expect(result).toMatchObject({ created: 0, updated: 0, faulty: 1 });
    expect(await dishes()).toEqual([
      expect.stringContaining('1000'),
      expect.stringContaining('1200'),
    ]);
  });

  it('stays at its location', async () => {
    const path = stage.files.write('there.csv', `${HEAD}\nZ1;Zupy;Żurek;18,50;;\n`);
    await stage.importOf(restaurant, path, SAYS);
    const there = { location: restaurant.locations[1].slug };
    expect(await stage.importOf(restaurant, path, SAYS, there)).toMatchObject({ created: 1 });
    const rows = await stage.database.admin`
      select distinct location_id from menu_item where org_id = ${restaurant.org.orgId} and external_id = 'Z1'`;
    expect(rows).toHaveLength(2);
  });

  it('foretells in a dry run exactly what an import then does, however it is cut into batches', async () => {
    const lines = [
      HEAD,
      ...Array.from({ length: 60 }, (_, i) => `K${i};Zupy ${i % 7};Danie ${i};${i + 1};;`),
      'K3;Zupy 3;Danie 3;99;;',
      'K61;Zupy 1;danie 1;99;;',
      'K62;Zupy 1;Bez ceny;;;',
    ];
    const path = stage.files.write('many.csv', `${lines.join('\n')}\n`);
    const told = await stage.importOf(restaurant, path, SAYS, { dryRun: true, batchItems: 7 });
    const done = await stage.importOf(restaurant, path, SAYS, { batchItems: 11 });
    const outcome = { created: 60, updated: 0, items: 60, faulty: 3, heldBack: 0 };
    expect(told).toMatchObject(outcome);
    expect(done).toMatchObject(outcome);
    const [categories] = await stage.database.admin`
      select count(*)::int as count, count(distinct name)::int as names from menu_category where org_id = ${restaurant.org.orgId} and name like 'Zupy %'`;
    expect(categories).toEqual({ count: 7, names: 7 });
  });

  it('goes on where it was stopped, and two at once make every dish and category once', async () => {
    const lines = [
      HEAD,
      ...Array.from({ length: 90 }, (_, i) => `K${i};Zupy ${i % 5};Danie ${i};9;;`),
    ];
    const path = stage.files.write('stop.csv', `${lines.join('\n')}\n`);
    const small = { batchItems: 10 };
    const first = await stage.importOf(restaurant, path, SAYS, small, stopAfter(30));
    expect(first).toMatchObject({ outcome: 'interrupted', created: 30 });
    const sources = [{ ...small, source: 'one' }, { ...small, source: 'two' }, small];
    await Promise.all(sources.map((each) => stage.importOf(restaurant, path, SAYS, each)));
    expect(await dishes()).toHaveLength(90);
    const [categories] = await stage.database.admin`
      select count(*)::int as count from menu_category where org_id = ${restaurant.org.orgId} and name like 'Zupy %'`;
    expect(categories).toEqual({ count: 5 });
  });

  it('needs the permission for what it sets: prices and availability have their own', async () => {
    const path = stage.files.write('p.csv', 'Nazwa;Dostępne\nBigos;tak\n');
    await expect(
      stage.importOf(restaurant, path, SAYS, { email: restaurant.members.cook?.email ?? '' }),
    ).rejects.toThrow('(menu.edit)');
    const manager = restaurant.members.manager?.email ?? '';
    expect(await stage.importOf(restaurant, path, SAYS, { email: manager })).toMatchObject({
      faulty: 1,
    });
  });
});
