import { api } from '#server/api.ts';

/** Begins the session of a guest. */
export const POST = (request: Request): Promise<Response> => api().handleEnterGuestCode(request);
