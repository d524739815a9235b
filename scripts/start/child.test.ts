import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isAlive } from '@toster/db/embedded/process-info';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { type Child, startChild } from './child.ts';
import { childEnvironment } from '../env.ts';

let folder: string;
let child: Child | undefined;
const pids: number[] = [];
const lines: string[] = [];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'toster-child-'));
});
afterEach(async () => {
  await child?.stop();
  pids.length = lines.length = 0;
  rmSync(folder, { recursive: true });
});

function start(code: string): Child {
  const script = join(folder, 'main.mjs');
  writeFileSync(script, code);
  child = startChild({
    name: 'worker',
    args: [script],
    cwd: folder,
    env: childEnvironment({}),
    logFile: join(folder, 'logs', 'worker.log'),
    onStart: (pid) => pids.push(pid),
    log: (line) => lines.push(line),
  });
  return child;
}

const FOREVER = 'setInterval(() => {}, 1000)';

test('a child that dies at once fails with the end of its log', async () => {
  const { failed } = start(`console.error('no port'); process.exit(3)`);
  await expect(failed).rejects.toThrow(/The worker ended with code 3\.[\s\S]*no port/);
});

test('a settled child that crashes is started again', async () => {
  const { settled } = start(FOREVER);
  settled();
  process.kill(pids[0] ?? 0, 'SIGKILL');
  await vi.waitFor(() => expect(pids).toHaveLength(2), 5000);
  expect(isAlive(pids[1] ?? 0)).toBe(true);
  expect(lines.join()).toContain('The worker was ended by SIGKILL');
});

test('stopping ends it and starts no other', async () => {
  const { settled, stop } = start(FOREVER);
  settled();
  await stop();
  expect(isAlive(pids[0] ?? 0)).toBe(false);
  await new Promise((resolve) => setTimeout(resolve, 800));
  expect(pids).toHaveLength(1);
});

test('a child that handles the request ends in its own way', async () => {
  const done = join(folder, 'done');
  const { stop } = start(
    `import { writeFileSync } from 'node:fs';
     process.on('SIGTERM', () => { writeFileSync(${JSON.stringify(done)}, 'clean'); process.exit() });
     console.log('up');
     ${FOREVER}`,
  );
  await vi.waitFor(
    () => expect(readFileSync(join(folder, 'logs', 'worker.log'), 'utf8')).toContain('up'),
    5000,
  );
  await stop();
  expect(readFileSync(done, 'utf8')).toBe('clean');
});
