import { faultsOf, type WeekHours } from '@toster/contracts/hours';
import { ORDER_STATES } from '@toster/contracts/orders/states';
import type { TaxCountry } from '@toster/contracts/tax';
import { readTaxNumber } from '@toster/contracts/tax-numbers/tax-number';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createOrg } from '../testing/factories/org.ts';
import { freshSource } from '../testing/factories/source.ts';
import { testDatabase, type TestDatabase } from '../testing/database.ts';
import { DEMO_LOGINS } from './logins.ts';
import { seedDemo } from './seed.ts';

const NOW = new Date('2026-11-20T16:40:00Z');
const OPEN = ORDER_STATES.filter(
  (state) => !['delivered', 'cancelled', 'voided', 'refunded'].includes(state),
);

const seed = (database: TestDatabase, env = 'local') =>
  seedDemo({
    url: database.adminUrl,
    contextKeys: database.keys,
    password: { phc: '$argon2id$v=19$m=19456,t=2,p=1$c2FsdHNhbHRzYWx0$dGFn', pepperKid: 'p1' },
    env,
    now: NOW,
  });

/** Everything in the order tables of a database, as one text. */
const contentOf = async ({ admin }: TestDatabase) => {
  const [row] = await admin`
    select md5(string_agg(line, '' order by line)) as digest from (
      select o::text as line from orders o union all select l::text from order_line l
      union all select s::text from order_status_change s union all select r::text from receipt r
      union all select p::text from payment p union all select c::text from customer_contact c
      union all select m::text from menu_item m union all select f::text from staff_private f) rows`;
  return row?.['digest'] as string;
};

