import { expect, it } from 'vitest';
import { busyPage } from '#server/busy-page.ts';

it('says how long to wait, in full minutes, and runs nothing', async () => {
  const page = await busyPage('en', 'abc', 61_000);
  expect(page).toContain('Try again in 2 minutes.');
  expect(await busyPage('en', 'abc', 60_000)).toContain('Try again in a minute.');
  expect(page).toContain('<style nonce="abc">');
  expect(page).not.toMatch(/<script|style="| on[a-z]+=|https?:/iu);
});
