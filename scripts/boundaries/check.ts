import { posix } from 'node:path';
import { importsOf, packageOf, readsEnvironment } from './imports.ts';
import { MAY_IMPORT, ONLY, OWNERS, READS_ENVIRONMENT, TESTING, TOOLING } from './rules.ts';

const FOLDERS = Object.keys(MAY_IMPORT).toSorted((a, b) => b.length - a.length);
const SCOPE = '@toster/';

/** The folder of {@link MAY_IMPORT} that a file belongs to; `.` for the root's own scripts. */
export function folderOf(file: string): string | null {
  const folder = FOLDERS.find((name) => file.startsWith(`${name}/`));
  if (folder !== undefined) return folder;
  return /^scripts\/|^[^/]+$/.test(file) ? '.' : null;
}

/** Every breach of the import rules in one source file. */
export function checkSource(file: string, source: string): string[] {
  const folder = folderOf(file);
  if (folder === null) return [`${file}: belongs to no package known to the import rules`];
  const breaches = importsOf(source).flatMap((specifier) =>
    checkImport(file, folder, specifier).map((why) => `${file}: imports ${specifier}, ${why}`),
  );
  if (readsEnvironment(source) && !READS_ENVIRONMENT(file)) {
    breaches.push(`${file}: reads the environment, only files named env.ts may`);
  }
  return breaches;
}

/** Every breach in the dependencies that a manifest declares, used or not. */
export function checkManifest(folder: string, dependencies: readonly string[]): string[] {
  if (!(folder in MAY_IMPORT)) {
    return [`${folder}/package.json: belongs to no package known to the import rules`];
  }
  return dependencies.flatMap((name) =>
    checkPackage(folder, name).map((why) => `${folder}/package.json: depends on ${name}, ${why}`),
  );
}

function checkImport(file: string, folder: string, specifier: string): string[] {
  if (specifier.startsWith('#')) return [];
  if (specifier.startsWith('.')) return checkRelative(file, folder, specifier);
  const breaches = checkPackage(folder, packageOf(specifier));
  const isProduct = !/\.(test|spec)\.tsx?$|\/test\/|\.config\.[a-z]+$/.test(file);
  const only = ONLY[folder];
  if (isProduct && only !== undefined && !specifier.startsWith(SCOPE)) {
    const allowed = specifier.startsWith('node:')
      ? only.includes('node:*')
      : only.includes(packageOf(specifier));
    if (!allowed) breaches.push(`${folder} may import only ${only.join(', ')}`);
  }
  if (TESTING.path.test(specifier) && !TESTING.allowed(file, specifier)) {
    breaches.push('test code stays out of the product');
  }
  return breaches;
}

function checkRelative(file: string, folder: string, specifier: string): string[] {
  const target = posix.normalize(posix.join(posix.dirname(file), specifier));
  const inside = folder === '.' ? folderOf(target) === '.' : target.startsWith(`${folder}/`);
  if (!inside) return ['which is another package: import it by its name'];
  return /\.[a-z]+$/.test(specifier) ? [] : ['without the file extension'];
}

function checkPackage(folder: string, name: string): string[] {
  if (name.startsWith(SCOPE)) {
    const target = name.slice(SCOPE.length);
    const own = folder.split('/').at(-1);
    const allowed = [...(MAY_IMPORT[folder] ?? []), ...TOOLING, own];
    return allowed.includes(target) ? [] : [`which is not below ${folder}`];
  }
  const owners = Object.hasOwn(OWNERS, name) ? OWNERS[name] : undefined;
  if (owners === undefined || owners.includes(folder)) return [];
  return [owners.length === 0 ? 'which nobody may' : `only ${owners.join(', ')} may`];
}
