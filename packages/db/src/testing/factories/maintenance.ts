import type { KeyRing } from '@toster/crypto/key-ring';
import { sql } from 'drizzle-orm';
import { drizzle } from 'drizzle-orm/postgres-js';
import postgres from 'postgres';
import { sealContext } from '../../context.ts';
import type { Handle } from './rows.ts';

const CONTEXT_TTL_SECONDS = 120;

/** What a maintenance transaction says about itself in the audit log. */
export type MaintenanceNote = {
  readonly action: string;
  /** Names the run, so that the log folds its transactions into one line. */
  readonly request: string;
  /** Number of the transaction within the run, from 0. */
  readonly part: number;
};

/** A connection that acts as role `toster_maintenance`: it sees all rows, and every change carries source `seed`. */
export type MaintenanceConnection = {
  /** Runs `fn` in one transaction of an organisation. */
  run<T>(orgId: string, note: MaintenanceNote, fn: (tx: Handle) => Promise<T>): Promise<T>;
  close(): Promise<void>;
};

/**
 * Opens a connection of its own with the rights of `toster_maintenance`. `url` is either that role's or a
 * superuser's, who then takes the role inside each transaction.
 */
export function openMaintenance(url: string, keys: KeyRing): MaintenanceConnection {
  const connection = postgres(url, {
    max: 1,
    onnotice: () => undefined,
    connection: { application_name: 'toster-seed' },
  });
  const database = drizzle(connection);
  return {
    run: (orgId, note, fn) =>
      database.transaction(async (tx) => {
        await tx.execute(sql`set local role toster_maintenance`);
        const context = sealContext(
          { kind: 'maintenance', org: orgId, caps: {}, source: 'seed', ...note },
          keys,
          Date.now(),
          CONTEXT_TTL_SECONDS,
        );
        await tx.execute(sql`select app.enter(${context})`);
        return fn(tx);
      }),
    close: () => connection.end({ timeout: 5 }),
  };
}
