import { ORDER_STATES } from '@toster/contracts/orders/states';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createOrg } from '../testing/factories/org.ts';
import { freshSource } from '../testing/factories/source.ts';
import { testDatabase, type TestDatabase } from '../testing/database.ts';
import { DEMO_LOGINS } from './logins.ts';
import { NOW, seed } from './testing/seeded.ts';

const OPEN = ORDER_STATES.filter(
  (state) => !['delivered', 'cancelled', 'voided', 'refunded'].includes(state),
);

/** What does not need a month. */
const FEW_DAYS = { days: 2 };

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

describe('the seeded demo', () => {
  let database: TestDatabase;
  let outcome: Awaited<ReturnType<typeof seed>>;
  beforeAll(async () => {
    database = await testDatabase();
    outcome = await seed(database, FEW_DAYS);
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

  it('fills every board: each open state at each establishment', async () => {
    const rows = await database.admin`
      select location_id, count(distinct status)::int as states from orders where status = any (${OPEN}) group by 1`;
    expect(rows).toHaveLength(12);
    for (const row of rows) expect(row['states']).toBe(OPEN.length);
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
});

describe('the demo seed', () => {
  it('makes the same rows for the same moment in another database, and others a day later', async () => {
    const later = new Date(NOW.getTime() + 86_400_000);
    const contents: string[] = [];
    for (const now of [NOW, NOW, later]) {
      const database = await testDatabase();
      try {
        await seed(database, { ...FEW_DAYS, now });
        contents.push(await contentOf(database));
      } finally {
        await database.close();
      }
    }
    const [first, again, other] = contents;
    expect(again).toBe(first);
    expect(other).not.toBe(first);
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
      await expect(seed(database, { env: 'production' })).rejects.toThrow('TOSTER_ENV=local');
      expect(await database.admin`select slug from org`).toHaveLength(0);
    } finally {
      await database.close();
    }
  });

  it('adds only what an interrupted run left out', async () => {
    const database = await testDatabase();
    try {
      const whole = await testDatabase();
      await seed(whole, FEW_DAYS);
      const slugs: string[] = [];
      const interrupted = seed(database, {
        ...FEW_DAYS,
        onProgress: (line) => {
          slugs.push(line);
          if (slugs.length === 2) throw new Error('interrupted');
        },
      });
      await expect(interrupted).rejects.toThrow('interrupted');
      expect(await database.admin`select slug from org`).toHaveLength(2);
      expect((await seed(database, FEW_DAYS)).outcome).toBe('seeded');
      expect(await contentOf(database)).toBe(await contentOf(whole));
      await whole.close();
    } finally {
      await database.close();
    }
  });
});
