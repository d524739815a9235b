import { Temporal } from 'temporal-polyfill';
import type { Scene } from '../scene.ts';

/** The owner has coffee with the figures. */
const ownerLooksIn: Scene = {
  key: 'owner-looks-in',
  leaves: [{ by: 'owner', action: 'session.started' }],
  act: async (stage) => {
    const owner = await stage.person('owner');
    const place = await stage.place(owner);
    const midnight = Temporal.Now.zonedDateTimeISO(place.timezone).startOfDay();
    const from = midnight.toInstant().toString();
    const weekAgo = midnight.subtract({ weeks: 1 }).toInstant().toString();
    await owner.call((api) => api.home.attention({}));
    await owner.call((api) => api.home.figures({ from, weekAgo }));
    await owner.call((api) => api.orders.list({ locationId: place.id }));
  },
};

/** What ran out yesterday has come with the morning's delivery. */
const deliveryArrives: Scene = {
  key: 'delivery-arrives',
  leaves: [{ by: 'cook', action: 'menu_item.availability_changed' }],
  act: async (stage) => {
    const cook = await stage.person('cook');
    const { id: locationId } = await stage.place(cook);
    const { categories } = await cook.call((api) => api.menu.list({ locationId }));
    const [back] = categories.flatMap(({ items }) => items).filter(({ available }) => !available);
    if (back === undefined) throw new Error('nothing had run out');
    await cook.call((api) => api.menu.setAvailability({ id: back.id, available: true }));
  },
};

export const OPENING: readonly Scene[] = [ownerLooksIn, deliveryArrives];
