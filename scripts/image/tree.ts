import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readlinkSync,
  realpathSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { ROOT } from '../root.ts';
import { CONSOLE } from '../start/console-build.ts';
import { closureOf, imageManifest } from './closure.ts';
import { PackageCopier } from './packages.ts';

/** The images of a release. */
export const IMAGES = ['admin', 'worker'] as const;
export type Image = (typeof IMAGES)[number];

/** The programs of the worker's image; the migration is its release step. */
export const WORKER_PROGRAMS = [
  'apps/worker/src/main.ts',
  'apps/worker/src/dead-letters.ts',
  'scripts/migrate.ts',
] as const;

/** What the programs read by path: folders beside the source that names them. */
const DATA: Readonly<Record<string, readonly string[]>> = {
  'packages/db/src/migrate.ts': ['packages/db/drizzle'],
};

/** Sources that only ask where they are. */
const ASK_WHERE = ['scripts/root.ts'];

/**
 * Puts exactly the files of an image into an empty folder; the Dockerfile copies that folder and adds nothing. Throws
 * when the folder is not empty, or when something that is needed is not built or installed.
 */
export function buildTree(image: Image, out: string, distDir = '.next'): void {
  mkdirSync(out, { recursive: true });
  if (readdirSync(out).length > 0) throw new Error(`${out} is not empty.`);
  if (image === 'admin') buildAdmin(out, distDir);
  else buildWorker(out);
}

/** Next's standalone server with its assets; maps of the server's code stay outside. */
function buildAdmin(out: string, distDir: string): void {
  const standalone = join(CONSOLE, distDir, 'standalone');
  if (!existsSync(join(standalone, 'apps', 'admin', distDir, 'static'))) {
    throw new Error(`The console is not built in ${distDir}.`);
  }
  cpSync(standalone, out, {
    recursive: true,
    verbatimSymlinks: true,
    filter: (path) => !path.endsWith('.map'),
  });
}

/** The worker and the migration as sources, which Node runs as they are, with the packages they import. */
function buildWorker(out: string): void {
  const { files, packages, workspaces } = closureOf(ROOT, WORKER_PROGRAMS);
  for (const file of files) copy(out, file);
  for (const path of files.flatMap((file) => DATA[file] ?? [])) copy(out, path);

  const folders = new Set(['.', ...packages.keys(), ...workspaces.keys()]);
  for (const [folder, names] of workspaces) {
    for (const name of names) folders.add(linkWorkspace(out, folder, name));
  }
  for (const folder of folders) {
    writeFileSync(join(out, folder, 'package.json'), imageManifest(ROOT, folder));
  }
  const copier = new PackageCopier(ROOT, out);
  for (const [folder, names] of packages) for (const name of names) copier.copy(folder, name);
}

/** Links a package of the repository where its importer looks for it; answers its folder. */
function linkWorkspace(out: string, folder: string, name: string): string {
  const link = join(folder, 'node_modules', name);
  mkdirSync(dirname(join(out, link)), { recursive: true });
  symlinkSync(readlinkSync(join(ROOT, link)), join(out, link));
  return relative(realpathSync(ROOT), realpathSync(join(ROOT, link)));
}

function copy(out: string, path: string): void {
  cpSync(join(ROOT, path), join(out, path), { recursive: true });
}

/** The sources that find files by their own place, and what the image gives them; for the test that compares. */
export function placedFiles(): {
  readonly known: readonly string[];
  readonly files: readonly string[];
} {
  const { files } = closureOf(ROOT, WORKER_PROGRAMS);
  return { known: [...Object.keys(DATA), ...ASK_WHERE], files };
}
