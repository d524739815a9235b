import type { Holds } from '@toster/audit/events';
import type { Caller } from '../../middleware/authenticate.ts';

/** Whether the caller's capabilities, as PostgreSQL reads them, reach a place. */
export function holdsOf(caller: Caller): Holds {
  return (capability, locationId) => {
    const places = caller.capabilities[capability] ?? [];
    return places.includes('*') || (locationId !== null && places.includes(locationId));
  };
}
