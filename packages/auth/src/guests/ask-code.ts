/** The first half of a guest's sign-in: a letter with six digits. */
import type { DocumentLanguage } from '@toster/contracts/locales';
import { AppError } from '@toster/contracts/errors';
import { newId } from '@toster/contracts/ids';
import { emailKey } from '@toster/db/look-up-keys';
import { withTenant } from '@toster/db/tenant';
import { sql } from 'drizzle-orm';
import { z } from 'zod';
import { authContext, type Auth, type RequestOrigin } from '../auth.ts';
import { countUse } from '../limits/attempt.ts';
import { guestLetterGates } from '../limits/attempt-gates.ts';
import { at } from '../session-row.ts';
import { writeChallenge } from './challenge.ts';

/** How long the digits are good. */
export const GUEST_CODE_TTL_MS = 10 * 60_000;

const ZGuest = z.object({ org_id: z.uuid(), customer_id: z.uuid().nullable() });

/**
 * Has a letter with six digits sent to an address, if a guest of that restaurant is known by it; nothing tells whether.
 * Answers with the challenge with which the digits are entered: whoever has the digits and not the challenge, which the
 * browser that asked keeps, has nothing. The time it takes is the caller's to level.
 *
 * Throws `AppError` NOT_FOUND where there is no such restaurant, TOO_MANY_ATTEMPTS after three letters from one restaurant
 * to an address in an hour, or thirty asked for from one place in a quarter of one.
 */
export async function askGuestCode(
  auth: Auth,
  input: { readonly slug: string; readonly email: string; readonly language: DocumentLanguage },
  origin: RequestOrigin,
): Promise<string> {
  const { keys, log } = auth.attempts;
  const key = emailKey(input.email);
  await countUse(log, guestLetterGates(keys, input.slug, key, origin.ip));
  const id = newId();
  const nobody = authContext(origin, 'guest.code_asked');
  const [row] = await withTenant(
    auth.db,
    nobody,
    async (tx) =>
      tx.execute(sql`select org_id, customer_id from app.guest_named(${input.slug}, ${key})`),
    'read',
  );
  if (row === undefined) throw new AppError('NOT_FOUND');
  const { org_id: org, customer_id: customer } = ZGuest.parse(row);
  if (customer === null) return writeChallenge(org, id);
  const now = auth.now();
  await withTenant(auth.db, { ...nobody, org }, async (tx) => {
    await tx.execute(sql`
      insert into auth.guest_code (org_id, customer_id, id, email_key, language, created_at, expires_at)
      values (${org}, ${customer}, ${id}, ${key}, ${input.language}, ${at(now)}, ${at(now + GUEST_CODE_TTL_MS)})`);
    await tx.execute(sql`
      insert into public.outbox (org_id, id, topic, payload)
      values (${org}, ${newId()}, 'guest.code_asked', jsonb_build_object('codeId', ${id}::text))`);
  });
  return writeChallenge(org, id);
}
