import { readFileSync } from 'node:fs';
import { captureParts } from '../capture/triggers.ts';
import { wallParts, type WallPart } from './policies.ts';
import { useLimits } from './use-limits.ts';

const file = (name: string): WallPart => ({
  name,
  sql: readFileSync(new URL(`../../sql/${name}`, import.meta.url), 'utf8'),
});

/**
 * Everything about the database that Drizzle does not describe, in the order in which it is applied: context
 * functions, audit store, capture, policies, grants. Each part may be applied again without harm.
 */
export function wallScript(): readonly WallPart[] {
  return [
    file('schemas.sql'),
    file('wall-functions.sql'),
    file('audit-store.sql'),
    file('audit-events.sql'),
    ...captureParts(),
    ...wallParts(),
    useLimits(),
    file('guests.sql'),
    file('guest-self.sql'),
    file('paper.sql'),
    file('attempts.sql'),
    file('quotas.sql'),
    file('reports.sql'),
    file('grants.sql'),
  ];
}
