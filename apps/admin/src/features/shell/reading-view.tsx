'use client';
import { CloudOff, RotateCw } from 'lucide-react';
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { useFailureText } from '#features/shell/failure-text.ts';
import { FailureView } from '#features/shell/failure-view.tsx';
import type { PagedReading, Reading } from '#features/shell/reading.ts';
import { failureOf } from '#trpc/error.ts';
import { useFormats } from '#i18n/use-formats.ts';
import { Button } from '#ui/button.tsx';
import { cn } from '#ui/cn.ts';
import { SkeletonRows } from '#ui/skeleton.tsx';

/**
 * What is read, or why there is nothing: a skeleton at first, the failure where nothing could be read,
 * and what was read before with a notice of its age where it could not be read again.
 */
export function ReadingView<T>({
  reading,
  label,
  skeleton,
  alone = false,
  children,
}: {
  reading: Reading<T>;
  /** What is loading, for readers. */
  label: string;
  skeleton?: ReactNode;
  /** It stands on the page itself, not at the top of a panel. */
  alone?: boolean;
  children: (data: T) => ReactNode;
}) {
  if (reading.data === null)
    return reading.error === null ? (
      (skeleton ?? <SkeletonRows label={label} />)
    ) : (
      <FailureView error={reading.error} onRetry={reading.retry} />
    );
  return (
    <>
      {reading.error === null ? null : <OldNotice reading={reading} alone={alone} />}
      {children(reading.data)}
    </>
  );
}

/** Says that what is shown is old, since when, and why. */
function OldNotice({ reading, alone }: { reading: Reading<unknown>; alone: boolean }) {
  const t = useTranslations('errors');
  const formats = useFormats();
  const failureText = useFailureText();
  const { code } = failureOf(reading.error);
  return (
    <div
      role="status"
      className={cn(
        'flex flex-wrap items-center gap-x-3 gap-y-1 bg-warn-soft px-4 py-1.5 text-sm text-warn',
        alone ? 'mb-4 rounded-lg' : 'border-b border-line',
      )}
    >
      <CloudOff aria-hidden className="size-4 shrink-0" />
      <p className="min-w-0 flex-1">
        <span className="font-medium">
          {t('old', { time: formats.time(new Date(reading.readAt).toISOString()) })}
        </span>{' '}
        {failureText(reading.error)} <span className="font-mono text-xs">{code}</span>
      </p>
      <Button variant="ghost" className="text-warn hover:text-warn" onClick={reading.retry}>
        <RotateCw aria-hidden className="size-4" />
        {t('retry')}
      </Button>
    </div>
  );
}

/** The way further down a list, or its end. */
export function MoreOf({
  more,
  label,
  end,
}: {
  more: PagedReading<unknown>['more'];
  label: string;
  end: ReactNode;
}) {
  if (!more.has)
    return end === null ? null : <p className="mt-3 text-center text-xs text-ink-3">{end}</p>;
  return (
    <div className="mt-3 flex justify-center">
      <Button loading={more.loading} onClick={more.load}>
        {label}
      </Button>
    </div>
  );
}
