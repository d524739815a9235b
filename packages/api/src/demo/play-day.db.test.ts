import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createOrg } from '@toster/db/testing/factories/org';
import { freshSource } from '@toster/db/testing/factories/source';
import { openBackstage } from '@toster/db/demo/backstage';
import { testDatabase } from '@toster/db/testing/database';
import { type DayResult, markOf, playDay, scenesOf } from './play-day.ts';
import { SCENES } from './scenes.ts';
import { type TestTheatre, testTheatre, withOnly } from './testing/theatre.ts';

const play = (theatre: TestTheatre, change: Partial<Parameters<typeof playDay>[0]> = {}) =>
  playDay({ ...theatre, env: 'local', ...change });

/** How often each action of the day stands in the log of a restaurant, by the person. */
async function linesOf({ database }: TestTheatre, slug: string): Promise<Record<string, number>> {
  const rows = await database.admin`
    select split_part(a.email, '@', 1) || ' ' || e.action as line, count(distinct e.request_id)::int as count
      from au.event e join org o using (org_id)
      join membership m on m.org_id = e.org_id and m.id = e.actor_id join auth.account a on a.id = m.account_id
     where o.slug = ${slug} and e.source <> 'seed' group by 1 order by 1`;
  return Object.fromEntries(rows.map((row) => [String(row['line']), Number(row['count'])]));
}

describe('a day in every restaurant', () => {
  let theatre: TestTheatre;
  let day: DayResult;
  beforeAll(async () => {
    theatre = await testTheatre();
    day = await play(theatre);
  }, 300_000);
  afterAll(() => theatre.close());

  it('plays every scene once', async () => {
    expect(day).toEqual({ played: SCENES.length * 6 - 5, standing: 0 });
  });

  it('leaves every trace that a scene claims, in every restaurant', async () => {
    const orgs = await theatre.backstage.orgs();
    expect(orgs).toHaveLength(6);
    for (const { orgId, content } of orgs) {
      for (const { key, leaves } of scenesOf(content.slug)) {
        for (const trace of leaves) {
          const stands = await theatre.backstage.stands(orgId, markOf(content.slug, trace));
          expect(stands, `${content.slug} ${key}: ${trace.by} ${trace.action}`).toBe(true);
        }
      }
    }
  });

  it('finds no trace of what nobody did', async () => {
    const [org] = await theatre.backstage.orgs();
    if (org === undefined) throw new Error('no restaurant');
    for (const [by, action] of [
      ['cook', 'menu_item.priced'],
      ['hr', 'sign_in.failed'],
      ['owner', 'access.denied'],
      ['accountant', 'order.created'],
    ] as const) {
      const mark = markOf(org.content.slug, { by, action });
      expect(await theatre.backstage.stands(org.orgId, mark), `${by} ${action}`).toBe(false);
    }
  });

  it('names whoever did it: nothing but the seed and the change outside stands under nobody', async () => {
    const rows = await theatre.database.admin`
      select o.slug, e.action, e.source, e.db_user from au.event e join org o using (org_id)
       where e.actor_id is null and e.source <> 'seed'`;
    expect(rows.map((row) => [row['slug'], row['action'], row['source'], row['db_user']])).toEqual([
      ['varenyk-kyiv', 'database.changed', 'database', 'postgres'],
    ]);
  });

  it('makes a log of fifty lines and more, of which one is the seed', async () => {
    const rows = await theatre.database.admin`
      select org_id, count(distinct request_id)::int as lines,
             count(distinct request_id) filter (where source = 'seed')::int as seeds
        from au.event where org_id in (select org_id from org) group by 1`;
    expect(rows).toHaveLength(6);
    for (const { lines, seeds } of rows) {
      expect(lines).toBeGreaterThan(50);
      expect(seeds).toBe(1);
    }
  });

  it('comes from devices of its own: an owner at a laptop and, from another address, at a tablet', async () => {
    const rows = await theatre.database.admin`
      select s.device_label, s.ip::text as ip, s.revoked_at is null as living
        from auth.session s join auth.account a on a.id = s.account_id
       where a.email = 'owner@bistro-praha.demo' order by s.created_at`;
    expect(rows.map((row) => [row['device_label'], row['living']])).toEqual([
      ['Safari on macOS', true],
      ['Safari on iPhone', false],
      ['Chrome on iPad', true],
    ]);
    expect(rows[0]?.['ip']).not.toBe(rows[2]?.['ip']);
  });

  it('counts two wrong passwords and two refusals in each restaurant', async () => {
    const rows = await theatre.database.admin`
      select o.slug, sum(count) filter (where reason = 'SIGN_IN')::int as failed,
             sum(count) filter (where reason like 'FORBIDDEN:%')::int as refused
        from refusal r join org o using (org_id) group by 1`;
    expect(rows).toHaveLength(6);
    for (const row of rows) expect(row).toMatchObject({ failed: 2, refused: 2 });
  });

  it('brings in the old till’s orders of last night, and puts one line aside', async () => {
    const rows = await theatre.database.admin`
      select o.slug, j.status, j.orders_created, j.lines_rejected,
             (select bool_and((r.placed_at at time zone o.timezone)::date = (now() at time zone o.timezone)::date - 1)
                from orders r where r.org_id = j.org_id and r.source = j.source) as last_night
        from import_job j join org o using (org_id)`;
    expect(rows).toHaveLength(6);
    for (const row of rows) {
      expect(row).toMatchObject({ status: 'finished', lines_rejected: 1, last_night: true });
      expect(row['orders_created']).toBeGreaterThanOrEqual(3);
    }
  });

  it('corrects the price that was mistyped', async () => {
    const rows = await theatre.database.admin`
      select o.slug, count(*)::int as changes from au.event e join org o using (org_id)
       where e.action = 'menu_item.priced' group by 1`;
    expect(rows).toHaveLength(6);
    for (const { changes } of rows) expect(changes).toBe(2);
  });

  it('is played once: a second call plays nothing', async () => {
    const before = await linesOf(theatre, 'diner-austin');
    expect(await play(theatre)).toEqual({ played: 0, standing: day.played });
    expect(await linesOf(theatre, 'diner-austin')).toEqual(before);
  });
});

