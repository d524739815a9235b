import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../root.ts';

/** Where the page stands. */
export const API_PAGE = join(ROOT, 'docs/api.md');

/** A file with a procedure imports the builder it is made with. */
const DECLARES = /^import \{ (?:self|tenant|customer) \} from/m;

/** The files that declare procedures: one each, named after what it does. */
export function procedureFiles(): readonly string[] {
  return ['features', 'guests']
    .map((folder) => join(ROOT, 'packages/api/src', folder))
    .flatMap((folder) =>
      readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((file) => join(folder, file)),
    )
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'))
    .filter((file) => DECLARES.test(readFileSync(file, 'utf8')))
    .sort();
}
