import { drawBasket } from '../basket.ts';
import type { Scene } from '../scene.ts';

/** The second establishment: its crew works, and the privacy officer, who manages it, cancels an order. */
const branchWorks: Scene = {
  key: 'branch-works',
  leaves: [{ by: 'officer', action: 'order.cancelled' }],
  act: async (stage) => {
    const { content, rng } = stage;
    const [, { slug }] = content.locations;
    const operator = await stage.person(`operator.${slug}`);
    const { id: locationId } = await stage.place(operator, 'branch');
    const order = { channel: 'takeaway' as const, guests: 2 };
    for (const method of ['card', 'cash'] as const) {
      const lines = await drawBasket(stage, operator, locationId, order);
      const { id } = await operator.call((api) =>
        api.orders.create({ locationId, channel: order.channel, lines, payment: { method } }),
      );
      await operator.call((api) => api.orders.advance({ id, to: 'accepted' }));
    }
    const cook = await stage.person(`cook.${slug}`);
    const [waiting] = await stage.ordersIn(cook, locationId, 'accepted');
    if (waiting !== undefined)
      await cook.call((api) => api.orders.advance({ id: waiting.id, to: 'cooking' }));

    const officer = await stage.person('officer');
    const [placed] = await stage.ordersIn(officer, locationId, 'placed');
    if (placed === undefined) throw new Error('no order waits');
    const { cancelReasons } = content.phrases;
    const reason = rng.pick([...cancelReasons.any, ...cancelReasons[placed.channel]]);
    await officer.call((api) => api.orders.cancel({ id: placed.id, reason }));
  },
};

/** As privacy officer the same person goes through the log: who has looked at whose data. */
const officerReadsTheLog: Scene = {
  key: 'officer-reads-the-log',
  leaves: [{ by: 'officer', action: 'personal_data.read' }],
  act: async (stage) => {
    const officer = await stage.person('officer');
    const { lines } = await officer.call((api) =>
      api.audit.search({ action: 'personal_data.read', withReads: true, limit: 25 }),
    );
    const courier = lines.find(({ actor }) => actor.kind === 'staff');
    if (courier === undefined) throw new Error('nobody has read personal data');
    await officer.call((api) => api.audit.request({ requestId: courier.requestId }));
  },
};

export const BRANCH: readonly Scene[] = [branchWorks, officerReadsTheLog];
