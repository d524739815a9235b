import type { TaxCountry } from '@toster/contracts/tax';
import { CZ } from './words/cz.ts';
import { DE } from './words/de.ts';
import { ES } from './words/es.ts';
import { PL } from './words/pl.ts';
import type { DayWords } from './words/types.ts';
import { UA } from './words/ua.ts';
import { US } from './words/us.ts';

export type { DayWords };

/** The words of a day by country. */
export const WORDS: Readonly<Record<TaxCountry, DayWords>> = { UA, PL, CZ, DE, ES, US };
