/** The attempt log in PostgreSQL: see packages/db/sql/attempts.sql, in which all of it happens. */
import { newId } from '@toster/contracts/ids';
import type { TenantContext } from '@toster/db/context';
import { withTenant, type Database } from '@toster/db/tenant';
import { sql } from 'drizzle-orm';
import { z } from 'zod';
import type { AttemptLog, Gate, Wait } from './attempt-log.ts';

const ZWait = z.object({ wait_ms: z.int(), pending: z.boolean() });

/** An attempt log over the pool of the login role `toster_auth`. One round trip and the commit for each call. */
export function postgresAttemptLog(db: Database): AttemptLog {
  return {
    reserve: (attempt, gates) =>
      withTenant(db, contextOf(attempt), async (tx) => {
        const [row] = await tx.execute(
          sql`select wait_ms, pending from app.reserve_attempt(${attempt}, ${json(gates)}::jsonb)`,
        );
        return waitFrom(row);
      }),
    settle: async (attempt, gates, outcome) => {
      const keys = sql.param(gates.map(({ key }) => key));
      await withTenant(db, contextOf(attempt), (tx) =>
        tx.execute(
          sql`select app.settle_attempt(${attempt}, ${keys}::text[], ${outcome === 'failed'})`,
        ),
      );
    },
    look: (gates) =>
      withTenant(
        db,
        contextOf(newId()),
        async (tx) => {
          const [row] = await tx.execute(
            sql`select wait_ms, pending from app.look_at_attempts(${json(gates)}::jsonb)`,
          );
          return waitFrom(row);
        },
        'read',
      ),
  };
}

const json = (gates: readonly Gate[]) => JSON.stringify(gates);

function waitFrom(row: unknown): Wait {
  const { wait_ms: waitMs, pending } = ZWait.parse(row);
  return { waitMs, pending };
}

function contextOf(request: string): TenantContext {
  return { kind: 'auth', org: null, caps: {}, action: 'sign_in.failed', request, source: 'auth' };
}
