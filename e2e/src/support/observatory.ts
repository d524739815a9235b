import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { z } from 'zod';

const ZScan = z.object({
  scan: z.object({ grade: z.string(), score: z.int(), testsFailed: z.int() }),
  tests: z.record(
    z.string(),
    z.object({ pass: z.boolean(), result: z.string(), scoreModifier: z.int() }),
  ),
});
export type Scan = z.infer<typeof ZScan>;

/**
 * Grades a page by the scorer of MDN Observatory, 1.4.8 of npm, which asks for it over TLS and without. In a process of
 * its own, because Node trusts an authority beside the world's only from its start.
 */
export async function grade(address: string, authority: string): Promise<Scan> {
  const folder = mkdtempSync(join(tmpdir(), 'toster-observatory-'));
  const file = join(folder, 'authority.pem');
  writeFileSync(file, authority);
  try {
    const { stdout } = await promisify(execFile)(
      process.execPath,
      [join(import.meta.dirname, 'observatory-process.ts'), address],
      { env: { NODE_EXTRA_CA_CERTS: file }, timeout: 60_000 },
    );
    return ZScan.parse(JSON.parse(stdout));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
