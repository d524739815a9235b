import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { LOCALES, negotiateLocale, OFFERED_LOCALES } from '#i18n/locales.ts';
import { over } from '#i18n/messages.ts';
import { messages as english } from '#messages/en/index.ts';

type Texts = { readonly [key: string]: string | Texts };

function flat(texts: Texts, path = ''): readonly (readonly [string, string])[] {
  return Object.entries(texts).flatMap(([key, text]) =>
    typeof text === 'string' ? [[`${path}${key}`, text] as const] : flat(text, `${path}${key}.`),
  );
}

/** The names of arguments and tags in an ICU text, sorted. */
const slotsOf = (text: string) =>
  [...new Set([...text.matchAll(/\{(\w+)[,}]|<(\w+)>/gu)].map(([, name, tag]) => name ?? tag))]
    .filter((name) => name !== undefined)
    .toSorted();

const read = (locale: string): Texts =>
  JSON.parse(
    readFileSync(new URL(`../../messages/${locale}.json`, import.meta.url), 'utf8'),
  ) as Texts;

const keys = flat(english).map(([key]) => key);

describe.each(LOCALES.filter((locale) => locale !== 'en'))('the texts in %s', (locale) => {
  const texts = flat(read(locale));

  it('have every key of English and no other (run: pnpm messages)', () => {
    expect(texts.map(([key]) => key)).toEqual(keys);
  });

  it('fill the same slots where they are translated', () => {
    const wanted = new Map(flat(english));
    for (const [key, text] of texts.filter(([, each]) => each !== ''))
      expect([key, slotsOf(text)]).toEqual([key, slotsOf(wanted.get(key) ?? '')]);
  });

  it('are complete if the language is offered', () => {
    if (!OFFERED_LOCALES.includes(locale)) return;
    expect(texts.filter(([, text]) => text === '').map(([key]) => key)).toEqual([]);
  });
});

const folder = new URL('../../messages/', import.meta.url);
const files = readdirSync(folder, { recursive: true, encoding: 'utf8' });

it.each(files.filter((name) => name.endsWith('.json')))('%s says each key once', (name) => {
  const text = readFileSync(new URL(name, folder), 'utf8');
  // A key said twice is lost in reading.
  expect(text).toBe(`${JSON.stringify(JSON.parse(text), null, 2)}\n`);
});

describe('a language', () => {
  it('that is not complete shows English for what is missing', () => {
    const base = { a: 'Save', b: { c: 'Close' } };
    expect(over(base, { a: '', b: { c: 'Zamknij' } })).toEqual({ a: 'Save', b: { c: 'Zamknij' } });
    expect(over(base, { d: 'unknown' })).toEqual(base);
  });

  it.each([
    ['pl', 'de', 'pl'],
    ['fr', 'de-AT;q=0.8, pl;q=0.9, en;q=0.5', 'pl'],
    [undefined, 'fr, de-CH;q=0.7', 'de'],
    [undefined, 'de;q=0, en;q=0.1', 'en'],
    [undefined, 'x;q=abc, *', 'en'],
    [undefined, null, 'en'],
  ] as const)('chosen %s, browser %s: %s', (chosen, header, expected) => {
    expect(negotiateLocale(chosen, header, LOCALES)).toBe(expected);
  });

  it('that is not offered is never answered in', () => {
    expect(negotiateLocale('de', 'de', ['en'])).toBe('en');
  });
});
