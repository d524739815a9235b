import { readSecondFactorRules } from '@toster/contracts/second-factor-rules';
import { account } from '@toster/db/schema/auth/account';
import { factor } from '@toster/db/schema/auth/factor';
import { membership, membershipGrant } from '@toster/db/schema/membership';
import { org } from '@toster/db/schema/org';
import { securityPolicy } from '@toster/db/schema/security-policy';
import { job, type OrgJob } from '@toster/dispatch/jobs';
import { factorAskedMail } from '@toster/dispatch/mail/factor-asked';
import type { MailTransport } from '@toster/dispatch/mail/message';
import { and, eq } from 'drizzle-orm';

/**
 * Tells a member that a second factor is asked of them. Nothing goes to those of whom it is asked no more, who have left,
 * are suspended, or have set one up by now.
 */
export function mailFactorAsked(mail: MailTransport): OrgJob {
  return job('factor.asked', async ({ id, payload, tenant, account: signIn }) => {
    const [[member], grants] = await tenant.read((tx) =>
      Promise.all([
        tx
          .select({
            accountId: membership.accountId,
            orgName: org.name,
            timezone: org.timezone,
            asked: securityPolicy.secondFactor,
          })
          .from(membership)
          .innerJoin(org, eq(org.orgId, membership.orgId))
          .innerJoin(securityPolicy, eq(securityPolicy.orgId, membership.orgId))
          .where(and(eq(membership.id, payload.membershipId), eq(membership.status, 'active'))),
        tx
          .select({ role: membershipGrant.role, appointment: membershipGrant.appointment })
          .from(membershipGrant)
          .where(eq(membershipGrant.membershipId, payload.membershipId)),
      ]),
    );
    if (member === undefined) return;
    const { accountId, orgName, timezone, asked } = member;
    const days = Array.from(readSecondFactorRules(asked))
      .filter(([duty]) =>
        grants.some(({ role, appointment }) => [role, appointment].includes(duty)),
      )
      .map(([, from]) => Date.parse(from));
    if (days.length === 0) return;
    const from = new Date(Math.min(...days));
    const [person] = await signIn(accountId).read((tx) =>
      tx
        .select({ to: account.email, since: factor.confirmedAt })
        .from(account)
        .leftJoin(factor, eq(factor.accountId, account.id))
        .where(and(eq(account.id, accountId), eq(account.status, 'active'))),
    );
    if (person === undefined || person.since !== null) return;
    const isDue = from.getTime() <= Date.now();
    const content = factorAskedMail({ orgName, timezone, from, isDue });
    await mail.send({ id, to: person.to, content });
  });
}
