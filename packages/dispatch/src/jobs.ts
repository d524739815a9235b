import type { EventName } from '@toster/contracts/events';
import type { Id } from '@toster/contracts/ids';
import type { TenantReadTx, Tx } from '@toster/db/tenant';
import type { AccountTopic, OrgTopic, ScheduleName, TopicPayload } from './topics.ts';

/** Transactions whose signed context is bound to the job. */
export type Transact = {
  readonly read: <R>(fn: (tx: TenantReadTx) => Promise<R>) => Promise<R>;
  readonly write: <R>(fn: (tx: Tx) => Promise<R>) => Promise<R>;
};

/**
 * Runs the effect and takes the outbox row away in one transaction. The effect commits at most once
 * however often the job is delivered; false when an earlier attempt has committed it.
 */
export type Once = (effect: (tx: Tx) => Promise<void>) => Promise<boolean>;

type Delivery = {
  /** The outbox row's id: the same at every attempt, so effects outside can be made idempotent by it. */
  readonly id: Id;
  /** 0 at the first attempt. */
  readonly attempt: number;
  /** Aborted when the job is no longer this worker's: at a stop's deadline or after a lost claim. */
  readonly signal: AbortSignal;
  readonly once: Once;
};

/** A job of an organisation. `tenant` sees that organisation only, as the worker. */
export type OrgDelivery<T extends OrgTopic> = Delivery & {
  readonly orgId: Id;
  readonly payload: TopicPayload<T>;
  readonly tenant: Transact;
  /** The cell-wide sign-in tables, for an account the organisation's rows name. */
  readonly account: (accountId: Id) => Transact;
};

/** A job of a person. `cell` sees the cell-wide sign-in tables. */
export type AccountDelivery = Delivery & {
  readonly accountId: Id;
  readonly sessionId: Id | null;
  readonly cell: Transact;
};

/** As what a recurring job acts in an organisation. */
export type TenantOptions = {
  /** The event under which the changes are logged; the schedule's own by default. */
  readonly action?: EventName;
  /** The member whom the change is about, when it stands for something a member did. */
  readonly actor?: Id | null;
  /** Transactions with different numbers stand as different lines in the log; one run is one line. */
  readonly line?: number;
};

/** One run of a recurring job. */
export type Run = {
  readonly signal: AbortSignal;
  /** Transactions of the worker outside every organisation. */
  readonly cell: Transact;
  /** Transactions of the worker in one organisation. */
  readonly tenant: (orgId: Id, options?: TenantOptions) => Transact;
  /** Calls the function for every organisation; one that fails does not keep the others waiting. */
  readonly eachOrg: (fn: (orgId: Id) => Promise<void>) => Promise<void>;
};

export type OrgJob = {
  readonly kind: 'org';
  readonly topic: OrgTopic;
  readonly handle: (delivery: OrgDelivery<OrgTopic>) => Promise<void>;
};
export type AccountJob = {
  readonly kind: 'account';
  readonly topic: AccountTopic;
  readonly handle: (delivery: AccountDelivery) => Promise<void>;
};
export type RecurringJob = {
  readonly kind: 'recurring';
  readonly schedule: ScheduleName;
  readonly handle: (run: Run) => Promise<void>;
};
export type JobDefinition = OrgJob | AccountJob | RecurringJob;

/**
 * Handles a topic of organisations. The handler is called at least once for each committed outbox
 * row and, after it has returned, never again; an effect that must not happen twice goes through
 * `once` or carries the delivery's id. What it throws is retried with growing pauses and ends in the
 * dead letter queue; `PermanentFailure` ends there at once.
 */
export function job<T extends OrgTopic>(
  topic: T,
  handler: (delivery: OrgDelivery<T>) => Promise<void>,
): OrgJob {
  // The worker calls it with the payload it parsed by this very topic's schema.
  return { kind: 'org', topic, handle: handler as OrgJob['handle'] };
}

/** Handles a topic of accounts, under the same guarantees as `job`. */
export function accountJob(
  topic: AccountTopic,
  handler: (delivery: AccountDelivery) => Promise<void>,
): AccountJob {
  return { kind: 'account', topic, handle: handler };
}

/** Handles a schedule. Runs never overlap; the handler must be safe to repeat. */
export function recurringJob(
  schedule: ScheduleName,
  handler: (run: Run) => Promise<void>,
): RecurringJob {
  return { kind: 'recurring', schedule, handle: handler };
}

/** Thrown by a handler when no further attempt can succeed. `code` is logged: no personal data. */
export class PermanentFailure extends Error {
  override readonly name = 'PermanentFailure';
  readonly code: string;

  constructor(code: string, options?: ErrorOptions) {
    super(code, options);
    this.code = code;
  }
}
