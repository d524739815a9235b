import { newMailToken } from '@toster/crypto/mail-token';
import { accountJob, type AccountJob } from '@toster/dispatch/jobs';
import type { LinkFacts } from '@toster/dispatch/mail/account-links';
import type { MailContent, MailTransport } from '@toster/dispatch/mail/message';
import type { AccountTopic } from '@toster/dispatch/topics';
import { sql } from 'drizzle-orm';
import { z } from 'zod';

const ZLetter = z.object({ email: z.string(), expires_at: z.coerce.date() });

/**
 * Writes a letter with a link that somebody has asked for. The secret of the link is made here, while the letter is
 * written, and stands in the letter alone; the database has its digest. A letter that is written again, because nobody
 * knows whether it was sent, has another secret, and both are good.
 */
export function mailAccountLink(
  mail: MailTransport,
  topic: AccountTopic,
  page: string,
  content: (facts: LinkFacts) => MailContent,
): AccountJob {
  return accountJob(topic, async ({ id, accountId, cell }) => {
    const { token, digest } = newMailToken(id);
    const [row] = await cell.write((tx) =>
      tx.execute(sql`
        update auth.mail_link l set token_digests = l.token_digests || ${digest}::text from auth.account a
        where l.id = ${id} and l.account_id = ${accountId} and l.used_at is null and a.id = l.account_id
        returning a.email, l.expires_at`),
    );
    // Overtaken by another letter, or erased in between.
    if (row === undefined) return;
    const { email, expires_at: expiresAt } = ZLetter.parse(row);
    // After the fragment sign: no server and no log on the way gets to see it.
    await mail.send({ id, to: email, content: content({ url: `${page}#${token}`, expiresAt }) });
  });
}
