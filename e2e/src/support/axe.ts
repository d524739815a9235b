import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from '@playwright/test';
import type axe from 'axe-core';
import { atRest } from './rest.ts';

declare global {
  interface Window {
    axe?: typeof axe;
  }
}

/** `target-size` belongs to WCAG 2.2 and is off unless its tag is asked for. */
const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
const SOURCE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/**
 * What axe finds wrong with a page that has come to rest. A document is given axe once: that costs
 * more than a run. The console has no frames, so there are none to go into.
 */
export async function brokenRules(page: Page): Promise<{ id: string; nodes: string[] }[]> {
  await atRest(page);
  if (await page.evaluate(() => window.axe === undefined)) await page.evaluate(SOURCE);
  return page.evaluate(async (values) => {
    const runOnly = { type: 'tag' as const, values };
    const found = await window.axe?.run(document, { runOnly, resultTypes: ['violations'] });
    if (found === undefined) throw new Error('The document was replaced while it was looked at.');
    return found.violations.map(({ id, nodes }) => ({
      id,
      nodes: nodes.map((node) => `${node.html} ${node.failureSummary}`),
    }));
  }, TAGS);
}
