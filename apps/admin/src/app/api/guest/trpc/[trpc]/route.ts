import { api } from '#server/api.ts';

/** Every procedure of guests. */
export const POST = (request: Request): Promise<Response> => api().handleGuestTrpc(request);
