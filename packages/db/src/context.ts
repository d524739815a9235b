import { signContext } from '@toster/crypto/signed-context';
import type { KeyRing } from '@toster/crypto/key-ring';

/**
 * Which login role may use a context: a staff request, a guest or somebody with a receipt in their hand (app), a job
 * (worker), sign-in (auth), seed and repair (maintenance).
 */
export type ContextKind = 'staff' | 'customer' | 'paper' | 'worker' | 'auth' | 'maintenance';

/** Where a change came from, as the audit log names it. Changes without a context are recorded as `database`. */
export type ContextSource = 'console' | 'api' | 'import' | 'worker' | 'seed' | 'auth' | 'guest';

/**
 * Who acts, for which organisation, with which rights, in which request. Signed as one value and verified by
 * PostgreSQL itself; row policies and the audit capture read it and nothing else.
 */
export type TenantContext = {
  readonly kind: ContextKind;
  readonly org: string | null;
  readonly account?: string | null;
  /** The member who acts (membership id), if a person does. */
  readonly actor?: string | null;
  /** Capabilities that row policies read, with the places they reach (`capabilitiesOf` in contracts). */
  readonly caps: Readonly<Record<string, readonly string[]>>;
  /** The event this transaction is about, `noun.verb_past`. */
  readonly action: string;
  readonly approver?: string | null;
  readonly session?: string | null;
  /** Epoch of the membership the rights were read at. */
  readonly epoch?: number;
  /** Request or job id; the log folds by it. */
  readonly request: string;
  readonly ip?: string | null;
  /** Keyed hash of the address, hex, by which the log is searched. */
  readonly ipk?: string | null;
  readonly ua?: string | null;
  readonly source: ContextSource;
  /** Number of the transaction within its job; everything after part 0 is folded under it. */
  readonly part?: number;
  /** Set when the procedure declared a personal read; without it such tables show nothing. */
  readonly purpose?: string | null;
  /** Kind `paper`: what its reader read off it. Such a context has no organisation and opens no row. */
  readonly paper?: { readonly slug: string; readonly code: string };
  /** Kind `customer`: who is signed in, by `session`. Such a context has no organisation either: functions know what is theirs. */
  readonly guest?: { readonly org: string; readonly customer: string };
};

/** Longest user agent kept; longer ones are cut before signing. */
const USER_AGENT_CHARACTERS = 300;

/** Signs a context that PostgreSQL accepts for `ttlSeconds` from `nowMs`. Null and absent fields are left out. */
export function sealContext(
  context: TenantContext,
  keys: KeyRing,
  nowMs: number,
  ttlSeconds: number,
): string {
  const payload: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(context)) {
    if (value !== null && value !== undefined) payload[name] = value;
  }
  if (context.ua) payload['ua'] = context.ua.slice(0, USER_AGENT_CHARACTERS);
  payload['exp'] = nowMs / 1_000 + ttlSeconds;
  return signContext(payload, keys);
}
