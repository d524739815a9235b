import { testDatabase } from '@toster/db/testing/database';
import { describeAttemptLog } from './attempt-log-suite.ts';
import { postgresAttemptLog } from '../src/limits/postgres-attempt-log.ts';

describeAttemptLog('PostgreSQL', async () => {
  const database = await testDatabase();
  return {
    log: postgresAttemptLog(database.auth),
    age: async (milliseconds) => {
      const earlier = `${milliseconds} milliseconds`;
      await database.admin`
        update auth.attempt set at = at - ${earlier}::interval, expires_at = expires_at - ${earlier}::interval`;
    },
    count: async (key) => {
      const rows = await database.admin`select 1 from auth.attempt where key = ${key}`;
      return rows.length;
    },
    close: () => database.close(),
  };
});
