import { account } from '@toster/db/schema/auth/account';
import { factor } from '@toster/db/schema/auth/factor';
import { accountJob, type AccountJob } from '@toster/dispatch/jobs';
import { factorResetBegunMail, passwordResetDoneMail } from '@toster/dispatch/mail/account-notices';
import type { MailTransport } from '@toster/dispatch/mail/message';
import { eq } from 'drizzle-orm';

/** Tells a person that another password was chosen by letter. */
export function mailPasswordReset(mail: MailTransport): AccountJob {
  return accountJob('password.reset', async ({ id, accountId, cell }) => {
    const [found] = await cell.read((tx) =>
      tx.select({ to: account.email }).from(account).where(eq(account.id, accountId)),
    );
    if (found === undefined) return;
    await mail.send({ id, to: found.to, content: passwordResetDoneMail({ at: new Date() }) });
  });
}

/** Tells a person when their second factor is turned off; nothing where somebody has objected by now. */
export function mailFactorResetBegun(mail: MailTransport): AccountJob {
  return accountJob('factor.reset_begun', async ({ id, accountId, cell }) => {
    const [found] = await cell.read((tx) =>
      tx
        .select({ to: account.email, at: factor.resetDueAt })
        .from(factor)
        .innerJoin(account, eq(account.id, factor.accountId))
        .where(eq(factor.accountId, accountId)),
    );
    if (found === undefined || found.at === null) return;
    await mail.send({ id, to: found.to, content: factorResetBegunMail({ at: found.at }) });
  });
}
