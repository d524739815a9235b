import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { processInfo, type ProcessInfo } from './process-info.ts';

const ZOwner = z.object({ pid: z.int(), started: z.string() });

const file = (folder: string) => join(folder, 'owner.json');

/** The live process that started the server of this folder, or null. */
export function ownerOf(folder: string): ProcessInfo | null {
  try {
    const owner = ZOwner.parse(JSON.parse(readFileSync(file(folder), 'utf8')));
    const info = processInfo(owner.pid);
    return info !== null && info.started === owner.started ? info : null;
  } catch {
    return null;
  }
}

/** Records this process as the owner of the server of this folder. */
export function claim(folder: string): void {
  const started = processInfo(process.pid)?.started ?? '';
  writeFileSync(file(folder), JSON.stringify({ pid: process.pid, started }));
}

/** Forgets the owner of this folder. */
export function release(folder: string): void {
  rmSync(file(folder), { force: true });
}
