import {
  clearSessionCookies,
  type HeaderLines,
  readSessionCookies,
  setSessionCookies,
} from '@toster/auth/cookies';
import { keepDevice, knownDevice, readDeviceTokens } from '@toster/auth/device-cookie';
import type { RealmName } from '@toster/auth/realms';
import { rotateSession } from '@toster/auth/rotate-session';
import { enterSecondFactor } from '@toster/auth/second-factor';
import type { SessionTokens } from '@toster/auth/session-row';
import { signIn } from '@toster/auth/sign-in';
import { signOut } from '@toster/auth/sign-out';
import { ERROR_CODES } from '@toster/contracts/error-codes';
import { AppError, toClientError } from '@toster/contracts/errors';
import {
  type SignInOutput,
  ZSecondFactorInput,
  ZSignInInput,
} from '@toster/contracts/schemas/auth';
import { ZSecurityReportInput } from '@toster/contracts/schemas/security';
import { withoutContext } from '@toster/db/transaction';
import type { AnyRouter, TRPCError } from '@trpc/server';
import { fetchRequestHandler } from '@trpc/server/adapters/fetch';
import { TRPC_ERROR_CODES_BY_KEY } from '@trpc/server/rpc';
import { sql } from 'drizzle-orm';
import { createContext, originOf } from './context.ts';
import {
  answer,
  failed,
  inputOf,
  json,
  methodNotAllowed,
  NO_STORE,
  noted,
  withHeaders,
} from './answer.ts';
import { clientErrorOf } from './errors.ts';
import { fileReport } from './features/security/file-report.ts';
import { assertSameSite, readJsonText } from './guard.ts';
import { guestRouter } from './guests/guest.router.ts';
import { appRouter } from './root.ts';
import type { Server } from './server.ts';

/** Where the API is mounted. */
const ENDPOINT = '/api/trpc';
/** Where that of guests is. */
const GUEST_ENDPOINT = '/api/guest/trpc';
/** Calls one request may carry. */
export const MAX_BATCH_SIZE = 10;

/**
 * The API. All calls come by POST, queries too, because a query string ends up in histories and
 * logs; JSON only, at most 1 MiB, at most ten calls.
 */
export function answerTrpc(request: Request, server: Server): Promise<Response> {
  return answerRouter(request, server, { endpoint: ENDPOINT, router: appRouter });
}

/** The API of guests, under the same rules. */
export function answerGuestTrpc(request: Request, server: Server): Promise<Response> {
  return answerRouter(request, server, { endpoint: GUEST_ENDPOINT, router: guestRouter });
}

type Mounted = { readonly endpoint: string; readonly router: AnyRouter };

async function answerRouter(request: Request, server: Server, mounted: Mounted): Promise<Response> {
  const ctx = createContext({ headers: request.headers, server });
  try {
    if (request.method !== 'POST') return methodNotAllowed();
    assertSameSite(request, server.trustedHops);
    assertBatchSize(new URL(request.url));
    return await answerCalls(request, await readJsonText(request), server, mounted);
  } catch (error) {
    const failure = noted(error, ctx, mounted.endpoint);
    const data = {
      ...toClientError(failure, ctx.requestId),
      httpStatus: ERROR_CODES[failure.code].http,
    };
    const code = TRPC_ERROR_CODES_BY_KEY[ERROR_CODES[failure.code].trpc];
    return failed({ error: { message: data.message, code, data } }, failure);
  }
}

/** tRPC has the same limit; refused here, the client learns the reason. */
function assertBatchSize({ pathname, searchParams }: URL): void {
  if (searchParams.get('batch') !== '1') return;
  if (pathname.split(/,|%2c/i).length > MAX_BATCH_SIZE) throw new AppError('TOO_MANY_IN_BATCH');
}

function answerCalls(
  request: Request,
  body: string,
  server: Server,
  mounted: Mounted,
): Promise<Response> {
  const headers = new Headers(request.headers);
  // A stream would send its status and headers before a resolver could set a cookie.
  headers.delete('trpc-accept');
  headers.delete('accept');
  return fetchRequestHandler({
    ...mounted,
    req: new Request(request.url, { method: 'POST', headers, body, signal: request.signal }),
    maxBatchSize: MAX_BATCH_SIZE,
    responseMeta: ({ errors }) => ({ headers: retryHeaders(errors) }),
    allowMethodOverride: true,
    createContext: ({ resHeaders }) => {
      resHeaders.set('cache-control', NO_STORE);
      return createContext({ headers: request.headers, responseHeaders: resHeaders, server });
    },
  });
}

