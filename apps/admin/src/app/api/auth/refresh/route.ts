import { api } from '#server/api.ts';

/** Renews a session. */
export const POST = (request: Request): Promise<Response> => api().handleRefresh(request);
