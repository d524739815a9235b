import type { MenuItem } from '@toster/contracts/schemas/menu';
import { ZCreateOrderInput } from '@toster/contracts/schemas/orders';
import { describe, expect, it } from 'vitest';
import {
  changeQuantity,
  draftTotal,
  emptyDraft,
  missingFrom,
  toInput,
} from '#features/orders/draft.ts';

const LOCATION = '0198c5a0-0000-7000-8000-000000000001';
const item = (id: string, priceMinor: number | null): MenuItem => ({
  id,
  locationId: LOCATION,
  categoryId: LOCATION,
  name: id,
  description: '',
  priceMinor,
  currency: 'UAH',
  taxClass: 'standard',
  allergens: [],
  available: true,
  position: 0,
});
const borsch = item('0198c5a0-0000-7000-8000-0000000000b1', 14_500);
const tea = item('0198c5a0-0000-7000-8000-0000000000b2', 4_500);

describe('an order being typed in', () => {
  it('counts one line per item and drops a line at zero', () => {
    const twice = changeQuantity(changeQuantity([], borsch, 1), borsch, 1);
    expect(twice).toEqual([{ item: borsch, quantity: 2 }]);
    expect(changeQuantity(twice, borsch, -2)).toEqual([]);
    expect(changeQuantity([{ item: tea, quantity: 99 }], tea, 1)).toEqual([
      { item: tea, quantity: 99 },
    ]);
  });

  it('adds up what can be seen, and nothing when a price is hidden', () => {
    expect(
      draftTotal([
        { item: borsch, quantity: 2 },
        { item: tea, quantity: 1 },
      ]),
    ).toBe(33_500);
    expect(
      draftTotal([
        { item: borsch, quantity: 1 },
        { item: item('x', null), quantity: 1 },
      ]),
    ).toBeNull();
  });

  it('asks for an address only for a delivery', () => {
    const draft = { ...emptyDraft(LOCATION), lines: [{ item: tea, quantity: 1 }] };
    expect(missingFrom(draft)).toEqual([]);
    expect(missingFrom({ ...draft, channel: 'delivery' })).toEqual(['street', 'city']);
  });

  it('sends what the contract accepts, without the empty fields', () => {
    const table = toInput({
      ...emptyDraft(LOCATION),
      table: ' 4 ',
      lines: [{ item: borsch, quantity: 2 }],
    });
    expect(ZCreateOrderInput.parse(table)).toEqual({
      locationId: LOCATION,
      channel: 'dine_in',
      tableLabel: '4',
      lines: [{ menuItemId: borsch.id, quantity: 2, modifiers: [] }],
    });
    const delivery = toInput({
      ...emptyDraft(LOCATION),
      channel: 'delivery',
      table: '4',
      street: 'Khoryva 12',
      city: 'Kyiv',
      phone: '+380 44 000 00 00',
      payment: 'cash',
      lines: [{ item: tea, quantity: 1 }],
    });
    expect(ZCreateOrderInput.parse(delivery)).toMatchObject({
      delivery: { line: 'Khoryva 12', city: 'Kyiv', phone: '+380 44 000 00 00' },
      payment: { method: 'cash', tipMinor: 0 },
    });
    expect(delivery).not.toHaveProperty('tableLabel');
  });
});
