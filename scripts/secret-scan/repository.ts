import { execFileSync } from 'node:child_process';
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { type Finding, scanText } from './scan.ts';

const BINARY = /\.(?:png|jpe?g|webp|ico|woff2?|pdf|zip|gz)$/;
const MAX_BYTES = 5_000_000;

/** A value that looks like a secret and is none, with the reason why it may stand where it stands. */
export type Allowed = { readonly digest: string; readonly path: RegExp; readonly why: string };

/** What was found in a repository that nobody allowed, and what was allowed and is not there any more. */
export type Outcome = {
  readonly findings: readonly Finding[];
  readonly unused: readonly Allowed[];
};

/**
 * Scans every file that git knows, as it stands in the folder, and every line that the commits of a range added, also
 * those that a later commit took away. Works without a network.
 * @param range such as `origin/main..HEAD`; `HEAD` for the whole history; undefined for the files alone
 */
export function scanRepository(
  root: string,
  allowed: readonly Allowed[],
  range: string | undefined,
): Outcome {
  const all = [...scanFiles(root), ...(range === undefined ? [] : scanHistory(root, range))];
  const used = new Set<Allowed>();
  const findings = all.filter(({ digest, place }) => {
    const path = place.replace(/^[0-9a-f]{12} /, '');
    const rule = allowed.find((each) => each.digest === digest && each.path.test(path));
    if (rule !== undefined) used.add(rule);
    return rule === undefined;
  });
  return { findings, unused: range === undefined ? [] : allowed.filter((each) => !used.has(each)) };
}

function scanFiles(root: string): Finding[] {
  const names = git(root, 'ls-files', '-z', '--cached', '--others', '--exclude-standard').split(
    '\0',
  );
  return names
    .filter((name) => name !== '' && !BINARY.test(name))
    .flatMap((name) => {
      const path = join(root, name);
      const stat = statSync(path, { throwIfNoEntry: false });
      if (stat === undefined || !stat.isFile() || stat.size > MAX_BYTES) return [];
      return scanText(name, readFileSync(path, 'utf8'));
    });
}

function scanHistory(root: string, range: string): Finding[] {
  const mark = '\u0001';
  const log = git(
    root,
    'log',
    '--no-color',
    '--no-ext-diff',
    '--unified=0',
    '-p',
    '-m',
    `--format=${mark}%H`,
    range,
    '--',
  );
  const seen = new Set<string>();
  return log
    .split(mark)
    .slice(1)
    .flatMap((commit) => scanCommit(commit))
    .filter((finding) => {
      const key = `${finding.digest} ${finding.place.slice(13)}`;
      return !seen.has(key) && seen.add(key);
    });
}

function scanCommit(text: string): Finding[] {
  const hash = text.slice(0, 12);
  return text
    .split(/^diff --git /m)
    .slice(1)
    .flatMap((diff) => {
      const name = /^\+\+\+ b\/(.*)$/m.exec(diff)?.[1];
      if (name === undefined || BINARY.test(name)) return [];
      const added = diff
        .split('\n')
        .filter((line) => line.startsWith('+') && !line.startsWith('+++ '))
        .map((line) => line.slice(1));
      return scanText(`${hash} ${name}`, added.join('\n'));
    });
}

function git(root: string, ...args: string[]): string {
  return execFileSync('git', args, { cwd: root, encoding: 'utf8', maxBuffer: 2 ** 30 });
}
