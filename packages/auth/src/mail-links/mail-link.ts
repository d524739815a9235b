/** Letters with a link: asked for here, written by the worker, followed once. */
import { AppError } from '@toster/contracts/errors';
import type { EventName } from '@toster/contracts/events';
import { newId } from '@toster/contracts/ids';
import { readMailToken } from '@toster/crypto/mail-token';
import type { TenantReadTx, Tx } from '@toster/db/tenant';
import { sql } from 'drizzle-orm';
import { z } from 'zod';
import { at } from '../session-row.ts';

const HOUR = 3_600_000;

/** What links are for, how long they are good, and the event of asking for one, which is also its topic. */
const LINKS = {
  password_reset: { ttlMs: HOUR, asked: 'password.reset_asked' },
  factor_reset: { ttlMs: HOUR, asked: 'factor.reset_asked' },
  address_proof: { ttlMs: 24 * HOUR, asked: 'address.proof_asked' },
} as const satisfies Record<string, { readonly ttlMs: number; readonly asked: EventName }>;

export type LinkPurpose = keyof typeof LINKS;

const ZTaken = z.object({ account_id: z.uuid() });

/**
 * Has a letter written to an account; nothing happens where it is suspended. The letter's secret is made when
 * it is written (`mailAccountLink` of the worker) and stands nowhere else. `now` in epoch milliseconds.
 */
export async function askMailLink(tx: Tx, purpose: LinkPurpose, accountId: string, now: number) {
  const { ttlMs, asked } = LINKS[purpose];
  const id = newId();
  await tx.execute(sql`
    with asked as (
      insert into auth.mail_link (id, account_id, purpose, created_at, expires_at)
      select ${id}::uuid, a.id, ${purpose}, ${at(now)}, ${at(now + ttlMs)} from auth.account a
      where a.id = ${accountId} and a.status = 'active'
      returning account_id
    )
    insert into auth.outbox (id, account_id, topic) select ${id}::uuid, account_id, ${asked} from asked`);
}

/** Whose link that is, if it may still be followed; nothing changes. */
export async function readMailLink(
  tx: TenantReadTx,
  purpose: LinkPurpose,
  token: string,
  now: number,
): Promise<string> {
  const { linkId, digest } = partsOf(token);
  const [row] = await tx.execute(sql`
    select l.account_id from auth.mail_link l join auth.account a on a.id = l.account_id and a.status = 'active'
    where l.id = ${linkId} and l.purpose = ${purpose} and ${digest} = any (l.token_digests)
      and l.used_at is null and l.expires_at > ${at(now)}`);
  if (row === undefined) throw new AppError('LINK_OVER');
  return ZTaken.parse(row).account_id;
}

/**
 * Follows a link: it and every other one of its purpose are over, and the address is proven. Answers whose it was.
 * Throws `AppError` LINK_OVER: followed before, too old, altered, of another purpose, or of an account that is suspended.
 */
export async function takeMailLink(
  tx: Tx,
  purpose: LinkPurpose,
  token: string,
  now: number,
): Promise<string> {
  const { linkId, digest } = partsOf(token);
  const [row] = await tx.execute(sql`
    with taken as (
      update auth.mail_link l set used_at = ${at(now)}
      from auth.account a
      where l.id = ${linkId} and l.purpose = ${purpose} and ${digest} = any (l.token_digests)
        and l.used_at is null and l.expires_at > ${at(now)} and a.id = l.account_id and a.status = 'active'
      returning l.account_id
    ), overtaken as (
      update auth.mail_link l set used_at = ${at(now)} from taken
      where l.account_id = taken.account_id and l.purpose = ${purpose} and l.used_at is null and l.id <> ${linkId}
    ), proven as (
      update auth.account a set address_proven_at = ${at(now)} from taken where a.id = taken.account_id
    )
    select account_id from taken`);
  if (row === undefined) throw new AppError('LINK_OVER');
  return ZTaken.parse(row).account_id;
}

function partsOf(token: string): { readonly linkId: string; readonly digest: string } {
  const parts = readMailToken(token);
  if (parts === null) throw new AppError('LINK_OVER');
  return parts;
}
