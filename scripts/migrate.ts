// `npm run migrate`: a step of a release, before the processes of the new version start. The only
// one that needs DATABASE_URL, the admin's.
import { readSettings, variable } from './env.ts';
import { loadSecrets } from './start/secrets.ts';
import { updateDatabase } from './start/update-database.ts';
import { fail } from './steps.ts';

try {
  const { databaseUrl, environment, home } = readSettings();
  if (databaseUrl === undefined) throw new Error('Set DATABASE_URL to the database to migrate.');
  const secrets = loadSecrets(home, environment === 'local' ? undefined : variable);
  await updateDatabase({ adminUrl: databaseUrl, isEmbedded: false, secrets });
} catch (error) {
  fail(error);
}
process.exit();
