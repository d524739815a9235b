import { api } from '#server/api.ts';

/** Renews the session of a guest. */
export const POST = (request: Request): Promise<Response> => api().handleGuestRefresh(request);
