import type { Allowed } from './repository.ts';

/** What looks like a secret and is none. A digest names the value without repeating it; an entry that nothing uses fails. */
export const ALLOWED: readonly Allowed[] = [
  {
    digest: 'c84edbd561781257',
    path: /^packages\/dispatch\/src\/mail\/mail\.test\.ts$/,
    why: 'The password of an SMTP server that the test itself starts, chosen for its percent-encoded characters.',
  },
];
