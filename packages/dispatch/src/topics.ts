import { ZId, type Id } from '@toster/contracts/ids';
import type { EventName } from '@toster/contracts/events';
import { z } from 'zod';

/** A payload of identifiers, each under its own name. Nothing else can be declared or sent. */
export type IdsPayload = Readonly<Record<string, Id>>;

/** Work that belongs to an organisation. `event` is the action under which its changes are logged. */
type OrgTopicDefinition = {
  readonly event: EventName;
  readonly payload: z.ZodObject<Readonly<Record<string, typeof ZId>>, z.core.$strict>;
};

/**
 * The schema of a payload: the named identifiers, all required, nothing beside them. Job tables
 * escape erasure, so personal data must not be able to reach them.
 */
function ids<const K extends string>(
  ...names: readonly K[]
): z.ZodObject<Record<K, typeof ZId>, z.core.$strict> {
  const shape = Object.fromEntries(names.map((name) => [name, ZId])) as Record<K, typeof ZId>;
  return z.strictObject(shape);
}

/** Everything an organisation's transaction may ask to be done after its commit. */
export const ORG_TOPICS = {
  'import.requested': { event: 'import.confirmed', payload: ids('importJobId') },
  'security_report.filed': { event: 'security_report.filed', payload: ids('reportId') },
  'quota.reached': { event: 'quota.reached', payload: ids('membershipId') },
  'guest.code_asked': { event: 'guest.code_asked', payload: ids('codeId') },
  'guest.token_reused': { event: 'guest.token_reused', payload: ids('customerId') },
  'factor.asked': { event: 'security_policy.changed', payload: ids('membershipId') },
  'import.finished': { event: 'orders.imported', payload: ids('importJobId') },
} as const satisfies Readonly<Record<string, OrgTopicDefinition>>;

/** Everything a sign-in transaction may ask to be done for a person. */
export const ACCOUNT_TOPICS = {
  'password.changed': { event: 'password.changed' },
  'address.proof_asked': { event: 'address.proof_asked' },
  'factor.reset_asked': { event: 'factor.reset_asked' },
  'factor.reset_begun': { event: 'factor.reset_begun' },
  'password.reset_asked': { event: 'password.reset_asked' },
  'password.reset': { event: 'password.reset' },
  'factor.enrolled': { event: 'factor.enrolled' },
  'factor.removed': { event: 'factor.removed' },
  'factor.codes_renewed': { event: 'factor.codes_renewed' },
  'factor.recovery_used': { event: 'session.started' },
  'session.new_device': { event: 'session.started' },
  'session.reuse_detected': { event: 'refresh.reuse_detected' },
} as const satisfies Readonly<Record<string, { readonly event: EventName }>>;

export type OrgTopic = keyof typeof ORG_TOPICS;
export type AccountTopic = keyof typeof ACCOUNT_TOPICS;
export type Topic = OrgTopic | AccountTopic;

/** The payload of an organisation's topic. */
export type TopicPayload<T extends OrgTopic> = Readonly<z.infer<(typeof ORG_TOPICS)[T]['payload']>>;

export const ORG_TOPIC_NAMES = Object.keys(ORG_TOPICS) as readonly OrgTopic[];
export const ACCOUNT_TOPIC_NAMES = Object.keys(ACCOUNT_TOPICS) as readonly AccountTopic[];

/**
 * Work that recurs. Times are UTC; `missed: 'once'` makes up for a run lost to a stopped worker.
 * `event` names what a run logs unless the job says otherwise; kept answers are not logged at all.
 */
export const SCHEDULES = {
  'close-refusal-minutes': { cron: '* * * * *', missed: 'skip', event: 'access.denied' },
  'sweep-idempotency-keys': { cron: '17 3 * * *', missed: 'once', event: 'schema.changed' },
  'sweep-attempts': { cron: '47 * * * *', missed: 'skip', event: 'schema.changed' },
  'sweep-import-files': { cron: '23 * * * *', missed: 'once', event: 'import.expired' },
  'keep-audit-partitions': { cron: '41 2 * * *', missed: 'once', event: 'schema.changed' },
} as const satisfies Readonly<
  Record<
    string,
    { readonly cron: string; readonly missed: 'skip' | 'once'; readonly event: EventName }
  >
>;

export type ScheduleName = keyof typeof SCHEDULES;
export const SCHEDULE_NAMES = Object.keys(SCHEDULES) as readonly ScheduleName[];

/** What travels in a job of an organisation's topic: where its outbox row is, nothing of its content. */
export const ZOrgJob = z.strictObject({ orgId: ZId, outboxId: ZId });

/** What travels in a job of an account's topic. */
export const ZAccountJob = z.strictObject({ accountId: ZId, outboxId: ZId });
