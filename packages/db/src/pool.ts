import { ConnectionPool } from './driver/connection-pool.ts';
import {
  handleFactory,
  type AnySchema,
  type Handle,
  type SqlClient,
} from './driver/drizzle-handle.ts';

/** Options of {@link openPool}; times in milliseconds. */
export type PoolOptions<TSchema extends AnySchema> = {
  /** `postgres://…`; TLS as `sslmode` says (`require`, or `verify-full` to check the certificate). */
  readonly url: string;
  /** Most connections open at the same time. */
  readonly max: number;
  /** Shown in `pg_stat_activity`. */
  readonly applicationName: string;
  /** Drizzle schema of the handles given to the work. */
  readonly schema: TSchema;
  /** Longest run of one statement (15 000). */
  readonly statementTimeoutMs?: number;
  /** Longest life of one transaction, idle or not (four statement timeouts). */
  readonly transactionTimeoutMs?: number;
  /** Longest wait for a free connection, and longest for opening one (5 000). */
  readonly acquireTimeoutMs?: number;
};

/** A pool of connections of one login role. Run transactions on it with `transaction.ts`. */
export type Pool<TSchema extends AnySchema = AnySchema> = {
  readonly connections: ConnectionPool;
  /** Makes the drizzle handle of one transaction. */
  readonly handle: (client: SqlClient) => Handle<TSchema>;
  /** Connections open, of these idle, and callers that wait for one. */
  stats(): { open: number; idle: number; waiting: number };
  /** Lets running transactions end (`graceMs`, 5 000), then ends every connection. */
  close(graceMs?: number): Promise<void>;
};

const LIFETIME_MS = 60 * 60_000;
/** Past the server's own statement timeout silence means that the server or the way is dead. */
const SILENCE_GRACE_MS = 5_000;

/** Opens a pool. Connections are made on demand: an unreachable server fails the first use. */
export function openPool<TSchema extends AnySchema>(options: PoolOptions<TSchema>): Pool<TSchema> {
  const statementTimeoutMs = options.statementTimeoutMs ?? 15_000;
  const acquireTimeoutMs = options.acquireTimeoutMs ?? 5_000;
  const connections = new ConnectionPool({
    url: options.url,
    max: options.max,
    applicationName: options.applicationName,
    statementTimeoutMs,
    transactionTimeoutMs: options.transactionTimeoutMs ?? statementTimeoutMs * 4,
    connectTimeoutMs: acquireTimeoutMs,
    acquireTimeoutMs,
    lifetimeMs: LIFETIME_MS,
    silenceMs: statementTimeoutMs + SILENCE_GRACE_MS,
  });
  return {
    connections,
    handle: handleFactory(options.schema),
    stats: () => connections.stats,
    close: (graceMs = 5_000) => connections.close(graceMs),
  };
}