describe('an interrupted day', () => {
  it('goes on where it stopped, after a failure and after Ctrl-C, and does nothing twice', async () => {
    const whole = await testTheatre();
    const broken = await testTheatre();
    try {
      const slug = 'tapas-madrid';
      const [all, some] = [withOnly(whole, slug), withOnly(broken, slug)];
      await play(all);

      const cut = SCENES.findIndex(({ key }) => key === 'kitchen-cooks');
      const failing = SCENES.map((scene, index) =>
        index === cut
          ? { ...scene, act: () => Promise.reject(new Error('the power is out')) }
          : scene,
      );
      await expect(play(some, { scenes: failing })).rejects.toThrow(
        /kitchen-cooks of tapas-madrid/,
      );

      const asked = new AbortController();
      const stopping = play(some, {
        signal: asked.signal,
        onProgress: (line) => {
          if (line.endsWith('order-is-voided')) asked.abort(new Error('Ctrl-C'));
        },
      });
      await expect(stopping).rejects.toThrow('Ctrl-C');
      expect(Object.keys(await linesOf(some, slug))).not.toContain('accountant session.started');

      const rest = await play(some);
      expect(rest.standing).toBeGreaterThan(cut);
      expect(rest.played).toBeGreaterThan(0);
      expect(withoutSignIns(await linesOf(some, slug))).toEqual(
        withoutSignIns(await linesOf(all, slug)),
      );
    } finally {
      await whole.close();
      await broken.close();
    }
  }, 300_000);
});

/** Whoever goes on signs in anew. */
function withoutSignIns(lines: Record<string, number>): Record<string, number> {
  return Object.fromEntries(
    Object.entries(lines).filter(([line]) => !/ session\.(started|stepped_up)$/.test(line)),
  );
}

describe('the day keeps out', () => {
  it('of every environment but local', async () => {
    const theatre = await testTheatre();
    try {
      await expect(play(theatre, { env: 'staging' })).rejects.toThrow('TOSTER_ENV=local');
      const rows = await theatre.database
        .admin`select from au.event where source <> 'seed' and org_id in (select org_id from org)`;
      expect(rows).toHaveLength(0);
    } finally {
      await theatre.close();
    }
  });

  it('of a restaurant that the demo did not make, whatever it is called', async () => {
    const database = await testDatabase();
    const source = freshSource();
    const orgId = source.id();
    const note = { action: 'org.created', request: 'test', part: 0 };
    await database.maintenance.run(orgId, note, (tx) =>
      createOrg(tx, { orgId, slug: 'varenyk-kyiv' }, source),
    );
    const backstage = await openBackstage(database.adminUrl);
    try {
      expect(await backstage.orgs()).toEqual([]);
    } finally {
      await backstage.close();
      await database.close();
    }
  });

  it('while another process plays: it waits for its end', async () => {
    const theatre = await testTheatre();
    try {
      const order: string[] = [];
      const second = openBackstage(theatre.database.adminUrl).then(async (backstage) => {
        order.push('second');
        await backstage.close();
      });
      await play(withOnly(theatre, 'diner-austin'), { scenes: SCENES.slice(0, 2) });
      order.push('first');
      await theatre.backstage.close();
      await second;
      expect(order).toEqual(['first', 'second']);
    } finally {
      await theatre.close();
    }
  });
});
