import type { Restaurant } from '@toster/db/testing/factories/restaurant';
import { openBrowser, type Browser } from './console/browser.ts';
import { openWorld, type World } from './console/world.ts';
import type { ConsoleUnderTest } from './env.ts';
import { summarise } from './rounds.ts';

const PAGES = [
  ['the newest actions', ''],
  ['one domain', '?domain=finance'],
  ['a rare action', '?action=menu_item.priced'],
  ['words that are nowhere', '?q=nothing%20like%20it'],
] as const;

/**
 * The audit page in a browser, from the click on the link to the first line of the log on the screen, in a log of one
 * size and of ten times that.
 */
export async function benchAuditPage(target: ConsoleUnderTest, quick: boolean): Promise<string> {
  const [events, runs] = quick ? [10_000, 3] : [100_000, 9];
  const world = openWorld(target);
  try {
    const sizes = [events, events * 10];
    const restaurants: Restaurant[] = [];
    for (const size of sizes) restaurants.push(await withEvents(world, size));
    await world.admin.unsafe('analyze au.event');
    const columns: string[][] = [];
    for (const restaurant of restaurants) {
      const browser = await openBrowser(target);
      try {
        await browser.signIn(await world.signIn(restaurant));
        const column: string[] = [];
        for (const [, query] of PAGES) {
          column.push(await timesOf(browser, `${target.baseUrl}/audit${query}`, runs));
        }
        columns.push(column);
      } finally {
        await browser.close();
      }
    }
    return [
      '### The audit page, from the request to data on the screen',
      '',
      `Milliseconds in Chromium, median of ${runs} loads and the slowest; the page's own scripts cached, its data not. Aim: 1 000 ms.`,
      '',
      `| | ${sizes.map((size) => `${size.toLocaleString('en-US').replaceAll(',', ' ')} events`).join(' | ')} |`,
      `|---|${sizes.map(() => '--:').join('|')}|`,
      ...PAGES.map(
        ([name], index) => `| ${name} | ${columns.map((column) => column[index]).join(' | ')} |`,
      ),
      '',
      'What bounds it: words stand in no index, so words that are nowhere are looked for in every event the reader may see.',
      '',
    ].join('\n');
  } finally {
    await world.close();
  }
}

/** Median and slowest; the first load fills the cache and does not count. */
async function timesOf({ context }: Browser, url: string, runs: number): Promise<string> {
  const samples: number[] = [];
  for (let run = 0; run <= runs; run += 1) {
    const page = await context.newPage();
    try {
      await page.goto(url, { waitUntil: 'commit' });
      const at = await page.evaluate<number>(AT_DATA);
      if (run > 0) samples.push(at);
    } finally {
      await page.close();
    }
  }
  const { median } = summarise(url, samples);
  return `${Math.round(median)} (${Math.round(Math.max(...samples))})`;
}

/** Resolves with the time since the navigation began when a line of the log, or word that there is none, is painted. */
const AT_DATA = `new Promise((resolve) => {
  const look = () => {
    const main = document.querySelector('main');
    const data = main?.querySelector('ul > li h3, ul > li button, ul > li a, h2');
    if (data && !main.querySelector('[role=status] .animate-pulse')) {
      requestAnimationFrame(() => resolve(performance.now()));
    } else setTimeout(look, 4);
  };
  look();
})`;

/** A restaurant whose log holds so many events, five to an action, one action in a thousand rare. */
async function withEvents(world: World, count: number): Promise<Restaurant> {
  const restaurant = await world.restaurant(0);
  const { org, place, members } = restaurant;
  await world.admin.unsafe(
    `insert into au.event (org_id, at, cap_seq, kind, rel, row_id, loc, domain, action, actor_id, source, request_id,
       part, head, changed, label, schema, leaf, leaf_hash)
     select $1::uuid, now() - (($4::int - g) || ' milliseconds')::interval, nextval('au.cap'), case when g % 5 = 0 then 2 else 1 end,
       (array['orders', 'order_line', 'order_line', 'order_status_change', 'payment'])[g % 5 + 1], gen_random_uuid()::text, $2,
       case when g % 5 = 4 then 'finance' when g % 5000 < 5 then 'menu' else 'orders' end,
       case when g % 5000 < 5 then 'menu_item.priced' else 'order.created' end, $3, 'console',
       'bench-' || substr($1::uuid::text, 25) || '-' || g / 5, 0, g % 5 <> 2, case when g % 5 = 0 then array['status'] end, 'label ' || g, 1,
       '{"after":{"status":"accepted"},"before":{"status":"placed"},"filler":"' || repeat('x', 300) || '"}', sha256('x')
     from generate_series(0, $4::int - 1) g`,
    [org.orgId, place.location.id, members.owner.id, count],
  );
  return restaurant;
}
