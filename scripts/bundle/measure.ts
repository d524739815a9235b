import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { z } from 'zod';

/** The scripts a route's HTML asks for, compressed. */
export type RouteSize = { readonly route: string; readonly bytes: number };

/**
 * What a page costs that shows one heading: React, the router and the bundler's runtime of this Next, gzip, bytes.
 * Measured by `pnpm bench javascript` with a bare page of its own; the deep lane builds it anew and compares.
 */
export const BARE_PAGE_BYTES = 135_020;

/** What a route may cost beyond the bare page, gzip, bytes. */
export const ROUTE_BUDGET_BYTES = 110_000;

const ZStats = z.array(
  z.object({ route: z.string(), firstLoadChunkPaths: z.array(z.string()).min(1) }),
);

/**
 * The first load of every page route of a build: the scripts in its HTML, each compressed by itself as the server sends
 * it (gzip, level 6). What a page fetches later, at the first use of a dialog or menu, is not in it.
 * @param appFolder folder of the Next application
 * @param distDir its build folder, relative to it
 */
export function measureRoutes(appFolder: string, distDir: string): RouteSize[] {
  const file = join(appFolder, distDir, 'diagnostics', 'route-bundle-stats.json');
  const stats = ZStats.parse(JSON.parse(readFileSync(file, 'utf8')));
  const sizes = new Map<string, number>();
  const sizeOf = (path: string) => {
    const known = sizes.get(path);
    if (known !== undefined) return known;
    const bytes = gzipSync(readFileSync(join(appFolder, path))).length;
    sizes.set(path, bytes);
    return bytes;
  };
  return stats
    .map(({ route, firstLoadChunkPaths }) => ({
      route,
      bytes: [...new Set(firstLoadChunkPaths)].reduce((sum, path) => sum + sizeOf(path), 0),
    }))
    .toSorted((a, b) => b.bytes - a.bytes || a.route.localeCompare(b.route));
}

/** The routes beyond the budget, each in a sentence. */
export function overBudget(sizes: readonly RouteSize[]): string[] {
  return sizes
    .filter(({ bytes }) => bytes - BARE_PAGE_BYTES > ROUTE_BUDGET_BYTES)
    .map(
      ({ route, bytes }) =>
        `${route} loads ${kilobytes(bytes - BARE_PAGE_BYTES)} kB of JavaScript over a bare page; ` +
        `${kilobytes(ROUTE_BUDGET_BYTES)} kB are allowed. Fetch its dialogs and forms with lazyPart (apps/admin/src/ui/lazy.tsx).`,
    );
}

/** A Markdown table of the routes. */
export function tableOf(sizes: readonly RouteSize[]): string {
  return [
    '| route | kB, gzip | over a bare page | of 110 kB |',
    '|---|--:|--:|--:|',
    ...sizes.map(({ route, bytes }) => {
      const over = bytes - BARE_PAGE_BYTES;
      const share = Math.round((over / ROUTE_BUDGET_BYTES) * 100);
      return `| \`${route}\` | ${kilobytes(bytes)} | ${kilobytes(over)} | ${share} % |`;
    }),
  ].join('\n');
}

function kilobytes(bytes: number): string {
  return (bytes / 1000).toFixed(1);
}
