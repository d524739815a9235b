import { setTimeout as sleep } from 'node:timers/promises';
import { newId } from '@toster/contracts/ids';
import type { TenantContext } from '@toster/db/context';
import { withTenant, type Database } from '@toster/db/tenant';
import type { TestDatabase } from '@toster/db/testing/database';
import { createRestaurant, type Restaurant } from '@toster/db/testing/factories/restaurant';
import { sql } from 'drizzle-orm';
import { job, type OrgJob } from '../src/jobs.ts';
import type { Log, LogEntry } from '../src/log.ts';
import { enqueue } from '../src/outbox.ts';
import { installQueue } from '../src/queue.ts';

/** Installs the queue and a table in which handlers leave one row per effect. */
export async function prepare(t: Pick<TestDatabase, 'admin' | 'adminUrl'>): Promise<void> {
  await installQueue(t.adminUrl);
  await t.admin.unsafe(
    'create table if not exists effect (org_id uuid, outbox_id uuid, attempt int, worker text);' +
      'grant select, insert on effect to toster_worker',
  );
}

/** A restaurant of its own for a test. */
export function restaurant(t: Pick<TestDatabase, 'maintenance'>): Promise<Restaurant> {
  const orgId = newId();
  return t.maintenance.run(orgId, { action: 'demo.seeded', request: 'test', part: 0 }, (tx) =>
    createRestaurant(tx, { org: { orgId } }),
  );
}

export function workerContext(orgId: string): TenantContext {
  return {
    kind: 'worker',
    org: orgId,
    caps: {},
    action: 'orders.imported',
    request: 'test',
    source: 'worker',
  };
}

/** The owner's context over a live session, as a request of the console has it. */
export async function ownerContext(
  t: Pick<TestDatabase, 'admin'>,
  { org, members: { owner } }: Restaurant,
): Promise<TenantContext> {
  const session = newId();
  await t.admin`
    insert into auth.session (id, realm, account_id, org_id, cell, idle_expires_at,
      absolute_expires_at, auth_time, amr, aal)
    values (${session}, 'staff', ${owner.accountId}, ${org.orgId}, 'eu-1', now() + '1 day',
      now() + '1 day', now(), '{pwd}', 1)`;
  return {
    kind: 'staff',
    org: org.orgId,
    account: owner.accountId,
    actor: owner.id,
    caps: {},
    action: 'menu_item.priced',
    session,
    epoch: owner.epoch,
    request: newId(),
    source: 'console',
  };
}

/** Commits that many outbox rows in one transaction and returns their ids. */
export function enqueueMany(worker: Database, orgId: string, count: number): Promise<string[]> {
  return withTenant(worker, workerContext(orgId), async (tx) => {
    const ids: string[] = [];
    for (let i = 0; i < count; i += 1) {
      ids.push(
        await enqueue(tx, { orgId, topic: 'import.finished', payload: { importJobId: newId() } }),
      );
    }
    return ids;
  });
}

/** A handler whose one effect is a row, written exactly once per outbox row. */
export function effectJob(worker: string, delayMilliseconds = 0): OrgJob {
  return job('import.finished', async ({ id, orgId, attempt, once }) => {
    await sleep(delayMilliseconds);
    await once(async (tx) => {
      await tx.execute(sql`insert into effect values (${orgId}, ${id}, ${attempt}, ${worker})`);
    });
  });
}

/** Effects of an organisation, oldest first. */
export async function effects(
  t: Pick<TestDatabase, 'admin'>,
  orgId: string,
): Promise<{ id: string; attempt: number; worker: string }[]> {
  const rows = await t.admin`
    select outbox_id, attempt, worker from effect where org_id = ${orgId} order by outbox_id`;
  return rows.map((row) => ({
    id: row['outbox_id'],
    attempt: row['attempt'],
    worker: row['worker'],
  }));
}

/** Waits until the condition holds; fails after the deadline with what was last seen. */
export async function eventually<T>(
  look: () => Promise<T> | T,
  holds: (seen: T) => boolean,
  deadlineMilliseconds = 20_000,
): Promise<T> {
  const end = Date.now() + deadlineMilliseconds;
  for (;;) {
    const seen = await look();
    if (holds(seen)) return seen;
    if (Date.now() > end) throw new Error(`still ${JSON.stringify(seen)?.slice(0, 500)}`);
    await sleep(25);
  }
}

/** A log that is kept for looking at. */
export function keptLog(): { readonly log: Log; readonly entries: LogEntry[] } {
  const entries: LogEntry[] = [];
  return { entries, log: (entry) => entries.push(entry) };
}
