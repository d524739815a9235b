import { describe, expect, test } from 'vitest';
import { withSection } from '../src/document.ts';

const PAGE = '# Benchmarks\n\n<!-- bench:wall -->\nold\n\n<!-- /bench:wall -->\n\nend\n';

describe('a part of the benchmarks’ page', () => {
  test('is replaced where it stands, and the rest stays', () => {
    const page = withSection(PAGE, 'wall', '### Wall\n', '*today*');
    expect(page).toBe(
      '# Benchmarks\n\n<!-- bench:wall -->\n*today*\n\n### Wall\n\n<!-- /bench:wall -->\n\nend\n',
    );
    expect(withSection(page, 'wall', '### Wall', '*today*')).toBe(page);
  });

  test('is added at the end when it is new', () => {
    const page = withSection(PAGE, 'api', '### API', '*today*');
    expect(page.startsWith(PAGE.trimEnd())).toBe(true);
    expect(page).toMatch(/<!-- bench:api -->\n\*today\*\n\n### API\n\n<!-- \/bench:api -->\n$/);
  });

  test('is not written over what has no end', () => {
    expect(() => withSection('<!-- bench:api -->', 'api', 'x', 'y')).toThrow('no end');
  });
});
