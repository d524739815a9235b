import { isIdle, leftNothing, newPipeline, type Pipeline } from './pipeline.ts';
import { foreignError, PipelinedTransaction, steeringError } from './pipelined-transaction.ts';
import type { Outcome, Place } from './pipelined-transaction.ts';

const OPEN = 'select app.read_only()';
const ENTER = 'select app.enter($1, true)';

/**
 * A read: each flush is one implicit read-only transaction that begins with the context and ends
 * with Sync, all in the same packet. So a read of queries issued together costs one round trip and
 * one wake-up on each side, and no transaction stays open while the caller thinks. A later query
 * opens a further flush, in which the context is verified again. Under READ COMMITTED, where each
 * statement has its own snapshot anyway, this differs from one long transaction in nothing but
 * `now()` and settings made with SET LOCAL.
 */
export class ReadTransaction<T> extends PipelinedTransaction<T> {
  readonly #signedContext: string | null;
  #flushes = 0;
  #flushing = false;
  #unanswered = 0;
  #reusable = true;
  #steered = false;
  #foreign = false;
  #error: Error | null = null;

  constructor(place: Place, outcome: Outcome<T>, signedContext: string | null) {
    super(place, outcome);
    this.#signedContext = signedContext;
  }

  override finish(value: T): void {
    if (this.settled) return;
    // Even work without a query must not succeed under a context that was not verified.
    if (this.#flushes === 0) this.begun();
    const { pipeline } = this;
    const error = this.#error ?? pipeline.error;
    if (error !== null) return this.fail(error);
    if (pipeline.answered === 0) return this.finishLater(value);
    if (this.#steered || pipeline.control > 0) return this.fail(steeringError());
    if (this.#foreign || pipeline.foreign > 0) return this.fail(foreignError());
    this.settle();
    this.outcome.resolve(value);
    this.abandon();
  }

  override flushing(): void {
    if (!this.#flushing) return;
    this.#flushing = false;
    const { pipeline } = this;
    this.connection.sync(
      pipeline,
      () => this.#answered(pipeline, isIdle(pipeline) && leftNothing(pipeline)),
      () => this.#answered(pipeline, false),
    );
  }

  // After an error the broken pipeline stays: the driver refuses what is queued on it.
  protected override begun(): void {
    if (this.#flushing || this.pipeline.error !== null) return;
    if (this.#flushes > 0) this.pipeline = newPipeline();
    this.#flushes += 1;
    this.#flushing = true;
    this.#unanswered += 1;
    if (this.#signedContext === null) this.send(OPEN);
    else this.send(ENTER, [this.#signedContext]);
  }

  protected override abandon(): void {
    this.flushing();
    if (this.#unanswered === 0) this.giveBack(this.#reusable);
  }

  #answered(pipeline: Pipeline, clean: boolean): void {
    this.#unanswered -= 1;
    this.#steered ||= pipeline.control > 0;
    this.#foreign ||= pipeline.foreign > 0;
    this.#reusable &&= clean && pipeline.control === 0;
    this.#error ??= pipeline.error;
    if (this.settled && this.#unanswered === 0) this.giveBack(this.#reusable);
  }
}