describe('the demo seed', () => {
  let database: TestDatabase;
  let outcome: Awaited<ReturnType<typeof seed>>;
  beforeAll(async () => {
    database = await testDatabase();
    outcome = await seed(database);
  });
  afterAll(() => database.close());

  it('makes six organisations with two establishments each', async () => {
    expect(outcome.outcome).toBe('seeded');
    const rows = await database.admin`
      select o.slug, o.country, count(l.id)::int as places from org o join location l using (org_id) group by 1, 2 order by 2`;
    expect(rows.map(({ slug, country, places }) => [slug, country, places])).toEqual([
      ['bistro-praha', 'CZ', 2],
      ['wirtshaus-berlin', 'DE', 2],
      ['tapas-madrid', 'ES', 2],
      ['pierogi-krakow', 'PL', 2],
      ['varenyk-kyiv', 'UA', 2],
      ['diner-austin', 'US', 2],
    ]);
  });

  it('gives every organisation a legal name and a tax number that its country’s check lets pass, and every establishment an address and hours without faults', async () => {
    const orgs = await database.admin<{ country: TaxCountry; name: string; tax_id: string }[]>`
      select country, legal_name as name, tax_id from org join org_profile using (org_id)`;
    expect(orgs).toHaveLength(6);
    for (const { country, name, tax_id: taxId } of orgs) {
      expect(name).not.toBe('');
      expect(readTaxNumber(country, taxId)).toMatchObject({ text: taxId });
    }
    const places = await database.admin<(WeekHours & { address: string; phone: string })[]>`
      select address, phone, hours_mon as mon, hours_tue as tue, hours_wed as wed, hours_thu as thu, hours_fri as fri,
             hours_sat as sat, hours_sun as sun from location_profile`;
    expect(places).toHaveLength(12);
    for (const { address, phone, ...week } of places) {
      expect([address, phone]).not.toContain('');
      expect(faultsOf(week)).toEqual({});
    }
  });

  it('gives every documented login an account with a password and the grant its name says', async () => {
    const rows = await database.admin`
      select a.email, string_agg(coalesce(g.role, g.appointment), ' ' order by g.role) as grants
        from auth.account a join auth.password p on p.account_id = a.id
        join membership m on m.account_id = a.id and m.status = 'active'
        join membership_grant g on g.org_id = m.org_id and g.membership_id = m.id group by 1`;
    const grants = new Map(rows.map((row) => [String(row['email']), String(row['grants'])]));
    for (const { email, key } of DEMO_LOGINS) {
      const role = key === 'owner2' ? 'owner' : key;
      expect(grants.get(email)).toBe(key === 'officer' ? 'manager privacy_officer' : role);
    }
  });

  it('offers 25 to 35 items at every establishment, with tax classes and allergens the schemas know', async () => {
    const rows =
      await database.admin`select location_id, count(*)::int as items from menu_item group by 1`;
    expect(rows).toHaveLength(12);
    for (const row of rows) {
      expect(row['items']).toBeGreaterThanOrEqual(25);
      expect(row['items']).toBeLessThanOrEqual(35);
    }
  });

  it('fills every board: each open state at each establishment, and 60 to 110 orders in the week', async () => {
    const rows = await database.admin`
      select location_id, count(*)::int as orders, count(distinct status) filter (where status = any (${OPEN}))::int as states
        from orders where placed_at > ${new Date(NOW.getTime() - 8 * 86_400_000)} group by 1`;
    expect(rows).toHaveLength(12);
    for (const row of rows) {
      expect(row['states']).toBe(OPEN.length);
      expect(row['orders']).toBeGreaterThanOrEqual(60);
      expect(row['orders']).toBeLessThanOrEqual(110);
    }
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

  it('stands in the audit log as one run for each organisation, from source seed', async () => {
    const rows = await database.admin`
      select request_id, count(distinct xid)::int as transactions, count(distinct org_id)::int as orgs,
             count(*) filter (where source <> 'seed' or action <> 'demo.seeded')::int as others
        from au.event where org_id in (select org_id from org) group by 1`;
    expect(rows).toHaveLength(6);
    for (const row of rows) expect(row).toMatchObject({ transactions: 1, orgs: 1, others: 0 });
  });

  it('is done once: a second run changes nothing', async () => {
    const before = await contentOf(database);
    expect(await seed(database)).toEqual({ outcome: 'already seeded', orders: 0 });
    expect(await contentOf(database)).toBe(before);
  });

  it('makes the same rows for the same moment in another database', async () => {
    const other = await testDatabase();
    try {
      await seed(other);
      expect(await contentOf(other)).toBe(await contentOf(database));
    } finally {
      await other.close();
    }
  });
});

describe('the demo seed keeps out', () => {
  it('of a database in which somebody works', async () => {
    const database = await testDatabase();
    try {
      const source = freshSource();
      const orgId = source.id();
      const note = { action: 'org.created', request: 'test', part: 0 };
      await database.maintenance.run(orgId, note, (tx) => createOrg(tx, { orgId }, source));
      expect((await seed(database)).outcome).toBe('already seeded');
      expect(await database.admin`select slug from org`).toHaveLength(1);
    } finally {
      await database.close();
    }
  });

  it('of every environment but local', async () => {
    const database = await testDatabase();
    try {
      await expect(seed(database, 'production')).rejects.toThrow('TOSTER_ENV=local');
      expect(await database.admin`select slug from org`).toHaveLength(0);
    } finally {
      await database.close();
    }
  });

  it('adds only what an interrupted run left out', async () => {
    const database = await testDatabase();
    try {
      const whole = await testDatabase();
      await seed(whole);
      const slugs: string[] = [];
      const interrupted = seedDemo({
        url: database.adminUrl,
        contextKeys: database.keys,
        password: { phc: '$argon2id$v=19$m=19456,t=2,p=1$c2FsdHNhbHRzYWx0$dGFn', pepperKid: 'p1' },
        env: 'local',
        now: NOW,
        onProgress: (line) => {
          slugs.push(line);
          if (slugs.length === 2) throw new Error('interrupted');
        },
      });
      await expect(interrupted).rejects.toThrow('interrupted');
      expect(await database.admin`select slug from org`).toHaveLength(2);
      expect((await seed(database)).outcome).toBe('seeded');
      expect(await contentOf(database)).toBe(await contentOf(whole));
      await whole.close();
    } finally {
      await database.close();
    }
  });
});
