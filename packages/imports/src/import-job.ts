import { createHash } from 'node:crypto';
import { canonicalize } from '@toster/crypto/json';
import type { EventName } from '@toster/contracts/events';
import { newId } from '@toster/contracts/ids';
import type { ImportKind } from '@toster/contracts/imports/kinds';
import type { TenantContext } from '@toster/db/context';
import { importJob, importRejection } from '@toster/db/schema/import';
import { type Database, type TenantReadTx, type Tx, withTenant } from '@toster/db/tenant';
import { enqueue } from '@toster/dispatch/outbox';
import { and, eq, lte, sql } from 'drizzle-orm';
import type { Importer } from './find-importer.ts';
import { TakenOver } from './import-error.ts';

/** A run of an import as the database knows it. */
export type Job = typeof importJob.$inferSelect;

/** What makes two runs at the command line the same one. */
export type JobKey = {
  readonly importer: Importer;
  readonly kind: ImportKind;
  /** The business action of the kind. */
  readonly event: EventName;
  /** The system the file comes from. */
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

/** What a transaction of an import is about. */
export type JobFacts = {
  readonly event: EventName;
  /** What its changes are folded under in the log. */
  readonly request: string;
  /** Everything after part 0 is folded; it rises from one transaction to the next, also over an interruption. */
  readonly part: number;
};

/** The request under which the log folds everything an import does. */
export const requestOf = (jobId: string) => `import:${jobId}`;

/** The context of a transaction of an import: a worker's, under the name and with the rights of the person who imports. */
export function jobContext(
  importer: Pick<Importer, 'orgId' | 'accountId' | 'staffId' | 'capabilities'>,
  { event, request, part }: JobFacts,
): TenantContext {
  return {
    kind: 'worker',
    org: importer.orgId,
    account: importer.accountId,
    actor: importer.staffId,
    caps: importer.capabilities,
    action: event,
    request,
    source: 'import',
    part,
  };
}

/** The job of an earlier run of the same import, or null. */
export async function findJob(worker: Database, key: JobKey): Promise<Job | null> {
  const facts = { event: key.event, request: requestOf('look-up'), part: 0 };
  return withTenant(worker, jobContext(key.importer, facts), (tx) => selectJob(tx, key), 'read');
}

async function selectJob(tx: TenantReadTx, key: JobKey): Promise<Job | null> {
  const [row] = await tx
    .select()
    .from(importJob)
    .where(
      and(
        eq(importJob.orgId, key.importer.orgId),
        eq(importJob.locationId, key.importer.locationId),
        eq(importJob.kind, key.kind),
        eq(importJob.source, key.source),
        eq(importJob.fileDigest, key.digest),
      ),
    );
  return row ?? null;
}

/** Begins the import, or takes up the one that was begun. The header line counts as done. */
export async function beginJob(worker: Database, key: JobKey): Promise<Job> {
  const id = newId();
  const facts = { event: key.event, request: requestOf(id), part: 0 };
  return withTenant(worker, jobContext(key.importer, facts), async (tx) => {
    const known = await selectJob(tx, key);
    if (known !== null) return known;
    const [row] = await tx
      .insert(importJob)
      .values({
        orgId: key.importer.orgId,
        id,
        locationId: key.importer.locationId,
        kind: key.kind,
        source: key.source,
        fileDigest: key.digest,
        startedBy: key.importer.staffId,
        status: 'running',
        linesDone: 1,
      })
      .onConflictDoNothing()
      .returning();
    const begun = row ?? (await selectJob(tx, key));
    if (begun === null) throw new Error('the import could not be begun');
    return begun;
  });
}

/** The lines that an interrupted job has put aside so far. */
export async function rejectedLines(
  worker: Database,
  importer: Importer,
  job: Job,
  event: EventName,
): Promise<ReadonlySet<number>> {
  const facts = { event, request: requestOf(job.id), part: job.linesDone };
  const rows = await withTenant(
    worker,
    jobContext(importer, facts),
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
export async function finishJob(
  worker: Database,
  importer: Importer,
  job: Job,
  event: EventName,
  also?: (tx: Tx) => Promise<void>,
): Promise<void> {
  const facts = { event, request: requestOf(job.id), part: job.linesDone };
  await withTenant(worker, jobContext(importer, facts), async (tx) => {
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
    if (row === undefined) throw new TakenOver();
    await also?.(tx);
    await enqueue(tx, {
      orgId: importer.orgId,
      topic: 'import.finished',
      payload: { importJobId: row.id },
    });
  });
}
