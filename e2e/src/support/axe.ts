import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';

/** `target-size` belongs to WCAG 2.2 and is off unless its tag is asked for. */
const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

/** What axe finds wrong with a page that has come to rest. */
export async function brokenRules(page: Page): Promise<{ id: string; nodes: string[] }[]> {
  // An element half-way through a fade has colours nobody will read it in.
  await page.evaluate(() =>
    Promise.all(
      document
        .getAnimations()
        .filter((each) => each.effect?.getComputedTiming().endTime !== Infinity)
        .map((each) => each.finished.catch(() => undefined)),
    ),
  );
  const { violations } = await new AxeBuilder({ page }).withTags(TAGS).setLegacyMode().analyze();
  return violations.map(({ id, nodes }) => ({
    id,
    nodes: nodes.map((node) => `${node.html} ${node.failureSummary}`),
  }));
}
