import type { CreateOrderInput } from '@toster/contracts/schemas/orders';
import { addressLine, fillDigits, fullName } from '@toster/db/demo/people';
import { drawBasket } from '../basket.ts';
import type { Scene } from '../scene.ts';
import type { Stage } from '../stage.ts';

type Rest = Pick<CreateOrderInput, 'tableLabel' | 'kitchenNote' | 'delivery'>;

/** The operator takes orders at the tables and on the telephone, and accepts them for the kitchen. */
const ordersComeIn: Scene = {
  key: 'orders-come-in',
  leaves: [
    { by: 'operator', action: 'order.advanced' },
    { by: 'operator', action: 'order.created' },
  ],
  act: async (stage) => {
    const { rng } = stage;
    const { phrases } = stage.content;
    const operator = await stage.person('operator');
    const { id: locationId } = await stage.place(operator);
    const take = async (
      channel: 'dine_in' | 'takeaway' | 'delivery',
      guests: number,
      rest: Rest = {},
    ) => {
      const lines = await drawBasket(stage, operator, locationId, { channel, guests });
      const order = { locationId, channel, lines, ...rest };
      return operator.call((api) => api.orders.create(order));
    };
    const taken = [
      await take('dine_in', 2, { tableLabel: tableOf(stage, 2) }),
      await take('delivery', 2, { delivery: doorOf(stage) }),
      await take('dine_in', 4, {
        tableLabel: tableOf(stage, 4),
        kitchenNote: rng.pick(phrases.kitchenNotes.any),
      }),
      await take('takeaway', 1),
      await take('dine_in', 1, { tableLabel: tableOf(stage, 1) }),
    ];
    for (const { id } of taken.slice(0, 4)) {
      await operator.call((api) => api.orders.advance({ id, to: 'accepted' }));
    }
  },
};

/** A guest thinks better of it before the kitchen has begun. */
const guestLeaves: Scene = {
  key: 'guest-leaves',
  leaves: [{ by: 'operator', action: 'order.cancelled' }],
  act: async (stage) => {
    const operator = await stage.person('operator');
    const { id: locationId } = await stage.place(operator);
    const [first] = await stage.ordersIn(operator, locationId, 'placed');
    if (first === undefined) throw new Error('no order waits');
    const { cancelReasons } = stage.content.phrases;
    const reason = stage.rng.pick([...cancelReasons.any, ...cancelReasons[first.channel]]);
    await operator.call((api) => api.orders.cancel({ id: first.id, reason }));
  },
};

/** At the till people order, pay and get their receipt. */
const peoplePay: Scene = {
  key: 'people-pay',
  leaves: [{ by: 'cashier', action: 'order.created' }],
  act: async (stage) => {
    const cashier = await stage.person('cashier');
    const { id: locationId } = await stage.place(cashier);
    for (const method of ['card', 'cash', 'card'] as const) {
      const lines = await drawBasket(stage, cashier, locationId, {
        channel: 'takeaway',
        guests: 1,
      });
      const order = { locationId, channel: 'takeaway' as const, lines, payment: { method } };
      await cashier.call((api) => api.orders.create(order));
    }
  },
};

function tableOf({ content, rng }: Stage, guests: number): string {
  const rooms = content.habits.rooms.filter(({ seats, outdoors }) => seats >= guests && !outdoors);
  const { name, tables } = rng.pick(rooms);
  return `${name} ${rng.int(1, tables)}`;
}

/** Where a delivery goes: to nobody in particular. */
function doorOf({ content, rng }: Stage) {
  const { people, phrases, locations } = content;
  const [home] = locations;
  return {
    recipient: fullName(rng, people),
    phone: fillDigits(rng, rng.pick(people.phones)),
    line: addressLine(rng, people, home),
    postcode: home.postcode,
    city: home.city,
    doorNote: rng.pick(phrases.doorNotes),
  };
}

export const COUNTER: readonly Scene[] = [ordersComeIn, peoplePay, guestLeaves];
