import { api } from '#server/api.ts';

/** The second half of beginning a session. */
export const POST = (request: Request): Promise<Response> => api().handleSecondFactor(request);
