import { api } from '#server/api.ts';

/** Ends the session of a guest. */
export const POST = (request: Request): Promise<Response> => api().handleGuestSignOut(request);
