import { ZCancelImportInput, ZImportStateOutput } from '@toster/contracts/schemas/imports';
import { enqueue } from '@toster/dispatch/outbox';
import { tenant } from '../../procedures.ts';
import { assertMayBecome, importRule, ofKind, updateImport } from './import-rows.ts';

/**
 * Calls an import off, before it begins or behind the batch at hand; what has landed stays. Whoever may import its kind
 * there may stop it, also somebody else's.
 */
export const cancelImport = tenant({
  permission: ofKind,
  event: 'import.cancelled',
  at: importRule,
  cost: 2,
})
  .input(ZCancelImportInput)
  .output(ZImportStateOutput)
  .mutation(async ({ ctx: { tx, row, server } }) => {
    assertMayBecome(row, 'cancelled');
    const finishedAt = new Date(server.now());
    const state = await updateImport(tx, row, { status: 'cancelled', finishedAt });
    const payload = { importJobId: row.id };
    await enqueue(tx, { orgId: row.orgId, topic: 'import.requested', payload });
    return state;
  });
