import { parseClientError } from '@toster/contracts/errors';
import { JSON_HEADERS } from '#trpc/headers.ts';

/** Whose session: each realm has its own address, lock and stamp. */
const REALMS = {
  staff: { url: '/api/auth/refresh', lock: 'toster-refresh', stamp: 'toster-refreshed-at' },
  guest: {
    url: '/api/guest/refresh',
    lock: 'toster-guest-refresh',
    stamp: 'toster-guest-refreshed-at',
  },
} as const;
type RefreshRealm = keyof typeof REALMS;

/** `renewed`: repeat the call. `ended`: the session is over. `unavailable`: nothing is known; keep the session. */
export type RefreshResult = 'renewed' | 'ended' | 'unavailable';

/**
 * Renews the session once per browser, however many tabs ask: a tab that waited for the lock while
 * another one renewed finds the newer stamp and repeats its call at once.
 * @param askedAt when the refused call was sent, epoch milliseconds
 */
export async function refreshSession(
  askedAt: number,
  realm: RefreshRealm = 'staff',
): Promise<RefreshResult> {
  const { url, lock, stamp } = REALMS[realm];
  return withLock(lock, async () => {
    if (Number(localStorage.getItem(stamp) ?? 0) > askedAt) return 'renewed';
    let response: Response;
    try {
      response = await fetch(url, {
        method: 'POST',
        credentials: 'same-origin',
        headers: JSON_HEADERS,
        body: '{}',
      });
    } catch {
      return 'unavailable';
    }
    if (response.ok) {
      localStorage.setItem(stamp, String(Date.now()));
      return 'renewed';
    }
    if (response.status !== 401) return 'unavailable';
    // Another tab renewed in the same moment: the cookie the browser now holds is the newer one.
    return parseClientError(await response.json().catch(() => null))?.code === 'SESSION_SUPERSEDED'
      ? 'renewed'
      : 'ended';
  });
}

async function withLock<T>(lock: string, work: () => Promise<T>): Promise<T> {
  // Plain http on a name other than localhost has no Web Locks; the server's grace covers that race.
  if (!('locks' in navigator)) return work();
  return navigator.locks.request(lock, work);
}
