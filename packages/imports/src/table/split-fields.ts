/** The fields of a record, or what is wrong with its quoting. */
export type Split =
  | { readonly fields: readonly string[] }
  | { readonly problem: 'open quote' | 'text after quote' };

const QUOTE = '"';

/**
 * Splits a record at its delimiter (RFC 4180): a field that begins with a quote ends with one, and two quotes inside
 * stand for one. A quote inside a field that does not begin with one is an ordinary character: a TSV may well hold 6" subs.
 */
export function splitFields(text: string, delimiter: string): Split {
  const fields: string[] = [];
  let at = 0;
  for (;;) {
    if (text[at] === QUOTE) {
      const quoted = readQuoted(text, at);
      if (quoted === null) return { problem: 'open quote' };
      fields.push(quoted.value);
      at = quoted.end;
      if (at < text.length && text[at] !== delimiter) return { problem: 'text after quote' };
    } else {
      const end = text.indexOf(delimiter, at);
      fields.push(end === -1 ? text.slice(at) : text.slice(at, end));
      at = end === -1 ? text.length : end;
    }
    if (at >= text.length) return { fields };
    at += 1;
  }
}

/** Reads the quoted field that begins at `from`; `end` is the place after its closing quote. */
function readQuoted(text: string, from: number): { value: string; end: number } | null {
  let value = '';
  let at = from + 1;
  for (;;) {
    const quote = text.indexOf(QUOTE, at);
    if (quote === -1) return null;
    value += text.slice(at, quote);
    if (text[quote + 1] !== QUOTE) return { value, end: quote + 1 };
    value += QUOTE;
    at = quote + 2;
  }
}
