import type { Restaurant } from '@toster/db/testing/factories/restaurant';
import type { Kitchen } from './kitchen.ts';

/**
 * Everything the organisation holds and its members' sessions, as one digest per table; a change of any row changes
 * it. The log is counted.
 */
export async function stateOf(
  { admin }: Pick<Kitchen, 'admin'>,
  { org }: Restaurant,
): Promise<unknown> {
  const tables = await admin<{ name: string }[]>`
    select c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
    join pg_attribute a on a.attrelid = c.oid and a.attname = 'org_id' and not a.attisdropped
    where n.nspname = 'public' and c.relkind = 'r' order by 1`;
  const digests: Record<string, unknown> = {};
  for (const { name } of [...tables.map((table) => ({ name: `public.${table.name}` })), SESSIONS]) {
    const [row] = await admin.unsafe(
      `select count(*)::int as rows, md5(string_agg(t::text, E'\\n' order by t::text)) as digest from ${name} t where org_id = $1`,
      [org.orgId],
    );
    digests[name] = row;
  }
  const [events] =
    await admin`select count(*)::int as rows from au.event where org_id = ${org.orgId}`;
  return { ...digests, events };
}

const SESSIONS = { name: 'auth.session' };
