import { beginFactor, confirmFactor } from '@toster/auth/factors/factors';
import { codeAt, fromBase32, stepOf } from '@toster/auth/factors/totp';
import { newId } from '@toster/contracts/ids';
import type { Kitchen } from './kitchen.ts';

const origin = () => ({ requestId: newId(), ip: '192.0.2.7', ipKey: null, userAgent: null });

/** What an app that took the secret shows, so many steps from now. */
export const codeOf = (kitchen: Kitchen, secret: string, steps = 0): string =>
  codeAt(fromBase32(secret), stepOf(kitchen.server.now()) + steps);

async function sessionOf(kitchen: Kitchen, email: string) {
  await kitchen.accessToken({ email });
  const [row] = await kitchen.admin<{ account_id: string; id: string }[]>`
    select s.account_id, s.id from auth.session s join auth.account a on a.id = s.account_id
    where a.email = ${email} order by s.created_at desc limit 1`;
  if (row === undefined) throw new Error(`${email} has no session`);
  return { accountId: row.account_id, sessionId: row.id };
}

/** A secret of that person's that waits for its first code. */
export async function begunFactor(kitchen: Kitchen, email: string): Promise<string> {
  const person = await sessionOf(kitchen, email);
  await kitchen.unguard({ email });
  const { secret } = await beginFactor(kitchen.server.auth, person, origin());
  return secret;
}

/** That person has a second factor from now on; the step before the present one is taken. */
export async function enrolled(kitchen: Kitchen, email: string) {
  const secret = await begunFactor(kitchen, email);
  const person = await sessionOf(kitchen, email);
  const code = codeOf(kitchen, secret, -1);
  const codes = await confirmFactor(kitchen.server.auth, person, code, origin());
  return { ...person, secret, codes };
}
