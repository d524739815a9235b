import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, relative, resolve } from 'node:path';
import { importsOf, packageOf, withoutComments } from '../boundaries/imports.ts';

/** What some programs need to run: sources of the repository, and packages by the folder that asks for them. */
export type Closure = {
  /** Files, relative to the root, sorted. */
  readonly files: readonly string[];
  /** Packages of others, by the workspace folder (`.` for the root) that imports them. */
  readonly packages: ReadonlyMap<string, ReadonlySet<string>>;
  /** Packages of the repository, by the workspace folder that imports them. */
  readonly workspaces: ReadonlyMap<string, ReadonlySet<string>>;
};

const SCOPE = '@toster/';

/**
 * Follows every import that remains when Node has stripped the types, from the entries to the last source file. Throws
 * where an import leads nowhere. A file that is found by its path at runtime is not seen: who reads files says so.
 */
export function closureOf(root: string, entries: readonly string[]): Closure {
  const files = new Set<string>();
  const packages = new Map<string, Set<string>>();
  const workspaces = new Map<string, Set<string>>();
  const waiting = entries.map((entry) => resolve(root, entry));
  for (let file = waiting.pop(); file !== undefined; file = waiting.pop()) {
    const name = relative(root, file);
    if (files.has(name)) continue;
    files.add(name);
    const folder = workspaceOf(name);
    for (const specifier of runtimeImports(readFileSync(file, 'utf8'))) {
      if (specifier.startsWith('node:')) continue;
      if (specifier.startsWith('.')) {
        waiting.push(resolve(dirname(file), specifier));
        continue;
      }
      const isOwn = specifier.startsWith(SCOPE);
      const found = isOwn ? workspaces : packages;
      found.set(folder, (found.get(folder) ?? new Set()).add(packageOf(specifier)));
      if (isOwn) waiting.push(createRequire(file).resolve(specifier));
    }
  }
  return { files: [...files].toSorted(), packages, workspaces };
}

/** The workspace folder of a file, `.` for the root's own. */
export function workspaceOf(file: string): string {
  return /^(?:apps|packages|tooling)\/[^/]+/.exec(file)?.[0] ?? '.';
}

/** Every import of a source but those that only name types. */
export function runtimeImports(source: string): string[] {
  const code = withoutComments(source).replace(
    /\b(?:import|export)\s+type\b[^;'"]*from\s*(?:'[^']*'|"[^"]*")/g,
    '',
  );
  return importsOf(code);
}

/** The manifest of a workspace package as an image holds it: what Node needs to resolve, nothing to install. */
export function imageManifest(root: string, folder: string): string {
  const manifest = JSON.parse(readFileSync(join(root, folder, 'package.json'), 'utf8')) as Record<
    string,
    unknown
  >;
  const { name, version, license, type, exports } = manifest;
  return `${JSON.stringify({ name, version, private: true, license, type, exports }, null, 2)}\n`;
}
