import { router } from '../../trpc.ts';
import { createItem } from './create-item.ts';
import { editItem } from './edit-item.ts';
import { listMenu } from './list-menu.ts';
import { priceItem } from './price-item.ts';
import { setAvailability } from './set-availability.ts';

export const menuRouter = router({
  list: listMenu,
  createItem,
  editItem,
  priceItem,
  setAvailability,
});
