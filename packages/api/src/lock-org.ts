import { org } from '@toster/db/schema/org';
import type { Tx } from '@toster/db/tenant';
import { eq } from 'drizzle-orm';
import type { Caller } from './middleware/authenticate.ts';

/**
 * Until the end of the transaction, others of the organisation that ask for the same wait here; what is read behind it is
 * what the one before has left. Rows that refer to the organisation can be written meanwhile.
 */
export async function lockOrg(tx: Tx, { orgId }: Pick<Caller, 'orgId'>): Promise<void> {
  await tx.select({ orgId: org.orgId }).from(org).where(eq(org.orgId, orgId)).for('no key update');
}
