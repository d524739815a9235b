import type { KeyRing } from '@toster/crypto/key-ring';
import postgres from 'postgres';
import { type CustomerRow, customerRows } from '../testing/factories/customer.ts';
import { type MaintenanceConnection, openMaintenance } from '../testing/factories/maintenance.ts';
import type { AccountInput } from '../testing/factories/member.ts';
import type { Place } from '../testing/factories/menu.ts';
import { createOrders } from '../testing/factories/order.ts';
import { type LocationRow, locationRows, type OrgRow, orgRows } from '../testing/factories/org.ts';
import { type Handle, Rows } from '../testing/factories/rows.ts';
import { seededSource, type Source } from '../testing/factories/source.ts';
import { locationProfile, orgProfile } from '../schema/index.ts';
import { DEMO_ORGS } from './content/demo-orgs.ts';
import type { DemoContent, DemoLocation } from './content/types.ts';
import { offerRows } from './offer.ts';
import { fillDigits, fullName, guestEmail } from './people.ts';
import { staffRows } from './staffing.ts';
import { type Kitchen, weekOf } from './week.ts';

export type SeedOptions = {
  /** URL of a superuser or of role `toster_maintenance`. */
  readonly url: string;
  readonly contextKeys: KeyRing;
  /** The stored form of the password that all demo logins share. */
  readonly password: NonNullable<AccountInput['password']>;
  /** TOSTER_ENV: anything but `local` is refused. */
  readonly env: string;
  /** The moment the demo week ends. The same moment makes the same rows. */
  readonly now?: Date;
  readonly onProgress?: (line: string) => void;
};

export type SeedResult = { readonly outcome: 'seeded' | 'already seeded'; readonly orders: number };

const SEED_LOCK = 7_305_010;
const ESTABLISHED_DAYS = 400;
const GUESTS_PER_LOCATION = 40;
const DAY_MS = 86_400_000;

/**
 * Fills an empty database with the demo organisations. Does nothing where an organisation exists that is not one of
 * them; two processes at once wait for each other. Each organisation is one transaction and one line of the audit log
 * (source `seed`, request `seed:<slug>`): after an interruption the next call adds the ones still missing.
 */
export async function seedDemo(options: SeedOptions): Promise<SeedResult> {
  if (options.env !== 'local') throw new Error('demo data belong to TOSTER_ENV=local only');
  const guard = postgres(options.url, {
    max: 1,
    onnotice: () => undefined,
    connection: { application_name: 'toster-seed-guard' },
  });
  const connection = openMaintenance(options.url, options.contextKeys);
  try {
    await guard`select pg_advisory_lock(${SEED_LOCK})`;
    const present = new Set((await guard`select slug from org`).map((row) => String(row['slug'])));
    const missing = DEMO_ORGS.filter(({ slug }) => !present.has(slug));
    if (missing.length === 0 || present.size + missing.length > DEMO_ORGS.length) {
      return { outcome: 'already seeded', orders: 0 };
    }
    let orders = 0;
    for (const content of missing) {
      const made = await seedOrg(connection, content, options);
      orders += made;
      options.onProgress?.(`${content.name} (${content.slug}): ${made} orders`);
    }
    return { outcome: 'seeded', orders };
  } finally {
    await connection.close();
    await guard.end({ timeout: 5 });
  }
}

/** Adds one organisation with its people, menus, guests and orders; returns the number of orders. */
async function seedOrg(
  connection: MaintenanceConnection,
  content: DemoContent,
  options: SeedOptions,
): Promise<number> {
  const now = options.now ?? new Date();
  const founding = seededSource(
    `${content.slug} founding`,
    new Date(now.getTime() - ESTABLISHED_DAYS * DAY_MS),
  );
  const rows = new Rows();
  const { slug, name, country, currency, locale, timezone, cell } = content;
  const org = orgRows(rows, founding, { slug, name, country, currency, locale, timezone, cell });
  const [home, branch] = content.locations;
  const locations = [
    locationRows(rows, founding, org, placeOf(home)),
    locationRows(rows, founding, org, placeOf(branch)),
  ] as const;
  profileRows(rows, org, content, locations);
  const crews = staffRows(
    { rows, source: founding, content, org, password: options.password },
    locations,
  );
  const kitchens = content.locations.map((demo, index): Kitchen => {
    const location = index === 0 ? locations[0] : locations[1];
    const place = { org, location };
    return {
      content,
      home: demo,
      place,
      crew: index === 0 ? crews[0] : crews[1],
      offer: offerRows(rows, founding, place, content, demo),
      guests: guestRows(rows, seededSource(`${slug} ${demo.slug} guests`, now), content, place),
    };
  });
  const note = { action: 'demo.seeded', request: `seed:${slug}`, part: 0 };
  return connection.run(org.orgId, note, async (tx) => {
    await rows.flush(tx);
    let orders = 0;
    for (const kitchen of kitchens) orders += await orderWeek(tx, kitchen, now);
    return orders;
  });
}

async function orderWeek(tx: Handle, kitchen: Kitchen, now: Date): Promise<number> {
  const source = seededSource(`${kitchen.content.slug} ${kitchen.home.slug} orders`, now);
  const drafts = weekOf(source, kitchen);
  await createOrders(tx, kitchen.place, drafts, source);
  return drafts.length;
}

/** What the organisation and its establishments say of themselves. */
function profileRows(
  rows: Rows,
  { orgId }: OrgRow,
  { business, locations }: DemoContent,
  places: readonly [LocationRow, LocationRow],
): void {
  rows.add(orgProfile, { orgId, ...business });
  for (const [index, place] of places.entries()) {
    const { address, postcode, phone, email, hours } = locations[index === 0 ? 0 : 1];
    rows.add(locationProfile, {
      orgId,
      locationId: place.id,
      address,
      postcode,
      phone,
      email,
      hoursMon: hours.mon,
      hoursTue: hours.tue,
      hoursWed: hours.wed,
      hoursThu: hours.thu,
      hoursFri: hours.fri,
      hoursSat: hours.sat,
      hoursSun: hours.sun,
    });
  }
}

function placeOf({ slug, name, city }: DemoLocation) {
  return { slug, name, city };
}

function guestRows(
  rows: Rows,
  source: Source,
  content: DemoContent,
  place: Place,
): readonly CustomerRow[] {
  const { rng, now } = source;
  return Array.from({ length: GUESTS_PER_LOCATION }, () =>
    customerRows(rows, source, place, {
      name: fullName(rng, content),
      phone: fillDigits(rng, content.phone),
      email: rng.chance(0.6) ? guestEmail(rng) : null,
      createdAt: new Date(now.getTime() - rng.int(8, ESTABLISHED_DAYS) * DAY_MS),
    }),
  );
}
