import { withTenant } from '@toster/db/tenant';
import { findImporter, type Importer } from './find-importer.ts';
import { type FileOrder, reject, type Rejection, type Step } from './group-orders.ts';
import { finishJob, type Job, jobContext, rejectedLines } from './import-job.ts';
import type {
  ImportDatabases,
  ImportOptions,
  ImportProgress,
  ImportWatch,
} from './import-orders.ts';
import { type Batch, judge, type Verdict, writeBatch } from './write-batch.ts';

const BATCH_ORDERS = 200;
const BATCH_RECORDS = 2_000;
const SCATTERED = 'held back: the lines of this order do not stand together';
const EARLIER = 'held back: put aside when this part of the file was imported';

/** What stands for the file so far, whichever run brought it in. */
export type Tally = {
  created: number;
  orders: number;
  lines: number;
  totalMinor: number;
  faulty: number;
  heldBack: number;
};

/** One passage over the file: collects the stretches into batches and commits them, or only judges them. */
export class ImportRun {
  readonly tally: Tally = {
    created: 0,
    orders: 0,
    lines: 0,
    totalMinor: 0,
    faulty: 0,
    heldBack: 0,
  };
  readonly #databases: ImportDatabases;
  readonly #options: ImportOptions;
  readonly #watch: ImportWatch;
  readonly #progress: ImportProgress | undefined;
  #importer: Importer;
  /** None yet for the dry run of a new import. */
  #job: Job | null;
  #earlier: ReadonlySet<number> = new Set();
  #orders: FileOrder[] = [];
  #rejections: Rejection[] = [];
  #records = 0;
  #throughLine = 1;

  constructor(
    databases: ImportDatabases,
    options: ImportOptions,
    watch: ImportWatch,
    importer: Importer,
    job: Job | null,
  ) {
    this.#databases = databases;
    this.#options = options;
    this.#watch = watch;
    this.#progress = watch.progress;
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
    this.#earlier = await rejectedLines(this.#databases.worker, this.#importer, this.#job);
  }

  /** Takes the next stretch; commits a batch when one is full. */
  async take(step: Step, scattered: ReadonlySet<string>): Promise<void> {
    const isScattered = step.externalId !== null && scattered.has(step.externalId);
    const order = isScattered ? null : step.order;
    const rejections =
      isScattered && step.order !== null
        ? reject(step.order.records, () => undefined, SCATTERED)
        : step.rejections;
    if (step.throughLine <= this.linesDone) {
      this.#recall(order, rejections);
      this.#settled(step.throughLine);
      return;
    }
    if (order !== null) this.#orders.push(order);
    this.#rejections.push(...rejections);
    this.#records += order?.records.length ?? rejections.length;
    this.#throughLine = step.throughLine;
    const most = this.#options.batchOrders ?? BATCH_ORDERS;
    if (this.#orders.length >= most || this.#records >= BATCH_RECORDS) await this.flush();
  }

  /** Counts a stretch of an earlier run. */
  #recall(order: FileOrder | null, rejections: readonly Rejection[]): void {
    const first = order?.records[0]?.firstLine;
    if (order === null) this.#put(rejections);
    else if (first !== undefined && this.#earlier.has(first)) {
      this.#put(reject(order.records, () => undefined, EARLIER));
    } else this.#stand([order]);
  }

  /** Commits what has been collected; a dry run only looks up what would become of it. */
  async flush(): Promise<void> {
    if (this.#records === 0) return;
    const batch: Batch = {
      orders: this.#orders,
      rejections: this.#rejections,
      throughLine: this.#throughLine,
    };
    this.#orders = [];
    this.#rejections = [];
    this.#records = 0;
    const verdict = await this.#settle(batch);
    this.#settled(batch.throughLine);
    this.tally.created += verdict.fresh.length;
    this.#stand([...verdict.fresh, ...verdict.known]);
    this.#put([...batch.rejections, ...verdict.rejections]);
  }

  async #settle(batch: Batch): Promise<Verdict> {
    const { auth, worker } = this.#databases;
    this.#importer = await findImporter(auth, this.#options);
    const target = {
      importer: this.#importer,
      source: this.#options.source,
      channel: this.#options.channel,
    };
    if (this.#options.dryRun || this.#job === null) {
      const context = jobContext(this.#importer, 'dry-run', 0);
      return withTenant(worker, context, (tx) => judge(tx, target, batch.orders), 'read');
    }
    const written = await writeBatch(worker, target, this.#job, batch);
    this.#job = written.job;
    return written.verdict;
  }

  #settled(throughLine: number): void {
    if (this.#progress !== undefined) this.#progress.lines = throughLine;
  }

  #stand(orders: readonly FileOrder[]): void {
    for (const order of orders) {
      this.tally.orders += 1;
      this.tally.lines += order.records.length;
      this.tally.totalMinor += order.totalMinor;
    }
    if (this.#progress !== undefined) this.#progress.orders = this.tally.orders;
  }

  #put(rejections: readonly Rejection[]): void {
    for (const rejection of rejections) {
      if (rejection.isHeldBack) this.tally.heldBack += 1;
      else this.tally.faulty += 1;
      this.#watch.onRejection?.(rejection);
    }
  }

  /** Ends the job, once: the mail about it is asked for in the same transaction. */
  async finish(): Promise<'finished' | 'already finished' | 'dry run'> {
    if (this.#options.dryRun || this.#job === null) return 'dry run';
    if (this.#job.status === 'finished') return 'already finished';
    await finishJob(this.#databases.worker, this.#importer, this.#job);
    return 'finished';
  }
}
