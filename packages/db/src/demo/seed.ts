import type { KeyRing } from '@toster/crypto/key-ring';
import postgres from 'postgres';
import { type MaintenanceConnection, openMaintenance } from '../testing/factories/maintenance.ts';
import type { AccountInput } from '../testing/factories/member.ts';
import { createOrders } from '../testing/factories/order.ts';
import { DEMO_ORGS } from './content/demo-orgs.ts';
import type { DemoContent } from './content/types.ts';
import { DEMO_DAYS, planOrg } from './plan.ts';
export type SeedOptions = {
  /** URL of a superuser or of role `toster_maintenance`. */
  readonly url: string;
  readonly contextKeys: KeyRing;
  /** The stored form of the password that all demo logins share. */
  readonly password: NonNullable<AccountInput['password']>;
  /** TOSTER_ENV: anything but `local` is refused. */
  readonly env: string;
  /** The moment the last order was placed a minute ago. The same moment makes the same rows. */
  readonly now?: Date;
  /** Days of orders, today included (30). */
  readonly days?: number;
  readonly onProgress?: (line: string) => void;
};

export type SeedResult = { readonly outcome: 'seeded' | 'already seeded'; readonly orders: number };

/** The seed of an organisation stands in its log under this and the organisation's slug. */
export const SEED_REQUEST = 'seed:';
const SEED_LOCK = 7_305_010;

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
  { now = new Date(), days = DEMO_DAYS, password }: SeedOptions,
): Promise<number> {
  const { org, rows, months } = planOrg(content, { now, days, password });
  const note = { action: 'demo.seeded', request: `${SEED_REQUEST}${content.slug}`, part: 0 };
  return connection.run(org.orgId, note, async (tx) => {
    await rows.flush(tx);
    let orders = 0;
    for (const { place, source, drafts } of months) {
      await createOrders(tx, place, drafts, source);
      orders += drafts.length;
    }
    return orders;
  });
}
