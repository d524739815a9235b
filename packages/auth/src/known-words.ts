/** Words that are known of somebody, of which no password of theirs may be made. */
import type { TenantReadTx } from '@toster/db/tenant';
import { sql } from 'drizzle-orm';
import { z } from 'zod';

const ZKnown = z.object({ words: z.array(z.string()) });

/** The address of an account and the names of its organisations; nothing of an account that is not there. */
export async function readKnownWords(
  tx: TenantReadTx,
  accountId: string,
): Promise<readonly string[]> {
  const [row] = await tx.execute(sql`
    select array(
      select a.email from auth.account a where a.id = ${accountId}
      union all
      select unnest(array[o.name, o.slug]) from public.membership m
        join public.org o on o.org_id = m.org_id where m.account_id = ${accountId}
    ) as words`);
  return ZKnown.parse(row).words;
}
