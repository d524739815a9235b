import { IMPORT_FILE_DAYS } from '@toster/contracts/imports/kinds';
import { recurringJob } from '@toster/dispatch/jobs';
import { sweepImports } from '@toster/imports/stored/sweep-imports';

/** Deletes the files of imports that have ended, and of those that nobody went on with for a week. */
export const sweepImportFiles = recurringJob('sweep-import-files', async (run) => {
  await run.eachOrg(async (orgId) => {
    await run.tenant(orgId).write((tx) => sweepImports(tx, orgId, IMPORT_FILE_DAYS));
  });
});
