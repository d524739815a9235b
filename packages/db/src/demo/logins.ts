import { HUMAN_ROLES } from '@toster/contracts/rbac/roles';
import { DEMO_ORGS } from './content/demo-orgs.ts';
import type { DemoStaffKey } from './content/types.ts';

/** The password of every demo login. Exists only where TOSTER_ENV=local. */
export const DEMO_PASSWORD = 'borsch-pierogi-2026';

/** Who signs in to each demo organisation: the ten human roles, a second owner, a manager who is privacy officer. */
export const DEMO_STAFF_KEYS: readonly DemoStaffKey[] = [...HUMAN_ROLES, 'owner2', 'officer'];

/** A demo login. */
export type DemoLogin = {
  readonly org: string;
  readonly slug: string;
  readonly key: DemoStaffKey;
  readonly email: string;
};

/** Address of a demo login. */
export function demoEmail(slug: string, key: string): string {
  return `${key}@${slug}.demo`;
}

/** All demo logins, organisation by organisation. */
export const DEMO_LOGINS: readonly DemoLogin[] = DEMO_ORGS.flatMap(({ name, slug }) =>
  DEMO_STAFF_KEYS.map((key) => ({ org: name, slug, key, email: demoEmail(slug, key) })),
);
