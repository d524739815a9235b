import { api } from '#server/api.ts';

/** Has a second factor turned off by the link of a letter. */
export const POST = (request: Request): Promise<Response> => api().handleFactorReset(request);
