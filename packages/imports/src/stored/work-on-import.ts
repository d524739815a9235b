import { neededFor } from '@toster/contracts/imports/needs';
import { hasEnded } from '@toster/contracts/imports/states';
import { withTenant } from '@toster/db/tenant';
import { findImporter } from '../find-importer.ts';
import { ImportError, TakenOver } from '../import-error.ts';
import type { ImportDatabases } from '../import-run.ts';
import { checkStored, stopCheck } from './check-stored.ts';
import { failStored, runStored } from './run-stored.ts';
import { emptyFile } from './stored-file.ts';
import { loadStored, type StoredKey, tidyContext } from './stored-import.ts';

/** When to stop: for good, or to let others have their turn, which an import goes on from and a check does not. */
export type WorkSignals = { readonly stop: AbortSignal; readonly pause: AbortSignal };

/**
 * Does what an import of the console waits for: its check, the import itself, or the tidying behind one that was called
 * off. Safe to call again and beside itself. `more`: it was paused and goes on from there.
 *
 * Throws where another worker is at the same thing, so that somebody looks again, and for every fault that may pass.
 * What a person must act on ends the check or the import instead.
 */
export async function workOnImport(
  databases: ImportDatabases,
  key: StoredKey,
  signals: WorkSignals,
): Promise<'done' | 'more'> {
  const stored = await loadStored(databases.worker, key);
  if (stored === null) return 'done';
  const { job, accountId } = stored;
  if (hasEnded(job.status)) {
    await tidy(databases, key);
    return 'done';
  }
  const { reading } = job;
  if (reading === null || (job.status !== 'checking' && job.status !== 'running')) return 'done';
  const who = { orgId: key.orgId, locationId: job.locationId, accountId };
  const find = () => findImporter(databases.auth, who, neededFor(reading));
  const work = { databases, key, stored, reading, find };
  try {
    if (job.status === 'running') return await runStored({ ...work, signal: signals.pause });
    await checkStored({ ...work, signal: signals.stop });
    return 'done';
  } catch (error) {
    if (error instanceof TakenOver) return giveWay(databases, key, error, stored.job);
    if (!(error instanceof ImportError)) throw error;
    if (job.status === 'running') await failStored(work, error.failure);
    else
      await stopCheck(work, { orgId: key.orgId, staffId: job.startedBy, accountId }, error.failure);
    return 'done';
  }
}

/** Whoever gives way looks again later, unless the import itself has moved on. */
async function giveWay(
  databases: ImportDatabases,
  key: StoredKey,
  error: TakenOver,
  before: { readonly status: string; readonly askedRequest: string | null },
): Promise<'done'> {
  const now = await loadStored(databases.worker, key);
  if (now === null) return 'done';
  if (now.job.status === before.status && now.job.askedRequest === before.askedRequest) throw error;
  if (hasEnded(now.job.status)) await tidy(databases, key);
  return 'done';
}

function tidy(databases: ImportDatabases, key: StoredKey): Promise<void> {
  return withTenant(databases.worker, tidyContext(key, 'import.cancelled'), (tx) =>
    emptyFile(tx, key),
  );
}

/** Ends what no further attempt will bring to its end: a fault of ours, which the person is told. */
export async function giveUpImport(databases: ImportDatabases, key: StoredKey): Promise<void> {
  const stored = await loadStored(databases.worker, key);
  if (stored === null) return;
  const { job, accountId } = stored;
  const work = { databases, key, stored };
  if (job.status === 'running') await failStored(work, 'broken');
  if (job.status === 'checking')
    await stopCheck(work, { orgId: key.orgId, staffId: job.startedBy, accountId }, 'broken');
}
