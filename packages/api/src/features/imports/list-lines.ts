import {
  type ListImportLinesOutput,
  ZListImportLinesInput,
  ZListImportLinesOutput,
} from '@toster/contracts/schemas/imports';
import { PROBLEM_CODES, type ProblemCode } from '@toster/contracts/imports/problems';
import { importFinding, importRejection } from '@toster/db/schema/import';
import type { TenantReadTx } from '@toster/db/tenant';
import { splitFields } from '@toster/imports/table/split-fields';
import { and, asc, eq, gt, ne, sql } from 'drizzle-orm';
import { z } from 'zod';
import { decodeCursor, encodeCursor } from '../../cursor.ts';
import { tenant } from '../../procedures.ts';
import { type ImportJobRow, ofOwnKind, ownImportRule } from './import-rows.ts';

const ZPosition = z.tuple([z.string().regex(/^\d{1,10}$/)]);

type Page = {
  readonly after: number;
  readonly limit: number;
  readonly code?: ProblemCode | undefined;
};
type Line = Omit<ListImportLinesOutput['lines'][number], 'fields'>;

/**
 * Lines of one's own file, by number: those put aside, by the import or, before it, as the check foretells; or those that
 * would make or change something.
 */
export const listLines = tenant({ permission: ofOwnKind, at: ownImportRule, cost: 1 })
  .input(ZListImportLinesInput)
  .output(ZListImportLinesOutput)
  .query(async ({ ctx: { tx, row }, input: { of, code, cursor, limit } }) => {
    const after = cursor === undefined ? 0 : Number(decodeCursor(cursor, ZPosition)[0]);
    const { job } = row;
    const page = { after, limit: limit + 1, code };
    const hasBegun = job.beganAt !== null;
    const [rows, reasons] = await Promise.all([
      of === 'changes'
        ? foretold(tx, job, of, page)
        : (hasBegun ? rejected : foretoldRejected)(tx, job, page),
      of === 'rejected' && cursor === undefined ? reasonsOf(tx, job, hasBegun) : null,
    ]);
    const lines = rows.slice(0, limit);
    const last = lines.at(-1);
    return {
      lines: lines.map((line) => ({ ...line, fields: fieldsOf(line.raw, job) })),
      reasons,
      nextCursor:
        rows.length > lines.length && last !== undefined ? encodeCursor([String(last.line)]) : null,
    };
  });

/** A line as its columns divide it. */
function fieldsOf(raw: string, { reading }: ImportJobRow): string[] {
  const split = reading === null ? null : splitFields(raw, reading.delimiter);
  return split === null || !('fields' in split) ? [] : split.fields.map((field) => field.trim());
}

async function rejected(tx: TenantReadTx, job: ImportJobRow, { after, limit, code }: Page) {
  const rows = await tx
    .select()
    .from(importRejection)
    .where(
      and(
        eq(importRejection.orgId, job.orgId),
        eq(importRejection.jobId, job.id),
        gt(importRejection.lineNo, after),
        code === undefined ? undefined : eq(codeOf(importRejection), code),
      ),
    )
    .orderBy(asc(importRejection.lineNo))
    .limit(limit);
  return rows.map(({ lineNo, raw, problem, reason }): Line => ({
    line: lineNo,
    raw,
    problem,
    reason,
    verdict: 'rejected',
    changes: [],
  }));
}

const foretoldRejected = (tx: TenantReadTx, job: ImportJobRow, page: Page) =>
  foretold(tx, job, 'rejected', page);

async function foretold(
  tx: TenantReadTx,
  job: ImportJobRow,
  of: 'rejected' | 'changes',
  { after, limit, code }: Page,
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
        code === undefined ? undefined : eq(codeOf(importFinding), code),
      ),
    )
    .orderBy(asc(importFinding.lineNo))
    .limit(limit);
  return rows.map(({ lineNo, raw, problem, verdict, changes }): Line => ({
    line: lineNo,
    raw,
    problem,
    reason: null,
    verdict,
    changes: [...(changes ?? [])],
  }));
}

const codeOf = ({ problem }: typeof importFinding | typeof importRejection) =>
  sql<string>`${problem} ->> 'code'`;

/** How many lines are put aside for each reason, the most frequent first. */
async function reasonsOf(tx: TenantReadTx, job: ImportJobRow, hasBegun: boolean) {
  const table = hasBegun ? importRejection : importFinding;
  const rows = await tx
    .select({ code: codeOf(table), count: sql<number>`count(*)::int` })
    .from(table)
    .where(
      and(
        eq(table.orgId, job.orgId),
        eq(table.jobId, job.id),
        hasBegun ? undefined : eq(importFinding.verdict, 'rejected'),
      ),
    )
    .groupBy(codeOf(table));
  return rows
    .flatMap(({ code, count }) => {
      const known = PROBLEM_CODES.find((each) => each === code);
      return known === undefined ? [] : [{ code: known, count }];
    })
    .toSorted((a, b) => b.count - a.count || a.code.localeCompare(b.code));
}
