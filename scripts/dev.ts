// `pnpm dev`: as `npm start`, but console and worker follow every change of the sources.
import { readSettings } from './env.ts';
import { announce } from './start/announce.ts';
import { supervise } from './start/supervise.ts';
import { fail } from './steps.ts';

try {
  const settings = readSettings();
  await supervise(
    { ...settings, mode: 'watch', distDir: '.next-dev', fsync: true, inherit: true },
    announce,
  );
} catch (error) {
  fail(error);
}
process.exit();
