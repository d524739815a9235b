import { describe, expect, it } from 'vitest';
import { ORDER_VIEWS, orderNumber, orderQuery, viewOf } from '#features/orders/filters.ts';

const NONE = {
  location: null,
  q: '',
  status: [],
  channel: null,
  range: null,
  from: null,
  to: null,
};
const PODIL = { id: '0198c5a0-0000-7000-8000-000000000001' };

describe('filters of the order list', () => {
  it('asks for everything when the address says nothing', () => {
    expect(orderQuery(NONE, 'Europe/Kyiv', [PODIL])).toEqual({ limit: 50 });
  });

  it("counts days in the establishment's zone, today included", () => {
    const now = new Date('2026-11-22T23:30:00Z');
    expect(orderQuery({ ...NONE, range: 'today' }, 'Europe/Kyiv', [PODIL], now)).toEqual({
      limit: 50,
      from: '2026-11-22T22:00:00.000Z',
    });
    expect(orderQuery({ ...NONE, range: '7d' }, 'Europe/Kyiv', [PODIL], now)).toEqual({
      limit: 50,
      from: '2026-11-16T22:00:00.000Z',
    });
    expect(
      orderQuery({ ...NONE, from: '2026-11-01', to: '2026-11-01' }, 'Europe/Kyiv', [PODIL], now),
    ).toEqual({ limit: 50, from: '2026-10-31T22:00:00.000Z', to: '2026-11-01T22:00:00.000Z' });
  });

  it("ignores an establishment that is not the organisation's", () => {
    expect(
      orderQuery({ ...NONE, location: '0198c5a0-0000-7000-8000-00000000000f' }, 'Europe/Kyiv', [
        PODIL,
      ]),
    ).toEqual({ limit: 50 });
    expect(orderQuery({ ...NONE, location: PODIL.id }, 'Europe/Kyiv', [PODIL])).toEqual({
      limit: 50,
      locationId: PODIL.id,
    });
  });

  it('reads an order number the ways people type it, and nothing else', () => {
    expect([' #1042 ', '1042', '# 7'].map(orderNumber)).toEqual([1042, 1042, 7]);
    expect(['', 'borsch', '0', '10.5', '1e3', '9999999999'].map(orderNumber)).toEqual([
      null,
      null,
      null,
      null,
      null,
      null,
    ]);
  });

  it('knows a quick view whatever the order of its states', () => {
    expect(viewOf([])).toBe('all');
    expect(viewOf([...ORDER_VIEWS.open].reverse())).toBe('open');
    expect(viewOf(['voided'])).toBeNull();
  });
});
