import type { Database } from '@toster/db/tenant';
import { findImporter, type Importer, type ImporterQuery } from './find-importer.ts';
import type { Rejection } from './group-orders.ts';
import { ImportError } from './import-error.ts';
import { beginJob, findJob, readingDigest } from './import-job.ts';
import { ImportRun, type Tally } from './import-run.ts';
import { openTable, type Survey, surveyTable, type TableOptions } from './open-table.ts';
import { readPlacedAt } from './read-placed-at.ts';
import type { OrderChannel } from './write-batch.ts';

/** The two pools an import works with: sign-in's to find the person, the worker's to write. */
export type ImportDatabases = { readonly auth: Database; readonly worker: Database };

export type ImportOptions = TableOptions &
  ImporterQuery & {
    /** The system the orders come from; with the order's id there it makes an import idempotent. */
    readonly source: string;
    /** A date and time for every order, or `column`. */
    readonly placedAt: string;
    readonly channel: OrderChannel;
    readonly dryRun: boolean;
    /** Orders in one transaction (200). */
    readonly batchOrders?: number;
  };

/** How far the import has come; it belongs to the caller, who looks at it when it likes. */
export type ImportProgress = {
  phase: 'checking' | 'importing';
  /** Bytes of the file read in this phase. */
  bytes: number;
  /** Lines that are settled, and how many there are: 0 until that is known. */
  lines: number;
  totalLines: number;
  /** Orders that stand in the database. */
  orders: number;
};

export type ImportWatch = {
  readonly progress?: ImportProgress;
  readonly onRejection?: (rejection: Rejection) => void;
  /** Stops after the batch at hand; the same command goes on from there. */
  readonly signal?: AbortSignal;
};

/**
 * How an import ended. `created` counts this run; everything else covers the whole file, also what an earlier run
 * brought in. `faulty` records are put aside for a fault of their own, `heldBack` ones because of others.
 */
export type ImportResult = Readonly<Tally> & {
  readonly outcome: 'finished' | 'already finished' | 'interrupted' | 'dry run';
  readonly importer: Importer;
  readonly survey: Survey;
  /** Line behind which this run began: 1, unless it took up an interrupted one. */
  readonly startedAfterLine: number;
};

/**
 * Imports a table of order lines under somebody's name. Reads the file twice, never as a whole: once to know its digest
 * and which orders are in one piece, once to write it in batches. Idempotent and resumable: see ADR 0008. A dry run
 * does everything but write.
 *
 * Throws an ImportError when the person may not import there, the file is no table of orders, or another process is at
 * it; the rights are asked for again before every batch.
 */
export async function importOrders(
  databases: ImportDatabases,
  options: ImportOptions,
  watch: ImportWatch = {},
): Promise<ImportResult> {
  const progress = watch.progress ?? {
    phase: 'checking',
    bytes: 0,
    lines: 0,
    totalLines: 0,
    orders: 0,
  };
  const importer = await findImporter(databases.auth, options);
  const placedAt = constantTime(options.placedAt, importer.timezone);
  const { currency, timezone } = importer;
  const reading = { currency, timezone, placedAt, now: new Date() };
  progress.phase = 'checking';
  const survey = await surveyTable(options, reading, progress);
  const key = {
    importer,
    source: options.source,
    digest: readingDigest(survey.digest, {
      price: options.price,
      placedAt: placedAt?.toISOString() ?? 'column',
      channel: options.channel,
      columns: survey.columns.at,
    }),
  };
  const job = options.dryRun
    ? await findJob(databases.worker, key)
    : await beginJob(databases.worker, key);
  const run = new ImportRun(databases, options, { ...watch, progress }, importer, job);
  await run.takeUp();
  const result = { importer, survey, startedAfterLine: run.linesDone };
  Object.assign(progress, { phase: 'importing', bytes: 0, totalLines: survey.lastLine });
  const table = await openTable(options, reading, progress);
  for await (const step of table.steps) {
    await run.take(step, survey.scattered);
    if (watch.signal?.aborted === true) return { ...result, ...run.tally, outcome: 'interrupted' };
  }
  await run.flush();
  if (table.digest() !== survey.digest) {
    throw new ImportError('the file was changed while it was read: run the command again');
  }
  const outcome = await run.finish();
  return { ...result, ...run.tally, outcome };
}

function constantTime(text: string, timezone: string): Date | null {
  if (text === 'column') return null;
  const instant = readPlacedAt(text, timezone);
  if (instant === null) {
    throw new ImportError(`--placed-at ${text} is neither a date and time nor "column"`);
  }
  if (instant.getTime() > Date.now())
    throw new ImportError(`--placed-at ${text} lies in the future`);
  return instant;
}
