import type { EventName } from '@toster/contracts/events';
import type { Stage } from './stage.ts';

/** An event a scene leaves in the log. */
export type Trace = {
  /** The login of whoever causes it; `database` for whoever works past the application. */
  readonly by: string;
  readonly action: EventName;
};

/**
 * Something people of a restaurant do, by the procedures the console calls. It is over when all its traces stand in the
 * log: the last thing it does leaves the first of them, which no other scene leaves. Played again after an interruption
 * in its middle it does its work once more, so it looks at what is there instead of assuming it.
 */
export type Scene = {
  readonly key: string;
  readonly leaves: readonly [Trace, ...Trace[]];
  /** The slug of the only restaurant where it happens. */
  readonly only?: string;
  readonly act: (stage: Stage) => Promise<void>;
};
