import { type ChildProcess, spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { childEnvironment } from '../env.ts';
import { ROOT } from '../root.ts';

const BIN = join(ROOT, 'node_modules', '.bin');
const running = new Set<ChildProcess>();

/** Folder for the reports of the test runners. */
export const REPORTS = join(ROOT, 'test-results');

/** A program of the repository's own packages. */
export function bin(name: string): string {
  return join(BIN, name);
}

/** The main script of a package, as seen from a folder, for Node to run directly. */
export function packageFile(from: string, manifest: string, file: string): string {
  return join(dirname(createRequire(join(from, 'package.json')).resolve(manifest)), file);
}

/** Runs a program to its end; its output goes to the terminal, or is kept when `quiet`. */
export function runTool(
  program: string,
  args: readonly string[],
  options: { cwd?: string; env?: Record<string, string>; quiet?: boolean; timeoutMs?: number } = {},
): Promise<{ code: number; output: string }> {
  return new Promise((resolve) => {
    const child = spawn(program, args, {
      cwd: options.cwd ?? ROOT,
      stdio: options.quiet === true ? ['ignore', 'pipe', 'pipe'] : ['ignore', 'inherit', 'inherit'],
      env: childEnvironment({ TURBO_TELEMETRY_DISABLED: '1', ...options.env }),
      ...(options.timeoutMs === undefined ? {} : { timeout: options.timeoutMs }),
    });
    running.add(child);
    let output = '';
    child.stdout?.on('data', (chunk) => (output += String(chunk)));
    child.stderr?.on('data', (chunk) => (output += String(chunk)));
    const end = (code: number) => {
      running.delete(child);
      resolve({ code, output });
    };
    child.once('error', (error) => {
      output += error.message;
      end(1);
    });
    child.once('close', (code) => end(code ?? 1));
  });
}

/** Asks every program that still runs to end. */
export function endTools(): void {
  for (const child of running) child.kill('SIGTERM');
}
