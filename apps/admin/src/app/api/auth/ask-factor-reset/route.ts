import { api } from '#server/api.ts';

/** Asks for a letter to turn a second factor off. */
export const POST = (request: Request): Promise<Response> => api().handleAskFactorReset(request);
