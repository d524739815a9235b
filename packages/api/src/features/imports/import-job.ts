import { createHash } from 'node:crypto';
import { canonicalize } from '@toster/crypto/json';
import { newId } from '@toster/contracts/ids';
import type { TenantContext } from '@toster/db/context';
import { importJob, importRejection } from '@toster/db/schema/import';
import { type Database, type TenantReadTx, withTenant } from '@toster/db/tenant';
import { enqueue } from '@toster/dispatch/outbox';
import { and, eq, lte, sql } from 'drizzle-orm';
import type { Importer } from './find-importer.ts';
import { ImportError } from './import-error.ts';

/** A run of an import as the database knows it. */
export type Job = typeof importJob.$inferSelect;

/** What makes two runs the same one. */
export type JobKey = {
  readonly importer: Importer;
  /** The system the orders come from. */
  readonly source: string;
  /** Of the file's bytes and of how they are read. */
  readonly digest: string;
};

/** The file's digest together with how it is read: read in another way, the same file is another import. */
export function readingDigest(
  fileDigest: string,
  reading: Readonly<Record<string, unknown>>,
): string {
  return createHash('sha256')
    .update(canonicalize({ file: fileDigest, reading }))
    .digest('hex');
}

/**
 * The context of a transaction of the job: a worker's, under the name and with the rights of the person who imports.
 * `part` is the line the transaction starts behind: it rises from one to the next, also over an interruption.
 */
export function jobContext(importer: Importer, jobId: string, part: number): TenantContext {
  return {
    kind: 'worker',
    org: importer.orgId,
    account: importer.accountId,
    actor: importer.staffId,
    caps: importer.capabilities,
    action: 'orders.imported',
    request: `import:${jobId}`,
    source: 'import',
    part,
  };
}

/** The job of an earlier run of the same import, or null. */
export async function findJob(worker: Database, key: JobKey): Promise<Job | null> {
  return withTenant(
    worker,
    jobContext(key.importer, 'look-up', 0),
    (tx) => selectJob(tx, key),
    'read',
  );
}

async function selectJob(
  tx: TenantReadTx,
  { importer, source, digest }: JobKey,
): Promise<Job | null> {
  const [row] = await tx
    .select()
    .from(importJob)
    .where(
      and(
        eq(importJob.orgId, importer.orgId),
        eq(importJob.locationId, importer.locationId),
        eq(importJob.kind, 'orders'),
        eq(importJob.source, source),
        eq(importJob.fileDigest, digest),
      ),
    );
  return row ?? null;
}

/** Begins the import, or takes up the one that was begun. The header line counts as done. */
export async function beginJob(worker: Database, key: JobKey): Promise<Job> {
  const id = newId();
  return withTenant(worker, jobContext(key.importer, id, 0), async (tx) => {
    const known = await selectJob(tx, key);
    if (known !== null) return known;
    const [row] = await tx
      .insert(importJob)
      .values({
        orgId: key.importer.orgId,
        id,
        locationId: key.importer.locationId,
        kind: 'orders',
        source: key.source,
        fileDigest: key.digest,
        startedBy: key.importer.staffId,
        status: 'running',
        linesDone: 1,
      })
      .onConflictDoNothing()
      .returning();
    const begun = row ?? (await selectJob(tx, key));
    if (begun === null) throw new ImportError('the import could not be begun');
    return begun;
  });
}

/** The lines that an interrupted job has put aside so far. */
export async function rejectedLines(
  worker: Database,
  importer: Importer,
  job: Job,
): Promise<ReadonlySet<number>> {
  const rows = await withTenant(
    worker,
    jobContext(importer, job.id, job.linesDone),
    (tx) =>
      tx
        .select({ lineNo: importRejection.lineNo })
        .from(importRejection)
        .where(
          and(
            eq(importRejection.orgId, importer.orgId),
            eq(importRejection.jobId, job.id),
            lte(importRejection.lineNo, job.linesDone),
          ),
        ),
    'read',
  );
  return new Set(rows.map(({ lineNo }) => lineNo));
}

/** Marks the job finished and asks for the mail to the person who started it, in one transaction. */
export async function finishJob(worker: Database, importer: Importer, job: Job): Promise<void> {
  await withTenant(worker, jobContext(importer, job.id, job.linesDone), async (tx) => {
    const [row] = await tx
      .update(importJob)
      .set({ status: 'finished', finishedAt: sql`now()` })
      .where(
        and(
          eq(importJob.orgId, importer.orgId),
          eq(importJob.id, job.id),
          eq(importJob.status, 'running'),
          eq(importJob.linesDone, job.linesDone),
        ),
      )
      .returning({ id: importJob.id });
    if (row === undefined) throw new ImportError(TAKEN_OVER);
    await enqueue(tx, {
      orgId: importer.orgId,
      topic: 'import.finished',
      payload: { importJobId: row.id },
    });
  });
}

export const TAKEN_OVER =
  'another process is importing this file: let it finish, then run the command again';
