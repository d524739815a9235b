const DAY_MS = 86_400_000;
/** RFC 9116 §2.5.5 recommends less than a year; half of one, counted from today, never runs out. */
const VALID_DAYS = 180;

/** The file of RFC 9116: whom to tell, by what rules, until when this holds. `now` in epoch milliseconds. */
export function securityTxt(
  site: { readonly origin: string; readonly contact: string | null },
  now: number,
): string {
  const today = Math.floor(now / DAY_MS) * DAY_MS;
  const expires = new Date(today + VALID_DAYS * DAY_MS).toISOString().replace('.000Z', 'Z');
  return [
    `Contact: ${site.origin}/security#report`,
    ...(site.contact === null ? [] : [`Contact: mailto:${site.contact}`]),
    `Expires: ${expires}`,
    'Preferred-Languages: en, uk',
    `Canonical: ${site.origin}/.well-known/security.txt`,
    `Policy: ${site.origin}/security`,
    '',
  ].join('\n');
}
