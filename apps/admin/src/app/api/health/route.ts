import { api } from '#server/api.ts';

/** 200 as soon as requests can be served. */
export const GET = (): Promise<Response> => api().handleHealth();
