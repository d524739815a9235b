import postgres from 'postgres';
import { emailKey } from '../look-up-keys.ts';
import { DEMO_ORGS } from './content/demo-orgs.ts';
import type { DemoContent } from './content/types.ts';
import { SEED_REQUEST } from './seed.ts';

/** An event that stands in the log of an organisation: who caused it and which business action it was. */
export type Mark = {
  /** The login of the person; null for whoever worked in the database directly. */
  readonly email: string | null;
  readonly action: string;
};

/** What the demo knows and does past the application. */
export type Backstage = {
  /** The demo organisations whose seed still stands in their log, in the order of the content. */
  orgs(): Promise<readonly { readonly orgId: string; readonly content: DemoContent }[]>;
  /** Whether such an event is in the log, or was counted for it: refusals become events when their minute is over. */
  stands(orgId: string, mark: Mark): Promise<boolean>;
  /** Changes the price of a dish by its name, as nobody should: with the superuser's rights and no context. */
  changePrice(orgId: string, dish: string, priceMinor: number): Promise<void>;
  close(): Promise<void>;
};

const DAY_LOCK = 7_305_011;

/** Opens the database as superuser and waits for any other process that plays the demo there. */
export async function openBackstage(adminUrl: string): Promise<Backstage> {
  const sql = postgres(adminUrl, {
    max: 1,
    onnotice: () => undefined,
    connection: { application_name: 'toster-demo-backstage' },
  });
  try {
    await sql`select pg_advisory_lock(${DAY_LOCK})`;
  } catch (error) {
    await sql.end({ timeout: 5 });
    throw error;
  }
  return {
    orgs: async () => {
      const found = await sql<{ org_id: string; slug: string }[]>`
        select org_id, slug from org o
         where exists (select from au.event e where e.org_id = o.org_id and e.request_id = ${SEED_REQUEST} || o.slug)`;
      return DEMO_ORGS.flatMap((content) => {
        const org = found.find(({ slug }) => slug === content.slug);
        return org ? [{ orgId: org.org_id, content }] : [];
      });
    },
    stands: async (orgId, { email, action }) => {
      const key = email === null ? null : emailKey(email);
      const [row] = await sql<{ stands: boolean }[]>`
        with person as materialized (
          select m.id from membership m join auth.account a on a.id = m.account_id
           where m.org_id = ${orgId} and a.email_key = ${key}
        )
        select exists (
          select from au.event e
           where e.org_id = ${orgId} and e.action = ${action} and e.head
             and e.actor_id is not distinct from (select id from person)
        ) or exists (
          select from refusal r
           where r.org_id = ${orgId} and r.actor_id = (select id from person)
             and r.reason like ${COUNTED[action] ?? ''}
        ) as stands`;
      return row?.stands === true;
    },
    changePrice: (orgId, dish, priceMinor) => changeOutside(adminUrl, orgId, dish, priceMinor),
    close: () => sql.end({ timeout: 5 }),
  };
}

/** How the reasons begin that become an event of that action. */
const COUNTED: Readonly<Record<string, string>> = {
  'sign_in.failed': 'SIGN\\_IN%',
  'access.denied': 'FORBIDDEN:%',
};

async function changeOutside(
  adminUrl: string,
  orgId: string,
  dish: string,
  priceMinor: number,
): Promise<void> {
  const sql = postgres(adminUrl, {
    max: 1,
    onnotice: () => undefined,
    connection: { application_name: 'a database client' },
  });
  try {
    const changed = await sql`
      update menu_item set price_minor = ${priceMinor}
       where org_id = ${orgId} and name = ${dish} and id = (
         select id from menu_item where org_id = ${orgId} and name = ${dish} order by created_at, id limit 1)
      returning id`;
    if (changed.length !== 1) throw new Error(`nobody sells ${dish}`);
  } finally {
    await sql.end({ timeout: 5 });
  }
}
