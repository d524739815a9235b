import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { brokenRules } from './support/axe.ts';
import { layoutFaults } from './support/geometry.ts';
import { BY_TLS, startSecondConsole } from './support/second-console.ts';
import { expect, test } from './support/test.ts';

const WIDTHS = {
  wide: { width: 1440, height: 900, touch: false },
  tablet: { width: 834, height: 1112, touch: true },
  phone: { width: 390, height: 844, touch: true },
} as const;
type Width = keyof typeof WIDTHS;
type Look = readonly [width: Width, themes: readonly ('light' | 'dark')[]];
const PAGES = [
  'home',
  'orders',
  'customers',
  'menu',
  'staff',
  'person',
  'imports',
  'import',
  'audit',
  'history',
  'receipt',
  'locations',
  'settings',
  'profile',
] as const;
const PICTURES = join(import.meta.dirname, '..', 'test-results', 'states');

/** Looks at every state of a page; in `pictures` a picture of each look is kept. */
async function walkStates(
  page: Page,
  name: (typeof PAGES)[number],
  looks: readonly Look[],
  pictures?: string,
): Promise<void> {
  await page.goto('/dev/states');
  // The chooser stands before the page; a page may have a field of that name.
  const chooser = page.getByLabel('State', { exact: true }).first();
  await expect(chooser.locator('option').first()).toBeAttached();
  const options = await chooser.locator('option').allTextContents();
  const states = options.filter((option) => option.startsWith(`${name}.`));
  expect(states.length).toBeGreaterThan(7);
  for (const state of states) {
    await chooser.selectOption(state);
    await expect(page.locator(`[data-state="${state}"]`)).toBeVisible();
    for (const [width, themes] of looks) {
      const { touch, ...viewport } = WIDTHS[width];
      await page.setViewportSize(viewport);
      const faults = await layoutFaults(page, { touch });
      expect.soft(faults, `${state}, ${width}`).toEqual([]);
      for (const colorScheme of themes) {
        await page.emulateMedia({ colorScheme });
        const broken = await brokenRules(page);
        expect.soft(broken, `${state}, ${width}, ${colorScheme}`).toEqual([]);
        if (pictures !== undefined)
          await page.screenshot({ path: join(pictures, `${state}.${width}.${colorScheme}.png`) });
      }
    }
  }
}

for (const name of PAGES) {
  test(`every state of ${name} holds in three widths, and is accessible on a phone in the dark`, async ({
    browse,
  }) => {
    test.setTimeout(120_000);
    await walkStates(await browse(), name, [
      ['wide', []],
      ['tablet', []],
      ['phone', ['dark']],
    ]);
  });

  test(
    `every state of ${name} is accessible in three widths and two themes`,
    { tag: '@deep' },
    async ({ browse }) => {
      test.setTimeout(300_000);
      mkdirSync(PICTURES, { recursive: true });
      const both = ['light', 'dark'] as const;
      const looks: Look[] = [
        ['wide', both],
        ['tablet', both],
        ['phone', both],
      ];
      await walkStates(await browse(), name, looks, PICTURES);
    },
  );
}

test('no page with states is left out of the walk', async ({ browse }) => {
  const page = await browse();
  await page.goto('/dev/states');
  const chooser = page.getByLabel('State', { exact: true }).first();
  await expect(chooser.locator('option').first()).toBeAttached();
  const options = await chooser.locator('option').allTextContents();
  const pages = new Set(options.map((option) => option.split('.')[0]));
  expect([...pages].toSorted()).toEqual([...PAGES].toSorted());
});

test('the geometry finds what is too small, over another, cut off, or too wide', async ({
  browse,
}) => {
  const page = await browse();
  await page.goto('/dev/states?show=orders.data');
  await expect(page.locator('[data-state="orders.data"]')).toBeVisible();
  expect(await layoutFaults(page, { touch: false })).toEqual([]);
  await page.evaluate(() => {
    const add = (tag: string, css: string, text: string) => {
      const element = document.createElement(tag);
      element.style.cssText = css;
      element.textContent = text;
      document.querySelector('main')?.append(element);
    };
    add('button', 'width:10px;height:10px;padding:0', 'tiny');
    add('button', 'width:90px;height:40px', 'under');
    add('button', 'width:90px;height:40px;margin-top:-20px', 'over');
    add(
      'p',
      'width:40px;overflow:hidden;white-space:nowrap;text-overflow:ellipsis',
      'cut off words',
    );
    add('div', 'width:3000px;height:1px', '');
    add('button', 'position:fixed;top:300px;left:-20px;width:90px;height:40px', 'half');
  });
  const faults = (await layoutFaults(page, { touch: false })).join('\n');
  for (const expected of [
    '“tiny” is 10 × 10',
    'overlap',
    '“cut off words” is cut off',
    '“half” stands partly outside the window',
    'wider than',
  ])
    expect(faults).toContain(expected);
});

test('the states exist in local only: anywhere else there is no such page', async ({ request }) => {
  const here = await request.get('/dev/states');
  expect(here.status()).toBe(200);
  for (const environment of ['staging', 'production']) {
    const { url, stop } = await startSecondConsole({ TOSTER_ENV: environment });
    try {
      const there = await request.get(`${url}/dev/states?show=orders.data`, {
        headers: BY_TLS,
      });
      expect([environment, there.status()]).toEqual([environment, 404]);
      expect(await there.text()).not.toContain('data-state');
    } finally {
      stop();
    }
  }
});
