import { readdirSync } from 'node:fs';
import { join } from 'node:path';

// Installed, generated or written while running: never part of the sources.
const SKIPPED =
  /^(?:node_modules|\.next.*|\.turbo|\.git|\.toster.*|test-results|playwright-report|next-env\.d\.ts|.*\.tsbuildinfo)$/;

/** Every source file below a folder, relative to it, with forward slashes, in a fixed order. */
export function sourceFiles(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => !SKIPPED.test(entry.name))
    .toSorted((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      if (!entry.isDirectory()) return entry.isFile() ? [entry.name] : [];
      return sourceFiles(join(folder, entry.name)).map((file) => `${entry.name}/${file}`);
    });
}
