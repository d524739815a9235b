import type { Permission } from '@toster/contracts/rbac/permissions';
import type { Session } from '#features/shell/session.tsx';

/**
 * The establishments a permission reaches; about every other the API answers as if it did not
 * exist. Work assigned to a person comes from where the person works.
 */
export function placesOf(session: Session, permission: Permission): Session['locations'] {
  const reach = session.permissions[permission];
  if (!reach) return [];
  if (reach.assigned && reach.locations.length === 0) return workplacesOf(session);
  return session.locations.filter(({ id }) => reach.all || reach.locations.includes(id));
}

/** The establishments in which this person may do anything; all, where no permission names one. */
export function workplacesOf(session: Session): Session['locations'] {
  const reaches = Object.values(session.permissions);
  const named = session.locations.filter(({ id }) =>
    reaches.some((reach) => reach.all || reach.locations.includes(id)),
  );
  return named.length === 0 ? session.locations : named;
}
