import type { EventName } from '@toster/contracts/events';
import type { Id } from '@toster/contracts/ids';
import type { TenantContext } from '@toster/db/context';
import { accountOutbox } from '@toster/db/schema/auth/account';
import { outbox } from '@toster/db/schema/transport';
import { withTenant, type Database, type Tx } from '@toster/db/tenant';
import { and, eq, sql } from 'drizzle-orm';
import type { Job } from 'pg-boss';
import { z } from 'zod';
import {
  PermanentFailure,
  type AccountJob,
  type Once,
  type OrgJob,
  type RecurringJob,
  type Transact,
} from './jobs.ts';
import { ACCOUNT_TOPICS, ORG_TOPICS, SCHEDULES, ZAccountJob, ZOrgJob } from './topics.ts';

/** The databases jobs work on: as `toster_worker` org by org, and as `toster_auth` cell-wide. */
export type Databases = { readonly worker: Database; readonly auth: Database };

const ZOrgs = z.array(z.object({ org_id: z.uuid() }));

/**
 * Reads the outbox row of the job, calls its handler and takes the row away. A row that is gone has
 * been handled by an earlier attempt.
 */
export async function deliverToOrg(
  { worker, auth }: Databases,
  definition: OrgJob,
  job: Job,
): Promise<void> {
  const { orgId, outboxId: id } = parsed(ZOrgJob, job.data);
  const topic = ORG_TOPICS[definition.topic];
  const tenant = transact(worker, workerContext(id, topic.event, orgId));
  const row = and(eq(outbox.orgId, orgId), eq(outbox.id, id));

  const [pending] = await tenant.read((tx) =>
    tx.select({ payload: outbox.payload }).from(outbox).where(row),
  );
  if (pending === undefined) return;
  const taking = takingBy(tenant, (tx) =>
    tx.delete(outbox).where(row).returning({ id: outbox.id }),
  );
  await definition.handle({
    id,
    orgId,
    payload: parsed(topic.payload, pending.payload),
    attempt: job.retryCount,
    signal: job.signal,
    tenant,
    account: (accountId) => transact(auth, authContext(id, topic.event, accountId)),
    once: taking.once,
  });
  await taking.finish();
}

/** The same for the account's outbox, as the sign-in role. */
export async function deliverToAccount(
  { auth }: Databases,
  definition: AccountJob,
  job: Job,
): Promise<void> {
  const { accountId, outboxId: id } = parsed(ZAccountJob, job.data);
  const cell = transact(auth, authContext(id, ACCOUNT_TOPICS[definition.topic].event, accountId));
  const row = and(eq(accountOutbox.id, id), eq(accountOutbox.accountId, accountId));

  const [pending] = await cell.read((tx) =>
    tx.select({ sessionId: accountOutbox.sessionId }).from(accountOutbox).where(row),
  );
  if (pending === undefined) return;
  const taking = takingBy(cell, (tx) =>
    tx.delete(accountOutbox).where(row).returning({ id: accountOutbox.id }),
  );
  await definition.handle({
    id,
    accountId,
    sessionId: pending.sessionId,
    attempt: job.retryCount,
    signal: job.signal,
    cell,
    once: taking.once,
  });
  await taking.finish();
}

/** Runs a recurring job once. */
export async function runRecurring(
  { worker }: Databases,
  definition: RecurringJob,
  job: Job,
): Promise<void> {
  const { event } = SCHEDULES[definition.schedule];
  const cell = transact(worker, workerContext(job.id, event, null));
  await definition.handle({
    signal: job.signal,
    cell,
    tenant: (orgId, { action = event, actor = null, line } = {}) => {
      const id = line === undefined ? job.id : `${job.id}:${line}`;
      return transact(worker, { ...workerContext(id, action, orgId), actor });
    },
    eachOrg: async (fn) => {
      const failures: unknown[] = [];
      const orgs = await cell.read((tx) => tx.execute(sql`select app.org_ids() as org_id`));
      for (const { org_id: orgId } of ZOrgs.parse([...orgs])) {
        job.signal.throwIfAborted();
        await fn(orgId).catch((error: unknown) => failures.push(error));
      }
      // The first one is named in the log; all of them are retried with the run.
      if (failures.length > 0) throw failures[0];
    },
  });
}

function transact(database: Database, context: TenantContext): Transact {
  return {
    read: (fn) => withTenant(database, context, fn, 'read'),
    write: (fn) => withTenant(database, context, fn),
  };
}

/** The two ways in which a delivery takes its outbox row away: with an effect, or after the handler. */
function takingBy(
  transactions: Transact,
  take: (tx: Tx) => Promise<readonly unknown[]>,
): { readonly once: Once; readonly finish: () => Promise<void> } {
  let gone = false;
  return {
    once: async (effect) => {
      const fresh = await transactions.write(async (tx) => {
        // Locks the row: a second attempt at the same time waits here and then finds it gone.
        const taken = await take(tx);
        if (taken.length > 0) await effect(tx);
        return taken.length > 0;
      });
      gone = true;
      return fresh;
    },
    finish: async () => {
      if (!gone) await transactions.write(take);
    },
  };
}

function workerContext(id: Id, action: EventName, orgId: Id | null): TenantContext {
  return { kind: 'worker', org: orgId, caps: {}, action, request: `job:${id}`, source: 'worker' };
}

function authContext(id: Id, action: EventName, accountId: Id): TenantContext {
  return {
    kind: 'auth',
    org: null,
    account: accountId,
    caps: {},
    action,
    request: `job:${id}`,
    source: 'worker',
  };
}

/** A row or a job that does not fit its schema will not fit it at the next attempt either. */
function parsed<S extends z.ZodType>(schema: S, value: unknown): z.output<S> {
  const result = schema.safeParse(value);
  if (!result.success) throw new PermanentFailure('payload_invalid');
  return result.data;
}
