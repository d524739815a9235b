import { account } from '@toster/db/schema/auth/account';
import { session } from '@toster/db/schema/auth/session';
import { accountJob, type AccountJob } from '@toster/dispatch/jobs';
import type { MailTransport } from '@toster/dispatch/mail/message';
import { refreshReuseMail } from '@toster/dispatch/mail/refresh-reuse';
import { and, eq } from 'drizzle-orm';

/** Tells a person that a used token of one of their sessions came back. */
export function mailSessionReuse(mail: MailTransport): AccountJob {
  return accountJob('session.reuse_detected', async ({ id, accountId, sessionId, cell }) => {
    if (sessionId === null) return;
    const [found] = await cell.read((tx) =>
      tx
        .select({
          to: account.email,
          at: session.revokedAt,
          device: session.deviceLabel,
          address: session.ip,
        })
        .from(session)
        .innerJoin(account, eq(account.id, session.accountId))
        .where(and(eq(session.id, sessionId), eq(session.accountId, accountId))),
    );
    // Erased in between: nobody is left to be told.
    if (found === undefined || found.at === null) return;
    const { to, at, device, address } = found;
    await mail.send({ id, to, content: refreshReuseMail({ at, device, address }) });
  });
}
