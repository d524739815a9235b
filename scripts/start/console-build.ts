import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { childEnvironment } from '../env.ts';
import { sourceFiles } from '../files.ts';
import { ROOT } from '../root.ts';
import { WATCH_PARENT } from './child.ts';

/** Folder of the console. */
export const CONSOLE = join(ROOT, 'apps', 'admin');

/** Next's own command, run by Node directly so that signals reach it. */
export const NEXT = join(
  createRequire(join(CONSOLE, 'package.json')).resolve('next/package.json'),
  '..',
  'dist',
  'bin',
  'next',
);

// Tests and texts change no build.
const NOT_BUILT = /\.(?:test|spec)\.tsx?$|(?:^|\/)test\/|\.md$/;

/** Whether the build in this folder was made from the sources as they are now. */
export function isBuilt(distDir: string): boolean {
  const stamp = stampFile(distDir);
  return existsSync(stamp) && readFileSync(stamp, 'utf8') === sourceHash();
}

/** Builds the console; throws with the end of Next's output. */
export async function buildConsole(distDir: string, signal: AbortSignal): Promise<void> {
  const hash = sourceHash();
  rmSync(stampFile(distDir), { force: true });
  const { code, output } = await runNext(['build'], distDir, signal);
  signal.throwIfAborted();
  if (code !== 0) throw new Error(`The console could not be built.\n${output.slice(-6000)}`);
  copyAssets(distDir);
  writeFileSync(stampFile(distDir), hash);
}

/** The standalone server of a build. */
export function serverFile(distDir: string): string {
  return join(CONSOLE, distDir, 'standalone', 'apps', 'admin', 'server.js');
}

// The standalone server serves only what lies in its own folder; Next leaves the assets outside,
// because in production a CDN may serve them.
function copyAssets(distDir: string): void {
  const target = join(CONSOLE, distDir, 'standalone', 'apps', 'admin');
  cpSync(join(CONSOLE, distDir, 'static'), join(target, distDir, 'static'), { recursive: true });
  const assets = join(CONSOLE, 'public');
  if (existsSync(assets)) cpSync(assets, join(target, 'public'), { recursive: true });
}

function runNext(
  args: string[],
  distDir: string,
  signal: AbortSignal,
): Promise<{ code: number; output: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ['--import', WATCH_PARENT, NEXT, ...args], {
      cwd: CONSOLE,
      stdio: ['ignore', 'pipe', 'pipe'],
      signal,
      env: childEnvironment({
        NODE_ENV: 'production',
        NEXT_DIST_DIR: distDir,
        NEXT_TELEMETRY_DISABLED: '1',
      }),
    });
    let output = '';
    child.stdout.on('data', (chunk) => (output += String(chunk)));
    child.stderr.on('data', (chunk) => (output += String(chunk)));
    child.once('error', reject);
    child.once('close', (code) => resolve({ code: code ?? 1, output }));
  });
}

function stampFile(distDir: string): string {
  return join(CONSOLE, distDir, 'toster-sources');
}

/** Changes with every file the build could read. */
function sourceHash(): string {
  const hash = createHash('sha256').update(readFileSync(join(ROOT, 'pnpm-lock.yaml')));
  for (const folder of ['apps/admin', 'packages', 'tooling/typescript']) {
    for (const file of sourceFiles(join(ROOT, folder))) {
      if (NOT_BUILT.test(file)) continue;
      hash.update(`\0${folder}/${file}\0`).update(readFileSync(join(ROOT, folder, file)));
    }
  }
  return hash.digest('hex');
}
