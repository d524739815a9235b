import { parseClientError } from '@toster/contracts/errors';
import { JSON_HEADERS } from '#trpc/headers.ts';

/** What kept somebody out; `until`: when the next attempt is allowed. */
export type Problem =
  | { readonly kind: 'wrong' | 'wrongCode' | 'over' | 'offline' | 'unavailable' }
  | { readonly kind: 'tooMany'; readonly until: Date };

/** In, asked for a code too, or kept out. */
export type Entry =
  | { readonly kind: 'in' }
  | { readonly kind: 'code'; readonly challenge: string }
  | Problem;

/** Proves who somebody is: by password, or by the code that goes with a challenge. */
export async function enter(
  way: 'sign-in' | 'second-factor',
  values: Readonly<Record<string, string>>,
): Promise<Entry> {
  let response: Response;
  try {
    response = await fetch(`/api/auth/${way}`, {
      method: 'POST',
      headers: JSON_HEADERS,
      body: JSON.stringify(values),
    });
  } catch {
    return { kind: 'offline' };
  }
  if (response.ok) return { kind: 'in' };
  const failure = parseClientError(await response.json().catch(() => null));
  const { challenge, retryAfterSeconds = 0 } = failure?.details ?? {};
  switch (failure?.code) {
    case 'SECOND_FACTOR_REQUIRED':
      return challenge === undefined ? { kind: 'unavailable' } : { kind: 'code', challenge };
    case 'INVALID_CREDENTIALS':
      return { kind: 'wrong' };
    case 'CODE_WRONG':
      return { kind: 'wrongCode' };
    case 'INVALID_INPUT':
      return { kind: way === 'sign-in' ? 'wrong' : 'wrongCode' };
    case 'CHALLENGE_OVER':
      return { kind: 'over' };
    case 'TOO_MANY_ATTEMPTS':
      return { kind: 'tooMany', until: new Date(Date.now() + retryAfterSeconds * 1000) };
    default:
      return { kind: 'unavailable' };
  }
}

/** The time where the reader is, with the day where it is not today's. */
export function clockOf(moment: Date): string {
  const isToday = moment.toDateString() === new Date().toDateString();
  return new Intl.DateTimeFormat('en-GB', {
    ...(isToday ? {} : { weekday: 'long' }),
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  }).format(moment);
}
