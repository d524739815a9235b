import { createHash } from 'node:crypto';
import { entropyOf, RULES } from './rules.ts';

/** A secret that was found. Its value is never kept: the digest tells two of them apart, the preview four characters. */
export type Finding = {
  readonly rule: string;
  /** Path in the repository; in history with the commit before it. */
  readonly place: string;
  readonly line: number;
  readonly digest: string;
  readonly preview: string;
};

/** Everything in a text that looks like a secret. */
export function scanText(place: string, text: string): Finding[] {
  return RULES.flatMap(({ id, pattern, group, minEntropy }) =>
    [...text.matchAll(pattern)].flatMap((match) => {
      const secret = match[group ?? 0] ?? '';
      if (entropyOf(secret) < (minEntropy ?? 0) || isPlaceholder(secret)) return [];
      return [
        {
          rule: id,
          place,
          line: text.slice(0, match.index).split('\n').length,
          digest: digestOf(secret),
          preview: `${secret.slice(0, 4)}…`,
        },
      ];
    }),
  );
}

/** Names a secret without telling it. */
export function digestOf(secret: string): string {
  return createHash('sha256').update(secret).digest('hex').slice(0, 16);
}

/** A name, a path or an identifier in code: words, however joined, are no secret. */
function isPlaceholder(secret: string): boolean {
  if (/^(?:\.{3}|x{4,}|\*{4,})$/i.test(secret)) return true;
  const words = secret.split(/[^A-Za-z]+|(?<=[a-z])(?=[A-Z])/).filter((word) => word !== '');
  const letters = words.join('').length;
  const known = words.filter((word) => /^(?:[a-z]{3,12}|[A-Z][a-z]{2,12}|[A-Z]{2,12})$/.test(word));
  return letters === secret.replaceAll(/[_\-./=+]/g, '').length && known.length === words.length;
}
