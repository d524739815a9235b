/**
 * A realm is an audience with its own walls: keys, issuer, audience, token type, cookie names, lifetimes. Every
 * function of this package takes the realm as a parameter, and a token of one realm is noise in another.
 */
import type { KeyRing } from '@toster/crypto/key-ring';

export const REALM_NAMES = ['staff', 'customer'] as const;
export type RealmName = (typeof REALM_NAMES)[number];

const MINUTE = 60;
const DAY = 24 * 60 * MINUTE;

/** The public half of a realm: everything but its keys. */
export interface RealmSettings {
  readonly issuer: string;
  readonly audience: string;
  /** Explicit type of the access token (RFC 8725 §3.11): no other JWT of ours carries it. */
  readonly tokenType: string;
  readonly accessTtlSeconds: number;
  /** A session nobody refreshes for so long is over. */
  readonly idleTtlSeconds: number;
  /** No amount of refreshing takes a session beyond this age (ASVS 5.0 10.4.8). */
  readonly absoluteTtlSeconds: number;
  /** How long the previous refresh token still answers, with the same successor. */
  readonly graceSeconds: number;
  readonly cookies: { readonly access: string; readonly refresh: string };
}

/** A realm with its keys. */
export interface Realm extends RealmSettings {
  readonly name: RealmName;
  readonly accessKeys: KeyRing;
  readonly refreshKeys: KeyRing;
}

export type Realms = Readonly<Record<RealmName, Realm>>;

export const REALM_SETTINGS: Readonly<Record<RealmName, RealmSettings>> = {
  staff: {
    issuer: 'urn:toster:staff',
    audience: 'toster-staff',
    tokenType: 'staff-at+jwt',
    accessTtlSeconds: 15 * MINUTE,
    idleTtlSeconds: 7 * DAY,
    absoluteTtlSeconds: 30 * DAY,
    graceSeconds: 20,
    cookies: { access: 't_at', refresh: 't_rt' },
  },
  customer: {
    issuer: 'urn:toster:customer',
    audience: 'toster-customer',
    tokenType: 'customer-at+jwt',
    accessTtlSeconds: 15 * MINUTE,
    idleTtlSeconds: 7 * DAY,
    absoluteTtlSeconds: 90 * DAY,
    graceSeconds: 20,
    cookies: { access: 'tc_at', refresh: 'tc_rt' },
  },
};

/** The keys of a realm, one ring for access tokens and one for refresh tokens. */
export type RealmKeys = Readonly<
  Record<RealmName, { readonly access: KeyRing; readonly refresh: KeyRing }>
>;

/** Joins settings and keys. That no secret serves two purposes is checked where the keys are read, see `env.ts`. */
export function createRealms(keys: RealmKeys): Realms {
  const realm = (name: RealmName): Realm => ({
    ...REALM_SETTINGS[name],
    name,
    accessKeys: keys[name].access,
    refreshKeys: keys[name].refresh,
  });
  return { staff: realm('staff'), customer: realm('customer') };
}
