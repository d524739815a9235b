import type { ALLERGENS } from '@toster/contracts/allergens';

/** What people of a country write and choose on the day that is played. Dishes are named as on the menu. */
export type DayWords = {
  /** What runs out at lunch and is there again later. */
  readonly soldOut: string;
  /** A price the owner raises, and how they mistype it first. In minor units. */
  readonly priced: {
    readonly dish: string;
    readonly wrongMinor: number;
    readonly rightMinor: number;
  };
  /** A description the manager improves. */
  readonly edited: { readonly dish: string; readonly description: string };
  /** A dish the manager adds. */
  readonly created: {
    readonly category: string;
    readonly name: string;
    readonly description: string;
    readonly priceMinor: number;
    readonly allergens: readonly (typeof ALLERGENS)[number][];
  };
  readonly typo: string;
  readonly oldTill: OldTill;
};

/** The orders of an hour in which the line was down, written down at the old till: a file as it exports them. */
export type OldTill = {
  /** The system, as the import names it. */
  readonly source: string;
  readonly file: string;
  readonly delimiter: ';' | ',';
  /** Its words for number, time, quantity, dish, wishes and sum of the line. */
  readonly header: readonly [string, string, string, string, string, string];
  /** Lines of the header's fields, the time as `19:05`; one of them has a fault. */
  readonly lines: readonly (readonly string[])[];
};

/** Reads the lines of an old till, one a line of text, the fields between bars. */
export function tillRoll(text: string): readonly (readonly string[])[] {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .map((line) => line.split('|').map((field) => field.trim()));
}
