import { execFile } from 'node:child_process';
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, expectTypeOf, it } from 'vitest';
import type { Cell } from '../src/rbac/cells.ts';
import { MATRIX } from '../src/rbac/matrix.ts';
import type { Permission } from '../src/rbac/permissions.ts';
import type { Role } from '../src/rbac/roles.ts';
import type { PermissionRule } from '../src/rbac/rules.ts';

const run = promisify(execFile);
const here = join(import.meta.dirname, '..');
let copy = '';

async function compile(): Promise<string> {
  try {
    await run(process.execPath, [
      join(here, 'node_modules/typescript/bin/tsc'),
      '--noEmit',
      '-p',
      copy,
    ]);
    return '';
  } catch (error) {
    if (error instanceof Error && 'stdout' in error) return String(error.stdout);
    throw error;
  }
}

async function withChange(file: string, from: string, to: string): Promise<string> {
  const path = join(copy, 'src', file);
  const before = await readFile(path, 'utf8');
  expect(before).toContain(from);
  await writeFile(path, before.replace(from, to));
  try {
    return await compile();
  } finally {
    await writeFile(path, before);
  }
}

beforeAll(async () => {
  copy = await mkdtemp(join(tmpdir(), 'toster-matrix-'));
  for (const part of ['rbac', 'orders', 'events.ts']) {
    await cp(join(here, 'src', part), join(copy, 'src', part), { recursive: true });
  }
  const options = JSON.parse(
    await readFile(join(here, '../../tooling/typescript/base.json'), 'utf8'),
  ) as {
    compilerOptions: Record<string, unknown>;
  };
  options.compilerOptions['types'] = [];
  await writeFile(join(copy, 'package.json'), '{ "type": "module" }');
  await writeFile(
    join(copy, 'tsconfig.json'),
    JSON.stringify({ ...options, include: ['src/rbac'] }),
  );
});

afterAll(() => rm(copy, { recursive: true, force: true }));

describe('the compiler', () => {
  it('accepts the matrix as it is', async () => {
    expect(await compile()).toBe('');
  });

  it('refuses a permission that has no row', async () => {
    const report = await withChange(
      'rbac/permissions.ts',
      "  'orders.read',",
      "  'orders.read',\n  'orders.fly',",
    );
    expect(report).toContain('matrix.ts');
    expect(report).toContain('orders.fly');
  });

  it('refuses a row for a permission that does not exist', async () => {
    const report = await withChange('rbac/permissions.ts', "  'menu.publish',\n", '');
    expect(report).toContain('matrix/menu.ts');
  });

  it('refuses a role that has no column, rank or label', async () => {
    const report = await withChange('rbac/roles.ts', "  'api',\n", "  'api',\n  'sommelier',\n");
    expect(report).toContain('cells.ts');
    expect(report).toContain('roles.ts');
    expect(report).toContain('sommelier');
  });

  it('refuses a row that leaves out a square', async () => {
    const report = await withChange(
      'rbac/matrix/orders.ts',
      "'orders.create': row(cells(O, L, L, _, _, _, L, _, _, _, K))",
      "'orders.create': row(cells(O, L, L, _, _, _, L, _, _, _))",
    );
    expect(report).toContain('matrix/orders.ts');
  });

  it('knows the matrix as complete, and any matrix with a gap as incomplete', () => {
    const { 'orders.read': row, ...gap } = MATRIX;
    expectTypeOf(MATRIX).toExtend<Readonly<Record<Permission, PermissionRule>>>();
    expectTypeOf(gap).not.toExtend<Readonly<Record<Permission, PermissionRule>>>();
    expectTypeOf(row.cells).toExtend<Readonly<Record<Role, Cell>>>();
    expectTypeOf(row.cells).not.toExtend<Readonly<Record<Role | 'sommelier', Cell>>>();
    expect(Object.keys(gap)).toHaveLength(117);
  });
});
