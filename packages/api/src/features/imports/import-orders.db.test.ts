import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { testDatabase, type TestDatabase } from '@toster/db/testing/database';
import { createRestaurant, type Restaurant } from '@toster/db/testing/factories/restaurant';
import { freshSource } from '@toster/db/testing/factories/source';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Rejection } from './group-orders.ts';
import { importOrders, type ImportOptions, type ImportWatch } from './import-orders.ts';
import { folder, orderFile } from './testing/order-file.ts';

let database: TestDatabase;
let restaurant: Restaurant;
const files = folder();

beforeAll(async () => {
  database = await testDatabase();
});
beforeEach(async () => {
  restaurant = await open();
});
afterAll(async () => {
  files.remove();
  await database.close();
});

/** A fresh American restaurant with a manager and a cook. */
async function open(): Promise<Restaurant> {
  const source = freshSource();
  const orgId = source.id();
  const note = { action: 'org.created', request: `test:${orgId}`, part: 0 };
  const org = { orgId, country: 'US', currency: 'USD', locale: 'en-US', timezone: 'America/Chicago' };
  return database.maintenance.run(orgId, note, (tx) =>
    createRestaurant(tx, { org, roles: ['manager', 'cook'] }, source),
  );
}

const emailOf = (who: 'owner' | 'manager' | 'cook', of = restaurant): string => of.members[who]?.email ?? '';

function run(path: string, change: Partial<ImportOptions> = {}, watch: ImportWatch = {}) {
  const options: ImportOptions = {
    path,
    org: restaurant.org.slug,
    location: restaurant.locations[0].slug,
    email: emailOf('owner'),
    price: 'line',
    placedAt: '2012-07-01T12:00',
    map: new Map(),
    source: 'pos',
    channel: 'takeaway',
    dryRun: false,
    ...change,
  };
  return importOrders({ auth: database.auth, worker: database.worker }, options, watch);
}

/** What stands in the database of this restaurant, ids left out. */
async function stock(of = restaurant) {
  const { admin } = database;
  const orgId = of.org.orgId;
  const [sums] = await admin`
    select count(*)::int as orders, coalesce(sum(total_minor), 0)::int as total, count(distinct number)::int as numbers,
           coalesce(max(number), 0)::int as highest,
           (select count(*)::int from order_line where org_id = ${orgId}) as lines,
           (select coalesce(sum(line_total_minor), 0)::int from order_line where org_id = ${orgId}) as line_total,
           (select count(*)::int from order_status_change where org_id = ${orgId}) as history
      from orders where org_id = ${orgId}`;
  return sums;
}

async function content(of = restaurant) {
  const rows = await database.admin`
    select o.number, o.external_id, o.status, o.source, o.channel, o.placed_at, o.closed_at, o.total_minor, o.tax_minor, o.currency,
           json_agg(json_build_array(l.line_no, l.name, l.modifiers, l.quantity, l.unit_price_minor, l.line_total_minor, l.tax_class)
                    order by l.line_no) as lines
      from orders o join order_line l using (org_id, location_id) where o.org_id = ${of.org.orgId} and l.order_id = o.id
     group by o.org_id, o.id order by o.number`;
  return rows.map((row) => ({ ...row }));
}

const SHAPE = orderFile(1_834, 4_622);
const totals = (file: { orders: number; lines: number; totalMinor: number }) => ({
  orders: file.orders,
  numbers: file.orders,
  highest: file.orders,
  history: file.orders,
  lines: file.lines,
  total: file.totalMinor,
  line_total: file.totalMinor,
});

describe('a whole file', () => {
  it('lands to the cent', async () => {
    const result = await run(files.write('whole.tsv', SHAPE.text));
    expect(result).toMatchObject({
      outcome: 'finished',
      created: 1_834,
      orders: 1_834,
      lines: 4_622,
      totalMinor: SHAPE.totalMinor,
      faulty: 0,
      heldBack: 0,
    });
    expect(await stock()).toEqual(totals(SHAPE));
  });

  const shared = join(process.env['TOSTER_VECTORS'] ?? join(import.meta.dirname, '../../../../../../shared/data'), 'orders/chipotle.tsv');
  it.runIf(existsSync(shared))('of 1 834 real orders adds up to 34 500.16 USD', async () => {
    const result = await run(shared);
    expect(result).toMatchObject({ outcome: 'finished', orders: 1_834, lines: 4_622, totalMinor: 3_450_016 });
    expect(await stock()).toEqual(totals({ orders: 1_834, lines: 4_622, totalMinor: 3_450_016 }));
  });
});
