import type { StaffRow } from '@toster/contracts/schemas/staff';
import { type inferParserType, parseAsString, parseAsStringLiteral } from 'nuqs/server';
import { parseAsId } from '#features/filters/parsers.ts';
import { APPOINTMENTS, HUMAN_ROLES } from '@toster/contracts/rbac/roles';

/** What a person can hold. */
export const HELD = [...HUMAN_ROLES, ...APPOINTMENTS] as const;

/** Everything the address says about the team. */
export const STAFF_PARSERS = {
  location: parseAsId,
  q: parseAsString.withDefault(''),
  role: parseAsStringLiteral(HELD),
  status: parseAsStringLiteral(['active', 'suspended'] as const),
} as const;
export type StaffFilters = inferParserType<typeof STAFF_PARSERS>;

/** The people a filter leaves. Who works across the organisation works at every location. */
export function filterStaff(people: readonly StaffRow[], filters: StaffFilters): StaffRow[] {
  const words = filters.q.toLocaleLowerCase().split(/\s+/u).filter(Boolean);
  return people.filter(
    (person) =>
      words.every((word) => person.firstName.toLocaleLowerCase().includes(word)) &&
      (filters.role === null ||
        person.grants.some((grant) => (grant.role ?? grant.appointment) === filters.role)) &&
      (filters.status === null || person.status === filters.status) &&
      (filters.location === null ||
        person.locationId === null ||
        person.locationId === filters.location),
  );
}

/** Whether anything but the location narrows the team. */
export function isFiltered({ q, role, status }: StaffFilters): boolean {
  return q !== '' || role !== null || status !== null;
}
