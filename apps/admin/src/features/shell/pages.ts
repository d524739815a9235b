import type { Permission } from '@toster/contracts/rbac/permissions';
import type { ShortcutId } from '#features/shell/shortcuts.ts';

/** One finished page of the console. */
export type ConsolePage = {
  readonly id:
    | 'home'
    | 'orders'
    | 'menu'
    | 'customers'
    | 'staff'
    | 'imports'
    | 'audit'
    | 'locations'
    | 'settings'
    | 'profile';
  readonly path: string;
  /** Any of these opens it; they are those of the queries it opens with. Empty: everybody who is signed in. */
  readonly anyOf: readonly Permission[];
  readonly shortcut: ShortcutId;
  readonly section: 'work' | 'manage' | 'account';
  /** About one establishment at a time: there is no view of all. */
  readonly oneLocation?: true;
};

/** Everything the navigation and the command palette offer; what is missing here does not exist yet. */
export const PAGES: readonly ConsolePage[] = [
  { id: 'home', path: '/', anyOf: [], shortcut: 'goHome', section: 'work' },
  { id: 'orders', path: '/orders', anyOf: ['orders.read'], shortcut: 'goOrders', section: 'work' },
  {
    id: 'menu',
    path: '/menu',
    anyOf: ['menu.read'],
    shortcut: 'goMenu',
    section: 'work',
    oneLocation: true,
  },
  {
    id: 'customers',
    path: '/customers',
    anyOf: ['customers.read', 'customers.lookup_exact'],
    shortcut: 'goCustomers',
    section: 'work',
  },
  {
    id: 'staff',
    path: '/staff',
    anyOf: ['staff.read_directory'],
    shortcut: 'goStaff',
    section: 'manage',
  },
  {
    id: 'imports',
    path: '/imports',
    anyOf: ['orders.create', 'menu.edit', 'customers.update'],
    shortcut: 'goImports',
    section: 'manage',
  },
  {
    id: 'audit',
    path: '/audit',
    anyOf: ['audit_log.read'],
    shortcut: 'goAudit',
    section: 'manage',
  },
  {
    id: 'locations',
    path: '/locations',
    anyOf: ['org_settings.read'],
    shortcut: 'goLocations',
    section: 'manage',
  },
  {
    id: 'settings',
    path: '/settings',
    anyOf: ['org_settings.read'],
    shortcut: 'goSettings',
    section: 'manage',
  },
  {
    id: 'profile',
    path: '/profile',
    anyOf: [],
    shortcut: 'goProfile',
    section: 'account',
  },
];

type Holder = { readonly permissions: Readonly<Partial<Record<Permission, unknown>>> };

/** Whether a person with these permissions may open the page. */
export function opens(page: Pick<ConsolePage, 'anyOf'>, { permissions }: Holder): boolean {
  return page.anyOf.length === 0 || page.anyOf.some((permission) => permission in permissions);
}

/** Whether an address lies in the page; the home page is only itself. */
export function isCurrent(page: Pick<ConsolePage, 'path'>, pathname: string): boolean {
  return page.path === '/'
    ? pathname === '/'
    : pathname === page.path || pathname.startsWith(`${page.path}/`);
}
