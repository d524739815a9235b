import type { Restaurant } from '@toster/db/testing/factories/restaurant';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type ChangedOrders, ImportStage, stopAfter } from './testing/import-stage.ts';
import { orderFile } from './testing/order-file.ts';

let stage: ImportStage;
let restaurant: Restaurant;
let path: string;
beforeAll(async () => {
  stage = await ImportStage.open();
  path = stage.files.write('orders.tsv', orderFile(40, 100).text);
});
beforeEach(async () => {
  restaurant = await stage.restaurant();
});
afterAll(() => stage.close());

describe('the person in whose name is imported', () => {
  it('needs orders.create at the location: a manager imports at their own, not at the other', async () => {
    const email = restaurant.members.manager?.email ?? '';
    const elsewhere = { email, location: restaurant.locations[1].slug };
    await expect(stage.import(restaurant, path, elsewhere)).rejects.toThrow('orders.create');
    expect(await stage.import(restaurant, path, { email })).toMatchObject({ created: 40 });
  });

  it.each<[string, (of: Restaurant) => ChangedOrders, string]>([
    ['a cook', (of) => ({ email: of.members.cook?.email ?? '' }), 'may not import this'],
    ['a stranger', () => ({ email: 'nobody@example.test' }), 'is not an active member'],
    ['an unknown organisation', () => ({ org: 'nowhere' }), 'is not an active member of nowhere'],
    ['an unknown location', () => ({ location: 'nowhere' }), 'has no location nowhere'],
  ])('is refused when it is %s, and nothing is written', async (_, change, message) => {
    await expect(stage.import(restaurant, path, change(restaurant))).rejects.toThrow(message);
    expect(await stage.jobs(restaurant)).toEqual([]);
    expect((await stage.stock(restaurant))['orders']).toBe(0);
  });

  it('is refused in an organisation they do not belong to', async () => {
    const other = await stage.restaurant();
    const foreign = { org: other.org.slug, location: other.locations[0].slug };
    await expect(stage.import(restaurant, path, foreign)).rejects.toThrow(
      'is not an active member',
    );
    expect((await stage.stock(other))['orders']).toBe(0);
  });

  it('is stopped at the next batch when the right is taken away, and what had landed stays', async () => {
    const { orgId } = restaurant.org;
    const { email = '', id = '' } = restaurant.members.manager ?? {};
    const many = stage.files.write('many.tsv', orderFile(800, 1_600).text);
    const progress = { phase: 'checking' as const, bytes: 0, lines: 0, totalLines: 0, items: 0 };
    const running = stage.import(restaurant, many, { email, batchItems: 5 }, { progress });
    const outcome = running.catch((error: unknown) => error);
    while (progress.items === 0) await new Promise((resolve) => setTimeout(resolve, 1));
    await stage.database.admin`
      update membership set status = 'suspended', epoch = epoch + 1 where org_id = ${orgId} and id = ${id}`;
    expect(String(await outcome)).toContain('is not an active member');
    const landed = (await stage.stock(restaurant))['orders'] ?? 0;
    expect(landed).toBeGreaterThan(0);
    expect(landed).toBeLessThan(800);
    expect(await stage.import(restaurant, many)).toMatchObject({
      outcome: 'finished',
      orders: 800,
    });
  });
});

describe('the audit log of an import', () => {
  it('is one run under the name of the person, source import, nothing without an actor', async () => {
    const { orgId } = restaurant.org;
    await stage.import(restaurant, path, { batchItems: 10 });
    const [job] = await stage.database.admin`select id from import_job where org_id = ${orgId}`;
    const [run] = await stage.database.admin`
      select count(distinct request_id)::int as requests, min(request_id) as request,
             count(distinct actor_id)::int as actors, min(actor_id::text) as actor,
             array_agg(distinct source) as sources, array_agg(distinct action) as actions,
             count(distinct part)::int as parts, count(distinct xid)::int as transactions,
             count(*) filter (where rel = 'orders')::int as orders,
             count(*) filter (where rel = 'order_line')::int as lines,
             count(*) filter (where head and rel = 'import_job')::int as heads
        from au.event where org_id = ${orgId} and source <> 'seed'`;
    expect(run).toMatchObject({
      requests: 1,
      request: `import:${job?.['id']}`,
      actors: 1,
      actor: restaurant.members.owner.id,
      sources: ['import'],
      actions: ['orders.imported'],
      orders: 40,
      lines: 100,
      heads: 1,
    });
    // The first transaction begins the job, the others each have a part of their own.
    expect(run?.['transactions']).toBe(6);
    expect(run?.['parts']).toBeGreaterThanOrEqual(5);
  });

  it('goes on in the same run after an interruption', async () => {
    const { orgId } = restaurant.org;
    await stage.import(restaurant, path, { batchItems: 10 }, stopAfter(20));
    await stage.import(restaurant, path, { batchItems: 10 });
    const rows = await stage.database.admin`
      select request_id, part from au.event where org_id = ${orgId} and rel = 'orders' group by 1, 2 order by min(cap_seq)`;
    expect(new Set(rows.map((row) => String(row['request_id']))).size).toBe(1);
    const parts = rows.map((row) => Number(row['part']));
    expect(parts).toEqual(parts.toSorted((a, b) => a - b));
    expect(new Set(parts).size).toBe(4);
  });
});

describe('another organisation', () => {
  it('is untouched, even with the same order ids from the same source', async () => {
    const other = await stage.restaurant();
    await stage.import(other, path);
    const before = await stage.content(other);
    const [events] = await stage.database.admin`
      select count(*)::int as count from au.event where org_id = ${other.org.orgId}`;
    await stage.import(restaurant, path);
    expect(await stage.content(other)).toEqual(before);
    const [after] = await stage.database.admin`
      select count(*)::int as count from au.event where org_id = ${other.org.orgId}`;
    expect(after).toEqual(events);
    expect((await stage.stock(restaurant))['orders']).toBe(40);
  });
});
