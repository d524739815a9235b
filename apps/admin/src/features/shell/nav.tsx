'use client';
import {
  CircleUser,
  ClipboardList,
  Contact,
  Ellipsis,
  FileInput,
  House,
  ScrollText,
  Settings,
  Store,
  Users,
  UtensilsCrossed,
} from 'lucide-react';
import { useTranslations } from 'next-intl';
import Link from 'next/link';
import { usePathname } from 'next/navigation';
import { type ConsolePage, isCurrent, opens, PAGES } from '#features/shell/pages.ts';
import { useSession } from '#features/shell/session.tsx';
import { SHORTCUTS } from '#features/shell/shortcuts.ts';
import { useScopedHref } from '#features/shell/use-location.ts';
import { cn } from '#ui/cn.ts';
import { Kbd } from '#ui/kbd.tsx';
import { Menu, MenuLink } from '#ui/menu.tsx';

/** One picture per page, the same in navigation and palette. */
export const PAGE_ICONS = {
  home: House,
  orders: ClipboardList,
  menu: UtensilsCrossed,
  customers: Contact,
  staff: Users,
  imports: FileInput,
  audit: ScrollText,
  locations: Store,
  settings: Settings,
  profile: CircleUser,
} as const;

/** The pages this person may open. */
export function usePermittedPages(): readonly ConsolePage[] {
  const session = useSession();
  return PAGES.filter((page) => opens(page, session));
}

/** The side navigation: words and icons when wide, a rail of icons on a tablet. */
export function SideNav() {
  const t = useTranslations('nav');
  const pages = usePermittedPages();
  return (
    <nav
      aria-label={t('label')}
      className="flex flex-1 flex-col gap-5 overflow-y-auto px-3 py-2 rail:items-center rail:px-2"
    >
      {(['work', 'manage', 'account'] as const).map((section) => {
        const members = pages.filter((page) => page.section === section);
        if (members.length === 0) return null;
        return (
          <div key={section} className="flex flex-col gap-0.5">
            {section === 'work' ? null : (
              <p className="px-2.5 pb-1 text-xs font-medium text-ink-3 rail:sr-only">
                {t(`sections.${section}`)}
              </p>
            )}
            {members.map((page) => (
              <SideLink key={page.id} page={page} />
            ))}
          </div>
        );
      })}
    </nav>
  );
}

function SideLink({ page }: { page: ConsolePage }) {
  const t = useTranslations('nav');
  const scoped = useScopedHref();
  const current = isCurrent(page, usePathname());
  const Icon = PAGE_ICONS[page.id];
  return (
    <Link
      href={scoped(page.path)}
      aria-current={current ? 'page' : undefined}
      title={t(page.id)}
      className={cn(
        'group flex h-control items-center gap-2.5 rounded-md px-2.5 text-sm font-medium transition-colors rail:w-11 rail:justify-center rail:px-0',
        current ? 'bg-pressed text-ink' : 'text-ink-2 hover:bg-hover hover:text-ink',
      )}
    >
      <Icon
        aria-hidden
        className={cn(
          'size-4 shrink-0 rail:size-5',
          current ? 'text-accent' : 'text-ink-3 group-hover:text-ink-2',
        )}
        strokeWidth={2}
      />
      <span className="flex-1 rail:sr-only">{t(page.id)}</span>
      <Kbd
        keys={SHORTCUTS[page.shortcut].keys.toUpperCase()}
        className="opacity-0 transition-opacity group-hover:opacity-100 group-focus-visible:opacity-100 touch:hidden"
      />
    </Link>
  );
}

/** What fits along the bottom of a phone; the rest is behind one more button. */
const BOTTOM_PAGES = 4;
const BOTTOM_ITEM =
  'flex h-14 min-w-0 flex-1 flex-col items-center justify-center gap-0.5 text-2xs font-medium';

/** The same pages along the bottom of a phone. */
export function BottomNav() {
  const t = useTranslations('nav');
  const pages = usePermittedPages();
  const scoped = useScopedHref();
  const pathname = usePathname();
  const shown = pages.length <= BOTTOM_PAGES + 1 ? pages : pages.slice(0, BOTTOM_PAGES);
  const rest = pages.slice(shown.length);
  const inRest = rest.some((page) => isCurrent(page, pathname));
  return (
    <nav
      aria-label={t('label')}
      className="fixed inset-x-0 bottom-0 z-30 hidden border-t border-line bg-surface pb-[env(safe-area-inset-bottom)] phone:flex"
    >
      {shown.map((page) => {
        const current = isCurrent(page, pathname);
        const Icon = PAGE_ICONS[page.id];
        return (
          <Link
            key={page.id}
            href={scoped(page.path)}
            aria-current={current ? 'page' : undefined}
            className={cn(BOTTOM_ITEM, current ? 'text-accent-ink' : 'text-ink-3')}
          >
            <Icon aria-hidden className="size-5" />
            <span className="max-w-full truncate px-0.5">{t(page.id)}</span>
          </Link>
        );
      })}
      {rest.length === 0 ? null : (
        <Menu
          side="top"
          align="end"
          trigger={
            <button
              type="button"
              className={cn(BOTTOM_ITEM, inRest ? 'text-accent-ink' : 'text-ink-3')}
            >
              <Ellipsis aria-hidden className="size-5" />
              {t('more')}
            </button>
          }
        >
          {rest.map((page) => {
            const Icon = PAGE_ICONS[page.id];
            return (
              <MenuLink
                key={page.id}
                icon={<Icon />}
                render={
                  <Link
                    href={scoped(page.path)}
                    aria-current={isCurrent(page, pathname) ? 'page' : undefined}
                  />
                }
              >
                {t(page.id)}
              </MenuLink>
            );
          })}
        </Menu>
      )}
    </nav>
  );
}
