import type { ListMenuOutput } from '@toster/contracts/schemas/menu';
import { describe, expect, it } from 'vitest';
import { dishesOf, findDishes, fold, readEntry } from '#features/orders/dish-search.ts';

const PLACE = '0198c5a0-0000-7000-8000-000000000001';
const category = (
  name: string,
  ...dishes: readonly string[]
): ListMenuOutput['categories'][number] => ({
  id: PLACE,
  name,
  position: 0,
  items: dishes.map((dish, position) => ({
    id: `${name} ${dish}`,
    locationId: PLACE,
    categoryId: PLACE,
    name: dish.replace('!', ''),
    description: '',
    priceMinor: 100,
    currency: 'UAH',
    taxClass: 'standard',
    allergens: [],
    available: !dish.endsWith('!'),
    position,
  })),
});
const dishes = dishesOf([
  category('Супи', 'Зелений борщ', 'Борщ', 'Юшка рибна'),
  category('Zupy', 'Żurek', 'Rosół z makaronem'),
  category('Knödel', 'Spinatknödel', 'Knödel mit Soße', 'Knödelteller!'),
  category('Drinks', '7up', 'Cola 0,5'),
]);
const found = (words: string) => findDishes(dishes, words).map(({ item }) => item.name);

describe('an entry', () => {
  it.each([
    ['borsch', { quantity: null, words: 'borsch', note: null }],
    ['3 borsch', { quantity: 3, words: 'borsch', note: null }],
    ['3x borsch', { quantity: 3, words: 'borsch', note: null }],
    [' 12  зелений борщ ', { quantity: 12, words: 'зелений борщ', note: null }],
    ['2 bor / no cream', { quantity: 2, words: 'bor', note: 'no cream' }],
    ['/ no onions, extra dill', { quantity: null, words: '', note: 'no onions, extra dill' }],
    ['4', { quantity: 4, words: '', note: null }],
    ['4/no ice', { quantity: 4, words: '', note: 'no ice' }],
    ['bor /', { quantity: null, words: 'bor', note: '' }],
    ['7up', { quantity: null, words: '7up', note: null }],
    ['0 bor', { quantity: null, words: 'bor', note: null }],
    ['', { quantity: null, words: '', note: null }],
  ])('%j says how many of what and how', (text, entry) => {
    expect(readEntry(text)).toEqual(entry);
  });
});

describe('a dish', () => {
  it('is found on whatever keyboard stands there', () => {
    for (const typed of ['борщ', 'borsch', 'borshch', 'BOR']) expect(found(typed)[0]).toBe('Борщ');
    expect(found('zurek')).toEqual(['Żurek']);
    expect(found('żur')).toEqual(['Żurek']);
    expect(found('rosol')).toEqual(['Rosół z makaronem']);
    expect(found('sosse')).toEqual(['Knödel mit Soße']);
    expect(found('iushka')).toEqual(found('yushka'));
  });

  it('comes first by the beginning of its name, then of a word, then anywhere; sold out last', () => {
    expect(found('knod')).toEqual(['Knödel mit Soße', 'Spinatknödel', 'Knödelteller']);
    expect(found('bor')).toEqual(['Борщ', 'Зелений борщ']);
    expect(found('zel bor')).toEqual(['Зелений борщ']);
  });

  it('is found by its category, and every dish by nothing', () => {
    expect(found('zupi')).toEqual(['Żurek', 'Rosół z makaronem']);
    expect(found('')).toHaveLength(dishes.length);
    expect(found('pizza')).toEqual([]);
  });

  it('keeps digits in its name', () => {
    expect(found('7up')).toEqual(['7up']);
    expect(fold('Cola 0,5')).toBe('cola 0 5');
  });
});
