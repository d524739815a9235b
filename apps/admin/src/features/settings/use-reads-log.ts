'use client';
import { useSession } from '#features/shell/session.tsx';

/** Whether the person reads the whole log of an establishment, or with null of the organisation itself. */
export function useReadsLog(locationId: string | null): boolean {
  const reach = useSession().permissions['audit_log.read'];
  if (reach === undefined || reach.masked) return false;
  return reach.all || (locationId !== null && reach.locations.includes(locationId));
}
