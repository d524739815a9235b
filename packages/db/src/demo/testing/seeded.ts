import type { TestDatabase } from '../../testing/database.ts';
import { type SeedOptions, seedDemo, type SeedResult } from '../seed.ts';

/** A Friday in November, twenty to seven in the evening in Kyiv. */
export const NOW = new Date('2026-11-20T16:40:00Z');

/** A stored password that nothing opens. */
export const NOBODYS = {
  phc: '$argon2id$v=19$m=19456,t=2,p=1$c2FsdHNhbHRzYWx0$dGFn',
  pepperKid: 'p1',
};

/** Seeds the demo as of that moment. Nobody can sign in. */
export function seed(
  database: TestDatabase,
  change: Partial<SeedOptions> = {},
): Promise<SeedResult> {
  return seedDemo({
    url: database.adminUrl,
    contextKeys: database.keys,
    password: NOBODYS,
    env: 'local',
    now: NOW,
    ...change,
  });
}
