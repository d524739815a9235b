import { messages as english } from '#messages/en/index.ts';

type Catalogue = typeof english;
type Texts = { readonly [key: string]: string | Texts };

/** English with the texts of another language over it; what is not yet translated stays English. */
export function over(base: Texts, translated: Texts): Texts {
  return Object.fromEntries(
    Object.entries(base).map(([key, text]) => {
      const own = translated[key];
      if (typeof text !== 'string') return [key, typeof own === 'object' ? over(text, own) : text];
      return [key, typeof own === 'string' && own !== '' ? own : text];
    }),
  );
}

/** The texts of a language, every key of the catalogue among them. */
export async function messagesOf(locale: string): Promise<Catalogue> {
  const load = TRANSLATIONS[locale];
  if (load === undefined) return english;
  return over(english, (await load()).default) as Catalogue;
}

const TRANSLATIONS: Readonly<Record<string, () => Promise<{ readonly default: Texts }>>> = {
  uk: () => import('#messages/uk.json'),
  pl: () => import('#messages/pl.json'),
  cs: () => import('#messages/cs.json'),
  de: () => import('#messages/de.json'),
  es: () => import('#messages/es.json'),
};
