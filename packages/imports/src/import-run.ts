import { isHeldBack } from '@toster/contracts/imports/problems';
import { type Database, withTenant } from '@toster/db/tenant';
import type { Importer } from './find-importer.ts';
import { finishJob, type Job, jobContext, rejectedLines, requestOf } from './import-job.ts';
import { type Foreseen, type Item, type Kind, type Rejection, rejectItem } from './kind.ts';
import type { Step, Verdict } from './kind.ts';
import { type Batch, writeBatch } from './write-batch.ts';

const BATCH_RECORDS = 2_000;

/** What stands for the file so far, whichever run brought it in. */
export type Tally = {
  /** Of this run. */
  created: number;
  updated: number;
  /** Items that stand in the database, and the records they were read from. */
  items: number;
  lines: number;
  totalMinor: number;
  faulty: number;
  heldBack: number;
};

/** How far an import has come; it belongs to the caller, who looks at it when it likes. */
export type ImportProgress = {
  phase: 'checking' | 'importing';
  /** Bytes of the file read in this phase. */
  bytes: number;
  /** Lines that are settled, and how many there are: 0 until that is known. */
  lines: number;
  totalLines: number;
  /** Items that stand in the database. */
  items: number;
};

/** A batch that is settled: written, or judged only. */
export type Settled = {
  readonly throughLine: number;
  readonly rejections: readonly Rejection[];
  readonly foreseen: readonly Foreseen[];
};

export type ImportWatch = {
  readonly progress?: ImportProgress;
  readonly onRejection?: (rejection: Rejection) => void;
  /** Called behind every batch; the next one waits for it. */
  readonly onSettled?: (settled: Settled) => Promise<void>;
  /** Stops after the batch at hand; the same import goes on from there. */
  readonly signal?: AbortSignal;
};

/** The two pools an import works with: sign-in's to find the person, the worker's to write. */
export type ImportDatabases = { readonly auth: Database; readonly worker: Database };

export type RunOptions<T extends Item> = {
  readonly databases: ImportDatabases;
  /** Asks again who imports and whether they may, before every batch. */
  readonly find: () => Promise<Importer>;
  readonly kind: Kind<T>;
  readonly dryRun: boolean;
  readonly batchItems?: number | undefined;
};

/** One passage over the file: collects the stretches into batches and commits them, or only judges them. */
export class ImportRun<T extends Item> {
  readonly tally: Tally = {
    created: 0,
    updated: 0,
    items: 0,
    lines: 0,
    totalMinor: 0,
    faulty: 0,
    heldBack: 0,
  };
  readonly #options: RunOptions<T>;
  readonly #watch: ImportWatch;
  #importer: Importer;
  /** None yet for the dry run of a new import. */
  #job: Job | null;
  #earlier: ReadonlySet<number> = new Set();
  #items: T[] = [];
  #rejections: Rejection[] = [];
  #records = 0;
  #throughLine = 1;

  constructor(options: RunOptions<T>, watch: ImportWatch, importer: Importer, job: Job | null) {
    this.#options = options;
    this.#watch = watch;
    this.#importer = importer;
    this.#job = job;
  }

  /** The line behind which there is still work. */
  get linesDone(): number {
    return this.#job?.linesDone ?? 1;
  }

  /** Recalls what an interrupted run has put aside. */
  async takeUp(): Promise<void> {
    if (this.#job === null || this.#job.linesRejected === 0) return;
    const { databases, kind } = this.#options;
    this.#earlier = await rejectedLines(databases.worker, this.#importer, this.#job, kind.event);
  }

  /** Takes the next stretch; commits a batch when one is full. */
  async take(step: Step<T>, scattered: ReadonlySet<string>): Promise<void> {
    const isScattered = step.key !== null && scattered.has(step.key);
    const item = isScattered ? null : step.item;
    const rejections =
      isScattered && step.item !== null
        ? rejectItem(step.item, { code: 'held_scattered' })
        : step.rejections;
    if (step.throughLine <= this.linesDone) {
      this.#recall(item, rejections);
      this.#settled(step.throughLine);
      return;
    }
    if (item !== null) this.#items.push(item);
    this.#rejections.push(...rejections);
    this.#records += item?.records.length ?? rejections.length;
    this.#throughLine = step.throughLine;
    const most = this.#options.batchItems ?? this.#options.kind.batchItems;
    if (this.#items.length >= most || this.#records >= BATCH_RECORDS) await this.flush();
  }

  /** Counts a stretch of an earlier run. */
  #recall(item: T | null, rejections: readonly Rejection[]): void {
    const first = item?.records[0]?.firstLine;
    if (item === null) this.#put(rejections);
    else if (first !== undefined && this.#earlier.has(first)) {
      this.#put(rejectItem(item, { code: 'held_earlier' }));
    } else this.#stand([item]);
  }

  /** Commits what has been collected; a dry run only looks up what would become of it. */
  async flush(): Promise<void> {
    if (this.#records === 0) return;
    const batch: Batch<T> = {
      items: this.#items,
      rejections: this.#rejections,
      throughLine: this.#throughLine,
    };
    this.#items = [];
    this.#rejections = [];
    this.#records = 0;
    const verdict = await this.#settle(batch);
    const { fresh, changed, known } = verdict;
    this.#settled(batch.throughLine);
    this.tally.created += fresh.length;
    this.tally.updated += changed.length;
    this.#stand([...fresh, ...changed.map(({ item }) => item), ...known]);
    const rejections = [...batch.rejections, ...verdict.rejections];
    this.#put(rejections);
    await this.#watch.onSettled?.({
      throughLine: batch.throughLine,
      rejections,
      foreseen: this.#options.kind.foresee?.(verdict) ?? [],
    });
  }

  async #settle(batch: Batch<T>): Promise<Verdict<T>> {
    const { databases, kind, find, dryRun } = this.#options;
    this.#importer = await find();
    if (dryRun || this.#job === null) {
      const facts = { event: kind.event, request: requestOf('dry-run'), part: 0 };
      const context = jobContext(this.#importer, facts);
      return withTenant(
        databases.worker,
        context,
        (tx) => kind.judge(tx, this.#importer, batch.items),
        'read',
      );
    }
    const written = await writeBatch(databases.worker, this.#importer, kind, this.#job, batch);
    this.#job = written.job;
    return written.verdict;
  }

  #settled(throughLine: number): void {
    if (this.#watch.progress !== undefined) this.#watch.progress.lines = throughLine;
  }

  #stand(items: readonly T[]): void {
    for (const item of items) {
      this.tally.items += 1;
      this.tally.lines += item.records.length;
      this.tally.totalMinor += this.#options.kind.amountOf?.(item) ?? 0;
    }
    if (this.#watch.progress !== undefined) this.#watch.progress.items = this.tally.items;
  }

  #put(rejections: readonly Rejection[]): void {
    for (const rejection of rejections) {
      if (isHeldBack(rejection.problem)) this.tally.heldBack += 1;
      else this.tally.faulty += 1;
      this.#watch.onRejection?.(rejection);
    }
  }

  /** Ends the job, once: the mail about it is asked for in the same transaction. */
  async finish(
    also?: Parameters<typeof finishJob>[4],
  ): Promise<'finished' | 'already finished' | 'dry run'> {
    if (this.#options.dryRun || this.#job === null) return 'dry run';
    if (this.#job.status === 'finished') return 'already finished';
    const { databases, kind } = this.#options;
    await finishJob(databases.worker, this.#importer, this.#job, kind.event, also);
    return 'finished';
  }
}
