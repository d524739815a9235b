import { spawnSync } from 'node:child_process';
import { remark } from '../steps.ts';
import { runTool } from './tools.ts';

/**
 * Makes sure that a redis-server can be started: the machine's, else the distribution's package. Throws with what to do
 * when there is none; tests of the limits run against a real one.
 */
export async function ensureRedis(): Promise<void> {
  if (runs()) return;
  remark('There is no redis-server; installing the package of the distribution');
  await runTool('apt-get', ['update'], { quiet: true });
  const { output } = await runTool(
    'apt-get',
    ['install', '-y', '--no-install-recommends', 'redis-server'],
    { quiet: true, env: { DEBIAN_FRONTEND: 'noninteractive', RUNLEVEL: '1' } },
  );
  if (runs()) return;
  throw new Error(
    `There is no redis-server and none could be installed:\n${output.slice(-1000)}\n` +
      'Install Redis or Valkey and run the tests again.',
  );
}

function runs(): boolean {
  return spawnSync('redis-server', ['--version'], { timeout: 20_000 }).status === 0;
}
