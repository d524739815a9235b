import { createHmac } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { APIRequestContext, BrowserContext } from '@playwright/test';
import { DEMO_PASSWORD } from '@toster/db/demo/logins';
import { ageProof } from '@toster/db/testing/age-proof';
import { z } from 'zod';
import { readE2eEnv } from '../env.ts';

/** The session's cookies. */
export const ACCESS_COOKIE = '__Host-t_at';
export const REFRESH_COOKIE = '__Host-t_rt';

/** What every call of the console carries. */
export const OWN_SITE = { 'x-toster-csrf': '1' } as const;

const ZClaims = z.looseObject({ sid: z.uuid(), iat: z.int(), exp: z.int(), auth_time: z.int() });
const ZSecrets = z.object({ keys: z.object({ TOSTER_STAFF_ACCESS_KEYS: z.string() }) });

/**
 * Headers of a browser with a loopback address of its own, of which every computer has sixteen million: failed
 * attempts made from there count for nobody else.
 */
export const fromAddress = (last: number) =>
  ({ extraHTTPHeaders: { 'x-forwarded-for': `127.0.1.${last}` } }) as const;

/** Signs in over HTTP, as the form does; the cookies stay with the caller. */
export async function signIn(request: APIRequestContext, email: string): Promise<void> {
  const response = await request.post('/api/auth/sign-in', {
    headers: OWN_SITE,
    data: { email, password: DEMO_PASSWORD },
  });
  if (!response.ok()) throw new Error(`${email} could not sign in: ${response.status()}`);
}

/** The value of a cookie of the console, or null. */
export async function cookieOf(context: BrowserContext, name: string): Promise<string | null> {
  const cookies = await context.cookies();
  return cookies.find((cookie) => cookie.name === name)?.value ?? null;
}

/** The session a browser holds. */
export async function sessionIdOf(context: BrowserContext): Promise<string> {
  const token = await cookieOf(context, ACCESS_COOKIE);
  return claimsOf(token ?? '').sid;
}

/** Makes the browser's proof of identity an old one: in the session, and in its next access token. */
export async function forgetProof(context: BrowserContext): Promise<void> {
  await ageProof(readE2eEnv().databaseUrl, await sessionIdOf(context), 3600);
  await context.clearCookies({ name: ACCESS_COOKIE });
}

/** Replaces the browser's access token by the same one as it would be after its fifteen minutes. */
export async function expireAccess(context: BrowserContext): Promise<void> {
  const cookies = await context.cookies();
  const access = cookies.find((cookie) => cookie.name === ACCESS_COOKIE);
  if (access === undefined) throw new Error('The browser holds no access token.');
  await context.addCookies([{ ...access, value: expired(access.value) }]);
}

/** The token as of an hour ago, signed with the console's own key: all that is wrong with it is its age. */
function expired(token: string): string {
  const [header = ''] = token.split('.');
  const claims = claimsOf(token);
  const past = { ...claims, iat: claims.iat - 3600, exp: claims.exp - 3600 };
  const aged = { ...past, auth_time: Math.min(claims.auth_time, past.iat) };
  const payload = Buffer.from(JSON.stringify(aged)).toString('base64url');
  const signature = createHmac('sha256', accessKey()).update(`${header}.${payload}`);
  return `${header}.${payload}.${signature.digest('base64url')}`;
}

function claimsOf(token: string): z.infer<typeof ZClaims> {
  const [, payload = ''] = token.split('.');
  return ZClaims.parse(JSON.parse(Buffer.from(payload, 'base64url').toString('utf8')));
}

/** The key that signs: the first of the ring. */
function accessKey(): Buffer {
  const file = join(readE2eEnv().home, 'secrets.json');
  const { keys } = ZSecrets.parse(JSON.parse(readFileSync(file, 'utf8')));
  const [signing = ''] = keys.TOSTER_STAFF_ACCESS_KEYS.split(',');
  return Buffer.from(signing.slice(signing.indexOf(':') + 1), 'base64url');
}
