/** What every key ring is for, who holds it, and how long a key must stay after it has stopped signing. */
import { REALM_SETTINGS } from './realms.ts';

const MINUTE = 60;
const DAY = 24 * 60 * MINUTE;

/** Clocks of two machines, and the tolerance of verification (5 s), are allowed this much. */
const TOLERANCE_SECONDS = MINUTE;
/** `ttlSeconds` of a signed context; see `CONTEXT_TTL_SECONDS` of `packages/db`. */
const CONTEXT_SECONDS = MINUTE;
/** How long a client address stays searchable in the audit log: its disclosure expires then (`au.stamp_for`). */
const ADDRESS_SECONDS = 90 * DAY;

/** One purpose of keys. */
export interface KeyPurpose {
  /** The variable that holds the ring. */
  readonly variable: string;
  /** Services whose processes read it; the worker's release step reads all of them. */
  readonly readBy: readonly ('console' | 'worker')[];
  /**
   * Seconds for which something the key made may still come back after the last process that signed with it has gone.
   * Null: until the database holds nothing of that key any more, however long that takes.
   */
  readonly keepSeconds: number | null;
  /** What is lost when a key goes earlier. */
  readonly otherwise: string;
}

/** Every key ring of the product, by the word for it on the command line. */
export const KEY_PURPOSES = {
  'staff-access': {
    variable: 'TOSTER_STAFF_ACCESS_KEYS',
    readBy: ['console'],
    keepSeconds: REALM_SETTINGS.staff.accessTtlSeconds + TOLERANCE_SECONDS,
    otherwise: 'calls of staff are refused until their browser refreshes',
  },
  'staff-refresh': {
    variable: 'TOSTER_STAFF_REFRESH_KEYS',
    readBy: ['console'],
    keepSeconds: REALM_SETTINGS.staff.absoluteTtlSeconds + TOLERANCE_SECONDS,
    otherwise: 'staff are signed out',
  },
  'customer-access': {
    variable: 'TOSTER_CUSTOMER_ACCESS_KEYS',
    readBy: ['console'],
    keepSeconds: REALM_SETTINGS.customer.accessTtlSeconds + TOLERANCE_SECONDS,
    otherwise: 'calls of guests are refused until their browser refreshes',
  },
  'customer-refresh': {
    variable: 'TOSTER_CUSTOMER_REFRESH_KEYS',
    readBy: ['console'],
    keepSeconds: REALM_SETTINGS.customer.absoluteTtlSeconds + TOLERANCE_SECONDS,
    otherwise: 'guests are signed out',
  },
  pepper: {
    variable: 'TOSTER_PASSWORD_PEPPER',
    readBy: ['console'],
    keepSeconds: null,
    otherwise: 'whoever has not signed in since cannot sign in any more',
  },
  context: {
    variable: 'TOSTER_CONTEXT_KEYS',
    readBy: ['console', 'worker'],
    keepSeconds: CONTEXT_SECONDS + TOLERANCE_SECONDS,
    otherwise: 'transactions under way are refused',
  },
  address: {
    variable: 'TOSTER_ADDRESS_KEY',
    readBy: ['console'],
    keepSeconds: ADDRESS_SECONDS + TOLERANCE_SECONDS,
    otherwise: 'older events are no longer found by their address',
  },
} as const satisfies Readonly<Record<string, KeyPurpose>>;

export type KeyPurposeName = keyof typeof KEY_PURPOSES;
export type KeyRingName = (typeof KEY_PURPOSES)[KeyPurposeName]['variable'];

/** The words for the purposes, in the order of the table. */
export const KEY_PURPOSE_NAMES = Object.keys(KEY_PURPOSES) as readonly KeyPurposeName[];

/** The variables of all key rings. */
export const KEY_RINGS: readonly [KeyRingName, ...KeyRingName[]] = [
  KEY_PURPOSES.context.variable,
  KEY_PURPOSES['staff-access'].variable,
  KEY_PURPOSES['staff-refresh'].variable,
  KEY_PURPOSES['customer-access'].variable,
  KEY_PURPOSES['customer-refresh'].variable,
  KEY_PURPOSES.pepper.variable,
  KEY_PURPOSES.address.variable,
];

/** The purpose a word on the command line means, or null. */
export function keyPurposeOf(word: string | undefined): KeyPurposeName | null {
  return KEY_PURPOSE_NAMES.find((name) => name === word) ?? null;
}
