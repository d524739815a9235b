/** Something that looks like a secret: where it would be recognised by whoever finds it. */
export type Rule = {
  readonly id: string;
  readonly pattern: RegExp;
  /** The group that is the secret itself; the whole match without. */
  readonly group?: number;
  /** Bits per character below which it is a word, a placeholder or a pattern, not a secret. */
  readonly minEntropy?: number;
};

/**
 * Formats that their issuers publish, and three shapes of our own: key rings, passwords in URLs, and random text given
 * to a name that says what it is.
 */
export const RULES: readonly Rule[] = [
  { id: 'private-key', pattern: /-----BEGIN (?:[A-Z0-9]+ )*PRIVATE KEY-----/g },
  { id: 'aws-access-key', pattern: /\b(?:AKIA|ASIA)[A-Z2-7]{16}\b/g, minEntropy: 3 },
  { id: 'github-token', pattern: /\bgh[pousr]_[A-Za-z0-9]{36,}\b/g, minEntropy: 3.5 },
  { id: 'github-fine-grained-token', pattern: /\bgithub_pat_\w{60,}\b/g, minEntropy: 3.5 },
  { id: 'npm-token', pattern: /\bnpm_[A-Za-z0-9]{36}\b/g, minEntropy: 3.5 },
  { id: 'stripe-key', pattern: /\b[rs]k_live_[A-Za-z0-9]{20,}\b/g, minEntropy: 3 },
  { id: 'stripe-webhook-secret', pattern: /\bwhsec_[A-Za-z0-9+/=]{32,}/g, minEntropy: 3.5 },
  { id: 'slack-token', pattern: /\bxox[abeoprs]-[A-Za-z0-9-]{20,}\b/g, minEntropy: 3 },
  { id: 'google-api-key', pattern: /\bAIza[\w-]{35}\b/g, minEntropy: 3.5 },
  { id: 'sendgrid-key', pattern: /\bSG\.[\w-]{22}\.[\w-]{43}\b/g },
  { id: 'json-web-token', pattern: /\beyJ[\w-]{10,}\.eyJ[\w-]{10,}\.[\w-]{20,}/g },
  {
    id: 'password-in-url',
    pattern:
      /\b(?:postgres(?:ql)?|rediss?|smtps?|amqps?|mongodb(?:\+srv)?|https?):\/\/[^\s:/@'"`$<>{}]*:([^\s:/@'"`$<>{}]{8,})@/g,
    group: 1,
    minEntropy: 3,
  },
  {
    id: 'key-ring',
    pattern: /(?<![\w-])[a-z][a-z0-9-]{0,15}:([A-Za-z0-9_-]{43,})(?![\w-])/g,
    group: 1,
    minEntropy: 4,
  },
  {
    id: 'named-secret',
    pattern:
      /(?:secret|token|passw(?:or)?d|pepper|api[_-]?key|private[_-]?key|access[_-]?key|credential)\w*['"]?\s*(?:[:=]|=>)\s*['"`]?([A-Za-z0-9+/_=-]{24,})/gi,
    group: 1,
    minEntropy: 4,
  },
];

/** Shannon entropy, bits per character. */
export function entropyOf(text: string): number {
  const counts = new Map<string, number>();
  for (const char of text) counts.set(char, (counts.get(char) ?? 0) + 1);
  return [...counts.values()].reduce((sum, count) => {
    const share = count / text.length;
    return sum - share * Math.log2(share);
  }, 0);
}
