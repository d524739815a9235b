import { ALLERGENS } from '@toster/contracts/allergens';
import { ZAllergen } from '@toster/contracts/schemas/menu';
import type { Dish } from './types.ts';

const PRICE = /^(\d{1,6})(?:\.(\d\d))?$/;

/**
 * Reads a menu card: one dish a line, `name | description | price | allergens | wish; wish`, the most wanted first.
 * Prices are in major units with a point. Throws a RangeError that names the line when it is none of that.
 */
export function card(text: string): readonly Dish[] {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .map(readLine);
}

function readLine(line: string): Dish {
  const [name = '', description = '', price = '', allergens = '', wishes = '', ...rest] = line
    .split('|')
    .map((field) => field.trim());
  const [, whole, decimals = '00'] = PRICE.exec(price) ?? [];
  if (name === '' || whole === undefined || rest.length > 0) {
    throw new RangeError(`not a line of a menu card: ${line}`);
  }
  return {
    name,
    description,
    priceMinor: Number(whole) * 100 + Number(decimals),
    allergens: words(allergens).map((allergen) => {
      const known = ZAllergen.safeParse(allergen);
      if (known.success) return known.data;
      throw new RangeError(`${allergen} is none of ${ALLERGENS.join(', ')}: ${line}`);
    }),
    wishes: wishes
      .split(';')
      .map((wish) => wish.trim())
      .filter((wish) => wish !== ''),
  };
}

/** The words of a text, for lists of names. */
export function words(text: string): readonly string[] {
  return text.split(/\s+/).filter((word) => word !== '');
}
