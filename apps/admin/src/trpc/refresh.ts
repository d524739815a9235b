import { parseClientError } from '@toster/contracts/errors';
import { JSON_HEADERS } from '#trpc/headers.ts';

const LOCK = 'toster-refresh';
const STAMP = 'toster-refreshed-at';

/** `renewed`: repeat the call. `ended`: the session is over. `unavailable`: nothing is known; keep the session. */
export type RefreshResult = 'renewed' | 'ended' | 'unavailable';

/**
 * Renews the session once per browser, however many tabs ask: a tab that waited for the lock while
 * another one renewed finds the newer stamp and repeats its call at once.
 * @param askedAt when the refused call was sent, epoch milliseconds
 */
export async function refreshSession(askedAt: number): Promise<RefreshResult> {
  return withLock(async () => {
    if (lastRefresh() > askedAt) return 'renewed';
    let response: Response;
    try {
      response = await fetch('/api/auth/refresh', {
        method: 'POST',
        credentials: 'same-origin',
        headers: JSON_HEADERS,
        body: '{}',
      });
    } catch {
      return 'unavailable';
    }
    if (response.ok) {
      localStorage.setItem(STAMP, String(Date.now()));
      return 'renewed';
    }
    if (response.status !== 401) return 'unavailable';
    // Another tab renewed in the same moment: the cookie the browser now holds is the newer one.
    return parseClientError(await response.json().catch(() => null))?.code === 'SESSION_SUPERSEDED'
      ? 'renewed'
      : 'ended';
  });
}

function lastRefresh(): number {
  return Number(localStorage.getItem(STAMP) ?? 0);
}

async function withLock<T>(work: () => Promise<T>): Promise<T> {
  // Plain http on a name other than localhost has no Web Locks; the server's grace covers that race.
  if (!('locks' in navigator)) return work();
  return navigator.locks.request(LOCK, work);
}
