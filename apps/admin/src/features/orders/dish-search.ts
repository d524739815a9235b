import type { ListMenuOutput, MenuItem } from '@toster/contracts/schemas/menu';

/** What somebody typed into the order: `3 borsch / no cream`. */
export type Entry = {
  /** How many; null where nothing was said. */
  readonly quantity: number | null;
  readonly words: string;
  /** Wishes after the slash; null without a slash. */
  readonly note: string | null;
};

const ENTRY = /^\s*(?:(\d{1,2})\s*[x×*]?(?=\s|$|\/))?\s*([^/]*?)\s*(?:\/\s*(.*?)\s*)?$/su;

/** Takes an entry apart. A number stands for a quantity only when a space or nothing follows: `7up` is a drink. */
export function readEntry(text: string): Entry {
  const [, digits, words = '', note] = ENTRY.exec(text) ?? [];
  const quantity = digits === undefined || Number(digits) === 0 ? null : Number(digits);
  return { quantity, words: words.trim(), note: note === undefined ? null : note.trim() };
}

/** A dish of the menu with the name of its category. */
export type Dish = { readonly item: MenuItem; readonly category: string };

/** Every dish of a menu in its order. */
export function dishesOf(categories: ListMenuOutput['categories']): Dish[] {
  return categories.flatMap(({ name, items }) => items.map((item) => ({ item, category: name })));
}

/**
 * The dishes that hold every typed word, the likeliest first: names that begin with what was typed, then words of a name
 * that do, then anything in it, then categories. What can be sold comes before what cannot.
 */
export function findDishes(dishes: readonly Dish[], words: string): Dish[] {
  const typed = fold(words);
  if (typed === '') return [...dishes];
  const parts = typed.split(' ');
  return dishes
    .map((dish) => ({ dish, rank: rankOf(dish, typed, parts) }))
    .filter(({ rank }) => rank !== null)
    .sort((a, b) => soldLast(a.dish, b.dish) || (a.rank ?? 0) - (b.rank ?? 0))
    .map(({ dish }) => dish);
}

function soldLast(a: Dish, b: Dish): number {
  return Number(b.item.available) - Number(a.item.available);
}

function rankOf({ item, category }: Dish, typed: string, parts: readonly string[]): number | null {
  const name = fold(item.name);
  if (name.startsWith(typed)) return 0;
  const words = name.split(' ');
  if (parts.every((part) => words.some((word) => word.startsWith(part)))) return 1;
  if (parts.every((part) => name.includes(part))) return 2;
  const everything = `${name} ${fold(category)}`;
  return parts.every((part) => everything.includes(part)) ? 3 : null;
}

/**
 * A name as fingers type it: lower case, without accents, Cyrillic in Latin letters, so that `zurek` finds Żurek and
 * `borsch` finds Борщ on whatever keyboard stands at the counter.
 */
export function fold(text: string): string {
  return [...text.toLocaleLowerCase().normalize('NFC')]
    .map((letter) => LETTERS[letter] ?? letter.normalize('NFD').replaceAll(/\p{M}/gu, ''))
    .join('')
    .replaceAll('shch', 'sch')
    .replaceAll('kh', 'h')
    .replaceAll('y', 'i')
    .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}

const LETTERS: Readonly<Record<string, string>> = {
  ł: 'l',
  ß: 'ss',
  ø: 'o',
  æ: 'ae',
  œ: 'oe',
  đ: 'd',
  а: 'a',
  б: 'b',
  в: 'v',
  г: 'h',
  ґ: 'g',
  д: 'd',
  е: 'e',
  є: 'ye',
  ж: 'zh',
  з: 'z',
  и: 'y',
  і: 'i',
  ї: 'yi',
  й: 'y',
  к: 'k',
  л: 'l',
  м: 'm',
  н: 'n',
  о: 'o',
  п: 'p',
  р: 'r',
  с: 's',
  т: 't',
  у: 'u',
  ф: 'f',
  х: 'kh',
  ц: 'ts',
  ч: 'ch',
  ш: 'sh',
  щ: 'shch',
  ь: '',
  ю: 'yu',
  я: 'ya',
  ы: 'y',
  э: 'e',
  ё: 'yo',
  ъ: '',
  '’': '',
  "'": '',
  ʼ: '',
};
