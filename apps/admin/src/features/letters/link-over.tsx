import { Link2Off } from 'lucide-react';
import { useTranslations } from 'next-intl';
import Link from 'next/link';
import { buttonClass } from '#ui/button.tsx';

/** A link that leads nowhere any more, and where to get another letter. */
export function LinkOver({ ask }: { ask: string }) {
  const t = useTranslations('letter.over');
  return (
    <div
      role="alert"
      className="flex flex-col gap-4 rounded-xl border border-line bg-surface p-5 shadow-control"
    >
      <p className="flex items-start gap-2 font-semibold">
        <Link2Off aria-hidden className="mt-0.5 size-5 shrink-0 text-bad" />
        {t('title')}
      </p>
      <p className="text-sm text-pretty text-ink-2">{t('body')}</p>
      <Link href={ask} prefetch={false} className={buttonClass('primary', 'w-full')}>
        {t('ask')}
      </Link>
    </div>
  );
}
