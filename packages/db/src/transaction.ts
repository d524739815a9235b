import { Connection } from './driver/connection.ts';
import type { AnySchema, Handle } from './driver/drizzle-handle.ts';
import { ReadTransaction } from './driver/read-transaction.ts';
import { WriteTransaction } from './driver/write-transaction.ts';
import type { Pool } from './pool.ts';

/** Drizzle's handle on a read-write transaction. `transaction()` on it is refused. */
export type Tx<TSchema extends AnySchema = AnySchema> = Handle<TSchema>;

/** The reading half of {@link Tx}; a `Tx` can be passed wherever a `ReadTx` is wanted. */
export type ReadTx<TSchema extends AnySchema = AnySchema> = Pick<
  Handle<TSchema>,
  'select' | 'selectDistinct' | 'selectDistinctOn' | 'query' | '$with' | '$count' | 'execute'
> & {
  with: (
    ...queries: Parameters<Handle<TSchema>['with']>
  ) => Pick<ReturnType<Handle<TSchema>['with']>, 'select' | 'selectDistinct' | 'selectDistinctOn'>;
};

/**
 * Runs `work` in a read-only transaction under the signed context. Context and the first queries
 * leave in one flush: queries issued together cost one round trip in all, and the answer does not
 * wait for the end of the transaction.
 *
 * Rejects with ContextStale, ContextInvalid, ConnectionLost, PoolExhausted, DatabaseError, or with
 * the error of `work`. The context's error wins over everything that followed from it.
 */
export function read<TSchema extends AnySchema, T>(
  pool: Pool<TSchema>,
  signedContext: string,
  work: (tx: ReadTx<TSchema>) => PromiseLike<T>,
): Promise<T> {
  return run(pool, signedContext, work, 'read');
}

/**
 * Runs `work` in a read-write transaction under the signed context and commits it. Context and the
 * first statements leave in one flush; n statements awaited one by one cost n + 1 round trips.
 * Resolves only when the server has confirmed the commit; any error rolls everything back.
 * Errors as of {@link read}; a ConnectionLost tells whether the commit's outcome is unknown.
 */
export function write<TSchema extends AnySchema, T>(
  pool: Pool<TSchema>,
  signedContext: string,
  work: (tx: Tx<TSchema>) => PromiseLike<T>,
): Promise<T> {
  return run(pool, signedContext, work, 'write');
}

/**
 * A transaction without a context, for login roles that need none (relay, maintenance). Under the
 * tenant policies it sees no row. Errors and costs as of {@link read} and {@link write}.
 */
export function withoutContext<TSchema extends AnySchema, T>(
  pool: Pool<TSchema>,
  work: (tx: Tx<TSchema>) => PromiseLike<T>,
  access: Access = 'write',
): Promise<T> {
  return run(pool, null, work, access);
}

/** How a transaction begins and what it may do. */
type Access = 'read' | 'write';

function run<TSchema extends AnySchema, T>(
  pool: Pool<TSchema>,
  signedContext: string | null,
  work: (tx: Handle<TSchema>) => PromiseLike<T>,
  access: Access,
): Promise<T> {
  const connection = pool.connections.acquire();
  return connection instanceof Connection
    ? runOn(pool, connection, signedContext, work, access)
    : connection.then((opened) => runOn(pool, opened, signedContext, work, access));
}

function runOn<TSchema extends AnySchema, T>(
  pool: Pool<TSchema>,
  connection: Connection,
  signedContext: string | null,
  work: (tx: Handle<TSchema>) => PromiseLike<T>,
  access: Access,
): Promise<T> {
  return new Promise((resolve, reject) => {
    const place = { pool: pool.connections, connection };
    const Transaction = access === 'read' ? ReadTransaction : WriteTransaction;
    const transaction = new Transaction<T>(place, { resolve, reject }, signedContext);
    try {
      work(pool.handle(transaction)).then(
        (value) => transaction.finish(value),
        (error: unknown) => transaction.fail(error),
      );
    } catch (error) {
      transaction.fail(error);
    }
  });
}
