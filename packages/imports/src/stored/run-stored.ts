import type { ImportReading } from '@toster/contracts/imports/reading';
import type { ImportFailure } from '@toster/contracts/imports/states';
import { importJob } from '@toster/db/schema/import';
import { withTenant } from '@toster/db/tenant';
import { enqueue } from '@toster/dispatch/outbox';
import { and, eq, sql } from 'drizzle-orm';
import type { Importer } from '../find-importer.ts';
import { ImportError, TakenOver } from '../import-error.ts';
import { type Job, jobContext, requestOf } from '../import-job.ts';
import type { ImportDatabases } from '../import-run.ts';
import { withKind } from '../import-table.ts';
import { passOver } from '../pass-over.ts';
import { deleteFindings, emptyFile, storedSource } from './stored-file.ts';
import { type StoredImport, type StoredKey, tidyContext } from './stored-import.ts';

/** What an import works with. */
export type Run = {
  readonly databases: ImportDatabases;
  readonly key: StoredKey;
  readonly stored: StoredImport;
  readonly reading: ImportReading;
  readonly find: () => Promise<Importer>;
  /** Stops after the batch at hand. */
  readonly signal: AbortSignal;
};

/**
 * Imports the file from where it stands, under the name and with the rights of the person who brought it. `more`: it was
 * stopped, and goes on from there. Throws TakenOver where the import was called off or another worker is at it.
 */
export async function runStored(run: Run): Promise<'done' | 'more'> {
  const { databases, key, stored, reading, find, signal } = run;
  const importer = await find();
  const { delimiter, encoding } = reading;
  const result = await withKind(reading, importer, new Date(), async (make) => {
    const job = await begin(run, importer, make().event);
    return passOver(
      {
        databases,
        importer,
        find,
        kind: make,
        source: storedSource(databases.worker, key, stored.file),
        framing: { delimiter, encoding },
        dryRun: false,
        job: ({ digest }) => {
          if (digest !== stored.file.sha256)
            throw new ImportError('gone', 'the file is not the one that was uploaded');
          return Promise.resolve(job);
        },
        atEnd: (tx) => emptyFile(tx, key),
      },
      { signal },
    );
  });
  return result.outcome === 'interrupted' ? 'more' : 'done';
}

/** The first transaction of the run is the one the log folds the others under. */
async function begin(
  { databases, key }: Run,
  importer: Importer,
  event: Parameters<typeof jobContext>[1]['event'],
): Promise<Job> {
  const { orgId, jobId } = key;
  const context = jobContext(importer, { event, request: requestOf(jobId), part: 0 });
  return withTenant(databases.worker, context, async (tx) => {
    const [job] = await tx
      .select()
      .from(importJob)
      .where(and(eq(importJob.orgId, orgId), eq(importJob.id, jobId)))
      .for('update');
    if (job?.status !== 'running') throw new TakenOver();
    const [begun] = await tx
      .update(importJob)
      .set({
        workedAt: sql`clock_timestamp()`,
        ...(job.beganAt === null ? { beganAt: sql`now()`, linesDone: 1 } : {}),
      })
      .where(and(eq(importJob.orgId, orgId), eq(importJob.id, jobId)))
      .returning();
    if (job.beganAt === null) await deleteFindings(tx, key);
    if (begun === undefined) throw new TakenOver();
    return begun;
  });
}

/** Ends an import that cannot go on. What has landed stays; the person is told by mail. */
export async function failStored(
  { databases, key }: Pick<Run, 'databases' | 'key'>,
  failure: ImportFailure,
): Promise<void> {
  const { orgId, jobId } = key;
  // Part 0, so that it stands in the log even where nothing had begun.
  const context = { ...tidyContext(key, 'import.failed'), part: 0 };
  await withTenant(databases.worker, context, async (tx) => {
    const [row] = await tx
      .update(importJob)
      .set({ status: 'failed', failure, finishedAt: sql`now()`, workedAt: sql`clock_timestamp()` })
      .where(
        and(eq(importJob.orgId, orgId), eq(importJob.id, jobId), eq(importJob.status, 'running')),
      )
      .returning({ id: importJob.id });
    if (row === undefined) return;
    await emptyFile(tx, key);
    await enqueue(tx, { orgId, topic: 'import.finished', payload: { importJobId: jobId } });
  });
}
