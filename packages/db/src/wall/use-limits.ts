import { USE_LIMITS } from '@toster/contracts/rbac/uses';
import type { WallPart } from './policies.ts';

/** The limits on uses as PostgreSQL reads them: generated from the access matrix, in which alone the numbers stand. */
export function useLimits(): WallPart {
  const rows = USE_LIMITS.map(
    ({ permission, most, perSeconds, beyond }) =>
      `('${permission}', ${most}, interval '${perSeconds} seconds', ${beyond.kind === 'refuse'})`,
  );
  const sql = `create or replace function app.use_limit(what text) returns table (most int, span interval, refuses boolean)
language sql immutable set search_path = pg_catalog, pg_temp rows 1 as $$
  select l.most, l.span, l.refuses from (values ${rows.join(',\n    ')}) l(name, most, span, refuses) where l.name = what
$$;`;
  return { name: 'use limits', sql };
}
