import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../root.ts';
import { collectSettings } from './collect.ts';
import { renderExample, renderTable, withTable } from './render.ts';

/** Every file that is written from the settings, by its path in the repository, as it must be now. */
export function settingsFiles(): ReadonlyMap<string, string> {
  const settings = collectSettings();
  const renewed = (file: string, parts: Parameters<typeof renderTable>[1]) =>
    [
      file,
      withTable(readFileSync(join(ROOT, file), 'utf8'), renderTable(settings, parts)),
    ] as const;
  return new Map([
    ['.env.example', renderExample(settings)],
    renewed('docs/operations/run.md', ['console', 'worker', 'release', 'start']),
    renewed('docs/operations/worker.md', ['worker']),
  ]);
}
