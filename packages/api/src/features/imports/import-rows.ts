import { AppError } from '@toster/contracts/errors';
import { IMPORT_PERMISSION, type ImportKind } from '@toster/contracts/imports/kinds';
import { setsPrices } from '@toster/contracts/imports/needs';
import { type ImportState, mayBecome } from '@toster/contracts/imports/states';
import type { Rights } from '@toster/contracts/rbac/rights';
import { importJob } from '@toster/db/schema/import';
import { importChunk, importFile } from '@toster/db/schema/import-file';
import type { TenantReadTx, Tx } from '@toster/db/tenant';
import { and, asc, eq, type InferSelectModel, or, type SQL } from 'drizzle-orm';
import type { Choice } from '../../access.ts';
import { type Place, type RowRule, scopeOf } from '../../rows.ts';

export type ImportJobRow = InferSelectModel<typeof importJob>;
export type ImportFileRow = InferSelectModel<typeof importFile>;
/** An import whose file the caller brought. */
export type OwnImport = { readonly job: ImportJobRow; readonly file: ImportFileRow };

const place = ({ locationId }: Pick<ImportJobRow, 'locationId'>): Place => ({
  locationId,
  isAssigned: () => false,
});

/** Of every kind of import, one permission decides; who holds none of them has no business here. */
const ANY_OF = ['orders.create', 'menu.edit', 'customers.update'] as const;

/** The permission of the kind that the input names, or any of them where it names none. */
export const ofNamedKind: Choice<{ readonly kind?: ImportKind | undefined }, undefined> = {
  anyOf: ANY_OF,
  decide: ({ kind }) => (kind === undefined ? ANY_OF : IMPORT_PERMISSION[kind]),
};

/** The permission of the import's own kind. */
export const ofKind: Choice<unknown, ImportJobRow> = {
  anyOf: ANY_OF,
  decide: (_input, { kind }) => IMPORT_PERMISSION[kind],
};

/** As `ofKind`, for those who brought the file. */
export const ofOwnKind: Choice<unknown, OwnImport> = {
  anyOf: ANY_OF,
  decide: (_input, { job }) => IMPORT_PERMISSION[job.kind],
};

/** An import by its id, hidden from those who may not import its kind there. */
export const importRule: RowRule<ImportJobRow> = {
  visibleBy: ({ kind }) => IMPORT_PERMISSION[kind],
  load: async (tx, orgId, id, lock) => {
    const query = tx
      .select()
      .from(importJob)
      .where(and(eq(importJob.orgId, orgId), eq(importJob.id, id)));
    const [row] = await (lock ? query.for('update') : query);
    return row;
  },
  placeOf: place,
};

/**
 * An import with its file. PostgreSQL shows a file to nobody but who brought it: for everybody else there is none.
 */
export const ownImportRule: RowRule<OwnImport> = {
  visibleBy: ({ job }) => IMPORT_PERMISSION[job.kind],
  load: async (tx, orgId, id, lock) => {
    const query = tx
      .select({ job: importJob, file: importFile })
      .from(importJob)
      .innerJoin(
        importFile,
        and(eq(importFile.orgId, importJob.orgId), eq(importFile.jobId, importJob.id)),
      )
      .where(and(eq(importJob.orgId, orgId), eq(importJob.id, id)));
    const [row] = await (lock ? query.for('update', { of: importJob }) : query);
    return row;
  },
  placeOf: ({ job }) => place(job),
};

/** The imports within the caller's reach, kind by kind, as a condition on rows. */
export function importsInReach(rights: Rights, kinds: readonly ImportKind[]): SQL | undefined {
  return or(
    ...kinds.map((kind) =>
      and(
        eq(importJob.kind, kind),
        scopeOf(rights, IMPORT_PERMISSION[kind], { location: importJob.locationId }),
      ),
    ),
  );
}

/** Throws IMPORT_STATE_INVALID where the import cannot take that step from its present state. */
export function assertMayBecome({ status }: ImportJobRow, to: ImportState): void {
  if (!mayBecome(status, to))
    throw new AppError('IMPORT_STATE_INVALID', { details: { state: status } });
}

/** Writes a change to a locked import and answers with its state. */
export async function updateImport(
  tx: Tx,
  { orgId, id }: ImportJobRow,
  change: Partial<ImportJobRow>,
): Promise<{ readonly id: string; readonly status: ImportState }> {
  const [row] = await tx
    .update(importJob)
    .set(change)
    .where(and(eq(importJob.orgId, orgId), eq(importJob.id, id)))
    .returning({ id: importJob.id, status: importJob.status });
  if (row === undefined) throw new Error('a locked row is gone');
  return row;
}

/** The pieces of a file that are not there yet, by number. */
export async function missingChunks(tx: TenantReadTx, file: ImportFileRow): Promise<number[]> {
  const rows = await tx
    .select({ no: importChunk.no })
    .from(importChunk)
    .where(and(eq(importChunk.orgId, file.orgId), eq(importChunk.jobId, file.jobId)))
    .orderBy(asc(importChunk.no));
  const present = new Set(rows.map(({ no }) => no));
  return Array.from({ length: file.chunkCount }, (_, no) => no).filter((no) => !present.has(no));
}

/** Whether the import's reading sets prices. */
export function jobSetsPrices({ reading }: Pick<ImportJobRow, 'reading'>): boolean {
  return reading !== null && setsPrices(reading);
}
