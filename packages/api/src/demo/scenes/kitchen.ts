import type { OrderState } from '@toster/contracts/orders/states';
import type { Scene } from '../scene.ts';
import type { Stage } from '../stage.ts';

/** Takes the oldest orders of a state one step on; at least one must be there. */
async function moveOn(
  stage: Stage,
  login: string,
  step: { readonly from: OrderState; readonly to: OrderState; readonly most: number },
): Promise<void> {
  const person = await stage.person(login);
  const { id: locationId } = await stage.place(person);
  const waiting = await stage.ordersIn(person, locationId, step.from);
  for (const { id } of waiting.slice(0, step.most)) {
    await person.call((api) => api.orders.advance({ id, to: step.to }));
  }
}

/** The cook clears the board: what is on the fire comes off, what waits goes on. */
const kitchenCooks: Scene = {
  key: 'kitchen-cooks',
  leaves: [{ by: 'cook', action: 'order.advanced' }],
  act: async (stage) => {
    await moveOn(stage, 'cook', { from: 'cooking', to: 'ready', most: 3 });
    await moveOn(stage, 'cook', { from: 'accepted', to: 'cooking', most: 4 });
  },
};

/** The packer packs what is ready. */
const bagsArePacked: Scene = {
  key: 'bags-are-packed',
  leaves: [{ by: 'packer', action: 'order.advanced' }],
  act: (stage) => moveOn(stage, 'packer', { from: 'ready', to: 'packed', most: 3 }),
};

/** The courier brings the bags on the bike and looks at the next address. */
const courierRides: Scene = {
  key: 'courier-rides',
  leaves: [
    { by: 'courier', action: 'order.advanced' },
    { by: 'courier', action: 'personal_data.read' },
  ],
  act: async (stage) => {
    const courier = await stage.person('courier');
    const { id: locationId } = await stage.place(courier);
    const [next] = await stage.ordersIn(courier, locationId, 'packed');
    if (next !== undefined) await courier.call((api) => api.orders.get({ id: next.id }));
    await moveOn(stage, 'courier', { from: 'on_way', to: 'delivered', most: 2 });
    await moveOn(stage, 'courier', { from: 'packed', to: 'on_way', most: 1 });
  },
};

/** Burnt, or the wrong table: the manager takes an order back that was on the fire already. */
const orderIsVoided: Scene = {
  key: 'order-is-voided',
  leaves: [{ by: 'manager', action: 'order.voided' }],
  act: async (stage) => {
    const manager = await stage.person('manager');
    const { id: locationId } = await stage.place(manager);
    const [first] = await stage.ordersIn(manager, locationId, 'cooking');
    if (first === undefined) throw new Error('nothing is on the fire');
    const { voidReasons } = stage.content.phrases;
    const reason = stage.rng.pick([...voidReasons.any, ...voidReasons[first.channel]]);
    await manager.stepUp();
    await manager.call((api) => api.orders.void({ id: first.id, reason }));
  },
};

export const KITCHEN: readonly Scene[] = [kitchenCooks, bagsArePacked, courierRides, orderIsVoided];
