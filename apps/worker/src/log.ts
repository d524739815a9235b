import type { Log } from '@toster/dispatch/log';

/** One JSON object per line, on standard output. */
export const writeLog: Log = ({ level, event, facts }) => {
  const line = { time: new Date().toISOString(), level, event, ...facts };
  process.stdout.write(`${JSON.stringify(line)}\n`);
};
