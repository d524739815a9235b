import { answerAskGuestCode, answerEnterGuestCode } from './guest-handlers.ts';
import {
  answerGuestTrpc,
  answerHealth,
  answerRefresh,
  answerReport,
  answerSecondFactor,
  answerSignIn,
  answerSignOut,
  answerTrpc,
} from './handlers.ts';
import {
  answerAskFactorReset,
  answerAskReset,
  answerFactorReset,
  answerProveAddress,
  answerReset,
} from './mail-link-handlers.ts';
import { paperGates } from '@toster/auth/limits/attempt-gates';
import { comesBack } from './guests/comes-back.ts';
import { clientAddress } from './client-address.ts';
import { readApiEnv } from './env.ts';
import { processServer } from './server.ts';
import { guardArrivals } from './trusted-peers.ts';

// Route handlers as a web framework mounts them: one parameter, because a framework passes more.

/** `/api/trpc/*` */
export const handleTrpc = (request: Request): Promise<Response> =>
  answerTrpc(request, processServer());
/** `/api/guest/trpc/*` */
export const handleGuestTrpc = (request: Request): Promise<Response> =>
  answerGuestTrpc(request, processServer());
/** `/api/guest/ask-code` */
export const handleAskGuestCode = (request: Request): Promise<Response> =>
  answerAskGuestCode(request, processServer());
/** `/api/guest/enter-code` */
export const handleEnterGuestCode = (request: Request): Promise<Response> =>
  answerEnterGuestCode(request, processServer());
/** `/api/guest/refresh` */
export const handleGuestRefresh = (request: Request): Promise<Response> =>
  answerRefresh(request, processServer(), 'customer');
/** `/api/guest/sign-out` */
export const handleGuestSignOut = (request: Request): Promise<Response> =>
  answerSignOut(request, processServer(), 'customer');
/** Whether a guest's session may go on in the browser that asks for a page. */
export const guestComesBack = (headers: Headers): boolean => comesBack(headers, processServer());
/** `/api/auth/sign-in` */
export const handleSignIn = (request: Request): Promise<Response> =>
  answerSignIn(request, processServer());
/** `/api/auth/second-factor` */
export const handleSecondFactor = (request: Request): Promise<Response> =>
  answerSecondFactor(request, processServer());
/** `/api/auth/ask-reset` */
export const handleAskReset = (request: Request): Promise<Response> =>
  answerAskReset(request, processServer());
/** `/api/auth/reset` */
export const handleReset = (request: Request): Promise<Response> =>
  answerReset(request, processServer());
/** `/api/auth/ask-factor-reset` */
export const handleAskFactorReset = (request: Request): Promise<Response> =>
  answerAskFactorReset(request, processServer());
/** `/api/auth/factor-reset` */
export const handleFactorReset = (request: Request): Promise<Response> =>
  answerFactorReset(request, processServer());
/** `/api/auth/prove-address` */
export const handleProveAddress = (request: Request): Promise<Response> =>
  answerProveAddress(request, processServer());
/** `/api/auth/refresh` */
export const handleRefresh = (request: Request): Promise<Response> =>
  answerRefresh(request, processServer());
/** `/api/auth/sign-out` */
export const handleSignOut = (request: Request): Promise<Response> =>
  answerSignOut(request, processServer());
/** `/api/security/report` */
export const handleReport = (request: Request): Promise<Response> =>
  answerReport(request, processServer());
/** `/api/health` */
export const handleHealth = (): Promise<Response> => answerHealth(processServer());

/**
 * Makes the process ready before it listens: throws with names, never values, when it could not serve (see `readApiEnv`),
 * opens the pools without connecting, and believes proxies only where they are.
 */
export function assertEnvironment(): void {
  const { trustedHops } = processServer();
  const { trustedPeers } = readApiEnv();
  if (trustedHops > 0) guardArrivals(trustedPeers, trustedHops);
}

/** Whether a request came to us, or to the proxy that talks to the client, without TLS. Without a proxy nobody can tell. */
export function isPlain(headers: Headers): boolean {
  const { trustedHops } = processServer();
  if (trustedHops === 0) return false;
  const said = (headers.get('x-forwarded-proto') ?? '').split(',').map((part) => part.trim());
  // Each proxy adds a word, or the outermost one's is passed on: the client's own would stand further left.
  return (said[Math.max(0, said.length - trustedHops)] ?? '') !== 'https';
}

/**
 * Pages without sign-in: null for a welcome visit, else after how many milliseconds the next one is. An address whose
 * codes were wrong too often is turned away with every code, also a right one.
 */
export async function handleVisit(headers: Headers): Promise<number | null> {
  const { visits, auth, trustedHops, now } = processServer();
  const address = clientAddress(headers.get('x-forwarded-for'), trustedHops);
  const refused = visits.admit(address, now());
  if (refused !== null) return refused;
  const { waitMs, pending } = await auth.attempts.log.look(paperGates(auth.attempts.keys, address));
  return waitMs === 0 || pending ? null : waitMs;
}
