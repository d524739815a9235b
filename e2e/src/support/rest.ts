import type { Page } from '@playwright/test';

/** When everything that moves has come to rest: half-way through, an element has a colour and a size nobody will meet. */
export async function atRest(page: Page): Promise<void> {
  await page.evaluate(() =>
    Promise.all(
      document
        .getAnimations()
        .filter((each) => each.effect?.getComputedTiming().endTime !== Infinity)
        .map((each) => each.finished.catch(() => undefined)),
    ),
  );
}
