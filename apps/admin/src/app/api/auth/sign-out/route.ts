import { api } from '#server/api.ts';

/** Ends a session. */
export const POST = (request: Request): Promise<Response> => api().handleSignOut(request);
