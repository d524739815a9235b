'use client';
import { ClipboardList, MonitorSmartphone, ScrollText, UtensilsCrossed } from 'lucide-react';
import { useTranslations } from 'next-intl';
import Link from 'next/link';
import { usePathname } from 'next/navigation';
import { type ConsolePage, PAGES } from '#features/shell/pages.ts';
import { may, useSession } from '#features/shell/session.tsx';
import { SHORTCUTS } from '#features/shell/shortcuts.ts';
import { useScopedHref } from '#features/shell/use-location.ts';
import { cn } from '#ui/cn.ts';
import { Kbd } from '#ui/kbd.tsx';

/** One picture per page, the same in navigation and palette. */
export const PAGE_ICONS = {
  orders: ClipboardList,
  menu: UtensilsCrossed,
  audit: ScrollText,
  sessions: MonitorSmartphone,
} as const;

/** The pages this person may open. */
export function usePermittedPages(): readonly ConsolePage[] {
  const session = useSession();
  return PAGES.filter((page) => may(session, page.permission));
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
      {(['work', 'account'] as const).map((section) => {
        const members = pages.filter((page) => page.section === section);
        if (members.length === 0) return null;
        return (
          <div key={section} className="flex flex-col gap-0.5">
            {section === 'account' ? (
              <p className="px-2.5 pb-1 text-xs font-medium text-ink-3 rail:sr-only">
                {t('account')}
              </p>
            ) : null}
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
  const current = usePathname().startsWith(page.path);
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

/** The same pages along the bottom of a phone. */
export function BottomNav() {
  const t = useTranslations('nav');
  const pages = usePermittedPages();
  const scoped = useScopedHref();
  const pathname = usePathname();
  return (
    <nav
      aria-label={t('label')}
      className="fixed inset-x-0 bottom-0 z-30 hidden border-t border-line bg-surface pb-[env(safe-area-inset-bottom)] phone:flex"
    >
      {pages.map((page) => {
        const current = pathname.startsWith(page.path);
        const Icon = PAGE_ICONS[page.id];
        return (
          <Link
            key={page.id}
            href={scoped(page.path)}
            aria-current={current ? 'page' : undefined}
            className={cn(
              'flex h-14 flex-1 flex-col items-center justify-center gap-0.5 text-2xs font-medium',
              current ? 'text-accent-ink' : 'text-ink-3',
            )}
          >
            <Icon aria-hidden className="size-5" />
            {t(page.id)}
          </Link>
        );
      })}
    </nav>
  );
}
