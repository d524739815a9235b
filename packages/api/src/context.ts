import { addressKey } from '@toster/audit/address-hash';
import type { RequestOrigin } from '@toster/auth/auth';
import { readSessionCookies, type HeaderLines } from '@toster/auth/cookies';
import { newId } from '@toster/contracts/ids';
import { clientAddress } from './client-address.ts';
import { type Server, processServer } from './server.ts';

/** What is known of a request before anybody is authenticated. */
export type Context = {
  readonly server: Server;
  /** The HTTP request itself: what is found out once per request hangs on it. Counts the calls made in it. */
  readonly request: { calls: number };
  /** Id of the HTTP request; the first call in it carries the same id into the log. */
  readonly requestId: string;
  readonly address: string | null;
  /** Keyed hash of the address, hex. */
  readonly addressKey: string | null;
  readonly userAgent: string | null;
  readonly accessToken: string | null;
  /** The access token of a guest: another cookie, which no staff call reads. */
  readonly guestToken: string | null;
  readonly idempotencyKey: string | null;
  /** Adds header lines to the response, where there is one. */
  readonly respond: (lines: HeaderLines) => void;
};

const nowhere = new Headers();

/**
 * The context of a request. In a page being rendered there is no response to set headers on, and a
 * session can be neither renewed nor switched there.
 */
export function createContext(request: {
  readonly headers: Headers;
  readonly responseHeaders?: Headers;
  readonly server?: Server;
}): Context {
  const { headers, responseHeaders = nowhere, server = processServer() } = request;
  const address = clientAddress(headers.get('x-forwarded-for'), server.trustedHops);
  const { staff, customer } = server.auth.realms;
  const tokenOf = (realm: typeof staff) =>
    readSessionCookies(realm, server.cookieMode, headers.get('cookie')).accessToken;
  return {
    server,
    request: { calls: 0 },
    requestId: newId(),
    address,
    addressKey: address === null ? null : addressKey(server.addressKeys, address),
    userAgent: headers.get('user-agent')?.slice(0, 300) ?? null,
    accessToken: tokenOf(staff),
    guestToken: tokenOf(customer),
    idempotencyKey: headers.get('idempotency-key'),
    respond: (lines) => {
      if (responseHeaders === nowhere) return;
      for (const [name, value] of lines) {
        if (name === 'set-cookie') responseHeaders.append(name, value);
        else responseHeaders.set(name, value);
      }
    },
  };
}

/** Where a call came from, as authentication records it. */
export function originOf(ctx: Context, requestId = ctx.requestId): RequestOrigin {
  return { requestId, ip: ctx.address, ipKey: ctx.addressKey, userAgent: ctx.userAgent };
}
