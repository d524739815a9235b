import { PERMISSIONS } from '@toster/contracts/rbac/permissions';
import type { Session } from '#features/shell/session.tsx';

/** Fixed ids: of establishments, people and records that exist nowhere. */
export const id = (n: number): string =>
  `0190f3a1-0000-7000-8000-${n.toString(16).padStart(12, '0')}`;

/** The evening the states show. */
export const at = (hour: number, minute: number, day = 22): string =>
  new Date(Date.UTC(2026, 10, day, hour, minute, 7)).toISOString();

export const PLACE = { id: id(1), name: 'Печерськ' };
const SECOND = { id: id(2), name: 'Поділ' };
export const OLENA = { kind: 'staff', id: id(11), firstName: 'Олена', dbUser: null } as const;
export const MARTA = { kind: 'staff', id: id(12), firstName: 'Марта', dbUser: null } as const;
export const DATABASE = {
  kind: 'database',
  id: null,
  firstName: null,
  dbUser: 'postgres',
} as const;

const everywhere = { all: true, locations: [], assigned: false, self: false, masked: false };

/** An owner of a restaurant with two establishments. */
export const SESSION: Session = {
  accountId: id(21),
  sessionId: id(22),
  staffId: OLENA.id,
  firstName: OLENA.firstName,
  org: {
    id: id(3),
    slug: 'varenyk-kyiv',
    name: 'Вареник',
    country: 'UA',
    currency: 'UAH',
    locale: 'uk-UA',
    timezone: 'Europe/Kyiv',
  },
  locations: [PLACE, SECOND].map((place, index) => ({
    ...place,
    slug: `place-${index}`,
    city: 'Київ',
    timezone: 'Europe/Kyiv',
  })),
  memberships: [{ orgId: id(3), slug: 'varenyk-kyiv', name: 'Вареник', current: true }],
  permissions: Object.fromEntries(PERMISSIONS.map((permission) => [permission, everywhere])),
  secondFactor: null,
};
