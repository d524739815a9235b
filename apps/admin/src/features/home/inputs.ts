import type { Permission } from '@toster/contracts/rbac/permissions';
import { placesOf } from '#features/shell/places.ts';
import type { Session } from '#features/shell/session.tsx';
import { addDays, dayOf, startOfDay } from '#i18n/zoned.ts';

const QUEUE_LENGTH = 6;
const ACTIVITY_LENGTH = 6;

/** What the home page asks for; the same on the server and in the browser. Null: not for this role, or not there. */
export function homeInputs(session: Session, locationId: string | null, now = new Date()) {
  const timezone =
    session.locations.find(({ id }) => id === locationId)?.timezone ?? session.org.timezone;
  const at = locationId === null ? {} : { locationId };
  const reaches = (permission: Permission) => {
    const places = placesOf(session, permission);
    return locationId === null
      ? permission in session.permissions
      : places.some(({ id }) => id === locationId);
  };
  const today = dayOf(now, timezone);
  const from = startOfDay(today, timezone).toISOString();
  const weekAgo = startOfDay(addDays(today, -7), timezone).toISOString();
  return {
    attention: at,
    orders: reaches('orders.read')
      ? { figures: { ...at, from, weekAgo }, queue: { ...at, limit: QUEUE_LENGTH } }
      : null,
    activity: reaches('audit_log.read')
      ? { ...at, withReads: false, limit: ACTIVITY_LENGTH }
      : null,
  };
}
