'use client';
import { printedReceiptCode, readReceiptCode } from '@toster/contracts/receipt-code';
import {
  Building2,
  Keyboard,
  LogOut,
  type LucideIcon,
  MapPin,
  Moon,
  Plus,
  ReceiptText,
  ScrollText,
  Search,
  Sun,
  SunMoon,
} from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useRouter } from 'next/navigation';
import { signOut } from '#features/auth/sign-out.ts';
import { orderNumber } from '#features/orders/filters.ts';
import { receiptPath } from '#features/receipts/paths.ts';
import { leave } from '#features/shell/leaving.ts';
import { PAGE_ICONS, usePermittedPages } from '#features/shell/nav.tsx';
import { workplacesOf } from '#features/shell/places.ts';
import { may, useSession } from '#features/shell/session.tsx';
import { SHORTCUTS } from '#features/shell/shortcuts.ts';
import { useSwitchOrg } from '#features/shell/switchers.tsx';
import { applyTheme, THEMES } from '#features/shell/theme.ts';
import { useLocationId, useScopedHref } from '#features/shell/use-location.ts';

/** One line of the palette. */
export type Command = {
  id: string;
  label: string;
  icon: LucideIcon;
  keys?: string;
  run: () => void;
};
type Group = { value: string; items: Command[] };

const THEME_ICONS = { system: SunMoon, light: Sun, dark: Moon } as const;

/** The commands whose name holds every typed word, and the searches for those words. */
export function useCommands(query: string, onHelp: () => void): Group[] {
  const t = useTranslations('palette');
  const nav = useTranslations('nav');
  const receipts = useTranslations('receipts');
  const shell = useTranslations('shell');
  const router = useRouter();
  const go = (path: string) => leave(() => router.push(path));
  const session = useSession();
  const places = workplacesOf(session);
  const pages = usePermittedPages();
  const scoped = useScopedHref();
  const [locationId, setLocationId] = useLocationId();
  const { switchTo } = useSwitchOrg();
  const text = query.trim();
  const withQuery = (path: string) =>
    `${scoped(path)}${scoped(path).includes('?') ? '&' : '?'}q=${encodeURIComponent(text)}`;

  const groups: Group[] = [
    {
      value: t('groups.pages'),
      items: pages.map((page) => ({
        id: page.id,
        label: nav(page.id),
        icon: PAGE_ICONS[page.id],
        keys: SHORTCUTS[page.shortcut].keys.toUpperCase(),
        run: () => go(scoped(page.path)),
      })),
    },
    {
      value: t('groups.actions'),
      items: [
        ...(may(session, 'orders.create')
          ? [
              {
                id: 'new-order',
                label: t('newOrder'),
                icon: Plus,
                keys: 'N',
                run: () => go(`${scoped('/orders')}${locationId === null ? '?' : '&'}new=true`),
              },
            ]
          : []),
        ...THEMES.map((theme) => ({
          id: `theme-${theme}`,
          label: t('theme', { theme: shell(`themes.${theme}`) }),
          icon: THEME_ICONS[theme],
          run: () => applyTheme(theme),
        })),
        { id: 'help', label: shell('keyboardHelp'), icon: Keyboard, keys: '?', run: onHelp },
        {
          id: 'sign-out',
          label: shell('signOut'),
          icon: LogOut,
          run: () => void signOut().catch(() => location.reload()),
        },
      ],
    },
    ...(places.length > 1
      ? [
          {
            value: t('groups.locations'),
            items: [
              { id: 'everywhere', name: shell('allLocations'), value: null },
              ...places.map(({ id, name }) => ({ id, name, value: id })),
            ].map((place) => ({
              id: place.id,
              label: t('goToLocation', { name: place.name }),
              icon: MapPin,
              run: () => setLocationId(place.value),
            })),
          },
        ]
      : []),
    ...(session.memberships.length > 1
      ? [
          {
            value: t('groups.organisations'),
            items: session.memberships
              .filter((membership) => !membership.current)
              .map((membership) => ({
                id: membership.orgId,
                label: t('switchTo', { name: membership.name }),
                icon: Building2,
                run: () => switchTo(membership.orgId),
              })),
          },
        ]
      : []),
  ];
  if (text === '') return groups;

  const receiptCode = readReceiptCode(text);
  const words = text.toLocaleLowerCase().split(/\s+/u);
  const found = groups.map((group) => ({
    ...group,
    items: group.items.filter((item) =>
      words.every((word) => item.label.toLocaleLowerCase().includes(word)),
    ),
  }));
  const searches: Command[] = [
    ...(may(session, 'orders.read') && orderNumber(text) !== null
      ? [
          {
            id: 'find-order',
            label: t('findOrder', { query: text }),
            icon: Search,
            run: () => go(withQuery('/orders')),
          },
        ]
      : []),
    ...(may(session, 'receipts.read') && receiptCode !== null
      ? [
          {
            id: 'find-receipt',
            label: receipts('findByCode', { code: printedReceiptCode(receiptCode) }),
            icon: ReceiptText,
            run: () => go(receiptPath(receiptCode)),
          },
        ]
      : []),
    ...(may(session, 'audit_log.read')
      ? [
          {
            id: 'find-audit',
            label: t('findAudit', { query: text }),
            icon: ScrollText,
            run: () => go(withQuery('/audit')),
          },
        ]
      : []),
  ];
  return [...found, { value: t('groups.search'), items: searches }].filter(
    (group) => group.items.length > 0,
  );
}
