import {
  answerHealth,
  answerRefresh,
  answerSignIn,
  answerSignOut,
  answerTrpc,
} from './handlers.ts';
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
