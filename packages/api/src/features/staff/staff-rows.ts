import type { Permission } from '@toster/contracts/rbac/permissions';
import type { Rights } from '@toster/contracts/rbac/rights';
import { isAppointment, isRole } from '@toster/contracts/rbac/roles';
import type { StaffGrant, StaffRow } from '@toster/contracts/schemas/staff';
import { membership, membershipGrant } from '@toster/db/schema/membership';
import { staff, staffDirectory } from '@toster/db/schema/staff';
import type { TenantReadTx } from '@toster/db/tenant';
import { and, asc, eq, ne } from 'drizzle-orm';
import type { Caller } from '../../middleware/authenticate.ts';
import { reaches } from '../../rows.ts';

/** A colleague with what only some may see of them. */
export type FoundStaff = StaffRow & {
  readonly createdAt: Date;
  readonly hiredOn: string | null;
};

/**
 * The colleagues PostgreSQL shows the caller (`staff.read_directory`: those of the places within reach, and those who
 * work across the organisation), with the grants that hold there. Who has left is not among them. One round trip.
 */
export function loadStaff(
  tx: TenantReadTx,
  { orgId, rights }: Caller,
  id?: string,
): Promise<FoundStaff[]> {
  return readStaff(tx, orgId, id, (locationId) =>
    looksAt(rights, 'staff.read_directory', locationId),
  );
}

/** The caller as their colleagues see them, with every grant of theirs, wherever it holds. One round trip. */
export async function loadSelf(
  tx: TenantReadTx,
  { orgId, staffId }: Caller,
): Promise<FoundStaff | undefined> {
  const [self] = await readStaff(tx, orgId, staffId, () => true);
  return self;
}

async function readStaff(
  tx: TenantReadTx,
  orgId: string,
  id: string | undefined,
  showsGrantAt: (locationId: string | null) => boolean,
): Promise<FoundStaff[]> {
  const [people, grants] = await Promise.all([
    tx
      .select({
        id: staff.id,
        firstName: staffDirectory.firstName,
        status: membership.status,
        locationId: staff.locationId,
        createdAt: membership.createdAt,
        hiredOn: staff.hiredOn,
      })
      .from(staffDirectory)
      .innerJoin(
        staff,
        and(eq(staff.orgId, staffDirectory.orgId), eq(staff.id, staffDirectory.staffId)),
      )
      .innerJoin(membership, and(eq(membership.orgId, staff.orgId), eq(membership.id, staff.id)))
      .where(
        and(
          eq(staffDirectory.orgId, orgId),
          ne(membership.status, 'removed'),
          id === undefined ? undefined : eq(staffDirectory.staffId, id),
        ),
      )
      .orderBy(asc(staffDirectory.firstName), asc(staff.id)),
    tx
      .select({
        membershipId: membershipGrant.membershipId,
        role: membershipGrant.role,
        appointment: membershipGrant.appointment,
        locationId: membershipGrant.locationId,
      })
      .from(membershipGrant)
      .where(
        and(
          eq(membershipGrant.orgId, orgId),
          id === undefined ? undefined : eq(membershipGrant.membershipId, id),
        ),
      ),
  ]);
  const shown = grants.filter(({ locationId }) => showsGrantAt(locationId));
  const byMember = Map.groupBy(shown, ({ membershipId }) => membershipId);
  return people.map((person) => ({
    ...person,
    grants: (byMember.get(person.id) ?? []).flatMap(grantOf),
  }));
}

/** Whether the permission reaches a person of that home place. */
export function reachesPerson(
  rights: Rights,
  permission: Permission,
  person: Pick<StaffRow, 'locationId'>,
): boolean {
  return reaches(rights, permission, { locationId: person.locationId, isAssigned: () => false });
}

/** A grant for the whole organisation holds at every place, one for a location only there. */
function looksAt(rights: Rights, permission: Permission, locationId: string | null): boolean {
  if (locationId === null) return rights.has(permission);
  return reaches(rights, permission, { locationId, isAssigned: () => false });
}

/** A role this version does not know grants nothing, so it is not shown as one. */
function grantOf(row: {
  readonly role: string | null;
  readonly appointment: string | null;
  readonly locationId: string | null;
}): StaffGrant[] {
  const role = isRole(row.role) ? row.role : null;
  const appointment = isAppointment(row.appointment) ? row.appointment : null;
  return role === null && appointment === null
    ? []
    : [{ role, appointment, locationId: row.locationId }];
}
