import type { Usage } from '@toster/contracts/schemas/settings';
import { useTranslations } from 'next-intl';
import { Section } from '#features/settings/section.tsx';
import type { Reading } from '#features/shell/reading.ts';
import { ReadingView } from '#features/shell/reading-view.tsx';
import { cn } from '#ui/cn.ts';
import { Skeleton } from '#ui/skeleton.tsx';

/** From these shares on, in per cent, the owners have been told. */
const AMBER = 80;
const RED = 95;

/** How much of what it may use of the service the organisation has used. */
export function UsageSection({ reading }: { reading: Reading<Usage> }) {
  const t = useTranslations('settings.usage');
  return (
    <Section title={t('title')} hint={t('hint')}>
      <ReadingView
        reading={reading}
        label={t('loading')}
        skeleton={<UsageSkeleton label={t('loading')} />}
      >
        {({ quotas }) => (
          <ul className="flex flex-col gap-5">
            {quotas.map((quota) => (
              <li key={`${quota.pool} ${quota.span}`}>
                <Quota quota={quota} />
              </li>
            ))}
          </ul>
        )}
      </ReadingView>
    </Section>
  );
}

function Quota({ quota: { span, units, used } }: { quota: Usage['quotas'][number] }) {
  const t = useTranslations('settings.usage');
  const percent = Math.floor((100 * used) / units);
  const width = used === 0 ? 0 : Math.max(1, percent);
  return (
    <div>
      <div className="flex flex-wrap items-baseline justify-between gap-x-3 text-sm">
        <span className="font-medium">{t(`spans.${span}`)}</span>
        <span className="text-ink-2 tabular-nums">
          {t('used', { used, units, percent: percent === 0 && used > 0 ? '< 1' : String(percent) })}
        </span>
      </div>
      <div
        role="meter"
        aria-label={t(`spans.${span}`)}
        aria-valuenow={percent}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuetext={t('share', { percent })}
        className="mt-2 h-2 overflow-hidden rounded-full bg-band"
      >
        <svg aria-hidden viewBox="0 0 100 1" preserveAspectRatio="none" className="size-full">
          <rect
            width={width}
            height="1"
            className={cn(
              percent >= RED ? 'fill-bad' : percent >= AMBER ? 'fill-warn' : 'fill-accent',
            )}
          />
        </svg>
      </div>
      {percent >= AMBER ? (
        <p className="mt-1.5 text-xs text-ink-2">{t(percent >= 100 ? 'full' : 'near')}</p>
      ) : null}
    </div>
  );
}

function UsageSkeleton({ label }: { label: string }) {
  return (
    <div role="status" aria-label={label} className="flex flex-col gap-5">
      {[0, 1].map((bar) => (
        <div key={bar} className="flex flex-col gap-2.5">
          <Skeleton className="w-40" />
          <Skeleton className="w-full" />
        </div>
      ))}
    </div>
  );
}
