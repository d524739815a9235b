import { ZListImportLinesInput, ZListImportLinesOutput } from '@toster/contracts/schemas/imports';
import { importFinding, importRejection } from '@toster/db/schema/import';
import type { TenantReadTx } from '@toster/db/tenant';
import { and, asc, eq, gt, ne } from 'drizzle-orm';
import { z } from 'zod';
import { decodeCursor, encodeCursor } from '../../cursor.ts';
import { tenant } from '../../procedures.ts';
import { type ImportJobRow, ofOwnKind, ownImportRule } from './import-rows.ts';

const ZPosition = z.tuple([z.string().regex(/^\d{1,10}$/)]);

/**
 * Lines of one's own file, by number: those put aside, by the import or, before it, as the check foretells; or those that
 * would make or change something.
 */
export const listLines = tenant({ permission: ofOwnKind, at: ownImportRule, cost: 1 })
  .input(ZListImportLinesInput)
  .output(ZListImportLinesOutput)
  .query(async ({ ctx: { tx, row }, input: { of, cursor, limit } }) => {
    const after = cursor === undefined ? 0 : Number(decodeCursor(cursor, ZPosition)[0]);
    const { job } = row;
    const rows =
      of === 'rejected' && job.beganAt !== null
        ? await rejected(tx, job, after, limit + 1)
        : await foretold(tx, job, of, after, limit + 1);
    const lines = rows.slice(0, limit);
    const last = lines.at(-1);
    return {
      lines,
      nextCursor:
        rows.length > lines.length && last !== undefined ? encodeCursor([String(last.line)]) : null,
    };
  });

async function rejected(tx: TenantReadTx, job: ImportJobRow, after: number, limit: number) {
  const rows = await tx
    .select()
    .from(importRejection)
    .where(
      and(
        eq(importRejection.orgId, job.orgId),
        eq(importRejection.jobId, job.id),
        gt(importRejection.lineNo, after),
      ),
    )
    .orderBy(asc(importRejection.lineNo))
    .limit(limit);
  return rows.map(({ lineNo, raw, problem, reason }) => ({
    line: lineNo,
    raw,
    problem,
    reason,
    verdict: 'rejected' as const,
    changes: [],
  }));
}

async function foretold(
  tx: TenantReadTx,
  job: ImportJobRow,
  of: 'rejected' | 'changes',
  after: number,
  limit: number,
) {
  const rows = await tx
    .select()
    .from(importFinding)
    .where(
      and(
        eq(importFinding.orgId, job.orgId),
        eq(importFinding.jobId, job.id),
        gt(importFinding.lineNo, after),
        (of === 'rejected' ? eq : ne)(importFinding.verdict, 'rejected'),
      ),
    )
    .orderBy(asc(importFinding.lineNo))
    .limit(limit);
  return rows.map(({ lineNo, raw, problem, verdict, changes }) => ({
    line: lineNo,
    raw,
    problem,
    reason: null,
    verdict,
    changes: [...(changes ?? [])],
  }));
}
