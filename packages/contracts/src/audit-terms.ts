// What the console's address bar may ask of the audit log. Without zod, which no page needs before it is used.

/** Where a change came from. `database` is a change made outside the application. */
export const AUDIT_SOURCES = [
  'console',
  'api',
  'import',
  'worker',
  'seed',
  'auth',
  'guest',
  'database',
] as const;

export const AUDIT_REL = /^[a-z][a-z_]*(\.[a-z][a-z_]*)?$/;
export const AUDIT_REL_MAX = 63;
export const AUDIT_ROW = /^[\w:/.-]+$/;
export const AUDIT_ROW_MAX = 200;

/** Whether it can be the name of a captured table. */
export function isAuditRel(text: string): boolean {
  return text.length <= AUDIT_REL_MAX && AUDIT_REL.test(text);
}

/** Whether it can be the key of a row as the log writes it. */
export function isAuditRow(text: string): boolean {
  return text.length <= AUDIT_ROW_MAX && AUDIT_ROW.test(text);
}

const IPV4 = /^(?:(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)(?:\.(?!$)|$)){4}$/;

/** Whether it is an IPv4 or IPv6 address (RFC 4291 §2.2), without a zone: what the search takes. */
export function isAddress(text: string): boolean {
  if (IPV4.test(text)) return true;
  return /^[\da-f:.]+$/i.test(text) && URL.canParse(`http://[${text}]`);
}