/** Signs in by e-mail and password and sets the session's cookies. */
export function answerSignIn(request: Request, server: Server): Promise<Response> {
  return answer(request, server, async (ctx) => {
    const input = await inputOf(request, ZSignInInput);
    const { auth, cookieMode } = server;
    const { keys } = auth.attempts;
    const { email } = input;
    const known = readDeviceTokens(cookieMode, request.headers.get('cookie'));
    const device = knownDevice(keys, known, email, auth.now());
    const tokens = await signIn(auth, 'staff', { ...input, device }, originOf(ctx));
    return withHeaders(
      started(server, tokens),
      keepDevice(keys, cookieMode, known, email, auth.now()),
    );
  });
}

/** Takes the code after the password and sets the session's cookies. */
export function answerSecondFactor(request: Request, server: Server): Promise<Response> {
  return answer(request, server, async (ctx) => {
    const input = await inputOf(request, ZSecondFactorInput);
    return started(server, await enterSecondFactor(server.auth, 'staff', input, originOf(ctx)));
  });
}

/** Exchanges the refresh cookie of a realm for its successor and a fresh access token. */
export function answerRefresh(
  request: Request,
  server: Server,
  realm: RealmName = 'staff',
): Promise<Response> {
  return answer(request, server, async (ctx) => {
    const refreshToken = refreshTokenOf(request, server, realm);
    if (refreshToken === null) throw new AppError('UNAUTHENTICATED');
    const rotation = await rotateSession(server.auth, realm, { refreshToken }, originOf(ctx));
    if (rotation.ok) return started(server, rotation.tokens, realm);
    const response = json(
      toClientError(rotation.error, ctx.requestId),
      ERROR_CODES[rotation.error.code].http,
    );
    return rotation.clearsCookies ? withHeaders(response, cleared(server, realm)) : response;
  });
}

/** Ends the session of a realm and takes its cookies. Always succeeds. */
export function answerSignOut(
  request: Request,
  server: Server,
  realm: RealmName = 'staff',
): Promise<Response> {
  return answer(request, server, async (ctx) => {
    const refreshToken = refreshTokenOf(request, server, realm);
    if (refreshToken !== null) await signOut(server.auth, realm, refreshToken, originOf(ctx));
    return withHeaders(json({}, 200), cleared(server, realm));
  });
}

/** Takes a report of a vulnerability, from anybody. */
export function answerReport(request: Request, server: Server): Promise<Response> {
  return answer(request, server, async (ctx) => {
    const input = await inputOf(request, ZSecurityReportInput);
    return json(await fileReport(ctx, input), 200);
  });
}

/** 200 when both pools reach the database, 503 otherwise. */
export async function answerHealth(server: Server): Promise<Response> {
  try {
    const ping = (pool: Server['app']['pool']) =>
      withoutContext(pool, (tx) => tx.execute(sql`select 1`), 'read');
    await Promise.all([ping(server.app.pool), ping(server.auth.db.pool)]);
    return json({ status: 'ready' }, 200);
  } catch {
    return json({ status: 'unavailable' }, 503);
  }
}

/** When to come back, of a request whose calls failed; the last of them, so that no call comes back too early. */
function retryHeaders(errors: readonly TRPCError[]): Headers {
  const seconds = errors.map((error) => clientErrorOf(error, null).details.retryAfterSeconds ?? 0);
  const longest = Math.max(0, ...seconds);
  return new Headers(longest > 0 ? { 'retry-after': String(longest) } : {});
}

/** A session has begun or goes on: its cookies, and what the browser may know about it. */
export function started(
  server: Server,
  tokens: SessionTokens,
  realm: RealmName = 'staff',
): Response {
  const body: SignInOutput = {
    orgSlug: tokens.orgSlug,
    accessExpiresAt: new Date(tokens.accessExpiresAt).toISOString(),
  };
  const { auth, cookieMode } = server;
  return withHeaders(
    json(body, 200),
    setSessionCookies(auth.realms[realm], cookieMode, tokens, auth.now()),
  );
}

function cleared({ auth, cookieMode }: Server, realm: RealmName): HeaderLines {
  return clearSessionCookies(auth.realms[realm], cookieMode);
}

function refreshTokenOf(
  request: Request,
  { auth, cookieMode }: Server,
  realm: RealmName,
): string | null {
  return readSessionCookies(auth.realms[realm], cookieMode, request.headers.get('cookie'))
    .refreshToken;
}
