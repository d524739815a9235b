/** How handlers outside tRPC read a request and answer. */
import type { HeaderLines } from '@toster/auth/cookies';
import { ERROR_CODES } from '@toster/contracts/error-codes';
import { AppError, toClientError } from '@toster/contracts/errors';
import type { z } from 'zod';
import { type Context, createContext } from './context.ts';
import { appErrorOf, invalidInput } from './errors.ts';
import { assertSameSite, readJsonText } from './guard.ts';
import { reportFailure } from './report.ts';
import type { Server } from './server.ts';

export const NO_STORE = 'no-store, private';

/** Does the work for a POST of our own pages; what it throws is answered by the catalogue of errors. */
export async function answer(
  request: Request,
  server: Server,
  work: (ctx: Context) => Promise<Response>,
): Promise<Response> {
  const ctx = createContext({ headers: request.headers, server });
  try {
    if (request.method !== 'POST') return methodNotAllowed();
    assertSameSite(request, server.trustedHops);
    return await work(ctx);
  } catch (error) {
    const failure = noted(error, ctx, new URL(request.url).pathname);
    return failed(toClientError(failure, ctx.requestId), failure);
  }
}

/** The body of a request, if it is what the schema says. Throws `AppError` INVALID_INPUT and what `readJsonText` throws. */
export async function inputOf<S extends z.ZodType>(
  request: Request,
  schema: S,
): Promise<z.output<S>> {
  const input = schema.safeParse(parseJson(await readJsonText(request)));
  if (!input.success) throw invalidInput(input.error);
  return input.data;
}

/** Says when to come back in the header too (RFC 9110 §10.2.3), for clients that read no body. */
export function failed(body: unknown, { code, details }: AppError): Response {
  const response = json(body, ERROR_CODES[code].http);
  if (details.retryAfterSeconds !== undefined)
    response.headers.set('retry-after', String(details.retryAfterSeconds));
  return response;
}

/** A failure as it is answered; those nobody expects are reported. */
export function noted(error: unknown, { requestId }: Context, path: string): AppError {
  const failure = appErrorOf(error);
  if (failure.code === 'INTERNAL' || failure.code === 'UNAVAILABLE')
    reportFailure(failure, { requestId, path });
  return failure;
}

export function json(body: unknown, status: number): Response {
  return Response.json(body, { status, headers: { 'cache-control': NO_STORE } });
}

export function methodNotAllowed(): Response {
  return new Response(null, { status: 405, headers: { allow: 'POST' } });
}

export function withHeaders(response: Response, lines: HeaderLines): Response {
  for (const [name, value] of lines) {
    if (name === 'set-cookie') response.headers.append(name, value);
    else response.headers.set(name, value);
  }
  return response;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new AppError('INVALID_INPUT');
  }
}
