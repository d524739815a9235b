import { enqueue } from '@toster/dispatch/outbox';
import { job, type OrgJob, PermanentFailure } from '@toster/dispatch/jobs';
import type { ImportDatabases } from '@toster/imports/import-run';
import { giveUpImport, workOnImport } from '@toster/imports/stored/work-on-import';

/** One import works so long, then the others have their turn; well below the time in which a job must end. */
const TURN_MS = 60_000;
/** After so many attempts, some twenty minutes, a fault is not taken to pass by itself any more. */
const ATTEMPTS = 8;

/** Checks and imports what people brought in the console. The browser may be closed. */
export function workImports(databases: ImportDatabases): OrgJob {
  return job('import.requested', async ({ orgId, payload, attempt, signal, once }) => {
    const key = { orgId, jobId: payload.importJobId };
    const pause = AbortSignal.any([signal, AbortSignal.timeout(TURN_MS)]);
    try {
      const left = await workOnImport(databases, key, { stop: signal, pause });
      signal.throwIfAborted();
      if (left === 'more')
        await once(async (tx) => {
          await enqueue(tx, { orgId, topic: 'import.requested', payload });
        });
    } catch (error) {
      if (signal.aborted || attempt < ATTEMPTS) throw error;
      await giveUpImport(databases, key);
      throw new PermanentFailure('import_broken', { cause: error });
    }
  });
}
