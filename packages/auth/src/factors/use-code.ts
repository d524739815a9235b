/** Taking a code: of the app, each once, or of the paper, each once. */
import { seal, unseal } from '@toster/crypto/seal';
import type { Tx } from '@toster/db/tenant';
import { sql } from 'drizzle-orm';
import { z } from 'zod';
import type { Auth } from '../auth.ts';
import { at } from '../session-row.ts';
import { guards } from './guarded.ts';
import { hashesOf, readRecoveryCode } from './recovery-codes.ts';
import { stepFor } from './totp.ts';

/** What sealed secrets are bound to besides the account. */
export const TOTP_PURPOSE = 'totp secret v1';

const ZFactor = z.object({ sealed: z.string() });

/**
 * Takes a code of a confirmed factor in the caller's transaction; `app` or `paper` says which it was, null that it is
 * neither, or was taken before. A code of the app moves the newest step forward, so two requests with one code at the
 * same moment are one; so does a code of the paper, which is used up. Whoever has a code has lost nothing: a reset that was
 * begun is over.
 */
export async function useCode(
  auth: Auth,
  tx: Tx,
  accountId: string,
  code: string,
): Promise<'app' | 'paper' | null> {
  const now = auth.now();
  if (readRecoveryCode(code) !== null) {
    const hashes = sql.param([...hashesOf(auth.pepper, accountId, code)]);
    const [used] = await tx.execute(sql`
      update auth.recovery_code set used_at = ${at(now)}
      where account_id = ${accountId} and code_hash = any (${hashes}::text[]) and used_at is null
        and exists (select from auth.factor f where f.account_id = ${accountId} and ${guards(now)})
      returning account_id`);
    if (used === undefined) return null;
    await tx.execute(
      sql`update auth.factor set reset_due_at = null where account_id = ${accountId} and reset_due_at is not null`,
    );
    return 'paper';
  }
  const [row] = await tx.execute(
    sql`select f.sealed from auth.factor f where f.account_id = ${accountId} and ${guards(now)}`,
  );
  if (row === undefined) return null;
  const secret = unseal(auth.pepper, TOTP_PURPOSE, accountId, ZFactor.parse(row).sealed);
  if (secret === null) return null;
  const step = stepFor(secret, code, now);
  if (step === null) return null;
  // Sealed anew with the key of the day, so that older ones may go.
  const sealed = seal(auth.pepper, TOTP_PURPOSE, accountId, secret);
  const [moved] = await tx.execute(sql`
    update auth.factor f set last_step = ${step}, sealed = ${sealed}, pepper_kid = ${auth.pepper.signing.kid}, reset_due_at = null
    where f.account_id = ${accountId} and ${guards(now)} and f.last_step < ${step} returning f.account_id`);
  return moved === undefined ? null : 'app';
}
