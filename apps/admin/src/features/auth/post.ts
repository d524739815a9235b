import { type ClientError, parseClientError } from '@toster/contracts/errors';
import { JSON_HEADERS } from '#trpc/headers.ts';

/** What came of asking the server for something that needs no session. */
export type Posted =
  | { readonly kind: 'done'; readonly body: unknown }
  | { readonly kind: 'refused'; readonly failure: ClientError }
  | Trouble;

/** Why nothing came of it; `until`: when the next attempt is allowed. */
export type Trouble =
  | { readonly kind: 'offline' | 'unavailable' }
  | { readonly kind: 'tooMany'; readonly until: Date };

/** Posts to a way in or back in, under `/api/auth`. Never rejects. */
export function post(way: string, values: Readonly<Record<string, string>>): Promise<Posted> {
  return postTo(`/api/auth/${way}`, values);
}

/** The same at any address of ours. */
export async function postTo(path: string, values: unknown): Promise<Posted> {
  let response: Response;
  try {
    response = await fetch(path, {
      method: 'POST',
      headers: JSON_HEADERS,
      body: JSON.stringify(values),
    });
  } catch {
    return { kind: 'offline' };
  }
  const body: unknown = await response.json().catch(() => null);
  if (response.ok) return { kind: 'done', body };
  const failure = parseClientError(body);
  if (failure === null || response.status >= 500) return { kind: 'unavailable' };
  if (failure.code !== 'TOO_MANY_ATTEMPTS') return { kind: 'refused', failure };
  const { retryAfterSeconds = 0 } = failure.details;
  return { kind: 'tooMany', until: new Date(Date.now() + retryAfterSeconds * 1000) };
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
