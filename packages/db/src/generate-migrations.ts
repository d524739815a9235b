import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { wallScript } from './wall/script.ts';

/**
 * `pnpm --filter @toster/db generate`: table changes by drizzle-kit, then a wall migration with the parts of the
 * wall whose text changed. Leaves the folder clean when nothing changed; CI relies on that.
 */
const root = fileURLToPath(new URL('..', import.meta.url));
const folder = `${root}drizzle`;
const snapshotFile = `${folder}/wall.json`;
const sealFile = `${folder}/files.json`;

const drizzleKit = (...args: string[]) =>
  execFileSync(`${root}node_modules/.bin/drizzle-kit`, ['generate', ...args], {
    cwd: root,
    stdio: 'inherit',
  });

type Snapshot = Readonly<Record<string, string>>;
const digest = (text: string) => createHash('sha256').update(text).digest('hex');

drizzleKit(...process.argv.slice(2));
const parts = wallScript();
const before: Snapshot = existsSync(snapshotFile)
  ? JSON.parse(readFileSync(snapshotFile, 'utf8'))
  : {};
const after: Snapshot = Object.fromEntries(parts.map((part) => [part.name, digest(part.sql)]));
const gone = Object.keys(before).filter((name) => !(name in after));
if (gone.length > 0)
  console.warn(`No longer generated, drop by hand in the new migration: ${gone.join(', ')}`);
const changed = parts.filter((part) => before[part.name] !== after[part.name]);
if (changed.length > 0) {
  drizzleKit('--custom', '--name', 'wall');
  const made = readdirSync(folder)
    .filter((name) => name.endsWith('_wall.sql'))
    .toSorted()
    .at(-1);
  if (!made) throw new Error('drizzle-kit made no migration for the wall');
  // Grants come last in every wall migration: functions made anew belong to their maker until then.
  const grants = parts.filter((part) => part.name === 'grants.sql' && !changed.includes(part));
  writeFileSync(
    `${folder}/${made}`,
    [...changed, ...grants].map((part) => `-- ${part.name}\n${part.sql}\n`).join('\n'),
  );
  writeFileSync(snapshotFile, `${JSON.stringify(after, null, 2)}\n`);
}

// A migration that has run somewhere is never edited: the first digest of a file stays.
const sealed: Snapshot = existsSync(sealFile) ? JSON.parse(readFileSync(sealFile, 'utf8')) : {};
const files = readdirSync(folder)
  .filter((name) => name.endsWith('.sql'))
  .toSorted();
const seals = Object.fromEntries(
  files.map((name) => [name, sealed[name] ?? digest(readFileSync(`${folder}/${name}`, 'utf8'))]),
);
if (JSON.stringify(seals) !== JSON.stringify(sealed))
  writeFileSync(sealFile, `${JSON.stringify(seals, null, 2)}\n`);
