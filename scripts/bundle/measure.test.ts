import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import {
  BARE_PAGE_BYTES,
  measureRoutes,
  overBudget,
  ROUTE_BUDGET_BYTES,
  tableOf,
} from './measure.ts';

let app: string;
beforeEach(() => {
  app = mkdtempSync(join(tmpdir(), 'toster-bundle-'));
  mkdirSync(join(app, '.next', 'diagnostics'), { recursive: true });
});
afterEach(() => rmSync(app, { recursive: true }));

function build(routes: Record<string, readonly string[]>): void {
  for (const name of new Set(Object.values(routes).flat())) {
    writeFileSync(join(app, '.next', name), `/* ${name} */`.repeat(500));
  }
  const stats = Object.entries(routes).map(([route, names]) => ({
    route,
    firstLoadUncompressedJsBytes: 1,
    firstLoadChunkPaths: names.map((name) => `.next/${name}`),
  }));
  writeFileSync(
    join(app, '.next', 'diagnostics', 'route-bundle-stats.json'),
    JSON.stringify(stats),
  );
}

const zipped = (name: string) => gzipSync(`/* ${name} */`.repeat(500)).length;

describe('the size of a route', () => {
  test('is that of its scripts, each compressed by itself and counted once', () => {
    build({ '/': ['a.js', 'b.js', 'a.js'], '/orders': ['a.js'] });
    expect(measureRoutes(app, '.next')).toEqual([
      { route: '/', bytes: zipped('a.js') + zipped('b.js') },
      { route: '/orders', bytes: zipped('a.js') },
    ]);
  });

  test('cannot be told for a route without scripts: a build that changed its report must not pass', () => {
    build({ '/': [] });
    expect(() => measureRoutes(app, '.next')).toThrow();
  });
});

test('a route at the budget passes, one byte more is named', () => {
  const limit = BARE_PAGE_BYTES + ROUTE_BUDGET_BYTES;
  expect(overBudget([{ route: '/orders', bytes: limit }])).toEqual([]);
  expect(overBudget([{ route: '/orders', bytes: limit + 1 }])).toEqual([
    expect.stringMatching(/^\/orders loads 110\.0 kB/),
  ]);
});

test('the table says what is left', () => {
  const bytes = BARE_PAGE_BYTES + ROUTE_BUDGET_BYTES / 2;
  expect(tableOf([{ route: '/menu', bytes }])).toContain('| `/menu` | 190.0 | 55.0 | 50 % |');
});
