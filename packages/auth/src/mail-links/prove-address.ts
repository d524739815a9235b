/** That an account's mail is read by its person. */
import { withTenant } from '@toster/db/tenant';
import { authContext, type Auth, type RequestOrigin } from '../auth.ts';
import type { Person } from '../factors/factors.ts';
import { countUse } from '../limits/attempt.ts';
import { followGates, letterGates } from '../limits/attempt-gates.ts';
import { askMailLink, readMailLink, takeMailLink } from './mail-link.ts';

/** Has a letter sent to one's own address. Throws `AppError` TOO_MANY_ATTEMPTS. */
export async function askAddressProof(
  auth: Auth,
  { accountId, sessionId }: Person,
  origin: RequestOrigin,
): Promise<void> {
  await countUse(auth.attempts.log, letterGates(auth.attempts.keys, accountId, origin.ip));
  const context = authContext(origin, 'address.proof_asked', {
    account: accountId,
    session: sessionId,
  });
  await withTenant(auth.db, context, (tx) =>
    askMailLink(tx, 'address_proof', accountId, auth.now()),
  );
}

/** Follows the link of such a letter. Throws `AppError` LINK_OVER, TOO_MANY_ATTEMPTS. */
export async function proveAddress(
  auth: Auth,
  token: string,
  origin: RequestOrigin,
): Promise<void> {
  await countUse(auth.attempts.log, followGates(auth.attempts.keys, origin.ip));
  const now = auth.now();
  const anybody = authContext(origin, 'address.proven');
  const account = await withTenant(
    auth.db,
    anybody,
    (tx) => readMailLink(tx, 'address_proof', token, now),
    'read',
  );
  await withTenant(auth.db, { ...anybody, account }, (tx) =>
    takeMailLink(tx, 'address_proof', token, now),
  );
}
