import { documentLanguageOf } from '@toster/contracts/locales';
import type { KeyRing } from '@toster/crypto/key-ring';
import { newGuestCode } from '@toster/crypto/guest-code';
import { job, type OrgJob } from '@toster/dispatch/jobs';
import { guestCodeMail, guestSessionReusedMail } from '@toster/dispatch/mail/guest-code';
import type { MailTransport } from '@toster/dispatch/mail/message';
import { sql } from 'drizzle-orm';
import { z } from 'zod';

const ZLetter = z.object({ email: z.string(), restaurant: z.string(), language: z.string() });

/**
 * Writes the letter with the six digits a guest signs in with. They are made here, while the letter is written, and stand
 * in the letter alone; the database has their keyed digest. A letter that is written again has other digits, and both are
 * good. None is written where they are over by now.
 */
export function mailGuestCode(mail: MailTransport, keys: KeyRing): OrgJob {
  return job('guest.code_asked', async ({ id, payload, tenant }) => {
    const { code, digest } = newGuestCode(keys, payload.codeId);
    const [row] = await tenant.write((tx) =>
      tx.execute(sql`select * from app.keep_guest_code(${payload.codeId}, ${digest})`),
    );
    if (row === undefined) return;
    const { email, restaurant, language } = ZLetter.parse(row);
    const content = guestCodeMail({ restaurant, code, language: documentLanguageOf(language) });
    await mail.send({ id, to: email, content });
  });
}

/** Tells a guest that a used token of their session came back. */
export function mailGuestTokenReused(mail: MailTransport): OrgJob {
  return job('guest.token_reused', async ({ id, payload, tenant }) => {
    const [row] = await tenant.read((tx) =>
      tx.execute(sql`select * from app.guest_address(${payload.customerId})`),
    );
    if (row === undefined) return;
    const { email, restaurant, language } = ZLetter.parse(row);
    const content = guestSessionReusedMail({ restaurant, language: documentLanguageOf(language) });
    await mail.send({ id, to: email, content });
  });
}
