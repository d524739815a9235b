import { AppError } from '@toster/contracts/errors';
import { type GuestSelf, ZGuestSelf } from '@toster/contracts/schemas/guest';
import { ZEmptyInput } from '@toster/contracts/schemas/session';
import type { TenantReadTx } from '@toster/db/tenant';
import { parsedJson } from '@toster/db/parsed-json';
import { sql } from 'drizzle-orm';
import { z } from 'zod';
import { customer } from '../customer-procedure.ts';

const instant = z.coerce.date().transform((at) => at.toISOString());
const ZFound = z.preprocess(
  parsedJson,
  z.object({
    ...ZGuestSelf.shape,
    since: instant,
    consents: z.array(
      z
        .object({ purpose: z.string(), given: z.boolean(), at: instant, text_version: z.string() })
        .transform(({ text_version: textVersion, ...said }) => ({ ...said, textVersion })),
    ),
  }),
);

/** What the restaurant knows of the guest who asks. */
export const getSelf = customer()
  .input(ZEmptyInput)
  .output(ZGuestSelf)
  .query(({ ctx }) => ctx.read(loadSelf));

/** Throws AppError UNAUTHENTICATED when the guest is not known any more. */
export async function loadSelf(tx: TenantReadTx): Promise<GuestSelf> {
  const [row] = await tx.execute<{ self: unknown }>(sql`select app.guest_self() as self`);
  if (row === undefined || row.self === null) throw new AppError('UNAUTHENTICATED');
  return ZGuestSelf.parse(ZFound.parse(row.self));
}
