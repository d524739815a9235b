import type { TenantReadTx } from '@toster/db/tenant';
import { type SQL, sql } from 'drizzle-orm';

/**
 * Runs a query with a plan made for the values at hand, in the round trip of the query itself. After
 * five runs PostgreSQL would settle on one plan for all values; here one value stands for three rows
 * and the next for three hundred thousand.
 */
export async function planAfresh(
  tx: TenantReadTx,
  query: SQL,
): Promise<readonly Record<string, unknown>[]> {
  const [, rows] = await Promise.all([
    tx.execute(sql`select app.plan_afresh()`),
    tx.execute(query),
  ]);
  return [...rows];
}
