import { KEY_PURPOSES, type KeyPurposeName } from '@toster/auth/key-purposes';

/** A time of ISO 8601 with its offset, else null: a local time would be read in the zone of whoever runs this. */
export function parseTime(text: string | undefined): Date | null {
  if (
    text === undefined ||
    !/^\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d)?(?:Z|[+-]\d\d:\d\d)$/.test(text)
  ) {
    return null;
  }
  const time = new Date(text);
  return Number.isNaN(time.getTime()) ? null : time;
}

/** Why the keys behind the signing one cannot go yet, as a sentence with the time from which they can; null when they can. */
export function retiringProblem(of: {
  readonly purpose: KeyPurposeName;
  readonly kids: readonly string[];
  /** Since when nobody signs with them. */
  readonly since: Date | null;
  readonly now: Date;
  /** Passwords by pepper id; null when nobody could be asked. */
  readonly peppers: readonly { readonly kid: string; readonly count: number }[] | null;
}): string | null {
  const { keepSeconds, otherwise } = KEY_PURPOSES[of.purpose];
  if (keepSeconds === null) return peppersLeft(of.kids, of.peppers, otherwise);
  if (of.since === null) return 'It is not said since when nobody signs with the old key.';
  if (of.since > of.now) return `${of.since.toISOString()} is yet to come.`;
  const from = new Date(of.since.getTime() + keepSeconds * 1_000);
  if (from <= of.now) return null;
  return `Not before ${from.toISOString()}: ${otherwise}. In an emergency see docs/security/secrets.md.`;
}

function peppersLeft(
  kids: readonly string[],
  peppers: readonly { readonly kid: string; readonly count: number }[] | null,
  otherwise: string,
): string | null {
  if (peppers === null) {
    return 'No database can be asked which peppers are still needed: start it, or set DATABASE_URL.';
  }
  const [signing] = kids;
  const left = peppers.filter(({ kid }) => kid !== signing);
  if (left.length === 0) return null;
  const counts = left.map(({ kid, count }) => `${count} of ${kid}`).join(', ');
  return `Passwords are still stored with older peppers (${counts}): ${otherwise}. They are stored anew when their people sign in.`;
}
