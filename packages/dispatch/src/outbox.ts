import { newId, type Id } from '@toster/contracts/ids';
import { accountOutbox } from '@toster/db/schema/auth/account';
import { outbox } from '@toster/db/schema/transport';
import type { Tx } from '@toster/db/tenant';
import { ORG_TOPICS, type AccountTopic, type OrgTopic, type TopicPayload } from './topics.ts';

/** What a business transaction asks to be done after its commit. */
export type Dispatch<T extends OrgTopic = OrgTopic> = {
  readonly orgId: Id;
  readonly topic: T;
  readonly payload: TopicPayload<T>;
};

/**
 * Writes the outbox row in the caller's transaction: the work is done if and only if that
 * transaction commits. The payload holds ids only, by its type and by its schema. Returns the row's
 * id, by which handlers are idempotent. Throws a ZodError before anything is written when the
 * payload is not exactly the topic's ids.
 */
export async function enqueue<T extends OrgTopic>(tx: Tx, dispatch: Dispatch<T>): Promise<Id> {
  const payload: Readonly<Record<string, Id>> = ORG_TOPICS[dispatch.topic].payload.parse(
    dispatch.payload,
  );
  const id = newId();
  await tx.insert(outbox).values({ orgId: dispatch.orgId, id, topic: dispatch.topic, payload });
  return id;
}

/** What a sign-in transaction asks to be done for a person. */
export type AccountDispatch = {
  readonly accountId: Id;
  readonly topic: AccountTopic;
  readonly sessionId: Id | null;
};

/** The same for the account's outbox: mail that belongs to a person and to no organisation. */
export async function enqueueForAccount(tx: Tx, dispatch: AccountDispatch): Promise<Id> {
  const id = newId();
  await tx.insert(accountOutbox).values({ id, ...dispatch });
  return id;
}
