import type { MenuItem } from '@toster/contracts/schemas/menu';
import { ZCreateOrderInput } from '@toster/contracts/schemas/orders';
import { totalsOf } from '@toster/contracts/tax';
import { describe, expect, it } from 'vitest';
import {
  addDish,
  billOf,
  countOf,
  type Draft,
  emptyDraft,
  isEmpty,
  missingFrom,
  moveCurrent,
  removeLine,
  setNote,
  setQuantity,
  toInput,
  withMenu,
} from '#features/orders/draft.ts';

const LOCATION = '0198c5a0-0000-7000-8000-000000000001';
const GUEST = '0198c5a0-0000-7000-8000-0000000000c1';
const item = (id: string, priceMinor: number | null, taxClass = 'standard'): MenuItem => ({
  id,
  locationId: LOCATION,
  categoryId: LOCATION,
  name: id,
  description: '',
  priceMinor,
  currency: 'UAH',
  taxClass,
  allergens: [],
  available: true,
  position: 0,
});
const borsch = item('0198c5a0-0000-7000-8000-0000000000b1', 14_500);
const tea = item('0198c5a0-0000-7000-8000-0000000000b2', 4_500);
const beer = item('0198c5a0-0000-7000-8000-0000000000b3', 9_000, 'alcohol');
const linesOf = (draft: Draft) =>
  draft.lines.map((line) => [line.item.id, line.quantity, line.note]);
const start = emptyDraft(LOCATION);

describe('an order being typed in', () => {
  it('counts one line per dish and wish; another wish is another line', () => {
    const draft = addDish(addDish(addDish(start, borsch, 2), borsch), borsch, 1, 'no cream');
    expect(linesOf(draft)).toEqual([
      [borsch.id, 3, ''],
      [borsch.id, 1, 'no cream'],
    ]);
    expect([
      countOf(draft.lines),
      countOf(draft.lines, borsch.id),
      countOf(draft.lines, tea.id),
    ]).toEqual([4, 4, 0]);
  });

  it('has the line touched last at hand, and its neighbour when that one goes', () => {
    const draft = addDish(addDish(addDish(start, borsch), tea), beer);
    expect(draft.current).toBe(3);
    const up = moveCurrent(moveCurrent(moveCurrent(draft, -1), -1), -1);
    expect(up.current).toBe(1);
    expect(removeLine(up, 1).current).toBe(2);
    expect(removeLine(draft, 3).current).toBe(2);
    expect(removeLine(removeLine(removeLine(draft, 1), 2), 3).current).toBeNull();
    expect(moveCurrent(start, 1).current).toBeNull();
    expect(setNote(draft, 1, 'hot').current).toBe(1);
  });

  it('drops a line at nothing, holds no more than the contract takes, and forgets no key', () => {
    const one = addDish(start, tea, 500);
    expect(linesOf(one)).toEqual([[tea.id, 99, '']]);
    expect(linesOf(setQuantity(one, 1, 120))).toEqual([[tea.id, 99, '']]);
    expect(setQuantity(one, 1, 0).lines).toEqual([]);
    let many = start;
    for (let each = 0; each < 120; each += 1) many = addDish(many, tea, 1, `wish ${each}`);
    expect(many.lines).toHaveLength(100);
    expect(new Set(many.lines.map(({ key }) => key)).size).toBe(100);
    expect(ZCreateOrderInput.safeParse(toInput(many)).success).toBe(true);
  });

  it('comes to what the server will bill, and to nothing where a price is hidden', () => {
    const { lines } = addDish(addDish(start, borsch, 2), beer);
    expect(billOf(lines, 'UA')).toEqual(
      totalsOf('UA', [
        { taxClass: 'standard', lineTotalMinor: 29_000 },
        { taxClass: 'alcohol', lineTotalMinor: 9_000 },
      ]),
    );
    expect(billOf(lines, 'UA')?.totalMinor).toBe(38_000);
    expect(billOf(addDish(start, item('x', null)).lines, 'UA')).toBeNull();
    expect(billOf(addDish(start, item('x', 1, 'unknown')).lines, 'UA')).toBeNull();
    expect(billOf(lines, 'GB')).toBeNull();
  });

  it('follows the menu: a new price, a dish that is sold out or gone', () => {
    const draft = addDish(addDish(start, borsch), tea);
    const now = withMenu(draft, [{ ...borsch, priceMinor: 15_000 }]);
    expect(now.lines.map((line) => [line.item.priceMinor, line.item.available])).toEqual([
      [15_000, true],
      [4_500, false],
    ]);
    expect(missingFrom(now)).toEqual(['soldOut']);
    expect(missingFrom(removeLine(now, 2))).toEqual([]);
  });

  it('asks for an address only for a delivery', () => {
    const draft = addDish(start, tea);
    expect(missingFrom(draft)).toEqual([]);
    expect(missingFrom({ ...draft, channel: 'delivery' })).toEqual(['street', 'city']);
    expect(missingFrom(start)).toEqual(['lines']);
  });

  it('is empty until something was entered', () => {
    expect(isEmpty(start)).toBe(true);
    expect(isEmpty({ ...start, channel: 'takeaway', payment: 'cash' })).toBe(true);
    expect(isEmpty({ ...start, street: 'Khoryva 12' })).toBe(false);
    expect(isEmpty(addDish(start, tea))).toBe(false);
  });

  it('sends what the contract accepts, without the empty fields', () => {
    const table = toInput({ ...addDish(start, borsch, 2, ' no cream,, hot , '), table: ' 4 ' });
    expect(ZCreateOrderInput.parse(table)).toEqual({
      locationId: LOCATION,
      channel: 'dine_in',
      tableLabel: '4',
      lines: [{ menuItemId: borsch.id, quantity: 2, modifiers: ['no cream', 'hot'] }],
    });
    const delivery = toInput({
      ...addDish(start, tea),
      channel: 'delivery',
      table: '4',
      street: 'Khoryva 12',
      city: 'Kyiv',
      phone: '+380 44 000 00 00',
      payment: 'cash',
      guest: { id: GUEST, firstName: 'Олена', phoneEnding: '67' },
    });
    expect(ZCreateOrderInput.parse(delivery)).toMatchObject({
      delivery: { line: 'Khoryva 12', city: 'Kyiv', phone: '+380 44 000 00 00' },
      payment: { method: 'cash', tipMinor: 0 },
      customerId: GUEST,
    });
    expect(delivery).not.toHaveProperty('tableLabel');
    expect(JSON.stringify(delivery)).not.toContain('Олена');
  });

  it('cuts wishes to what the contract takes', () => {
    const long = toInput(
      addDish(
        start,
        tea,
        1,
        `${'x'.repeat(200)},${Array.from({ length: 40 }, (_, i) => `w${i}`).join(',')}`,
      ),
    );
    expect(ZCreateOrderInput.safeParse(long).success).toBe(true);
  });
});
