import { setsPrices } from '@toster/contracts/imports/needs';
import type { ImportReading } from '@toster/contracts/imports/reading';
import { ZCheckImportInput, ZImportStateOutput } from '@toster/contracts/schemas/imports';
import { enqueue } from '@toster/dispatch/outbox';
import { tenant } from '../../procedures.ts';
import { assertReading } from './assert-reading.ts';
import { assertMayBecome, ofOwnKind, ownImportRule, updateImport } from './import-rows.ts';

type Input = { readonly reading: ImportReading };

/** Has a worker do everything the import would do but write. A check that is under way gives way to this one. */
export const checkImport = tenant({
  permission: ofOwnKind,
  event: 'import.checked',
  at: ownImportRule,
  also: [
    { permission: 'menu.price_edit', when: ({ reading }: Input) => setsPrices(reading) },
    {
      permission: 'menu.availability_86',
      when: ({ reading }: Input) =>
        reading.kind === 'menu' && reading.columns.available !== undefined,
    },
  ],
  cost: 5,
})
  .input(ZCheckImportInput)
  .output(ZImportStateOutput)
  .mutation(async ({ ctx: { tx, caller, row, requestId, server }, input: { reading } }) => {
    const { job } = row;
    assertMayBecome(job, 'checking');
    assertReading(reading, row, caller.org.country);
    const state = await updateImport(tx, job, {
      status: 'checking',
      reading,
      ...(reading.kind === 'orders' ? { source: reading.source } : {}),
      askedRequest: requestId,
      askedAt: new Date(server.now()),
      workedAt: null,
      linesChecked: 0,
      foretold: null,
      failure: null,
    });
    await enqueue(tx, {
      orgId: job.orgId,
      topic: 'import.requested',
      payload: { importJobId: job.id },
    });
    return state;
  });
