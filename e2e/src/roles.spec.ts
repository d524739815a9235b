import type { Permission } from '@toster/contracts/rbac/permissions';
import type { HumanRole } from '@toster/contracts/rbac/roles';
import { call, firstLocation, sessionOf } from './support/api.ts';
import { expect, test } from './support/test.ts';

const PAGES = [
  'Orders',
  'Menu',
  'Guests',
  'Team',
  'Imports',
  'Audit log',
  'Locations',
  'Settings',
  'Profile',
] as const;
type ConsolePage = (typeof PAGES)[number];

/** What is told to whoever lacks it: the permission, in words, and whose role may give it. */
type Key = { permission: Permission; words: string; givers: readonly HumanRole[]; ask: string };
const SHIFT = { givers: ['owner', 'manager', 'hr'], ask: 'Owner, Manager or HR' } as const;

const SETTINGS: Key = {
  permission: 'org_settings.read',
  words: 'See the organisation’s settings',
  givers: ['owner'],
  ask: 'Owner',
};

/** The way to each page, what opens it (null: being signed in), and the call it opens with. */
const DOORS: Record<ConsolePage, { path: string; key: Key | null; procedure: string }> = {
  Orders: {
    path: '/orders',
    key: { permission: 'orders.read', words: 'See orders', ...SHIFT },
    procedure: 'orders.list',
  },
  Menu: {
    path: '/menu',
    key: { permission: 'menu.read', words: 'See the menu', ...SHIFT },
    procedure: 'menu.list',
  },
  Guests: {
    path: '/customers',
    key: {
      permission: 'customers.read',
      words: 'See the list of guests',
      givers: ['owner', 'manager'],
      ask: 'Owner or Manager',
    },
    procedure: 'customers.list',
  },
  Team: {
    path: '/staff',
    key: { permission: 'staff.read_directory', words: 'See the colleagues', ...SHIFT },
    procedure: 'staff.list',
  },
  Imports: {
    path: '/imports',
    key: { permission: 'orders.create', words: 'Take and accept orders', ...SHIFT },
    procedure: 'imports.list',
  },
  'Audit log': {
    path: '/audit',
    key: {
      permission: 'audit_log.read',
      words: 'Read the audit log',
      givers: ['owner'],
      ask: 'Owner',
    },
    procedure: 'audit.search',
  },
  Locations: { path: '/locations', key: SETTINGS, procedure: 'locations.list' },
  Settings: { path: '/settings', key: SETTINGS, procedure: 'settings.get' },
  Profile: { path: '/profile', key: null, procedure: 'profile.get' },
};

/** The pages of a role, written out: what the matrix gives must be what is meant. */
const MAY: Record<string, readonly ConsolePage[]> = {
  owner: [
    'Orders',
    'Menu',
    'Guests',
    'Team',
    'Imports',
    'Audit log',
    'Locations',
    'Settings',
    'Profile',
  ],
  cook: ['Orders', 'Menu', 'Team', 'Profile'],
  courier: ['Orders', 'Team', 'Profile'],
  marketing: ['Menu', 'Guests', 'Team', 'Profile'],
  accountant: ['Orders', 'Menu', 'Team', 'Audit log', 'Locations', 'Settings', 'Profile'],
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

    const { locations, org, permissions } = await sessionOf(request);
    const place = may.includes('Menu') ? await firstLocation(request) : locations[0];
    const main = page.locator('main');
    for (const name of PAGES) {
      const { path, key, procedure } = DOORS[name];
      const allowed = may.includes(name);
      expect(key === null || key.permission in permissions, name).toBe(allowed);
      await page.goto(path);
      if (allowed) {
        await expect(page.getByRole('heading', { level: 1, name })).toBeVisible();
        const content = main
          .getByRole('table')
          .or(main.getByRole('list'))
          .or(main.getByRole('definition'));
        await expect(
          content.or(main.getByText(/^No orders yet|^No guest has agreed/)).first(),
        ).toBeVisible();
        await expect(main.getByRole('alert')).toHaveCount(0);
      } else {
        await expect(page.getByRole('heading', { level: 1 })).toHaveText(
          'Your role does not open this page',
        );
        await expect(main).toContainText(
          `It needs the permission “${key?.words}” (${key?.permission}).`,
        );
        await expect(main).toContainText(
          `Somebody at ${org.name} whose role is ${key?.ask} can give it to you.`,
        );
      }
      const input = procedure === 'menu.list' ? { locationId: place?.id } : {};
      const { status, error } = await call(request, procedure, input);
      expect([procedure, status]).toEqual([procedure, allowed ? 200 : 403]);
      if (!allowed) {
        const { permission, givers } = key ?? {};
        expect(error).toMatchObject({ code: 'FORBIDDEN', details: { permission, givers } });
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
