import { isIdle, leftNothing, newPipeline } from './pipeline.ts';
import { foreignError, PipelinedTransaction, steeringError } from './pipelined-transaction.ts';
import type { Outcome, Place } from './pipelined-transaction.ts';

const ignore = () => undefined;

/**
 * A write: one transaction block in one pipeline. BEGIN and the context leave with the first
 * statements; COMMIT is awaited and its command tag checked. The block is explicit, because an
 * implicit transaction can only be abandoned with a warning in the server's log.
 */
export class WriteTransaction<T> extends PipelinedTransaction<T> {
  readonly #openingStatements: number;

  constructor(place: Place, outcome: Outcome<T>, signedContext: string | null) {
    super(place, outcome);
    this.send('begin');
    if (signedContext !== null) this.send('select app.enter($1)', [signedContext]);
    this.#openingStatements = this.pipeline.asked;
  }

  override finish(value: T): void {
    if (this.settled) return;
    const { pipeline } = this;
    if (pipeline.error !== null) return this.fail(pipeline.error);
    if (pipeline.answered < this.#openingStatements) return this.finishLater(value);
    if (pipeline.control !== 1) return this.fail(steeringError());
    if (pipeline.foreign > 0) return this.fail(foreignError());
    this.accepting = false;
    if (pipeline.answered < pipeline.asked) this.#finishAfterAll(value);
    else this.#commit(value);
  }

  protected override begun(): void {
    // The constructor has begun the pipeline.
  }

  protected override abandon(): void {
    const { connection, pipeline } = this;
    if (pipeline.control > 1) return this.giveBack(false);
    if (pipeline.error === null) connection.command(pipeline, 'rollback', ignore, ignore);
    connection.sync(
      pipeline,
      () => this.#ended(),
      () => this.giveBack(false),
    );
  }

  // A statement nobody awaits is judged by its command tag too, before it can be committed.
  #finishAfterAll(value: T): void {
    this.connection.command(
      this.pipeline,
      'select',
      () => queueMicrotask(() => this.finish(value)),
      (error) => queueMicrotask(() => this.fail(error)),
    );
  }

  #commit(value: T): void {
    const { connection, pipeline } = this;
    let refused = false;
    this.committing = true;
    connection.command(
      pipeline,
      'commit',
      (result) => {
        refused = result.command !== 'COMMIT' || pipeline.control !== 2;
        if (!refused && this.settle()) this.outcome.resolve(value);
      },
      ignore,
    );
    connection.sync(
      pipeline,
      () => {
        if (!this.settled) this.#refuse(refused ? steeringError() : pipeline.error);
        this.#ended();
      },
      () => this.giveBack(false),
    );
  }

  #refuse(error: Error | null): void {
    if (this.settle()) this.outcome.reject(this.publicForm(error));
  }

  // A block that a refused statement has aborted is still open after Sync.
  #ended(): void {
    const { connection, pipeline } = this;
    if (isIdle(pipeline)) return this.giveBack(leftNothing(pipeline));
    const cleanUp = newPipeline();
    const drop = () => this.giveBack(false);
    connection.command(cleanUp, 'rollback', ignore, ignore);
    connection.sync(
      cleanUp,
      () => this.giveBack(isIdle(cleanUp) && cleanUp.error === null && leftNothing(pipeline)),
      drop,
    );
  }
}
