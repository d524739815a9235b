/** Failed sign-ins, counted by the minute for the audit log. */
import { PLATFORM_ORG_ID } from '@toster/contracts/ids';
import type { TenantContext } from '@toster/db/context';
import { withTenant } from '@toster/db/tenant';
import { type SQL, sql } from 'drizzle-orm';
import { authContext, type Auth, type RequestOrigin } from './auth.ts';
import { at } from './session-row.ts';

/**
 * Counts a failed sign-in in every organisation of the account, or in the platform's log where the address belongs to
 * nobody; `reason` says what the password was asked for. One statement in a transaction of its own either way, so that the time it takes tells nothing.
 */
export function countFailedSignIn(
  auth: Auth,
  accountId: string | null,
  origin: RequestOrigin,
  reason: 'SIGN_IN' | 'SIGN_IN_STEP_UP' = 'SIGN_IN',
): Promise<void> {
  const about = accountId === null ? {} : { account: accountId };
  const concerned = sql`
    select m.org_id, m.id as actor_id from public.membership m
    where m.account_id = ${accountId}::uuid and m.status <> 'removed'`;
  return count(auth, authContext(origin, 'sign_in.failed', about), reason, concerned);
}

/**
 * The same for a guest's digits, in the restaurant whose letter was asked for; in the platform's log where no letter was.
 * It is nobody in particular: whoever types digits has proven nothing.
 */
export function countFailedGuest(
  auth: Auth,
  asked: { readonly orgId: string; readonly codeId: string } | null,
  origin: RequestOrigin,
): Promise<void> {
  const about = asked === null ? {} : { org: asked.orgId };
  const concerned = sql`
    select c.org_id, c.org_id as actor_id from auth.guest_code c
    where c.org_id = ${asked?.orgId ?? null}::uuid and c.id = ${asked?.codeId ?? null}::uuid`;
  return count(auth, authContext(origin, 'sign_in.failed', about), 'SIGN_IN_GUEST', concerned);
}

async function count(auth: Auth, context: TenantContext, reason: string, concerned: SQL) {
  await withTenant(auth.db, context, (tx) =>
    tx.execute(sql`
      with concerned as (${concerned})
      insert into public.refusal (org_id, actor_id, reason, minute, count)
      select org_id, actor_id, ${reason}, date_trunc('minute', ${at(auth.now())}), 1 from (
        select org_id, actor_id from concerned
        union all
        select ${PLATFORM_ORG_ID}::uuid, ${PLATFORM_ORG_ID}::uuid where not exists (select from concerned)
      ) counted
      on conflict (org_id, actor_id, reason, minute) do update set count = refusal.count + 1`),
  );
}
