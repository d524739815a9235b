import { describe, expect, it } from 'vitest';
import { safeNext } from '#features/auth/safe-next.ts';

describe('where a sign-in leads', () => {
  it('returns to a page of the console with its filters', () => {
    expect(safeNext('/audit?actor=a&q=b')).toBe('/audit?actor=a&q=b');
  });

  it.each([
    null,
    '',
    '//evil.example',
    '/\\evil.example',
    'https://evil.example/',
    'javascript:alert(1)',
    '/\t/evil.example',
    '/api/auth/sign-out',
    '/sign-in?next=/sign-in',
  ])('never leaves the console: %s', (next) => {
    expect(safeNext(next)).toBe('/');
  });
});
