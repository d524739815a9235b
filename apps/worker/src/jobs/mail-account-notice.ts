import { account } from '@toster/db/schema/auth/account';
import { session } from '@toster/db/schema/auth/session';
import { accountJob, type AccountJob } from '@toster/dispatch/jobs';
import type { SessionFacts } from '@toster/dispatch/mail/account-notices';
import type { MailContent, MailTransport } from '@toster/dispatch/mail/message';
import type { AccountTopic } from '@toster/dispatch/topics';
import { and, eq } from 'drizzle-orm';

/** Tells a person what has happened to their account in one of their sessions. */
export function mailAccountNotice(
  mail: MailTransport,
  topic: AccountTopic,
  content: (facts: SessionFacts) => MailContent,
  when: 'begun' | 'now',
): AccountJob {
  return accountJob(topic, async ({ id, accountId, sessionId, cell }) => {
    if (sessionId === null) return;
    const [found] = await cell.read((tx) =>
      tx
        .select({
          to: account.email,
          begunAt: session.createdAt,
          device: session.deviceLabel,
          address: session.ip,
        })
        .from(session)
        .innerJoin(account, eq(account.id, session.accountId))
        .where(and(eq(session.id, sessionId), eq(session.accountId, accountId))),
    );
    // Erased in between: nobody is left to be told.
    if (found === undefined) return;
    const { to, begunAt, device, address } = found;
    const at = when === 'begun' ? begunAt : new Date();
    await mail.send({ id, to, content: content({ at, device, address }) });
  });
}
