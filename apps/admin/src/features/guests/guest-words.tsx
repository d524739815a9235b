'use client';
import type { DocumentLanguage } from '@toster/contracts/locales';
import { documentLocale } from '@toster/contracts/locales';
import { formatMoney, isCurrency } from '@toster/contracts/money';
import { createContext, type ReactNode, use, useMemo } from 'react';
import type { GuestTexts } from '#features/guests/guest-texts.ts';

/** The restaurant a page is about, and the language it is read in. */
export type GuestPlace = {
  readonly slug: string;
  readonly name: string;
  readonly country: string;
  readonly language: DocumentLanguage;
};

type Words = {
  readonly place: GuestPlace;
  readonly texts: GuestTexts;
  /** A text with `{org}` and the given values filled in. */
  readonly say: (text: string, values?: Readonly<Record<string, string>>) => string;
  readonly money: (minor: number, currency: string) => string;
  readonly date: (iso: string, timeZone?: string) => string;
  readonly time: (at: Date) => string;
};

const WordsContext = createContext<Words | null>(null);

/** Gives the components of a guest's page its words: those of one language travel to the browser. */
export function GuestWords({
  place,
  texts,
  children,
}: {
  place: GuestPlace;
  texts: GuestTexts;
  children: ReactNode;
}) {
  const words = useMemo(() => wordsOf(place, texts), [place, texts]);
  return <WordsContext value={words}>{children}</WordsContext>;
}

/** The words of the page. */
export function useGuestWords(): Words {
  const words = use(WordsContext);
  if (words === null) throw new Error('useGuestWords needs GuestWords above it');
  return words;
}

function wordsOf(place: GuestPlace, texts: GuestTexts): Words {
  const locale = documentLocale(place.language, place.country);
  return {
    place,
    texts,
    say: (text, values = {}) =>
      Object.entries({ org: place.name, ...values }).reduce(
        (said, [name, value]) => said.replaceAll(`{${name}}`, () => value),
        text,
      ),
    money: (minor, currency) =>
      isCurrency(currency) ? formatMoney(minor, currency, locale) : `${minor / 100} ${currency}`,
    date: (iso, timeZone) =>
      new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short', timeZone }).format(
        new Date(iso),
      ),
    time: (at) => new Intl.DateTimeFormat(locale, { timeStyle: 'medium' }).format(at),
  };
}
