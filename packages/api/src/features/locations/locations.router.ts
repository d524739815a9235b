import { router } from '../../trpc.ts';
import { createLocation } from './create-location.ts';
import { editLocation } from './edit-location.ts';
import { listLocations } from './list-locations.ts';
import { setHours } from './set-hours.ts';

export const locationsRouter = router({
  list: listLocations,
  create: createLocation,
  edit: editLocation,
  setHours,
});
