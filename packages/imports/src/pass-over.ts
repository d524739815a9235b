import type { Tx } from '@toster/db/tenant';
import type { Importer } from './find-importer.ts';
import { ImportError } from './import-error.ts';
import type { Job } from './import-job.ts';
import { ImportRun, type ImportWatch, type RunOptions, type Tally } from './import-run.ts';
import type { Item, Kind } from './kind.ts';
import type { ByteSource } from './table/byte-source.ts';
import type { Header } from './table/header.ts';
import { type Framing, openTable } from './table/open-table.ts';
import type { ReadProgress } from './table/read-lines.ts';

/** What the first reading of a file finds out. */
export type Survey = {
  readonly header: Header;
  /** SHA-256 of the bytes, hex. */
  readonly digest: string;
  /** The last line that holds anything. */
  readonly lastLine: number;
  /** What does not stand in one piece though it must. */
  readonly scattered: ReadonlySet<string>;
};

/** A passage over a file: who, what, from where, and under which job. */
export type Passage<T extends Item> = Omit<RunOptions<T>, 'kind'> & {
  readonly importer: Importer;
  /** Made anew for each reading: a kind may hold what it saw. */
  readonly kind: () => Kind<T>;
  readonly source: ByteSource;
  readonly framing: Framing;
  /** The job everything is written under; null where nothing is written. */
  readonly job: (survey: Survey) => Promise<Job | null>;
  /** Done in the transaction that ends the job. */
  readonly atEnd?: ((tx: Tx) => Promise<void>) | undefined;
};

/**
 * How a passage ended. `created` and `updated` count this run; everything else covers the whole file, also what an
 * earlier run brought in. `faulty` records are put aside for a fault of their own, `heldBack` ones because of others.
 */
export type PassageResult = Readonly<Tally> & {
  readonly outcome: 'finished' | 'already finished' | 'interrupted' | 'dry run';
  readonly importer: Importer;
  readonly survey: Survey;
  /** Line behind which this run began: 1, unless it took up an interrupted one. */
  readonly startedAfterLine: number;
};

/**
 * Imports a file under somebody's name. Reads it twice, never as a whole: once to know its digest and what stands in one
 * piece, once to write it in batches. Idempotent and resumable: see ADR 8. A dry run does everything but write.
 *
 * Throws an ImportError when the person may not import (asked again before every batch), the file cannot be read, or
 * another process is at it.
 */
export async function passOver<T extends Item>(
  passage: Passage<T>,
  watch: ImportWatch = {},
): Promise<PassageResult> {
  const { importer, source, framing } = passage;
  const progress = watch.progress ?? newProgress();
  progress.phase = 'checking';
  const survey = await surveyTable(source, framing, passage.kind(), progress);
  const job = await passage.job(survey);
  const kind = passage.kind();
  const run = new ImportRun({ ...passage, kind }, { ...watch, progress }, importer, job);
  await run.takeUp();
  const result = { importer, survey, startedAfterLine: run.linesDone };
  Object.assign(progress, { phase: 'importing', bytes: 0, totalLines: survey.lastLine });
  const table = await openTable(source, framing, progress);
  for await (const step of kind.steps(table.records)) {
    await run.take(step, survey.scattered);
    if (watch.signal?.aborted === true) return { ...result, ...run.tally, outcome: 'interrupted' };
  }
  await run.flush();
  if (table.digest() !== survey.digest)
    throw new ImportError('gone', 'the file was changed while it was read: run the command again');
  const outcome = await run.finish(passage.atEnd);
  return { ...result, ...run.tally, outcome };
}

/** Progress that nothing has been made of yet. */
export function newProgress() {
  return {
    phase: 'checking' as 'checking' | 'importing',
    bytes: 0,
    lines: 0,
    totalLines: 0,
    items: 0,
  };
}

/**
 * Reads the file to its end once, without touching the database: only then is it known what stands in one piece. Holds
 * the keys in memory, not the lines.
 */
async function surveyTable<T extends Item>(
  source: ByteSource,
  framing: Framing,
  kind: Kind<T>,
  progress: ReadProgress,
): Promise<Survey> {
  const table = await openTable(source, framing, progress);
  const seen = new Set<string>();
  const scattered = new Set<string>();
  let lastLine = 1;
  for await (const { key, isContinued, throughLine } of kind.steps(table.records)) {
    lastLine = throughLine;
    if (key === null || isContinued) continue;
    if (seen.has(key)) scattered.add(key);
    else seen.add(key);
  }
  return { header: table.header, digest: table.digest(), lastLine, scattered };
}
