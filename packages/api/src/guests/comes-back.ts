import { readSessionCookies } from '@toster/auth/cookies';
import type { Server } from '../server.ts';

/** Whether a browser holds cookies of a guest's session, good or not: without, there is nothing to ask. */
export function comesBack(headers: Headers, { auth, cookieMode }: Server): boolean {
  const { customer } = auth.realms;
  const held = readSessionCookies(customer, cookieMode, headers.get('cookie'));
  return held.accessToken !== null || held.refreshToken !== null;
}
