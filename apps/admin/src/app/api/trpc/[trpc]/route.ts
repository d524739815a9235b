import { api } from '#server/api.ts';

/** Every procedure of the API. */
export const GET = (request: Request): Promise<Response> => api().handleTrpc(request);
/** Every procedure of the API. */
export const POST = (request: Request): Promise<Response> => api().handleTrpc(request);
