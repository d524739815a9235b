import type { Permission } from '@toster/contracts/rbac/permissions';
import { call, firstLocation, sessionOf } from './support/api.ts';
import { expect, test } from './support/test.ts';

const PAGES = ['Orders', 'Menu', 'Guests', 'Team', 'Imports', 'Audit log', 'Sessions'] as const;
type ConsolePage = (typeof PAGES)[number];

/** The way to each page, the permission that opens it, and the call it opens with. */
const DOORS: Record<ConsolePage, { path: string; permission: Permission; procedure: string }> = {
  Orders: { path: '/orders', permission: 'orders.read', procedure: 'orders.list' },
  Menu: { path: '/menu', permission: 'menu.read', procedure: 'menu.list' },
  Guests: { path: '/customers', permission: 'customers.read', procedure: 'customers.list' },
  Team: { path: '/staff', permission: 'staff.read_directory', procedure: 'staff.list' },
  Imports: { path: '/imports', permission: 'orders.create', procedure: 'imports.list' },
  'Audit log': { path: '/audit', permission: 'audit_log.read', procedure: 'audit.search' },
  Sessions: {
    path: '/sessions',
    permission: 'sessions.list_revoke_own',
    procedure: 'session.list',
  },
};

/** The pages of a role, written out: what the matrix gives must be what is meant. */
const MAY: Record<string, readonly ConsolePage[]> = {
  owner: ['Orders', 'Menu', 'Guests', 'Team', 'Imports', 'Audit log', 'Sessions'],
  cook: ['Orders', 'Menu', 'Team', 'Sessions'],
  courier: ['Orders', 'Team', 'Sessions'],
  marketing: ['Menu', 'Guests', 'Team', 'Sessions'],
  accountant: ['Orders', 'Menu', 'Team', 'Audit log', 'Sessions'],
};

for (const [role, may] of Object.entries(MAY)) {
  test(`${role}: navigation, pages and API agree about what the role opens`, async ({
    signedIn,
    watch,
  }) => {
    watch.expectStatus(403);
    const page = await signedIn(`${role}@diner-austin.demo`);
    const { request } = page.context();
    await page.goto('/');
    const navigation = page.getByRole('navigation', { name: 'Main' });
    const offered = await navigation
      .getByRole('link')
      .evaluateAll((links) => links.map((link) => link.getAttribute('title')));
    expect(offered).toEqual(['Home', ...may]);
    await expect(page.getByRole('heading', { level: 1 })).toContainText('Good');
    await expect(page.getByRole('heading', { name: 'Needs you today' })).toBeVisible();
    await expect(page.locator('main').getByRole('alert')).toHaveCount(0);

    const { locations, permissions } = await sessionOf(request);
    const place = may.includes('Menu') ? await firstLocation(request) : locations[0];
    const main = page.locator('main');
    for (const name of PAGES) {
      const { path, permission, procedure } = DOORS[name];
      const allowed = may.includes(name);
      expect(permission in permissions, name).toBe(allowed);
      await page.goto(path);
      if (allowed) {
        await expect(page.getByRole('heading', { level: 1, name })).toBeVisible();
        const content = main.getByRole('table').or(main.getByRole('list'));
        await expect(
          content.or(main.getByText(/^No orders yet|^No guest has agreed/)).first(),
        ).toBeVisible();
        await expect(main.getByRole('alert')).toHaveCount(0);
      } else {
        await expect(page.getByRole('heading', { level: 1 })).toHaveText(
          'Your role does not open this page',
        );
        await expect(page.getByText(`It needs the permission ${permission}.`)).toBeVisible();
      }
      const input = procedure === 'menu.list' ? { locationId: place?.id } : {};
      const { status, error } = await call(request, procedure, input);
      expect([procedure, status]).toEqual([procedure, allowed ? 200 : 403]);
      if (!allowed) {
        expect(error).toMatchObject({ code: 'FORBIDDEN', details: { permission } });
      }
    }
  });
}

test('a cook is offered no price, and the API refuses to change one', async ({ signedIn }) => {
  const page = await signedIn('cook@diner-austin.demo');
  await page.goto('/menu');
  await expect(page.getByRole('table')).toBeVisible();
  await expect(page.getByRole('button', { name: /^Change the price/ })).toHaveCount(0);
  const { status, error } = await call(page.context().request, 'menu.priceItem', {
    id: crypto.randomUUID(),
    priceMinor: 1,
  });
  expect([status, error?.code, error?.details.permission]).toEqual([
    403,
    'FORBIDDEN',
    'menu.price_edit',
  ]);
});
