import { guestEmail } from '@toster/db/demo/people';
import { drawBasket } from '../basket.ts';
import type { Scene } from '../scene.ts';

/**
 * The manager rings a regular back. The regular soon rings to order: the operator finds them by the number on the display.
 * The new address they leave is put down by the manager.
 */
const regularRings: Scene = {
  key: 'regular-rings',
  leaves: [
    { by: 'manager', action: 'customer.updated' },
    { by: 'manager', action: 'personal_data.read' },
    { by: 'operator', action: 'personal_data.read' },
  ],
  act: async (stage) => {
    const manager = await stage.person('manager');
    const { id: locationId } = await stage.place(manager);
    const { customers } = await manager.call((api) => api.customers.list({ locationId }));
    const [regular] = customers
      .filter(({ phoneEnding }) => phoneEnding !== null)
      .toSorted((a, b) => (b.orderCount ?? 0) - (a.orderCount ?? 0));
    if (regular === undefined) throw new Error('no guest left a number');
    const { id } = regular;
    const { name, phone } = await manager.call((api) => api.customers.reveal({ id }));
    if (name === null || phone === null) throw new Error('a manager is shown no number');

    const operator = await stage.person('operator');
    const { found } = await operator.call((api) => api.customers.lookUp({ phone }));
    const guest = found.find((each) => each.id === id);
    if (guest === undefined) throw new Error('a regular is not found by the number');
    const channel = 'takeaway';
    const lines = await drawBasket(stage, operator, locationId, { channel, guests: 2 });
    await operator.call((api) =>
      api.orders.create({ locationId, channel, customerId: guest.id, lines }),
    );

    const { version } = await manager.call((api) => api.customers.get({ id }));
    const email = `new.${guestEmail(stage.rng, name)}`;
    await manager.call((api) => api.customers.update({ id, version, data: { email } }));
  },
};

export const GUESTS: readonly Scene[] = [regularRings];
