import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../root.ts';

const FOLDER = join(ROOT, 'docs', 'adr');

/** The page that lists every decision with its state. Throws with the file that has no title or no state. */
export function renderAdrIndex(): string {
  const files = readdirSync(FOLDER)
    .filter((file) => /^\d{4}-.*\.md$/.test(file))
    .toSorted();
  const rows = files.map((file) => {
    const text = readFileSync(join(FOLDER, file), 'utf8');
    const title = /^# (?:ADR )?0*\d+[.:] (.+)$/m.exec(text)?.[1];
    const status = /^Status: (.+)$/m.exec(text)?.[1];
    if (title === undefined || status === undefined)
      throw new Error(`${file}: no title or no state`);
    return `| [${Number(file.slice(0, 4))}](${file}) | ${title} | ${status} |`;
  });
  const numbers = files.map((file) => Number(file.slice(0, 4)));
  const missing = Array.from({ length: numbers.at(-1) ?? 0 }, (_, index) => index + 1).filter(
    (number) => !numbers.includes(number),
  );
  return [
    '# Decisions',
    '',
    'What somebody could reasonably want to undo, and why it stands. Written by `node scripts/generate-adr-index.ts`.',
    '',
    'A new one: the next free number, `NNNN-what-it-is-about.md`, with *Context*, *Decision*, *Consequences* and a line `Status:`',
    '(proposed, accepted, or superseded by another, which it names). A decision that has fallen stays, with its new state.',
    ...(missing.length === 0 ? [] : ['', `Never used: ${missing.join(', ')}.`]),
    '',
    '| no. | decision | state |',
    '|---|---|---|',
    ...rows,
    '',
  ].join('\n');
}

/** Where the page stands. */
export const ADR_INDEX = join(FOLDER, 'README.md');
