import { api } from '#server/api.ts';

/** Takes a report of a vulnerability. */
export const POST = (request: Request): Promise<Response> => api().handleReport(request);
