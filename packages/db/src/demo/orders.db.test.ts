import { TAX_RULES, type TaxCountry } from '@toster/contracts/tax';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { testDatabase, type TestDatabase } from '../testing/database.ts';
import { NOW, seed } from './testing/seeded.ts';

describe('the orders of the demo', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await testDatabase();
    await seed(database, { days: 6 });
  });
  afterAll(() => database.close());

  it('offers 40 to 60 items at every establishment, two of them sold out, in tax classes of the country', async () => {
    const rows = await database.admin`
      select o.country, count(*)::int as items, count(*) filter (where not available)::int as sold_out,
             array_agg(distinct tax_class) as classes
        from menu_item m join org o using (org_id) group by m.location_id, o.country`;
    expect(rows).toHaveLength(12);
    for (const row of rows) {
      expect(row['items']).toBeGreaterThanOrEqual(40);
      expect(row['items']).toBeLessThanOrEqual(60);
      expect(row['sold_out']).toBe(2);
      const known = Object.keys(TAX_RULES[row['country'] as TaxCountry].classes);
      expect(known).toEqual(expect.arrayContaining(row['classes'] as string[]));
    }
  });

  it('knows nobody before their first order, and gives no two guests the same number or address', async () => {
    const [wrong] = await database.admin`
      select count(*) filter (where c.created_at is distinct from first.at)::int as early,
             (select count(*)::int from (select 1 from customer_contact group by org_id, phone_key having count(*) > 1 and phone_key is not null) t) as phones,
             (select count(*)::int from (select 1 from customer_contact group by org_id, email_key having count(*) > 1 and email_key is not null) t) as emails
        from customer c
        left join lateral (select min(placed_at) as at from orders o where o.org_id = c.org_id and o.customer_id = c.id) first on true`;
    expect(wrong).toEqual({ early: 0, phones: 0, emails: 0 });
  });

  it('adds up: lines, taxes, payments and receipts', async () => {
    const [wrong] = await database.admin`
      select count(*) filter (where s.lines <> case when org.country = 'US' then o.subtotal_minor else o.total_minor end)::int as lines,
             count(*) filter (where p.paid <> o.total_minor)::int as payments,
             count(*) filter (where r.total_minor <> o.total_minor or r.tax_minor <> o.tax_minor)::int as receipts,
             count(*) filter (where o.tax_minor = 0)::int as untaxed
        from orders o join org using (org_id)
        join lateral (select sum(line_total_minor) as lines from order_line l where l.org_id = o.org_id and l.order_id = o.id) s on true
        left join lateral (select amount_minor as paid from payment p where p.org_id = o.org_id and p.order_id = o.id) p on true
        left join receipt r on r.org_id = o.org_id and r.order_id = o.id`;
    expect(wrong).toEqual({ lines: 0, payments: 0, receipts: 0, untaxed: 0 });
  });

  it('numbers orders and receipts without gaps, in the order of time, and leaves the counters behind them', async () => {
    const rows = await database.admin`
      select max(number) - count(*)::int as gap, bool_and(number = rank) as ordered, max(number) + 1 = max(c.next) as counted
        from (select *, row_number() over (partition by org_id, location_id order by placed_at, number) as rank from orders) o
        join location_counter c on c.org_id = o.org_id and c.location_id = o.location_id and c.kind = 'order'
       group by o.org_id, o.location_id`;
    for (const row of rows) expect(row).toEqual({ gap: 0, ordered: true, counted: true });
    const [receipts] = await database.admin`
      select count(*)::int as wrong from location_counter c
       where kind = 'receipt' and next <> 1 + (select count(*) from receipt r where r.org_id = c.org_id and r.location_id = c.location_id)`;
    expect(receipts).toEqual({ wrong: 0 });
  });

  it('tells a history that ends in the status of the order and never lies in the future', async () => {
    const [wrong] = await database.admin`
      select count(*)::int as orders from orders o
        join lateral (select to_status, at from order_status_change s where s.org_id = o.org_id and s.order_id = o.id
                       order by seq desc limit 1) last on true
       where last.to_status <> o.status or last.at > ${NOW} or last.at < o.placed_at`;
    expect(wrong).toEqual({ orders: 0 });
  });
});
