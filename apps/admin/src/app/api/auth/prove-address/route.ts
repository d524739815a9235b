import { api } from '#server/api.ts';

/** Proves an address by the link of a letter. */
export const POST = (request: Request): Promise<Response> => api().handleProveAddress(request);
