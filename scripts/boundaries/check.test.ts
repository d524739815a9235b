import { describe, expect, test } from 'vitest';
import { checkManifest, checkSource } from './check.ts';
import { importsOf, readsEnvironment } from './imports.ts';

const breaches = (file: string, source: string) => checkSource(file, source).length;

describe('imports are found', () => {
  test.each([
    [`import { a } from 'x'`, ['x']],
    [`import type { A } from "x/y"`, ['x/y']],
    [`import 'side-effect'`, ['side-effect']],
    [`import {\n  a,\n  b,\n} from './many.ts'`, ['./many.ts']],
    [`export * from 'x'`, ['x']],
    [`const lazy = await import('x')`, ['x']],
    ['const lazy = await import(`x`)', ['x']],
    [`const old = require('x')`, ['x']],
    [`type T = import('x').T`, ['x']],
    [`// import 'commented'\n/* from 'also' */ import 'real'`, ['real']],
    [`const columns = ['from', 'to', 'import']`, []],
    [`const url = 'https://example.org'; import 'after-a-url'`, ['after-a-url']],
  ])('in %s', (source, expected) => {
    expect(importsOf(source)).toEqual(expected);
  });
});

describe('reading the environment is found', () => {
  test.each([
    'process.env.HOME',
    'process?.env',
    `process['env']`,
    'const { env } = process',
    `import { env } from 'node:process'`,
  ])('as %s', (source) => {
    expect(readsEnvironment(source)).toBe(true);
  });

  test('but not in a comment or another object', () => {
    expect(readsEnvironment('// process.env\nconst a = config.env')).toBe(false);
    expect(readsEnvironment(`say('process.env is not for you')`)).toBe(false);
  });

  test('and is left to files named env.ts', () => {
    expect(breaches('packages/auth/src/env.ts', 'process.env.A')).toBe(0);
    expect(breaches('packages/auth/src/environment.ts', 'process.env.A')).toBe(1);
    expect(breaches('packages/auth/src/not-env.ts', 'process.env.A')).toBe(1);
  });
});

describe('imports go downwards only', () => {
  test.each([
    ['packages/db/src/a.ts', '@toster/crypto/hmac'],
    ['packages/audit/src/a.ts', '@toster/dispatch/outbox'],
    ['packages/auth/src/a.ts', '@toster/audit/read'],
    ['packages/api/src/a.ts', '@toster/auth/session'],
    ['apps/worker/src/main.ts', '@toster/dispatch/relay'],
    ['apps/admin/src/app/page.tsx', '@toster/api/root'],
    ['packages/db/src/a.ts', '@toster/db/tenant'],
    ['scripts/start.ts', '@toster/db/migrate'],
  ])('%s may import %s', (file, specifier) => {
    expect(checkSource(file, `import '${specifier}'`)).toEqual([]);
  });

  test.each([
    ['packages/contracts/src/a.ts', '@toster/crypto/hmac'],
    ['packages/crypto/src/a.ts', '@toster/contracts/ids'],
    ['packages/db/src/a.ts', '@toster/dispatch/outbox'],
    ['packages/dispatch/src/a.ts', '@toster/audit/read'],
    ['packages/auth/src/a.ts', '@toster/fiscal/provider'],
    ['packages/fiscal/src/a.ts', '@toster/auth/session'],
    ['packages/auth/src/a.ts', '@toster/api/root'],
    ['apps/admin/src/app/page.tsx', '@toster/db/tenant'],
    ['apps/admin/src/app/page.tsx', '@toster/auth/session'],
    ['simulators/src/a.ts', '@toster/contracts/ids'],
  ])('%s may not import %s', (file, specifier) => {
    expect(breaches(file, `import '${specifier}'`)).toBe(1);
    expect(breaches(file, `const lazy = await import('${specifier}')`)).toBe(1);
  });

  test('a relative path cannot climb into another package', () => {
    expect(breaches('apps/admin/src/a.ts', `import '../../../packages/db/src/tenant.ts'`)).toBe(1);
    expect(breaches('packages/db/src/a.ts', `import './b.ts'`)).toBe(0);
    expect(breaches('scripts/a.ts', `import '../packages/db/src/tenant.ts'`)).toBe(1);
  });

  test('a relative import names its file', () => {
    expect(breaches('packages/db/src/a.ts', `import './b'`)).toBe(1);
  });

  test('a folder outside the rules is refused', () => {
    expect(breaches('packages/shared/src/a.ts', '')).toBe(1);
    expect(checkManifest('packages/shared', [])).toHaveLength(1);
  });
});

describe('external modules have owners', () => {
  test.each([
    ['postgres', 'packages/db', 'packages/dispatch'],
    ['pg-boss', 'packages/dispatch', 'apps/worker'],
    ['jose', 'packages/auth', 'packages/api'],
    ['@trpc/server', 'packages/api', 'packages/auth'],
  ])('%s belongs to %s, not to %s', (name, owner, other) => {
    expect(breaches(`${owner}/src/a.ts`, `import x from '${name}'`)).toBe(0);
    expect(breaches(`${other}/src/a.ts`, `import x from '${name}/deep'`)).toBe(1);
    expect(checkManifest(owner, [name])).toEqual([]);
    expect(checkManifest(other, [name])).toHaveLength(1);
  });

  test('contracts stays safe for the browser: zod and nothing else', () => {
    expect(breaches('packages/contracts/src/a.ts', `import { z } from 'zod'`)).toBe(0);
    expect(breaches('packages/contracts/src/a.ts', `import 'node:crypto'`)).toBe(1);
    expect(breaches('packages/contracts/src/a.ts', `import 'drizzle-orm'`)).toBe(1);
    expect(breaches('packages/contracts/src/a.test.ts', `import 'node:fs'`)).toBe(0);
  });
});

describe('test code stays out of the product', () => {
  const factory = `import '@toster/db/testing/factories/org'`;
  const database = `import '@toster/db/testing/database'`;
  test('but serves tests and, through the factories, the demo', () => {
    expect(breaches('packages/api/src/features/list-orders.ts', factory)).toBe(1);
    expect(breaches('packages/api/src/demo/seed.ts', factory)).toBe(0);
    expect(breaches('packages/api/src/demo/seed.ts', database)).toBe(1);
    expect(breaches('packages/api/src/features/list-orders.db.test.ts', database)).toBe(0);
    expect(breaches('e2e/src/setup.ts', database)).toBe(0);
  });
});
