import type { DocumentLanguage } from '@toster/contracts/locales';
import type { GuestOrder } from '@toster/contracts/schemas/guest';
import { cs } from '#features/guests/texts/cs.ts';
import { de } from '#features/guests/texts/de.ts';
import { en } from '#features/guests/texts/en.ts';
import { es } from '#features/guests/texts/es.ts';
import { pl } from '#features/guests/texts/pl.ts';
import { uk } from '#features/guests/texts/uk.ts';

/**
 * The words of the pages for guests, who choose their language apart from the console's; one that lacks a word does not
 * compile. Plain texts with names in braces: those of one language travel to the browser.
 */
export type GuestTexts = {
  readonly lead: string;
  readonly loading: string;
  readonly again: string;
  readonly languages: string;
  readonly ask: {
    readonly lead: string;
    readonly email: string;
    readonly hint: string;
    readonly invalid: string;
    readonly submit: string;
  };
  readonly code: {
    readonly lead: string;
    readonly label: string;
    readonly hint: string;
    readonly invalid: string;
    readonly submit: string;
    readonly back: string;
  };
  readonly problems: {
    readonly tooMany: string;
    readonly wrong: string;
    readonly offline: string;
    readonly failed: string;
  };
  readonly out: {
    readonly action: string;
    readonly hint: string;
  };
  readonly elsewhere: {
    readonly title: string;
    readonly body: string;
    readonly there: string;
  };
  readonly orders: {
    readonly title: string;
    readonly empty: string;
    readonly number: string;
    readonly receipt: string;
    readonly more: string;
  };
  readonly status: Readonly<Record<GuestOrder['status'], string>>;
  readonly channel: Readonly<Record<GuestOrder['channel'], string>>;
  readonly data: {
    readonly title: string;
    readonly name: string;
    readonly phone: string;
    readonly email: string;
    readonly since: string;
    readonly none: string;
    readonly hint: string;
  };
  readonly consents: {
    readonly title: string;
    readonly hint: string;
    readonly given: string;
    readonly withdrawn: string;
  };
};

export const GUEST_TEXTS: Readonly<Record<DocumentLanguage, GuestTexts>> = {
  en,
  uk,
  pl,
  cs,
  de,
  es,
};
