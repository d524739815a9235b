/** Failed sign-ins, counted by the minute for the audit log. */
import { PLATFORM_ORG_ID } from '@toster/contracts/ids';
import { withTenant } from '@toster/db/tenant';
import { sql } from 'drizzle-orm';
import { authContext, type Auth, type RequestOrigin } from './auth.ts';
import { at } from './session-row.ts';

/**
 * Counts a failed sign-in in every organisation of the account, or in the platform's log where the address belongs to
 * nobody; `reason` says what the password was asked for. One statement in a transaction of its own either way, so that the time it takes tells nothing.
 */
export async function countFailedSignIn(
  auth: Auth,
  accountId: string | null,
  origin: RequestOrigin,
  reason: 'SIGN_IN' | 'SIGN_IN_STEP_UP' = 'SIGN_IN',
): Promise<void> {
  const context = authContext(
    origin,
    'sign_in.failed',
    accountId === null ? {} : { account: accountId },
  );
  await withTenant(auth.db, context, (tx) =>
    tx.execute(sql`
      with concerned as (
        select m.org_id, m.id as actor_id from public.membership m
        where m.account_id = ${accountId}::uuid and m.status <> 'removed'
      )
      insert into public.refusal (org_id, actor_id, reason, minute, count)
      select org_id, actor_id, ${reason}, date_trunc('minute', ${at(auth.now())}), 1 from (
        select org_id, actor_id from concerned
        union all
        select ${PLATFORM_ORG_ID}::uuid, ${PLATFORM_ORG_ID}::uuid where not exists (select from concerned)
      ) counted
      on conflict (org_id, actor_id, reason, minute) do update set count = refusal.count + 1`),
  );
}
