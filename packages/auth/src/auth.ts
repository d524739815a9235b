/** What every function of this package works with. */
import type { EventName } from '@toster/contracts/events';
import type { TenantContext } from '@toster/db/context';
import type { Database } from '@toster/db/tenant';
import type { KeyRing } from '@toster/crypto/key-ring';
import type { AttemptLog } from './limits/attempt-log.ts';
import type { PasswordHasher } from './password.ts';
import type { Realms } from './realms.ts';

/** The package's dependencies, made once by a composer. */
export interface Auth {
  /** The pool of the login role `toster_auth`. */
  readonly db: Database;
  readonly realms: Realms;
  readonly passwords: Pick<PasswordHasher, 'hash' | 'verify' | 'needsRehash'>;
  /** Seals second factors; the ring of the passwords, with keys of their own derived from it. */
  readonly pepper: KeyRing;
  /** Failed attempts, and the keys under which they are logged. */
  readonly attempts: { readonly log: AttemptLog; readonly keys: KeyRing };
  /** Epoch milliseconds; decides every lifetime of a session. */
  readonly now: () => number;
}

/** Where a request came from; recorded with every event it causes. */
export interface RequestOrigin {
  readonly requestId: string;
  readonly ip: string | null;
  /** Keyed hash of the address, hex, for searching the audit log by address. */
  readonly ipKey: string | null;
  readonly userAgent: string | null;
}

/** The signed context of a statement of authentication. `action` names the event if rows change. */
export function authContext(
  origin: RequestOrigin,
  action: EventName,
  about: { readonly account?: string; readonly org?: string; readonly session?: string } = {},
): TenantContext {
  return {
    kind: 'auth',
    org: about.org ?? null,
    caps: {},
    action,
    request: origin.requestId,
    source: 'auth',
    ...(about.account === undefined ? {} : { account: about.account }),
    ...(about.session === undefined ? {} : { session: about.session }),
    ...(origin.ip === null ? {} : { ip: origin.ip }),
    ...(origin.ipKey === null ? {} : { ipk: origin.ipKey }),
    ...(origin.userAgent === null ? {} : { ua: origin.userAgent }),
  };
}
