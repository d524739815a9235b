import type { Permission } from '@toster/contracts/rbac/permissions';
import type { ShortcutId } from '#features/shell/shortcuts.ts';

/** One finished page of the console; `permission` is that of the query it opens with. */
export type ConsolePage = {
  readonly id: 'orders' | 'menu' | 'audit' | 'sessions';
  readonly path: string;
  readonly permission: Permission;
  readonly shortcut: ShortcutId;
  readonly section: 'work' | 'account';
  /** About one establishment at a time: there is no view of all. */
  readonly oneLocation?: true;
};

/** Everything the navigation and the command palette offer; what is missing here does not exist yet. */
export const PAGES: readonly ConsolePage[] = [
  {
    id: 'orders',
    path: '/orders',
    permission: 'orders.read',
    shortcut: 'goOrders',
    section: 'work',
  },
  {
    id: 'menu',
    path: '/menu',
    permission: 'menu.read',
    shortcut: 'goMenu',
    section: 'work',
    oneLocation: true,
  },
  {
    id: 'audit',
    path: '/audit',
    permission: 'audit_log.read',
    shortcut: 'goAudit',
    section: 'work',
  },
  {
    id: 'sessions',
    path: '/sessions',
    permission: 'sessions.list_revoke_own',
    shortcut: 'goSessions',
    section: 'account',
  },
];
