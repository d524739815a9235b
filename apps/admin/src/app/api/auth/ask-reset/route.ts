import { api } from '#server/api.ts';

/** Asks for a letter to choose another password. */
export const POST = (request: Request): Promise<Response> => api().handleAskReset(request);
