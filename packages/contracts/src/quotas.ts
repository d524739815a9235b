/** How much of the API an organisation may use: in units, the declared costs of its calls. */

/** Whose calls draw on a pool: people in the console. Keys and exports get pools of their own with their first call. */
export const QUOTA_POOLS = ['console'] as const;
export type QuotaPool = (typeof QUOTA_POOLS)[number];

export const QUOTA_SPANS = ['burst', 'daily'] as const;
export type QuotaSpan = (typeof QUOTA_SPANS)[number];

/** A limit with the name under which clients learn of it (draft-ietf-httpapi-ratelimit-headers). */
export type QuotaPolicy = {
  readonly name: string;
  readonly units: number;
  readonly windowSeconds: number;
};

const DAY = 86_400;

/**
 * Fifty tablets that each ask for ten units every ten seconds use half of the burst; the daily quota lets them do so
 * for eighteen hours.
 */
export const QUOTAS: Readonly<Record<QuotaPool, Readonly<Record<QuotaSpan, QuotaPolicy>>>> = {
  console: {
    burst: { name: 'console-burst', units: 6_000, windowSeconds: 60 },
    daily: { name: 'console-daily', units: 3_240_000, windowSeconds: DAY },
  },
};

/** The shares of a daily quota at which its owner is told, in percent. */
export const QUOTA_NOTICES = [80, 95, 100] as const;
export type QuotaNotice = (typeof QUOTA_NOTICES)[number];

/** The problem of a call beyond its quota (RFC 9457; the type is registered by the draft named above). */
export const QUOTA_PROBLEM = 'https://iana.org/assignments/http-problem-types#quota-exceeded';
