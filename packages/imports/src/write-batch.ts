import { isHeldBack, problemText } from '@toster/contracts/imports/problems';
import { DatabaseError } from '@toster/db/errors';
import { importJob, importRejection } from '@toster/db/schema/import';
import { type Database, type Tx, withTenant } from '@toster/db/tenant';
import { and, eq, sql } from 'drizzle-orm';
import type { Importer } from './find-importer.ts';
import { TakenOver } from './import-error.ts';
import { type Job, jobContext, requestOf } from './import-job.ts';
import type { Item, Kind, Rejection, Verdict } from './kind.ts';

/** A stretch of the file that is committed as one. */
export type Batch<T extends Item> = {
  readonly items: readonly T[];
  readonly rejections: readonly Rejection[];
  readonly throughLine: number;
};

const ATTEMPTS = 3;
const UNIQUE_VIOLATION = '23505';
/** A rejection has nine columns, and a statement 65 535 parameters. */
const REJECTIONS_PER_STATEMENT = 5_000;

/**
 * Writes a batch and moves the job's resume point behind it, in one transaction: after an interruption at any moment
 * everything before the resume point is there once and nothing behind it is. Throws TakenOver when another process has
 * moved the resume point or the import has been called off.
 */
export async function writeBatch<T extends Item>(
  worker: Database,
  importer: Importer,
  kind: Kind<T>,
  job: Job,
  batch: Batch<T>,
): Promise<{ verdict: Verdict<T>; job: Job }> {
  const facts = { event: kind.event, request: requestOf(job.id), part: job.linesDone };
  for (let attempt = 1; ; attempt++) {
    try {
      return await withTenant(worker, jobContext(importer, facts), (tx) =>
        write(tx, importer, kind, job, batch),
      );
    } catch (error) {
      // Another import brought something of the batch in between: judge again.
      const isRace = error instanceof DatabaseError && error.sqlstate === UNIQUE_VIOLATION;
      if (!isRace || attempt === ATTEMPTS) throw error;
    }
  }
}

async function write<T extends Item>(
  tx: Tx,
  importer: Importer,
  kind: Kind<T>,
  job: Job,
  batch: Batch<T>,
): Promise<{ verdict: Verdict<T>; job: Job }> {
  const { orgId } = importer;
  const [current] = await tx
    .select({ linesDone: importJob.linesDone, status: importJob.status })
    .from(importJob)
    .where(and(eq(importJob.orgId, orgId), eq(importJob.id, job.id)))
    .for('update');
  if (current?.linesDone !== job.linesDone || current.status !== 'running') throw new TakenOver();
  if (batch.items.length > 0) await kind.hold?.(tx, importer);
  const verdict = await kind.judge(tx, importer, batch.items);
  await kind.write(tx, importer, verdict);
  const rejections = [...batch.rejections, ...verdict.rejections];
  await putAside(tx, importer, job, rejections);
  const [moved] = await tx
    .update(importJob)
    .set({
      linesDone: batch.throughLine,
      recordsCreated: job.recordsCreated + verdict.fresh.length,
      recordsUpdated: job.recordsUpdated + verdict.changed.length,
      recordsKnown: job.recordsKnown + verdict.known.length,
      linesRejected: job.linesRejected + rejections.length,
      workedAt: sql`clock_timestamp()`,
    })
    .where(and(eq(importJob.orgId, orgId), eq(importJob.id, job.id)))
    .returning();
  if (moved === undefined) throw new TakenOver();
  return { verdict, job: moved };
}

async function putAside(
  tx: Tx,
  { orgId, locationId }: Importer,
  { id, kind, startedBy }: Job,
  rejections: readonly Rejection[],
): Promise<void> {
  for (let from = 0; from < rejections.length; from += REJECTIONS_PER_STATEMENT) {
    await tx.insert(importRejection).values(
      rejections.slice(from, from + REJECTIONS_PER_STATEMENT).map(({ lineNo, problem, raw }) => ({
        orgId,
        jobId: id,
        locationId,
        kind,
        lineNo,
        reason: problemText(problem),
        problem,
        raw: storable(raw),
        ownerId: startedBy,
      })),
    );
  }
}

/** PostgreSQL's text holds every character but this one. */
export function storable(text: string): string {
  return text.replaceAll('\0', '\uFFFD');
}

/** How many of them have a fault of their own, and how many wait for others. */
export function countRejections(rejections: readonly Rejection[]): {
  readonly faulty: number;
  readonly heldBack: number;
} {
  const heldBack = rejections.filter(({ problem }) => isHeldBack(problem)).length;
  return { faulty: rejections.length - heldBack, heldBack };
}
