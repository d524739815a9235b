import { api } from '#server/api.ts';

/** Begins a session. */
export const POST = (request: Request): Promise<Response> => api().handleSignIn(request);
