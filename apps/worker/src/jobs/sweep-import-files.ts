import { IMPORT_FILE_DAYS, IMPORT_LINES_DAYS } from '@toster/contracts/imports/kinds';
import { recurringJob } from '@toster/dispatch/jobs';
import { sweepImports } from '@toster/imports/stored/sweep-imports';

const PERIODS = { file: IMPORT_FILE_DAYS, lines: IMPORT_LINES_DAYS };

/** Deletes the files of imports that have ended or were left lying, and later the lines they put aside. */
export const sweepImportFiles = recurringJob('sweep-import-files', async (run) => {
  await run.eachOrg(async (orgId) => {
    await run.tenant(orgId).write((tx) => sweepImports(tx, orgId, PERIODS));
  });
});
