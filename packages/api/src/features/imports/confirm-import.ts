import { AppError } from '@toster/contracts/errors';
import { ZConfirmImportInput, ZImportStateOutput } from '@toster/contracts/schemas/imports';
import type { Tx } from '@toster/db/tenant';
import { enqueue } from '@toster/dispatch/outbox';
import { tenant } from '../../procedures.ts';
import {
  assertMayBecome,
  type ImportJobRow,
  jobSetsPrices,
  ofOwnKind,
  ownImportRule,
  updateImport,
} from './import-rows.ts';

/** Has a worker import what was checked. An import that sets prices is confirmed by `confirmPrices`. */
export const confirmImport = tenant({
  permission: ofOwnKind,
  event: 'import.confirmed',
  at: ownImportRule,
  cost: 5,
})
  .input(ZConfirmImportInput)
  .output(ZImportStateOutput)
  .mutation(({ ctx: { tx, row, requestId, server } }) =>
    confirm(tx, row.job, false, requestId, server.now()),
  );

/** As `confirmImport`, for a menu that sets prices: whoever changes prices proves who they are. */
export const confirmPrices = tenant({
  permission: 'menu.price_edit',
  also: [{ permission: 'menu.edit', when: () => true }],
  event: 'import.confirmed',
  stepUp: true,
  at: ownImportRule,
  cost: 5,
})
  .input(ZConfirmImportInput)
  .output(ZImportStateOutput)
  .mutation(({ ctx: { tx, row, requestId, server } }) =>
    confirm(tx, row.job, true, requestId, server.now()),
  );

async function confirm(
  tx: Tx,
  job: ImportJobRow,
  withPrices: boolean,
  askedRequest: string,
  nowMs: number,
) {
  assertMayBecome(job, 'running');
  if (jobSetsPrices(job) !== withPrices)
    throw new AppError('IMPORT_STATE_INVALID', { details: { state: job.status } });
  const askedAt = new Date(nowMs);
  const change = { status: 'running', askedRequest, askedAt, workedAt: null } as const;
  const state = await updateImport(tx, job, change);
  const payload = { importJobId: job.id };
  await enqueue(tx, { orgId: job.orgId, topic: 'import.requested', payload });
  return state;
}
