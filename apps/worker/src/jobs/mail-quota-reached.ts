import { account } from '@toster/db/schema/auth/account';
import { membership } from '@toster/db/schema/membership';
import { org } from '@toster/db/schema/org';
import { job, type OrgJob } from '@toster/dispatch/jobs';
import type { MailTransport } from '@toster/dispatch/mail/message';
import { quotaReachedMail } from '@toster/dispatch/mail/quota-reached';
import { and, eq, sql } from 'drizzle-orm';

/** Tells one owner how much of a daily quota is used. Who has left or is suspended is told nothing. */
export function mailQuotaReached(mail: MailTransport): OrgJob {
  return job('quota.reached', async ({ id, payload, tenant, account: signIn }) => {
    const [found, reached] = await tenant.read((tx) =>
      Promise.all([
        tx
          .select({ accountId: membership.accountId, orgName: org.name })
          .from(membership)
          .innerJoin(org, eq(org.orgId, membership.orgId))
          .where(and(eq(membership.id, payload.membershipId), eq(membership.status, 'active'))),
        tx.execute<{ percent: number }>(
          sql`select max(percent) as percent from app.quota_notices()`,
        ),
      ]),
    );
    const [owner] = found;
    const percent = reached[0]?.percent ?? null;
    if (owner === undefined || percent === null) return;
    const [person] = await signIn(owner.accountId).read((tx) =>
      tx
        .select({ to: account.email })
        .from(account)
        .where(and(eq(account.id, owner.accountId), eq(account.status, 'active'))),
    );
    if (person === undefined) return;
    await mail.send({
      id,
      to: person.to,
      content: quotaReachedMail({ orgName: owner.orgName, percent }),
    });
  });
}
