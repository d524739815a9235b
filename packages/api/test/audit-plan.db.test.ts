import { newId } from '@toster/contracts/ids';
import { createOrders } from '@toster/db/testing/factories/order';
import type { Restaurant } from '@toster/db/testing/factories/restaurant';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Kitchen, memberOf, openKitchen } from './kitchen.ts';

let kitchen: Kitchen;
let restaurant: Restaurant;
beforeAll(async () => {
  kitchen = await openKitchen();
  restaurant = await kitchen.restaurant();
});
afterAll(() => kitchen.close());

/** Rows of the log that one search reads, by the counts of the database itself. */
async function rowsOfOneSearch(): Promise<number> {
  const before = await rowsRead();
  const { error } = await kitchen.call(memberOf(restaurant, 'owner'), 'audit.search', {});
  expect(error).toBeNull();
  return (await rowsRead()) - before;
}

/** A connection hands in its counts at the latest when it ends. */
async function rowsRead(): Promise<number> {
  const { admin } = kitchen;
  await admin`
    select pg_terminate_backend(pid, 10000) from pg_stat_activity
    where datname = current_database() and usename = 'toster_app'`;
  const [read] = await admin<{ rows: number }[]>`
    select sum(seq_tup_read + idx_tup_fetch)::int as rows from pg_stat_all_tables where schemaname = 'au'`;
  return read?.rows ?? 0;
}

/** The whole history of a restaurant brought over in one request, and statistics made then. */
async function bringOver(orders: number): Promise<void> {
  const { org, place, menu } = restaurant;
  const note = { action: 'demo.seeded', request: newId(), part: 0 };
  const lines = menu.items.slice(0, 2).map((item) => ({ item, quantity: 1 }));
  await kitchen.database.maintenance.run(org.orgId, note, (tx) =>
    createOrders(
      tx,
      place,
      Array.from({ length: orders }, () => ({ lines, status: 'delivered' as const })),
    ),
  );
  await kitchen.admin.unsafe(
    `do $$ declare part regclass; begin
       for part in select inhrelid from pg_inherits where inhparent = 'au.event'::regclass loop
         execute format('alter table %s set (autovacuum_enabled = false)', part);
       end loop;
     end $$`,
  );
  await kitchen.admin.unsafe('analyze au.event');
}

async function work(orders: number): Promise<void> {
  for (let placed = 0; placed < orders; placed += 1) {
    const { error } = await kitchen.call(memberOf(restaurant, 'owner'), 'orders.create', {
      locationId: restaurant.place.location.id,
      channel: 'takeaway',
      lines: [{ menuItemId: restaurant.menu.items[0]?.id, quantity: 1 }],
      payment: { method: 'cash' },
    });
    expect(error).toBeNull();
  }
}

test('a page of the log costs the same however much happened since the statistics were made', async () => {
  await bringOver(1_000);
  await work(60);
  const soon = await rowsOfOneSearch();
  await work(200);
  const later = await rowsOfOneSearch();
  expect(soon).toBeGreaterThan(50);
  expect(later).toBeLessThan(soon * 1.2);
}, 120_000);
