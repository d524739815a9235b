'use client';
import { ChevronsUpDown, CircleUser, Keyboard, LogOut, Moon, Sun, SunMoon } from 'lucide-react';
import { useTranslations } from 'next-intl';
import Link from 'next/link';
import { useSession } from '#features/shell/session.tsx';
import { signOut } from '#features/auth/sign-out.ts';
import { applyTheme, type Theme, THEMES, themeOf } from '#features/shell/theme.ts';
import { useTheme } from '#features/shell/use-theme.ts';
import { Avatar } from '#ui/avatar.tsx';
import { cn } from '#ui/cn.ts';
import { Kbd } from '#ui/kbd.tsx';
import { Menu, MenuChoices, MenuGroup, MenuItem, MenuLink, MenuSeparator } from '#ui/menu.tsx';
import { useNotify } from '#ui/toast.tsx';

const THEME_ICONS = { system: <SunMoon />, light: <Sun />, dark: <Moon /> } as const;

/** Who is signed in, and what is theirs alone: profile, appearance, keys, signing out. */
export function UserMenu({
  theme: initial,
  onHelp,
  compact = false,
}: {
  theme: Theme;
  onHelp: () => void;
  /** Only the initials, for the top bar of a phone. */
  compact?: boolean;
}) {
  const t = useTranslations('shell');
  const session = useSession();
  const notify = useNotify();
  const theme = useTheme(initial);
  const name = session.firstName ?? t('you');

  return (
    <Menu
      side={compact ? 'bottom' : 'top'}
      className="w-60"
      trigger={
        <button
          type="button"
          className={cn(
            'flex items-center rounded-md transition-colors hover:bg-hover data-popup-open:bg-hover',
            compact
              ? 'size-11 justify-center'
              : 'h-12 w-full gap-2.5 px-1.5 text-left rail:w-11 rail:justify-center',
          )}
        >
          <span className="sr-only">{t('userMenu')}</span>
          <Avatar name={name} className="size-7" />
          <span className={compact ? 'sr-only' : 'min-w-0 flex-1 rail:sr-only'}>
            <span className="block truncate text-sm leading-tight font-medium">{name}</span>
            <span className="block truncate text-xs text-ink-3">{session.org.slug}</span>
          </span>
          {compact ? null : (
            <ChevronsUpDown aria-hidden className="size-4 shrink-0 text-ink-3 rail:hidden" />
          )}
        </button>
      }
    >
      <MenuGroup label={name}>
        <MenuLink icon={<CircleUser />} render={<Link href="/profile" />}>
          {t('profile')}
        </MenuLink>
        <MenuItem icon={<Keyboard />} hint={<Kbd keys="?" />} onClick={onHelp}>
          {t('keyboardHelp')}
        </MenuItem>
      </MenuGroup>
      <MenuSeparator />
      <MenuGroup label={t('theme')}>
        <MenuChoices
          value={theme}
          onChange={(value) => applyTheme(themeOf(value))}
          choices={THEMES.map((value) => ({
            value,
            label: t(`themes.${value}`),
            icon: THEME_ICONS[value],
          }))}
        />
      </MenuGroup>
      <MenuSeparator />
      <MenuItem
        icon={<LogOut />}
        onClick={() => void signOut().catch(() => notify.failed({ title: t('signOutFailed') }))}
      >
        {t('signOut')}
      </MenuItem>
    </Menu>
  );
}
