/**
 * Access tokens: HS256 JWTs of at most 15 minutes. They say who and in which session, never what is allowed; rights are
 * read per request. Every rule that jose leaves open is closed here (draft-ietf-oauth-rfc8725bis).
 */
import { newId } from '@toster/contracts/ids';
import { AppError } from '@toster/contracts/errors';
import { jwtVerify, SignJWT } from 'jose';
import { z } from 'zod';
import type { Realm } from './realms.ts';

const MAXIMUM_LENGTH = 2048;
const FORMAT = /^[\w-]+\.[\w-]+\.[\w-]+$/;
const CLOCK_TOLERANCE_SECONDS = 5;
const ALGORITHM = 'HS256';

const ZHeader = z.strictObject({ alg: z.literal(ALGORITHM), kid: z.string(), typ: z.string() });

const ZClaims = z.strictObject({
  iss: z.string(),
  aud: z.string(),
  /** Account. */
  sub: z.uuid(),
  /** Session. */
  sid: z.uuid(),
  org: z.uuid(),
  /** The region whose servers hold the organisation. */
  cell: z.string().regex(/^[a-z0-9-]{1,16}$/),
  /** Generation of the member's rights; an older one is refused as stale. */
  epoch: z.int().min(0),
  aal: z.int().min(1).max(3),
  /** When the person last proved who they are, epoch seconds. */
  auth_time: z.int().min(0),
  amr: z
    .array(z.string().regex(/^[a-z]{2,8}$/))
    .min(1)
    .max(4),
  iat: z.int().min(0),
  exp: z.int().min(0),
  jti: z.uuid(),
});

/** The verified content of an access token. Times are epoch seconds. */
export type AccessClaims = Readonly<z.infer<typeof ZClaims>>;

/** What the caller decides about a token; the realm and the clock decide the rest. */
export type AccessSubject = Pick<
  AccessClaims,
  'sub' | 'sid' | 'org' | 'cell' | 'epoch' | 'aal' | 'auth_time' | 'amr'
>;

/** Signs an access token. `now` and `expiresAt` in epoch milliseconds. */
export async function mintAccessToken(
  realm: Realm,
  subject: AccessSubject,
  now: number,
): Promise<{ token: string; expiresAt: number }> {
  const iat = Math.floor(now / 1000);
  const exp = iat + realm.accessTtlSeconds;
  const { kid, key } = realm.accessKeys.signing;
  const token = await new SignJWT({
    iss: realm.issuer,
    aud: realm.audience,
    ...subject,
    iat,
    exp,
    jti: newId(),
  })
    .setProtectedHeader({ alg: ALGORITHM, kid, typ: realm.tokenType })
    .sign(key);
  return { token, expiresAt: exp * 1000 };
}

/**
 * The claims of a token of that realm. Anything else, for whatever reason, is the same `AppError` UNAUTHENTICATED
 * without a cause: neither the caller nor the log learns from a forged token. `now` in epoch milliseconds.
 */
export async function verifyAccessToken(
  realm: Realm,
  token: string,
  now: number,
): Promise<AccessClaims> {
  try {
    return await verify(realm, token, now);
  } catch {
    throw new AppError('UNAUTHENTICATED');
  }
}

async function verify(realm: Realm, token: string, now: number): Promise<AccessClaims> {
  if (token.length > MAXIMUM_LENGTH || !FORMAT.test(token)) throw new TypeError('format');
  const [header = '', payload = '', signature = ''] = token.split('.');
  const { kid, typ } = ZHeader.parse(canonicalPart(header));
  assertCanonical(signature);
  // jose compares types as media types, without case and `application/`; ours has one spelling.
  if (typ !== realm.tokenType) throw new TypeError('typ');
  const key = realm.accessKeys.find(kid);
  if (key === undefined) throw new TypeError('kid');
  await jwtVerify(token, key, {
    algorithms: [ALGORITHM],
    typ: realm.tokenType,
    issuer: realm.issuer,
    audience: realm.audience,
    maxTokenAge: realm.accessTtlSeconds,
    clockTolerance: CLOCK_TOLERANCE_SECONDS,
    currentDate: new Date(now),
    requiredClaims: ['sub', 'sid', 'org', 'cell', 'epoch', 'iat', 'exp', 'jti'],
  });
  const claims = ZClaims.parse(canonicalPart(payload));
  const lifetime = claims.exp - claims.iat;
  if (lifetime <= 0 || lifetime > realm.accessTtlSeconds) throw new TypeError('lifetime');
  if (claims.auth_time > claims.iat + CLOCK_TOLERANCE_SECONDS) throw new TypeError('auth_time');
  return claims;
}

/**
 * Reads a part that has exactly one spelling: canonical base64url of JSON as `JSON.stringify` writes it. Repeated
 * members, white space and stray bits, where two readers might read two different tokens, fail here.
 */
function canonicalPart(part: string): unknown {
  const text = assertCanonical(part).toString('utf8');
  const value: unknown = JSON.parse(text);
  if (JSON.stringify(value) !== text) throw new TypeError('not canonical JSON');
  return value;
}

function assertCanonical(part: string): Buffer {
  const bytes = Buffer.from(part, 'base64url');
  if (bytes.toString('base64url') !== part) throw new TypeError('not canonical base64url');
  return bytes;
}
