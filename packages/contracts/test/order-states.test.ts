import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  ORDER_STATES,
  ORDER_TRANSITIONS,
  isFinalState,
  isOrderState,
  nextState,
  transitionBetween,
  transitionsFrom,
} from '../src/orders/states.ts';

describe('the states of an order', () => {
  it('lead from placed to delivered, each step by the permission of the person who takes it', () => {
    const way: string[] = [];
    for (let state = nextState('placed'); state !== null; state = nextState(state)) way.push(state);
    expect(way).toEqual(['accepted', 'cooking', 'ready', 'packed', 'on_way', 'delivered']);
    const permissions = ORDER_TRANSITIONS.filter((step) => step.kind === 'advance').map(
      (step) => step.permission,
    );
    expect(permissions).toEqual([
      'orders.create',
      'kitchen_tickets.advance',
      'kitchen_tickets.advance',
      'packing.pack',
      'deliveries.advance',
      'deliveries.advance',
    ]);
  });

  it('allow a cancellation before the kitchen starts and a void after it, never both', () => {
    const ways = (kind: string) => ORDER_TRANSITIONS.filter((step) => step.kind === kind);
    for (const step of [...ways('cancel'), ...ways('void')]) expect(step.reasonRequired).toBe(true);
    expect(new Set(ways('cancel').map((step) => step.permission))).toEqual(
      new Set(['orders.cancel_before_cook']),
    );
    expect(new Set(ways('void').map((step) => step.permission))).toEqual(
      new Set(['orders.void_after_cook']),
    );
    const cancellable = new Set(ways('cancel').map((step) => step.from));
    expect(ways('void').filter((step) => cancellable.has(step.from))).toEqual([]);
    expect(transitionBetween('accepted', 'cancelled')).not.toBeNull();
    expect(transitionBetween('cooking', 'cancelled')).toBeNull();
    expect(transitionBetween('cooking', 'voided')).not.toBeNull();
  });

  it('end: no walk goes on for ever, and nothing leaves an end', () => {
    for (const state of ['cancelled', 'voided', 'refunded'] as const)
      expect(isFinalState(state)).toBe(true);
    fc.assert(
      fc.property(fc.array(fc.nat(), { minLength: 20, maxLength: 20 }), (choices) => {
        let state: (typeof ORDER_STATES)[number] = 'placed';
        let steps = 0;
        for (const choice of choices) {
          const ways = transitionsFrom(state);
          const step = ways[choice % Math.max(ways.length, 1)];
          if (!step) break;
          state = step.to;
          steps += 1;
        }
        expect(steps).toBeLessThanOrEqual(7);
        expect(isFinalState(state)).toBe(true);
      }),
    );
  });

  it('hold one step between two states, and every state is reachable', () => {
    const pairs = ORDER_TRANSITIONS.map(({ from, to }) => `${from}>${to}`);
    expect(new Set(pairs).size).toBe(pairs.length);
    for (const state of ORDER_STATES) {
      expect(state === 'placed' || ORDER_TRANSITIONS.some((step) => step.to === state)).toBe(true);
    }
  });

  it.each(['__proto__', 'constructor', '', 'Placed', null, 3])('do not include %j', (value) => {
    expect(isOrderState(value)).toBe(false);
  });
});
