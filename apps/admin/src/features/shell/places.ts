import type { Permission } from '@toster/contracts/rbac/permissions';
import type { Session } from '#features/shell/session.tsx';

/**
 * The establishments a permission reaches; about every other the API answers as if it did not
 * exist. Work assigned to a person may come from any of them.
 */
export function placesOf(session: Session, permission: Permission): Session['locations'] {
  const reach = session.permissions[permission];
  if (!reach) return [];
  const everywhere = reach.all || reach.assigned;
  return session.locations.filter(({ id }) => everywhere || reach.locations.includes(id));
}

/** The establishments in which this person may do anything at all. */
export function workplacesOf(session: Session): Session['locations'] {
  const reaches = Object.values(session.permissions);
  return session.locations.filter(({ id }) =>
    reaches.some((reach) => reach.all || reach.locations.includes(id)),
  );
}
