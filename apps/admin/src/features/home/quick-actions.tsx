'use client';
import { CircleSlash, Plus } from 'lucide-react';
import { useTranslations } from 'next-intl';
import Link from 'next/link';
import { useRouter } from 'next/navigation';
import { useMay } from '#features/shell/session.tsx';
import { useShortcut } from '#features/shell/shortcuts-provider.tsx';
import { useScopedHref } from '#features/shell/use-location.ts';
import { buttonClass } from '#ui/button.tsx';

/** What this person starts most often. */
export function QuickActions() {
  const t = useTranslations('home.actions');
  const router = useRouter();
  const scoped = useScopedHref();
  const mayOrder = useMay('orders.create');
  const maySwitch = useMay('menu.availability_86');
  const orders = scoped('/orders');
  const newOrder = `${orders}${orders.includes('?') ? '&' : '?'}new=true`;
  useShortcut('newRecord', () => router.push(newOrder), { enabled: mayOrder });
  return (
    <nav aria-label={t('label')} className="flex flex-wrap gap-2">
      {maySwitch ? (
        <Link href={scoped('/menu')} className={buttonClass('secondary')}>
          <CircleSlash aria-hidden className="size-4" />
          {t('menu')}
        </Link>
      ) : null}
      {mayOrder ? (
        <Link href={newOrder} aria-keyshortcuts="n" className={buttonClass('primary')}>
          <Plus aria-hidden className="size-4" />
          {t('newOrder')}
        </Link>
      ) : null}
    </nav>
  );
}
