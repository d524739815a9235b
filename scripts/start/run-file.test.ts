import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isAlive, processInfo } from '@toster/db/embedded/process-info';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { z } from 'zod';
import { takeHome } from './run-file.ts';

let home: string;
const children: ChildProcess[] = [];

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'toster-run-'));
});
afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
  rmSync(home, { recursive: true });
});

async function idle(code = ''): Promise<number> {
  const child = spawn(process.execPath, ['-e', `${code};setInterval(() => {}, 1000)`]);
  children.push(child);
  await once(child, 'spawn');
  return child.pid ?? 0;
}

async function gone(): Promise<{ pid: number; started: string }> {
  const pid = await idle();
  const started = processInfo(pid)?.started ?? '';
  const child = children.pop();
  child?.kill('SIGKILL');
  if (child !== undefined) await once(child, 'exit');
  return { pid, started };
}

function leave(supervisor: { pid: number; started: string }, child: number, started?: string) {
  const entry = { name: 'console', pid: child, started: started ?? processInfo(child)?.started };
  writeFileSync(
    join(home, 'run.json'),
    JSON.stringify({ supervisor: { name: 'supervisor', ...supervisor }, children: [entry] }),
  );
}

test('a home is free again after its release', async () => {
  const first = await takeHome(home, () => undefined);
  first.release();
  const second = await takeHome(home, () => undefined);
  second.release();
  expect(existsSync(join(home, 'run.json'))).toBe(false);
});

test('what a killed supervisor left behind is stopped', async () => {
  const orphan = await idle();
  leave(await gone(), orphan);
  const lines: string[] = [];
  const run = await takeHome(home, (line) => lines.push(line));
  expect(isAlive(orphan)).toBe(false);
  expect(lines).toEqual(['Stopping what a killed start left behind: console']);
  run.release();
});

test('an orphan that ignores the request to end is killed', async () => {
  const orphan = await idle(`process.on('SIGTERM', () => {})`);
  await new Promise((resolve) => setTimeout(resolve, 300));
  leave(await gone(), orphan);
  const run = await takeHome(home, () => undefined);
  expect(isAlive(orphan)).toBe(false);
  run.release();
});

test('a program that got the pid of a gone child is left alone', async () => {
  const bystander = await idle();
  leave(await gone(), bystander, 'another start');
  const run = await takeHome(home, () => undefined);
  expect(isAlive(bystander)).toBe(true);
  run.release();
});

test('a damaged file does not block the home', async () => {
  writeFileSync(join(home, 'run.json'), '{');
  const run = await takeHome(home, () => undefined);
  expect(existsSync(join(home, 'run.json'))).toBe(true);
  run.release();
});

test('the end of a running supervisor is awaited', async () => {
  const pid = await idle();
  leave({ pid, started: processInfo(pid)?.started ?? '' }, (await gone()).pid, 'gone');
  setTimeout(() => children[0]?.kill('SIGKILL'), 500);
  const lines: string[] = [];
  const run = await takeHome(home, (line) => lines.push(line));
  expect(lines).toEqual([`Process ${pid} still runs in ${home}, waiting for its end`]);
  run.release();
});

test('a supervisor that stays is named', async () => {
  const first = await takeHome(home, () => undefined);
  await expect(takeHome(home, () => undefined, 500)).rejects.toThrow(
    `Toster already runs in ${home} (process ${process.pid})`,
  );
  first.release();
});

test('starts at the same moment never share a home, free, left behind or damaged', async () => {
  const supervisor = { name: 'supervisor', ...(await gone()) };
  const killed = JSON.stringify({ supervisor, children: [] });
  const script = join(import.meta.dirname, 'run-file-race.ts');
  const results = await Promise.all(
    ['one', 'two', 'three'].map(async () => {
      const racer = spawn(process.execPath, [script, home, killed, '2500']);
      children.push(racer);
      let output = '';
      for await (const chunk of racer.stdout) output += String(chunk);
      return z.object({ taken: z.int(), shared: z.int() }).parse(JSON.parse(output));
    }),
  );
  expect(results.reduce((sum, result) => sum + result.taken, 0)).toBeGreaterThan(30);
  expect(results.map((result) => result.shared)).toEqual([0, 0, 0]);
  expect(readdirSync(home).filter((name) => name !== 'run.json')).toEqual([]);
}, 20_000);
