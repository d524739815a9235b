'use client';
import { CircleHelp, Search } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useRouter } from 'next/navigation';
import { type ReactNode, useEffect, useState } from 'react';
import { BottomNav, SideNav, usePermittedPages } from '#features/shell/nav.tsx';
import { FactorGate } from '#features/shell/factor-gate.tsx';
import { leave } from '#features/shell/leaving.ts';
import type { ConsolePage } from '#features/shell/pages.ts';
import { useShortcut } from '#features/shell/shortcuts-provider.tsx';
import { LocationSwitcher, OrgSwitcher } from '#features/shell/switchers.tsx';
import type { Theme } from '#features/shell/theme.ts';
import { useScopedHref } from '#features/shell/use-location.ts';
import { UserMenu } from '#features/shell/user-menu.tsx';
import { IconButton } from '#ui/button.tsx';
import { Kbd } from '#ui/kbd.tsx';
import { fetchParts, lazyPart } from '#ui/lazy.tsx';
import { useModKey } from '#ui/use-mod-key.ts';

const CommandPalette = lazyPart(
  async () => (await import('#features/shell/command-palette.tsx')).CommandPalette,
  ({ open }) => open,
);
const HelpSheet = lazyPart(
  async () => (await import('#features/shell/help-sheet.tsx')).HelpSheet,
  ({ open }) => open,
);

/** What surrounds every signed-in page: navigation, where one is, and the ways to somewhere else. */
export function ConsoleShell({ theme, children }: { theme: Theme; children: ReactNode }) {
  const t = useTranslations('shell');
  const mod = useModKey();
  const [palette, setPalette] = useState(false);
  const [help, setHelp] = useState(false);
  const pages = usePermittedPages();
  useShortcut('palette', () => setPalette((open) => !open), { inDialog: true });
  useShortcut('help', () => setHelp(true));
  useFetchedParts();

  return (
    <div className="grid min-h-dvh wide:grid-cols-[232px_minmax(0,1fr)] rail:grid-cols-[64px_minmax(0,1fr)]">
      <a
        href="#main"
        className="sr-only z-50 rounded-md bg-primary text-sm font-medium text-on-primary focus:not-sr-only focus:fixed focus:top-3 focus:left-3 focus:px-3 focus:py-2"
      >
        {t('skip')}
      </a>
      {pages.map((page) => (
        <GoShortcut key={page.id} page={page} />
      ))}

      <aside className="sticky top-0 flex h-dvh flex-col border-r border-line bg-sunken phone:hidden">
        <div className="px-3 pt-3 pb-2 rail:px-2.5">
          <OrgSwitcher />
        </div>
        <SideNav />
        <div className="border-t border-line p-3 rail:px-2.5">
          <UserMenu theme={theme} onHelp={() => setHelp(true)} />
        </div>
      </aside>

      <div className="flex min-w-0 flex-col phone:pb-16">
        <header className="sticky top-0 z-20 flex h-14 items-center gap-2 border-b border-line bg-page px-6 phone:px-4">
          <LocationSwitcher />
          <div className="flex-1" />
          <button
            type="button"
            onClick={() => setPalette(true)}
            aria-keyshortcuts="Meta+K Control+K"
            className="flex h-control items-center gap-2 rounded-md border border-line-strong bg-surface px-2.5 text-sm text-ink-3 shadow-control transition-colors hover:bg-hover hover:text-ink touch:min-w-11 wide:w-64"
          >
            <Search aria-hidden className="size-4" />
            <span className="flex-1 text-left phone:sr-only">{t('openPalette')}</span>
            <Kbd keys={`${mod} K`} className="touch:hidden" />
          </button>
          <IconButton
            label={t('keyboardHelp')}
            onClick={() => setHelp(true)}
            className="phone:hidden"
          >
            <CircleHelp aria-hidden className="size-4" />
          </IconButton>
          <div className="hidden phone:block">
            <UserMenu compact theme={theme} onHelp={() => setHelp(true)} />
          </div>
        </header>
        <main
          id="main"
          tabIndex={-1}
          className="flex min-w-0 flex-1 flex-col px-6 py-6 outline-none phone:px-4"
        >
          <FactorGate>{children}</FactorGate>
        </main>
      </div>

      <BottomNav />
      <CommandPalette open={palette} onOpenChange={setPalette} onHelp={() => setHelp(true)} />
      <HelpSheet open={help} onOpenChange={setHelp} />
    </div>
  );
}

const SIGNS = ['pointermove', 'pointerdown', 'keydown', 'touchstart'] as const;

/** Somebody is here: dialogs, menus and sheets are fetched while they make up their mind. */
function useFetchedParts(): void {
  useEffect(() => {
    const heard = new AbortController();
    for (const sign of SIGNS) {
      document.addEventListener(
        sign,
        () => {
          heard.abort();
          fetchParts();
        },
        { signal: heard.signal, passive: true },
      );
    }
    return () => heard.abort();
  }, []);
}

function GoShortcut({ page }: { page: ConsolePage }) {
  const router = useRouter();
  const scoped = useScopedHref();
  useShortcut(page.shortcut, () => leave(() => router.push(scoped(page.path))));
  return null;
}
