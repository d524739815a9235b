import { IMPORT_CHUNK_BYTES, IMPORT_LINES_DAYS } from '@toster/contracts/imports/kinds';
import type { ImportReading } from '@toster/contracts/imports/reading';
import {
  type GetImportOutput,
  type ReadingShown,
  ZGetImportInput,
  ZGetImportOutput,
} from '@toster/contracts/schemas/imports';
import { importJob } from '@toster/db/schema/import';
import { importFile } from '@toster/db/schema/import-file';
import { staffDirectory } from '@toster/db/schema/staff';
import type { TenantReadTx } from '@toster/db/tenant';
import { detectDelimiter } from '@toster/imports/table/header';
import { splitFields } from '@toster/imports/table/split-fields';
import { and, desc, eq, ne } from 'drizzle-orm';
import { tenant } from '../../procedures.ts';
import {
  type ImportJobRow,
  importRule,
  jobSetsPrices,
  missingChunks,
  ofKind,
} from './import-rows.ts';
import { rowOf } from './list-imports.ts';

/** An import with everything its page needs. Its file and how it is read are shown to who brought it. */
export const getImport = tenant({ permission: ofKind, at: importRule, cost: 1 })
  .input(ZGetImportInput)
  .output(ZGetImportOutput)
  .query(async ({ ctx: { tx, caller, row, server } }) => {
    const [[person], file] = await Promise.all([
      tx
        .select({ firstName: staffDirectory.firstName })
        .from(staffDirectory)
        .where(
          and(eq(staffDirectory.orgId, caller.orgId), eq(staffDirectory.staffId, row.startedBy)),
        ),
      fileOf(tx, row),
    ]);
    const isChecking = row.status === 'checking' || row.status === 'checked';
    return {
      ...rowOf(row, person?.firstName ?? null),
      own: file !== null,
      file,
      reading: file === null || row.reading === null ? null : shownReading(row.reading),
      foretold: row.foretold,
      linesUntil: linesUntil(row)?.toISOString() ?? null,
      setsPrices: jobSetsPrices(row),
      progress: {
        lines: isChecking ? row.linesChecked : row.linesDone,
        total: row.linesTotal,
        askedAt: row.askedAt?.toISOString() ?? null,
        workedAt: row.workedAt?.toISOString() ?? null,
      },
      now: new Date(server.now()).toISOString(),
    };
  });

const DAY_MS = 86_400_000;

function linesUntil({ finishedAt, linesRejected }: ImportJobRow): Date | null {
  return finishedAt === null || linesRejected === 0
    ? null
    : new Date(finishedAt.getTime() + IMPORT_LINES_DAYS * DAY_MS);
}

/** The file, where PostgreSQL shows it to the caller. */
async function fileOf(tx: TenantReadTx, job: ImportJobRow): Promise<GetImportOutput['file']> {
  const [file] = await tx
    .select()
    .from(importFile)
    .where(and(eq(importFile.orgId, job.orgId), eq(importFile.jobId, job.id)));
  if (file === undefined) return null;
  const [missing, [before]] = await Promise.all([
    job.status === 'uploading' ? missingChunks(tx, file) : [],
    tx
      .select({ id: importJob.id, finishedAt: importJob.finishedAt })
      .from(importFile)
      .innerJoin(
        importJob,
        and(eq(importJob.orgId, importFile.orgId), eq(importJob.id, importFile.jobId)),
      )
      .where(
        and(
          eq(importFile.orgId, job.orgId),
          ne(importFile.jobId, job.id),
          eq(importFile.sha256, file.sha256),
          eq(importJob.kind, job.kind),
          eq(importJob.locationId, job.locationId),
          eq(importJob.status, 'finished'),
        ),
      )
      .orderBy(desc(importJob.id))
      .limit(1),
  ]);
  const finishedAt = before?.finishedAt ?? null;
  return {
    name: file.name,
    size: file.size,
    sha256: file.sha256,
    chunkBytes: IMPORT_CHUNK_BYTES,
    missing,
    present: file.completedAt !== null && file.emptiedAt === null,
    header: file.header,
    columns: columnsOf(file.header, job.reading),
    before:
      before === undefined || finishedAt === null
        ? null
        : { id: before.id, finishedAt: finishedAt.toISOString() },
  };
}

/** The names of the columns, as the header is divided. */
function columnsOf(header: string | null, reading: ImportReading | null): string[] {
  const delimiter = reading?.delimiter ?? detectDelimiter(header ?? '');
  if (header === null || delimiter === null) return [];
  const split = splitFields(header, delimiter);
  return 'fields' in split ? split.fields.map((name) => name.trim()) : [];
}

/** A reading as a form shows it. */
function shownReading(reading: ImportReading): ReadingShown {
  const { kind, delimiter, encoding } = reading;
  const columns = Object.entries(reading.columns).flatMap(([field, column]) =>
    column === undefined
      ? []
      : [{ field: field as ReadingShown['columns'][number]['field'], column }],
  );
  return {
    delimiter,
    encoding,
    columns,
    price: kind === 'orders' ? reading.price : null,
    placedAt: kind === 'orders' ? reading.placedAt : null,
    channel: kind === 'orders' ? reading.channel : null,
    category: kind === 'menu' ? (reading.defaults.category ?? null) : null,
    taxClass: kind === 'menu' ? (reading.defaults.taxClass ?? null) : null,
  };
}
