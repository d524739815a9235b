import type { EventName } from '@toster/contracts/events';
import type { TenantContext } from '@toster/db/context';
import { importJob } from '@toster/db/schema/import';
import { importFile } from '@toster/db/schema/import-file';
import { membership } from '@toster/db/schema/membership';
import { type Database, withTenant } from '@toster/db/tenant';
import { and, eq } from 'drizzle-orm';
import { type Job, requestOf } from '../import-job.ts';

/** Which import of which organisation. */
export type StoredKey = { readonly orgId: string; readonly jobId: string };

/** An import of the console: its job, its file, and the account of the person who brought it. */
export type StoredImport = {
  readonly job: Job;
  readonly file: typeof importFile.$inferSelect;
  readonly accountId: string;
};

/** The worker's own context, for what is done in nobody's name: looking an import up and tidying behind it. */
export function tidyContext({ orgId, jobId }: StoredKey, action: EventName): TenantContext {
  return {
    kind: 'worker',
    org: orgId,
    caps: {},
    action,
    request: requestOf(jobId),
    source: 'worker',
    // Folded under what the import itself has done.
    part: TIDYING,
  };
}

/** Behind every line of every file. */
const TIDYING = 2_000_000_000;

/** The import as it stands, or null where there is none with a file of its own. */
export async function loadStored(worker: Database, key: StoredKey): Promise<StoredImport | null> {
  const { orgId, jobId } = key;
  const [found] = await withTenant(
    worker,
    tidyContext(key, 'import.checked'),
    (tx) =>
      tx
        .select({ job: importJob, file: importFile, accountId: membership.accountId })
        .from(importJob)
        .innerJoin(
          importFile,
          and(eq(importFile.orgId, importJob.orgId), eq(importFile.jobId, importJob.id)),
        )
        .innerJoin(
          membership,
          and(eq(membership.orgId, importJob.orgId), eq(membership.id, importJob.startedBy)),
        )
        .where(and(eq(importJob.orgId, orgId), eq(importJob.id, jobId))),
    'read',
  );
  return found ?? null;
}
