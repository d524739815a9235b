// `npm start`: the console and its worker on this machine, with a database and a demo of their own.
import { readSettings } from './env.ts';
import { announce } from './start/announce.ts';
import { supervise } from './start/supervise.ts';
import { fail } from './steps.ts';

try {
  const settings = readSettings();
  await supervise(
    { ...settings, mode: 'built', distDir: '.next', fsync: true, inherit: true },
    announce,
  );
} catch (error) {
  fail(error);
}
process.exit();
