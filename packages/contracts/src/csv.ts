/** What spreadsheets take for the beginning of a formula (OWASP, CSV injection). */
const FORMULA = /^[=+\-@\t\r]/;
const GUARDED = /^'(?=[=+\-@\t\r])/;

/**
 * A table as CSV (RFC 4180, with the byte order mark that spreadsheets want). No value in it is run as a formula: one
 * that looks like it stands behind an apostrophe.
 */
export function csvOf(rows: readonly (readonly string[])[]): string {
  return `\uFEFF${rows.map((row) => `${row.map(cell).join(',')}\r\n`).join('')}`;
}

/** A value of such a table without its apostrophe. */
export function unguarded(value: string): string {
  return value.replace(GUARDED, '');
}

function cell(value: string): string {
  const safe =
    FORMULA.test(value) || FORMULA.test(value.trimStart()) ? `'${value.trimStart()}` : value;
  return /[",;\r\n\t]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
