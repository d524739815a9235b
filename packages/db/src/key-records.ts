/** What the database says of keys it never holds: which are in force, in its log, and which it still needs. */
import postgres from 'postgres';
import type { KeyRing } from '@toster/crypto/key-ring';

/** The cell's platform log. */
const PLATFORM = '00000000-0000-7000-8000-000000000000';
/** Kind of an event about the platform itself, like a change of the schema. */
const PLATFORM_EVENT = 10;

/** Passwords are stored under a pepper that the ring does not hold. */
export class PepperMissing extends Error {
  override name = 'PepperMissing';
}

/**
 * Writes into the cell's log, for every purpose whose key ids are not those of its last record, which ids are in force
 * from now on and which of them signs: ids and purpose, never a byte of a key. Returns the purposes recorded. Whoever may
 * change an environment cannot change this record: the log is append-only for the superuser's statements too.
 */
export async function recordKeys(
  adminUrl: string,
  rings: Readonly<Record<string, KeyRing>>,
): Promise<readonly string[]> {
  return withAdmin(adminUrl, async (admin) => {
    const recorded: string[] = [];
    for (const [purpose, { kids }] of Object.entries(rings)) {
      const [last] = await admin`
        select leaf::jsonb -> 'after' -> 'kids' as kids from au.event
        where org_id = ${PLATFORM} and action = 'secret.rotated' and row_id = ${purpose}
        order by cap_seq desc limit 1`;
      if (JSON.stringify(last?.['kids']) === JSON.stringify(kids)) continue;
      const facts = JSON.stringify({ kids, signing: kids[0] });
      await admin`
        select au.append(${PLATFORM}, ${PLATFORM_EVENT}::smallint, 'rotate', 'secret.rotated', 'key_ring', ${purpose},
          'system', null, ${facts}::text::jsonb)`;
      recorded.push(purpose);
    }
    return recorded;
  });
}

/** How many passwords, second factors and recovery codes are stored under each pepper id, most first. */
export async function countByPepper(
  adminUrl: string,
): Promise<readonly { readonly kid: string; readonly count: number }[]> {
  return withAdmin(adminUrl, async (admin) => {
    const rows = await admin`
      select pepper_kid as kid, count(*)::int as count from (
        select pepper_kid from auth.password union all select pepper_kid from auth.factor
        union all select pepper_kid from auth.recovery_code where used_at is null
      ) kept group by 1 order by 2 desc, 1`;
    return rows.map((row) => ({ kid: String(row['kid']), count: Number(row['count']) }));
  });
}

/**
 * Throws PepperMissing when a password is stored under a pepper that the ring has not got: those people could never sign
 * in again, and would be told that their password is wrong. Called before a release goes on.
 */
export async function assertPeppers(adminUrl: string, pepper: KeyRing): Promise<void> {
  const lost = (await countByPepper(adminUrl)).filter(({ kid }) => !pepper.kids.includes(kid));
  if (lost.length === 0) return;
  const whose = lost.map(({ kid, count }) => `${kid} (${count} passwords)`).join(', ');
  throw new PepperMissing(
    `TOSTER_PASSWORD_PEPPER lacks keys that passwords are stored with: ${whose}. Put them back behind the others; ` +
      'docs/security/secrets.md says how a pepper goes.',
  );
}

async function withAdmin<T>(
  adminUrl: string,
  work: (admin: postgres.Sql) => Promise<T>,
): Promise<T> {
  const admin = postgres(adminUrl, {
    max: 1,
    onnotice: () => undefined,
    connection: { application_name: 'toster-keys' },
  });
  try {
    return await work(admin);
  } finally {
    await admin.end();
  }
}
