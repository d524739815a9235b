import { api } from '#server/api.ts';

/** Chooses another password by the link of a letter. */
export const POST = (request: Request): Promise<Response> => api().handleReset(request);
