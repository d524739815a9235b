import type { MenuItem } from '@toster/contracts/schemas/menu';
import { describe, expect, it } from 'vitest';
import { addDish, type Draft, emptyDraft } from '#features/orders/draft.ts';
import {
  carriedOver,
  keepDraft,
  keepHabit,
  parseStored,
  readDraft,
  readHabit,
  restored,
  storedOf,
} from '#features/orders/draft-store.ts';

const PODIL = '0198c5a0-0000-7000-8000-000000000001';
const PECHERSK = '0198c5a0-0000-7000-8000-000000000002';
const item = (id: string, name: string): MenuItem => ({
  id,
  locationId: PODIL,
  categoryId: PODIL,
  name,
  description: '',
  priceMinor: 100,
  currency: 'UAH',
  taxClass: 'standard',
  allergens: [],
  available: true,
  position: 0,
});
const borsch = item('b', 'Борщ');
const tea = item('t', 'Чай');

const memory = (): Storage => {
  const kept = new Map<string, string>();
  return {
    get length() {
      return kept.size;
    },
    clear: () => kept.clear(),
    getItem: (key) => kept.get(key) ?? null,
    key: (index) => [...kept.keys()][index] ?? null,
    removeItem: (key) => void kept.delete(key),
    setItem: (key, value) => void kept.set(key, value),
  };
};

const full: Draft = {
  ...addDish(addDish(emptyDraft(PODIL, 'delivery'), borsch, 2, 'for Olena'), tea),
  table: 'Olena’s table',
  note: 'Olena is allergic',
  recipient: 'Olena',
  phone: '+380671234567',
  street: 'Khoryva 12',
  city: 'Kyiv',
  doorNote: 'ring Olena',
  payment: 'cash',
  guest: { id: 'g', firstName: 'Olena', phoneEnding: '67' },
};

describe('a draft over a reload', () => {
  it('comes back with its dishes, channel and payment', () => {
    const storage = memory();
    keepDraft(storage, 'me', full);
    const stored = readDraft(storage, 'me');
    expect(stored).toMatchObject({
      locationId: PODIL,
      channel: 'delivery',
      payment: 'cash',
      more: true,
    });
    const back = stored === null ? null : restored(stored, [borsch, tea]);
    expect(back?.lines.map((line) => [line.item.id, line.quantity])).toEqual([
      ['b', 2],
      ['t', 1],
    ]);
    expect([back?.channel, back?.payment, back?.guest]).toEqual(['delivery', 'cash', null]);
  });

  it('leaves nothing that names a person, and no free text, in the browser', () => {
    const storage = memory();
    keepDraft(storage, 'me', full);
    keepHabit(storage, full);
    const kept = Array.from({ length: storage.length }, (_, index) =>
      storage.getItem(storage.key(index) ?? ''),
    ).join();
    for (const text of ['Olena', '67', 'Khoryva', 'Kyiv', 'ring', 'allergic'])
      expect(kept).not.toContain(text);
    expect(kept.length).toBeGreaterThan(50);
  });

  it('is another person’s nowhere, and gone with the order', () => {
    const storage = memory();
    keepDraft(storage, 'me', full);
    expect(readDraft(storage, 'somebody else')).toBeNull();
    keepDraft(storage, 'me', emptyDraft(PODIL));
    expect(readDraft(storage, 'me')).toBeNull();
    keepDraft(storage, 'me', full);
    keepDraft(storage, 'me', null);
    expect(storage.length).toBe(0);
  });

  it('drops a dish that has left the menu meanwhile', () => {
    const stored = storedOf(full);
    expect(stored === null ? [] : restored(stored, [tea]).lines).toHaveLength(1);
  });

  it.each([
    null,
    '',
    '{',
    'null',
    '[]',
    '{"lines":[]}',
    '{"locationId":"x","channel":"boat","payment":"none","lines":[{"id":"b","quantity":1}]}',
    '{"locationId":"x","channel":"dine_in","payment":"none","lines":[{"id":"b","quantity":-1},{"id":1},null]}',
  ])('is not made of %j', (text) => {
    expect(parseStored(text)).toBeNull();
  });
});

describe('a draft at another location', () => {
  it('keeps the dishes both menus have, with their wishes, and names the others', () => {
    const there = { ...borsch, id: 'b2', locationId: PECHERSK };
    const { draft, lost } = carriedOver({ ...full, locationId: PECHERSK }, [there]);
    expect(draft.lines.map((line) => [line.item.id, line.quantity, line.note])).toEqual([
      ['b2', 2, 'for Olena'],
    ]);
    expect(lost).toEqual(['Чай']);
    expect(draft.guest).toEqual(full.guest);
  });
});

it('a device remembers where and how orders were last taken', () => {
  const storage = memory();
  expect(readHabit(storage)).toEqual({ locationId: null, channel: 'dine_in' });
  keepHabit(storage, full);
  expect(readHabit(storage)).toEqual({ locationId: PODIL, channel: 'delivery' });
  storage.setItem('toster-order-entry', '{"channel":"boat","locationId":7}');
  expect(readHabit(storage)).toEqual({ locationId: null, channel: 'dine_in' });
});
