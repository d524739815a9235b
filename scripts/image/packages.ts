import {
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  readlinkSync,
  realpathSync,
  symlinkSync,
} from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { z } from 'zod';

const ZDependencies = z.object({
  dependencies: z.record(z.string(), z.string()).default({}),
  optionalDependencies: z.record(z.string(), z.string()).default({}),
  peerDependencies: z.record(z.string(), z.string()).default({}),
});

/**
 * Copies a package and what it depends on out of pnpm's store in the same layout: `node_modules/<name>` links into
 * `node_modules/.pnpm`, where each package stands beside links to its own dependencies and can see no others.
 */
export class PackageCopier {
  readonly #root: string;
  readonly #out: string;
  readonly #copied = new Set<string>();

  constructor(root: string, out: string) {
    this.#root = realpathSync(root);
    this.#out = out;
  }

  /** Copies what a workspace folder imports by this name. Throws when it is not installed. */
  copy(folder: string, name: string): void {
    const link = join(this.#root, folder, 'node_modules', name);
    if (!existsSync(link)) throw new Error(`${name} is not installed in ${folder}`);
    this.#link(link);
  }

  #link(link: string): void {
    const target = join(this.#out, relative(this.#root, link));
    if (!lstatSync(link).isSymbolicLink()) throw new Error(`${link} is not a link of pnpm`);
    if (!this.#copied.has(link)) {
      this.#copied.add(link);
      mkdirSync(dirname(target), { recursive: true });
      symlinkSync(readlinkSync(link), target);
    }
    this.#package(realpathSync(link));
  }

  #package(path: string): void {
    if (this.#copied.has(path)) return;
    this.#copied.add(path);
    cpSync(path, join(this.#out, relative(this.#root, path)), {
      recursive: true,
      verbatimSymlinks: true,
    });
    const manifest = ZDependencies.parse(
      JSON.parse(readFileSync(join(path, 'package.json'), 'utf8')),
    );
    const siblings = path.slice(0, path.lastIndexOf('/node_modules/') + '/node_modules'.length);
    const names = Object.keys({
      ...manifest.dependencies,
      ...manifest.optionalDependencies,
      ...manifest.peerDependencies,
    });
    for (const name of names) {
      const sibling = join(siblings, name);
      // An optional package of another platform, or a peer nobody chose, is not there.
      if (existsSync(sibling) && lstatSync(sibling).isSymbolicLink()) this.#link(sibling);
    }
  }
}
