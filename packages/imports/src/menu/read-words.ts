import { ALLERGENS } from '@toster/contracts/allergens';
import { isTaxCountry, TAX_RULES, type TaxClass } from '@toster/contracts/tax';
import { plainWords } from '../values/plain-words.ts';
import { problem, type Read } from '../values/read.ts';
import {
  type Allergen,
  ALLERGEN_WORDS,
  NO_WORDS,
  NONE_WORDS,
  TAX_CLASS_WORDS,
  YES_WORDS,
} from './words.ts';

const plainSet = (words: readonly string[]): ReadonlySet<string> => new Set(words.map(plainWords));
const NONE = plainSet(NONE_WORDS);
const YES = plainSet(YES_WORDS);
const NO = plainSet(NO_WORDS);
const ALLERGEN_OF: ReadonlyMap<string, Allergen> = new Map(
  ALLERGENS.flatMap((allergen, index) => [
    [String(index + 1), allergen] as const,
    ...ALLERGEN_WORDS[allergen].map((word) => [plainWords(word), allergen] as const),
  ]),
);

/**
 * The allergens of a dish by name or number, in the order of the regulation; null where nothing is said. One word that
 * is no allergen makes a problem of the line: a dish must never lose one silently.
 */
export function readAllergens(text: string): Read<readonly Allergen[] | null> {
  if (text === '') return { value: null };
  const found = new Set<Allergen>();
  const words = text
    .replaceAll(/\([^)]*\)/g, '')
    .split(/[,;/|\n+&]/u)
    .map((word) => word.trim())
    .filter((word) => word !== '');
  const single = words.length <= 1 ? plainWords(words[0] ?? '') : null;
  if (single !== null && (single === '' || NONE.has(single))) return { value: [] };
  for (const word of words) {
    const allergen = ALLERGEN_OF.get(plainWords(word));
    if (allergen === undefined) return problem('unknown_allergen', { field: 'allergens' });
    found.add(allergen);
  }
  return { value: ALLERGENS.filter((allergen) => found.has(allergen)) };
}

/** A tax class of the country by its name, a word for it or its rate in per cent; null where nothing is said. */
export function readTaxClass(text: string, country: string): Read<string | null> {
  if (text === '') return { value: null };
  const classes: Readonly<Record<string, TaxClass>> = isTaxCountry(country)
    ? TAX_RULES[country].classes
    : {};
  const word = plainWords(text);
  for (const name of Object.keys(classes)) {
    const words = [name, ...(TAX_CLASS_WORDS[name] ?? [])];
    if (words.some((each) => plainWords(each) === word)) return { value: name };
  }
  const rate = /^(\d{1,2})(?:[.,](\d{1,2}))?\s*%?$/.exec(text);
  if (rate !== null) {
    const rateBp = Number(rate[1]) * 100 + Number((rate[2] ?? '').padEnd(2, '0'));
    const same = Object.entries(classes).filter(
      ([, each]) => each.rateBp === rateBp && each.exciseBp === 0,
    );
    const [only] = same;
    if (only !== undefined && same.length === 1) return { value: only[0] };
  }
  return problem('unknown_tax_class', { field: 'tax_class' });
}

/** Whether a dish is on sale; null where nothing is said. */
export function readAvailable(text: string): Read<boolean | null> {
  if (text === '') return { value: null };
  const word = plainWords(text);
  if (YES.has(word) || /^[✓✔+]$/u.test(text)) return { value: true };
  return NO.has(word) || /^[✗✘]$/u.test(text)
    ? { value: false }
    : problem('not_yes_or_no', { field: 'available' });
}
