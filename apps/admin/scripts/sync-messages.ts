// `pnpm messages`: gives every language the keys of English, in its order. A new key is an empty text,
// which the console shows in English until somebody translates it; a key that English lost is dropped.
import { readFileSync, writeFileSync } from 'node:fs';
import { messages as english } from '#messages/en/index.ts';

type Texts = { readonly [key: string]: string | Texts };

function keysOf(base: Texts, known: Texts): Texts {
  return Object.fromEntries(
    Object.entries(base).map(([key, text]) => {
      const own = known[key];
      if (typeof text !== 'string') return [key, keysOf(text, typeof own === 'object' ? own : {})];
      return [key, typeof own === 'string' ? own : ''];
    }),
  );
}

function emptyIn(texts: Texts): number {
  return Object.values(texts).reduce<number>(
    (sum, text) => sum + (typeof text === 'string' ? Number(text === '') : emptyIn(text)),
    0,
  );
}

for (const locale of ['uk', 'pl', 'cs', 'de', 'es']) {
  const file = new URL(`../messages/${locale}.json`, import.meta.url);
  const known = JSON.parse(readFileSync(file, 'utf8')) as Texts;
  const synced = keysOf(english, known);
  writeFileSync(file, `${JSON.stringify(synced, null, 2)}\n`);
  console.log(`${locale}: ${emptyIn(synced)} texts to translate`);
}
