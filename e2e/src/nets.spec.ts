import { brokenRules } from './support/axe.ts';
import { expect, test } from './support/test.ts';

// What the other specs rely on finding nothing must find something where there is something.

test('axe sees a picture without words and a target too small', async ({ browse }) => {
  const page = await browse();
  await page.goto('/sign-in');
  // Changed before it came to life, React would draw the page anew.
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page.getByText('Enter your password.')).toBeVisible();
  await page.evaluate(() => {
    const small = (text: string) => {
      const button = document.createElement('button');
      button.textContent = text;
      button.style.cssText = 'width:8px;height:8px;padding:0;overflow:hidden';
      return button;
    };
    document.querySelector('main')?.append(document.createElement('img'), small('a'), small('b'));
  });
  const broken = await brokenRules(page);
  expect(broken.map(({ id }) => id)).toEqual(
    expect.arrayContaining(['image-alt', 'target-size']),
  );
});

test('the watch sees errors, foreign requests and breaches of the policy', async ({
  browse,
  watch,
}) => {
  const page = await browse();
  await page.goto('/sign-in');
  const seen = (pattern: RegExp) =>
    expect.poll(() => watch.findings.some((finding) => pattern.test(finding))).toBe(true);

  await page.evaluate(() => console.error('of the page'));
  await seen(/^console: of the page/);
  await page.evaluate(() => reportError(new Error('of nobody')));
  await seen(/^exception: of nobody/);
  await page.evaluate(() => void fetch('https://elsewhere.example/').catch(() => undefined));
  await seen(/CSP connect-src https:\/\/elsewhere\.example/);
  const sink = await page.evaluate(() => {
    try {
      document.body.insertAdjacentHTML('beforeend', '<p>text</p>');
      return 'open';
    } catch (error) {
      return error instanceof TypeError ? 'closed' : 'other';
    }
  });
  expect(sink).toBe('closed');
  watch.findings.splice(0);
});
