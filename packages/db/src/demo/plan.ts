import type { AccountInput } from '../testing/factories/member.ts';
import type { Place } from '../testing/factories/menu.ts';
import { locationRows, type OrgRow, orgRows } from '../testing/factories/org.ts';
import { Rows } from '../testing/factories/rows.ts';
import { seededSource, type Source } from '../testing/factories/source.ts';
import type { DemoContent, DemoLocation } from './content/types.ts';
import { Guests } from './guests.ts';
import { type Draft, monthOf } from './month.ts';
import { offerRows } from './offer.ts';
import { staffRows } from './staffing.ts';

/** Days of orders, today included. */
export const DEMO_DAYS = 30;
/** Between signing up and the first order: menus and people are entered. */
const PREPARATION_DAYS = 4;
const DAY_MS = 86_400_000;

/** An organisation as it will be: everything but the orders in `rows`, and the orders of each establishment. */
export type OrgPlan = {
  readonly org: OrgRow;
  readonly rows: Rows;
  readonly months: readonly {
    readonly place: Place;
    readonly source: Source;
    readonly drafts: readonly Draft[];
  }[];
};

/** Draws a demo organisation as of `now`. The same moment makes the same rows. */
export function planOrg(
  content: DemoContent,
  at: {
    readonly now: Date;
    readonly days: number;
    readonly password: NonNullable<AccountInput['password']>;
  },
): OrgPlan {
  const { slug, name, country, currency, locale, timezone, cell } = content;
  const founded = new Date(at.now.getTime() - (at.days + PREPARATION_DAYS) * DAY_MS);
  const founding = seededSource(`${slug} founding`, founded);
  const rows = new Rows();
  const org = orgRows(rows, founding, { slug, name, country, currency, locale, timezone, cell });
  const [home, branch] = content.locations;
  const [first, second] = [
    locationRows(rows, founding, org, placeOf(home)),
    locationRows(rows, founding, org, placeOf(branch)),
  ];
  const employer = { rows, source: founding, content, org, password: at.password };
  const [homeCrews, branchCrews] = staffRows(employer, [first, second]);
  const taken = { phones: new Set<string>(), emails: new Set<string>() };
  const months = [
    { demo: home, location: first, crews: homeCrews },
    { demo: branch, location: second, crews: branchCrews },
  ].map(({ demo, location, crews }) => {
    const place = { org, location };
    const source = seededSource(`${slug} ${demo.slug} orders`, at.now);
    const offer = offerRows(rows, founding, place, content, demo, at.now);
    const guests = new Guests(rows, source, { content, home: demo, place, taken });
    const kitchen = { content, home: demo, place, crews, offer, guests };
    return { place, source, drafts: monthOf(source, kitchen, at.days) };
  });
  return { org, rows, months };
}

function placeOf({ slug, name, city }: DemoLocation) {
  return { slug, name, city };
}
