import type { Allowed } from './repository.ts';

/** What looks like a secret and is none. A digest names the value without repeating it; an entry that nothing uses fails. */
export const ALLOWED: readonly Allowed[] = [
  {
    digest: 'c84edbd561781257',
    path: /^packages\/dispatch\/src\/mail\/mail\.test\.ts$/,
    why: 'The password of an SMTP server that the test itself starts, chosen for its percent-encoded characters.',
  },
  {
    digest: '2d503f987088ea61',
    path: /^bench\/src\/peer\.ts$/,
    why: 'What a benchmark once gave to the library it compares with; it opened nothing but a database of that run.',
  },
];
