import { describe, expect, it } from 'vitest';
import type { Draft } from '#features/imports/draft.ts';
import { keepChoices, readChoices } from '#features/imports/kept-choices.ts';

function storage(): Storage {
  const items = new Map<string, string>();
  return {
    get length() {
      return items.size;
    },
    clear: () => items.clear(),
    key: (index) => [...items.keys()][index] ?? null,
    getItem: (key) => items.get(key) ?? null,
    setItem: (key, value) => void items.set(key, value),
    removeItem: (key) => void items.delete(key),
  };
}

const DRAFT: Draft = {
  kind: 'orders',
  delimiter: '\t',
  encoding: 'windows-1251',
  columns: { order_id: 3, quantity: 0 },
  price: 'unit',
  placedAt: 'once',
  once: '2026-03-01T18:30',
  channel: 'delivery',
  source: 'Olena’s till',
  category: 'Soups',
  taxClass: '',
};
const of = { kind: 'orders', source: 'till' } as const;

describe('what was chosen for a file', () => {
  it('is there after a reload, but for free text, until it is checked', () => {
    const tab = storage();
    keepChoices(tab, 'x', DRAFT);
    expect(readChoices(tab, 'x', of)).toEqual({ ...DRAFT, source: 'till', category: '' });
    expect(tab.getItem(tab.key(0) ?? '')).not.toMatch(/Olena|Soups/);
    expect(readChoices(tab, 'y', of)).toBeNull();
    keepChoices(tab, 'x', null);
    expect(tab.length).toBe(0);
  });

  it.each([
    ['nothing', {}],
    ['another kind', { ...DRAFT, kind: 'menu' }],
    ['a delimiter of no table', { ...DRAFT, delimiter: 'x' }],
    ['no text', 'null'],
  ])('is not taken from what this version did not write: %s', (_, kept) => {
    const tab = storage();
    tab.setItem('toster-import:x', JSON.stringify(kept));
    expect(readChoices(tab, 'x', of)).toBeNull();
  });

  it('leaves out columns and times that are none', () => {
    const tab = storage();
    const columns = { order_id: -1, quantity: 1.5, item_name: 2, phone: 3 };
    tab.setItem('toster-import:x', JSON.stringify({ ...DRAFT, columns, once: 'soon' }));
    expect(readChoices(tab, 'x', of)).toMatchObject({ columns: { item_name: 2 }, once: '' });
  });
});
