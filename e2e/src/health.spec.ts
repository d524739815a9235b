import { expect, test } from '@playwright/test';

test('the console answers that it is ready', async ({ request }) => {
  expect((await request.get('/api/health')).status()).toBe(200);
});
