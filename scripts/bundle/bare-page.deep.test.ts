import { expect, test } from 'vitest';
import { measureBarePage } from './bare-page.ts';
import { BARE_PAGE_BYTES } from './measure.ts';

test('the bare page that budgets are counted from is what this Next builds, within one per cent', async () => {
  const bytes = await measureBarePage();
  expect(Math.abs(bytes / BARE_PAGE_BYTES - 1), `it is ${bytes} bytes`).toBeLessThan(0.01);
});
