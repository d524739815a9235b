import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { PAGES } from '#features/shell/pages.ts';
import { REGISTRY } from '#features/states/registry.ts';
import { OTHER_PAGES, STATES } from '#features/states/states.ts';

describe('the states of the console', () => {
  it('are those of every page and of no other', () => {
    const pages = [...PAGES.map(({ id }) => id), ...OTHER_PAGES];
    expect(Object.keys(REGISTRY).toSorted()).toEqual(pages.toSorted());
  });

  it.each(Object.entries(REGISTRY))(
    'of %s are complete, and what is missing says why',
    async (_, load) => {
      const page = await load();
      expect(Object.keys(page).toSorted()).toEqual([...STATES].toSorted());
      for (const state of Object.values(page))
        expect(typeof state === 'function' || state.none.length > 10).toBe(true);
      const always = [
        page.loading,
        page.empty,
        page.error,
        page.offline,
        page.forbidden,
        page.data,
      ];
      expect(always.every((state) => typeof state === 'function')).toBe(true);
    },
  );

  it('reach no other page’s code', () => {
    const root = fileURLToPath(new URL('../..', import.meta.url));
    const importers = readdirSync(root, { recursive: true, encoding: 'utf8' })
      .filter((file) => /\.tsx?$/u.test(file) && !/\.test\.tsx?$/u.test(file))
      .filter((file) =>
        /#features\/(?:states\/|[\w-]+\/states\.tsx)/u.test(readFileSync(`${root}${file}`, 'utf8')),
      )
      .toSorted();
    const own = /^(?:features\/states\/|features\/[\w-]+\/states\.tsx$|app\/dev\/)/u;
    expect(importers.length).toBeGreaterThan(3);
    expect(importers.filter((file) => !own.test(file))).toEqual([]);
  });
});
