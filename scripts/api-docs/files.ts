import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../root.ts';

/** Where the page stands. */
export const API_PAGE = join(ROOT, 'docs/api.md');

/** The files that declare procedures: one each, named after what it does. */
export function procedureFiles(): readonly string[] {
  const features = join(ROOT, 'packages/api/src/features');
  return readdirSync(features, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'))
    .map((file) => join(features, file))
    .filter((file) => /^import \{ (?:self|tenant) \} from/m.test(readFileSync(file, 'utf8')))
    .sort();
}
