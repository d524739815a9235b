import { api } from '#server/api.ts';

/** Has six digits sent to a guest. */
export const POST = (request: Request): Promise<Response> => api().handleAskGuestCode(request);
