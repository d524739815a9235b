import { describe, expect, it } from 'vitest';
import { isCurrent, opens, PAGES } from '#features/shell/pages.ts';

const person = (...permissions: readonly string[]) => ({
  permissions: Object.fromEntries(permissions.map((permission) => [permission, {}])),
});

describe('a page of the console', () => {
  it('is opened by any of its permissions, the home page by everybody, and by nothing else', () => {
    const page = { anyOf: ['orders.read', 'menu.read'] } as const;
    expect(opens(page, person('menu.read'))).toBe(true);
    expect(opens(page, person('audit_log.read'))).toBe(false);
    expect(opens(page, person())).toBe(false);
    expect(opens({ anyOf: [] }, person())).toBe(true);
  });

  it('is current on its own address and below it, never on one that only begins alike', () => {
    expect(isCurrent({ path: '/orders' }, '/orders')).toBe(true);
    expect(isCurrent({ path: '/orders' }, '/orders/1')).toBe(true);
    expect(isCurrent({ path: '/orders' }, '/orders-old')).toBe(false);
    expect(isCurrent({ path: '/' }, '/orders')).toBe(false);
    expect(isCurrent({ path: '/' }, '/')).toBe(true);
  });

  it('has an address and a shortcut of its own', () => {
    expect(new Set(PAGES.map(({ path }) => path)).size).toBe(PAGES.length);
    expect(new Set(PAGES.map(({ shortcut }) => shortcut)).size).toBe(PAGES.length);
  });
});
