import type { KeyRing } from '@toster/crypto/key-ring';
import { sealContext, type TenantContext } from './context.ts';
import type { Pool } from './pool.ts';
import type * as schema from './schema/index.ts';
import { read, write, type ReadTx, type Tx as WriteTx } from './transaction.ts';

export type Schema = typeof schema;

/** A transaction on the tenant schema. */
export type Tx = WriteTx<Schema>;
/** A read-only transaction on the tenant schema. */
export type TenantReadTx = ReadTx<Schema>;

/** A pool of one login role and the keys with which its contexts are signed. */
export type Database = {
  readonly pool: Pool<Schema>;
  readonly keys: KeyRing;
  /** Milliseconds since the epoch; tests move it. */
  readonly now?: () => number;
};

/** How long a context verifies after it was signed: longer than any transaction may run. */
const CONTEXT_TTL_SECONDS = 60;

/**
 * Runs `fn` in one transaction inside the tenant wall. The context travels as one signed bind parameter in the
 * same flush as the first queries: a write costs one round trip more than its statements, a read none.
 * Rejects with `ContextStale` when session or rights have changed, `ContextInvalid` when the context is refused.
 */
export function withTenant<T>(
  db: Database,
  context: TenantContext,
  fn: (tx: Tx) => Promise<T>,
  access?: 'write',
): Promise<T>;
export function withTenant<T>(
  db: Database,
  context: TenantContext,
  fn: (tx: TenantReadTx) => Promise<T>,
  access: 'read',
): Promise<T>;
export function withTenant<T>(
  db: Database,
  context: TenantContext,
  fn: (tx: Tx) => Promise<T>,
  access: 'read' | 'write' = 'write',
): Promise<T> {
  const sealed = sealContext(context, db.keys, (db.now ?? Date.now)(), CONTEXT_TTL_SECONDS);
  return access === 'read'
    ? read(db.pool, sealed, fn as (tx: TenantReadTx) => Promise<T>)
    : write(db.pool, sealed, fn);
}
