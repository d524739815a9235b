import type { ReactNode } from 'react';
import type { ConsolePage } from '#features/shell/pages.ts';

/**
 * What every page of the console can show. `partial`: some of it is withheld or not yet loaded. `stale`:
 * what was read before, because it could not be read again. `error` has a code and an id to quote.
 */
export const STATES = [
  'loading',
  'empty',
  'filtered',
  'partial',
  'stale',
  'error',
  'offline',
  'forbidden',
  'data',
] as const;
export type StateName = (typeof STATES)[number];

/** Every state of a page by name: its own components with fixed data, or why the page has no such state. */
export type PageStates = Readonly<Record<StateName, (() => ReactNode) | { readonly none: string }>>;

/** Pages without a place in the navigation. */
export const OTHER_PAGES = ['history', 'import', 'person', 'receipt'] as const;

/** The pages that must have states: those of the navigation and the others. */
export type StatedPage = ConsolePage['id'] | (typeof OTHER_PAGES)[number];
