import {
  answerHealth,
  answerRefresh,
  answerSignIn,
  answerSignOut,
  answerTrpc,
} from './handlers.ts';
import { clientAddress } from './client-address.ts';
import { processServer } from './server.ts';

// Route handlers as a web framework mounts them: one parameter, because a framework passes more.

/** `/api/trpc/*` */
export const handleTrpc = (request: Request): Promise<Response> =>
  answerTrpc(request, processServer());
/** `/api/auth/sign-in` */
export const handleSignIn = (request: Request): Promise<Response> =>
  answerSignIn(request, processServer());
/** `/api/auth/refresh` */
export const handleRefresh = (request: Request): Promise<Response> =>
  answerRefresh(request, processServer());
/** `/api/auth/sign-out` */
export const handleSignOut = (request: Request): Promise<Response> =>
  answerSignOut(request, processServer());
/** `/api/health` */
export const handleHealth = (): Promise<Response> => answerHealth(processServer());

/** Throws with names, never values, when this process could not serve: see `readApiEnv`. Opens the pools, connects nowhere. */
export function assertEnvironment(): void {
  processServer();
}

/** Pages without sign-in: null for a welcome visit, else after how many milliseconds the next one is. */
export function handleVisit(headers: Headers): number | null {
  const { visitors, trustedHops, now } = processServer();
  return visitors.admit(clientAddress(headers.get('x-forwarded-for'), trustedHops), now());
}
