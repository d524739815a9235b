import { newId } from '@toster/contracts/ids';
import { UNSTATED_TAX_CLASS } from '@toster/contracts/tax';
import { DatabaseError } from '@toster/db/errors';
import { importJob, importRejection } from '@toster/db/schema/import';
import { locationCounter } from '@toster/db/schema/location';
import { orderLine, orders, orderStatusChange } from '@toster/db/schema/order';
import { type Database, type TenantReadTx, type Tx, withTenant } from '@toster/db/tenant';
import { and, eq, inArray, sql } from 'drizzle-orm';
import type { Importer } from './find-importer.ts';
import { type FileOrder, reject, type Rejection } from './group-orders.ts';
import { ImportError } from './import-error.ts';
import { type Job, jobContext, TAKEN_OVER } from './import-job.ts';

export type OrderChannel = 'dine_in' | 'takeaway' | 'delivery';

/** Where the orders go and under which name. */
export type Target = {
  readonly importer: Importer;
  readonly source: string;
  readonly channel: OrderChannel;
};

/** A stretch of the file that is committed as one. */
export type Batch = {
  readonly orders: readonly FileOrder[];
  readonly rejections: readonly Rejection[];
  readonly throughLine: number;
};

/** What becomes of the orders of a batch. */
export type Verdict = {
  /** Not there yet. */
  readonly fresh: readonly FileOrder[];
  /** There already, exactly so: left alone. */
  readonly known: readonly FileOrder[];
  /** There already, but otherwise: put aside. */
  readonly rejections: readonly Rejection[];
};

/** Compares the orders of a batch with those of the same source that the organisation has already. */
export async function judge(
  tx: TenantReadTx,
  target: Target,
  batch: readonly FileOrder[],
): Promise<Verdict> {
  if (batch.length === 0) return { fresh: [], known: [], rejections: [] };
  const rows = await tx
    .select({
      externalId: orders.externalId,
      locationId: orders.locationId,
      totalMinor: orders.totalMinor,
    })
    .from(orders)
    .where(
      and(
        eq(orders.orgId, target.importer.orgId),
        eq(orders.source, target.source),
        inArray(
          orders.externalId,
          batch.map(({ externalId }) => externalId),
        ),
      ),
    );
  const present = new Map(rows.map((row) => [row.externalId, row]));
  const fresh: FileOrder[] = [];
  const known: FileOrder[] = [];
  const rejections: Rejection[] = [];
  for (const order of batch) {
    const twin = present.get(order.externalId);
    if (twin === undefined) fresh.push(order);
    else if (twin.locationId !== target.importer.locationId)
      rejections.push(...aside(order, ELSEWHERE));
    else if (twin.totalMinor !== order.totalMinor) rejections.push(...aside(order, OTHERWISE));
    else known.push(order);
  }
  return { fresh, known, rejections };
}

const ELSEWHERE = 'held back: this source has given an order of that id to another location';
const OTHERWISE = 'held back: the order is there already with another total';

function aside(order: FileOrder, reason: string): readonly Rejection[] {
  return reject(order.records, () => undefined, reason);
}

const ATTEMPTS = 3;
const UNIQUE_VIOLATION = '23505';

/**
 * Writes a batch and moves the job's resume point behind it, in one transaction: after an interruption at any moment
 * everything before the resume point is there once and nothing behind it is. Throws an ImportError when another
 * process has moved the resume point.
 */
export async function writeBatch(
  worker: Database,
  target: Target,
  job: Job,
  batch: Batch,
): Promise<{ verdict: Verdict; job: Job }> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await withTenant(worker, jobContext(target.importer, job.id, job.linesDone), (tx) =>
        write(tx, target, job, batch),
      );
    } catch (error) {
      // Another import brought an order of the batch in between: judge again.
      const isRace = error instanceof DatabaseError && error.sqlstate === UNIQUE_VIOLATION;
      if (!isRace || attempt === ATTEMPTS) throw error;
    }
  }
}

async function write(
  tx: Tx,
  target: Target,
  job: Job,
  batch: Batch,
): Promise<{ verdict: Verdict; job: Job }> {
  const { orgId, locationId } = target.importer;
  const [current] = await tx
    .select({ linesDone: importJob.linesDone, status: importJob.status })
    .from(importJob)
    .where(and(eq(importJob.orgId, orgId), eq(importJob.id, job.id)))
    .for('update');
  if (current?.linesDone !== job.linesDone || current.status !== 'running')
    throw new ImportError(TAKEN_OVER);
  const verdict = await judge(tx, target, batch.orders);
  if (verdict.fresh.length > 0) await insertOrders(tx, target, verdict.fresh);
  const rejections = [...batch.rejections, ...verdict.rejections];
  if (rejections.length > 0) {
    await tx.insert(importRejection).values(
      rejections.map(({ lineNo, reason, raw }) => ({
        orgId,
        jobId: job.id,
        locationId,
        lineNo,
        reason,
        // PostgreSQL's text holds every character but this one.
        raw: raw.replaceAll('\0', '\uFFFD'),
      })),
    );
  }
  const [moved] = await tx
    .update(importJob)
    .set({
      linesDone: batch.throughLine,
      ordersCreated: job.ordersCreated + verdict.fresh.length,
      ordersKnown: job.ordersKnown + verdict.known.length,
      linesRejected: job.linesRejected + rejections.length,
    })
    .where(and(eq(importJob.orgId, orgId), eq(importJob.id, job.id)))
    .returning();
  if (moved === undefined) throw new ImportError(TAKEN_OVER);
  return { verdict, job: moved };
}

async function insertOrders(
  tx: Tx,
  { importer, source, channel }: Target,
  batch: readonly FileOrder[],
): Promise<void> {
  const { orgId, locationId, currency } = importer;
  const [counter] = await tx
    .update(locationCounter)
    .set({ next: sql`${locationCounter.next} + ${batch.length}` })
    .where(
      and(
        eq(locationCounter.orgId, orgId),
        eq(locationCounter.locationId, locationId),
        eq(locationCounter.kind, 'order'),
      ),
    )
    .returning({ next: locationCounter.next });
  if (counter === undefined)
    throw new ImportError(`location ${importer.locationName} has no order numbers`);
  const placed = batch.map((order, index) => ({
    order,
    id: newId(),
    number: counter.next - batch.length + index,
  }));
  await tx.insert(orders).values(
    placed.map(({ order, id, number }) => ({
      orgId,
      id,
      locationId,
      number,
      channel,
      status: 'delivered' as const,
      placedAt: order.placedAt,
      closedAt: order.placedAt,
      currency,
      subtotalMinor: order.totalMinor,
      taxMinor: 0,
      totalMinor: order.totalMinor,
      source,
      externalId: order.externalId,
    })),
  );
  await tx.insert(orderLine).values(
    placed.flatMap(({ order, id }) =>
      order.lines.map((line, index) => ({
        orgId,
        orderId: id,
        locationId,
        lineNo: index + 1,
        name: line.name,
        modifiers: [...line.modifiers],
        quantity: line.quantity,
        unitPriceMinor: line.unitPriceMinor,
        lineTotalMinor: line.lineTotalMinor,
        taxClass: UNSTATED_TAX_CLASS,
      })),
    ),
  );
  await tx.insert(orderStatusChange).values(
    placed.map(({ order, id }) => ({
      orgId,
      orderId: id,
      locationId,
      seq: 1,
      fromStatus: null,
      toStatus: 'delivered',
      staffId: null,
      at: order.placedAt,
    })),
  );
}
