import { newId } from '@toster/contracts/ids';
import { canonicalize } from '@toster/crypto/json';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { testDatabase, type TestDatabase } from '../testing/database.ts';
import { createRestaurant, type Restaurant } from '../testing/factories/restaurant.ts';

type Row = {
  readonly rel: string;
  readonly row_id: string;
  readonly kind: number;
  readonly source: string;
  readonly leaf: string;
};

let db: TestDatabase;
let restaurant: Restaurant;

beforeAll(async () => {
  db = await testDatabase();
  const note = { action: 'demo.seeded', request: 'seed', part: 0 };
  restaurant = await db.maintenance.run(newId(), note, (tx) => createRestaurant(tx));
});
afterAll(() => db.close());

const item = () => restaurant.menu.items[0]?.id ?? '';
const newest = (count: number) => db.admin<Row[]>`
  select rel, row_id, kind, source, leaf from au.event where kind <> 10 order by cap_seq desc limit ${count}`;
const afterOf = (row: Row | undefined) =>
  JSON.parse(row?.leaf ?? '{}').after as Record<string, unknown>;

describe('past the application', () => {
  test('the owner of the tables is kept from the rows, and leaves a trace once it lifts its own wall', async () => {
    await db.admin.begin(async (tx) => {
      await tx`set local role toster_owner`;
      const update = await tx`update menu_item set price_minor = 7 where id = ${item()}`;
      expect(update.count).toBe(0);
      await tx`alter table menu_item no force row level security`;
      expect((await tx`update menu_item set price_minor = 7 where id = ${item()}`).count).toBe(1);
      await tx`alter table menu_item force row level security`;
    });
    const [row] = await newest(1);
    expect(row).toMatchObject({ rel: 'menu_item', row_id: item(), source: 'database' });
    const lifted =
      await db.admin`select leaf from au.event where kind = 10 and leaf like '%menu_item%'`;
    expect(lifted.length).toBeGreaterThanOrEqual(2);
  });

  test('the guard of the log cannot delete from it', async () => {
    for (const table of ['au.event', 'au.disclosure']) {
      await expect(
        db.admin.begin(async (tx) => {
          await tx`set local role toster_guard`;
          await tx.unsafe(`delete from ${table}`);
        }),
      ).rejects.toMatchObject({ code: 'TS004' });
    }
  });

  test('rows that fall by a cascade are events as those deleted by name', async () => {
    await db.admin`alter table menu_item drop constraint menu_item_org_id_category_id_menu_category_org_id_id_fk`;
    await db.admin`alter table menu_item add constraint falling foreign key (org_id, category_id)
      references menu_category (org_id, id) on delete cascade`;
    const category = restaurant.menu.categories[0]?.id ?? '';
    const below = await db.admin<
      { id: string }[]
    >`select id from menu_item where category_id = ${category}`;
    expect(below.length).toBeGreaterThan(0);
    await db.admin`delete from menu_category where id = ${category}`;
    const rows = await newest(below.length + 1);
    expect(rows.map(({ rel, row_id, kind }) => `${kind} ${rel} ${row_id}`).toSorted()).toEqual(
      [`3 menu_category ${category}`, ...below.map(({ id }) => `3 menu_item ${id}`)].toSorted(),
    );
  });
});

describe('values at the edge', () => {
  test('endless dates, the earliest date and microseconds with trailing zeros keep their own text', async () => {
    const location = restaurant.locations[0].id;
    const instants = [
      'infinity',
      '-infinity',
      '4713-01-01 00:00:00 BC',
      '2026-02-28T23:59:59.000100Z',
    ];
    const texts: unknown[] = [];
    for (const instant of instants) {
      await db.admin`update location set created_at = ${instant}::text::timestamptz where id = ${location}`;
      const [row] = await newest(1);
      expect(row?.leaf).toBe(canonicalize(JSON.parse(row?.leaf ?? '')));
      texts.push(afterOf(row)['created_at']);
    }
    expect(texts).toEqual([
      'infinity',
      '-infinity',
      '4713-01-01T00:00:00+00:00 BC',
      '2026-02-28T23:59:59.0001+00:00',
    ]);
  });

  test('half a surrogate pair never reaches a row, so no leaf holds one', async () => {
    await expect(
      db.admin.unsafe(`update location set name = ('{"a":"\\ud800"}'::jsonb ->> 'a')`),
    ).rejects.toMatchObject({ code: '22P02' });
  });
});
