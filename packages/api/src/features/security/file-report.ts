import { randomInt } from 'node:crypto';
import { authContext } from '@toster/auth/auth';
import { countUse } from '@toster/auth/limits/attempt';
import { reportGates } from '@toster/auth/limits/attempt-gates';
import { newId, PLATFORM_ORG_ID } from '@toster/contracts/ids';
import type { SecurityReportInput, SecurityReportOutput } from '@toster/contracts/schemas/security';
import { withTenant } from '@toster/db/tenant';
import { sql } from 'drizzle-orm';
import { z } from 'zod';
import { type Context, originOf } from '../../context.ts';

/** As on receipts: nobody mistakes one for another. */
const ALPHABET = '23456789ABCDEFGHJKMNPQRSTUVWXYZ';
const LENGTH = 8;

const ZFiled = z.object({ due_at: z.coerce.date() });

/**
 * Takes a report of a vulnerability, from anybody. It is stored, noted in the platform's log and acknowledged by mail
 * in one transaction; what it says stands in no log. Throws TOO_MANY_ATTEMPTS when an address files more than five in an
 * hour.
 */
export async function fileReport(
  ctx: Context,
  { contact, affected, description }: SecurityReportInput,
): Promise<SecurityReportOutput> {
  const { auth } = ctx.server;
  const caseId = `TSR-${Array.from({ length: LENGTH }, () => ALPHABET.charAt(randomInt(ALPHABET.length))).join('')}`;
  const gates = reportGates(auth.attempts.keys, ctx.address);
  const context = authContext(originOf(ctx), 'security_report.filed', { org: PLATFORM_ORG_ID });
  await countUse(auth.attempts.log, gates);
  const [row] = await withTenant(auth.db, context, (tx) =>
    tx.execute(
      sql`select app.file_report(${newId()}, ${caseId}, ${contact}, ${affected}, ${description}) as due_at`,
    ),
  );
  return { caseId, dueAt: ZFiled.parse(row).due_at.toISOString() };
}
