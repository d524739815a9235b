/** What an account tells the person it belongs to. */
import { withTenant } from '@toster/db/tenant';
import { sql } from 'drizzle-orm';
import { z } from 'zod';
import { authContext, type Auth, type RequestOrigin } from './auth.ts';

const ZRow = z.object({ email: z.string(), address_proven: z.boolean() });

/** One's own account. */
export interface OwnAccount {
  /** The address one signs in with, as it was typed. */
  readonly email: string;
  /** Somebody has followed a link that was sent there. */
  readonly isAddressProven: boolean;
}

/**
 * The account of that id, or null. For showing people their own: the caller's session has proved whose it is, and a
 * person reading of themselves is no disclosure to be recorded (docs/adr/0012-own-profile.md).
 */
export async function readAccount(
  auth: Auth,
  accountId: string,
  origin: RequestOrigin,
): Promise<OwnAccount | null> {
  const [found] = await withTenant(
    auth.db,
    authContext(origin, 'session.started', { account: accountId }),
    async (tx) =>
      tx.execute(
        sql`select a.email, a.address_proven_at is not null as address_proven from auth.account a where a.id = ${accountId}`,
      ),
    'read',
  );
  if (found === undefined) return null;
  const { email, address_proven: isAddressProven } = ZRow.parse(found);
  return { email, isAddressProven };
}
