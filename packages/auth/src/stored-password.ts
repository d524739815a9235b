/** The password of an account as the database holds it. */
import type { TenantReadTx, Tx } from '@toster/db/tenant';
import { sql } from 'drizzle-orm';
import { z } from 'zod';
import type { PasswordHash } from './password.ts';

/**
 * A stored password. The version names the password, the hash only one way of storing it: while a pepper or the cost of
 * hashing changes, sign-ins store the same password anew at any moment, and what was proven of it stays proven.
 */
export interface StoredPassword extends PasswordHash {
  readonly version: number;
}

const ZStored = z
  .object({ phc: z.string(), pepper_kid: z.string(), version: z.int() })
  .transform(({ phc, pepper_kid: pepperKid, version }) => ({ phc, pepperKid, version }));

/** Null when the account has none. The transaction's context names the account. */
export async function readStoredPassword(
  tx: TenantReadTx,
  accountId: string,
): Promise<StoredPassword | null> {
  const [row] = await tx.execute(
    sql`select phc, pepper_kid, version from auth.password where account_id = ${accountId}`,
  );
  return row === undefined ? null : ZStored.parse(row);
}

/** Stores the same password another way. Nothing happens when it was changed or stored anew meanwhile. */
export async function storeAnew(
  tx: Tx,
  accountId: string,
  stored: StoredPassword,
  rehashed: PasswordHash,
): Promise<void> {
  await tx.execute(sql`
    update auth.password set phc = ${rehashed.phc}, pepper_kid = ${rehashed.pepperKid}
    where account_id = ${accountId} and version = ${stored.version} and phc = ${stored.phc}`);
}
