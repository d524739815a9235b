'use client';
import type { AuditLine } from '@toster/contracts/schemas/audit';
import { ArrowUp, Pause, Play, ScrollText, SearchX } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useRef } from 'react';
import { AuditFilterBar } from '#features/audit/audit-filter-bar.tsx';
import { AuditList } from '#features/audit/audit-list.tsx';
import { type AuditFilters, isFiltered, NO_FILTERS } from '#features/audit/filters.ts';
import type { Live } from '#features/audit/use-live.ts';
import { useRowKeys } from '#features/filters/use-row-keys.ts';
import { PageHeader } from '#features/shell/page-header.tsx';
import type { PagedReading } from '#features/shell/reading.ts';
import { MoreOf, ReadingView } from '#features/shell/reading-view.tsx';
import { useShortcut } from '#features/shell/shortcuts-provider.tsx';
import { Button } from '#ui/button.tsx';
import { cn } from '#ui/cn.ts';
import { lazyPart } from '#ui/lazy.tsx';
import { StateView } from '#ui/state-view.tsx';

const ActionSheet = lazyPart(
  async () => (await import('#features/audit/action-sheet.tsx')).ActionSheet,
  ({ requestId }) => requestId !== null,
);

type AuditViewProps = {
  reading: PagedReading<readonly AuditLine[]>;
  live: Live;
  filters: AuditFilters;
  /** The establishment the log is narrowed to. */
  place: string | null;
  /** The action that is open beside the log. */
  opened: string | null;
  onFilters: (filters: Partial<AuditFilters>) => void;
  onOpen: (requestId: string | null) => void;
};

/** The log with its filters, and the action that is open beside it. */
export function AuditView({
  reading,
  live,
  filters,
  place,
  opened,
  onFilters,
  onOpen,
}: AuditViewProps) {
  const t = useTranslations('audit');
  const list = useRef<HTMLDivElement>(null);
  useRowKeys(list);
  useShortcut('live', live.toggle);
  const lines = reading.data ?? [];
  const clear = () => onFilters(NO_FILTERS);

  return (
    <>
      <PageHeader title={t('title')} actions={<LiveButton live={live} />}>
        {t('scope', { place: place ?? t('everywhere') })}
      </PageHeader>

      <AuditFilterBar filters={filters} lines={lines} onChange={onFilters} onClear={clear} />

      <div className="relative">
        <NewLines live={live} />
        <div
          ref={list}
          onMouseEnter={() => live.hover(true)}
          onMouseLeave={() => live.hover(false)}
          className="rounded-lg border border-line bg-surface"
        >
          <ReadingView reading={reading} label={t('loading')}>
            {(found) =>
              found.length > 0 ? (
                <AuditList
                  lines={found}
                  fold={filters.source === null}
                  stale={reading.stale}
                  selected={opened}
                  onOpen={onOpen}
                />
              ) : isFiltered(filters) ? (
                <StateView
                  icon={SearchX}
                  title={t('noneFound')}
                  actions={<Button onClick={clear}>{t('reset')}</Button>}
                >
                  {t('noneFoundBody')}
                </StateView>
              ) : (
                <StateView icon={ScrollText} title={t('none')}>
                  {t('noneBody')}
                </StateView>
              )
            }
          </ReadingView>
        </div>
      </div>
      <MoreOf more={reading.more} label={t('more')} end={lines.length > 0 ? t('end') : null} />

      <ActionSheet
        requestId={opened}
        lines={lines}
        onOpen={onOpen}
        onClose={() => onOpen(null)}
        onFilter={(next) => {
          onOpen(null);
          onFilters(next);
        }}
      />
    </>
  );
}

function LiveButton({ live }: { live: Live }) {
  const t = useTranslations('audit');
  return (
    <Button
      onClick={live.toggle}
      aria-pressed={live.on}
      aria-keyshortcuts="l"
      title={live.on ? t('pauseLive') : t('resumeLive')}
      className="min-w-28"
    >
      {live.on ? (
        <span aria-hidden className="relative flex size-2">
          <span
            className={cn(
              'absolute inset-0 rounded-full',
              live.paused ? 'bg-line-field' : 'animate-pulse-soft bg-ok',
            )}
          />
        </span>
      ) : (
        <Play aria-hidden className="size-3.5 text-ink-3" />
      )}
      {live.on && !live.paused ? t('live') : t('livePaused')}
      {live.on ? <Pause aria-hidden className="size-3.5 text-ink-3" /> : null}
    </Button>
  );
}

/** Says that more has happened, without moving what somebody is reading. */
function NewLines({ live }: { live: Live }) {
  const t = useTranslations('audit');
  return (
    <>
      <p aria-live="polite" className="sr-only">
        {live.waiting ? t('announce') : ''}
      </p>
      {live.waiting ? (
        <div className="pointer-events-none sticky top-16 z-10 flex h-0 justify-center">
          <Button
            variant="primary"
            onClick={() => {
              window.scrollTo({ top: 0 });
              live.show();
            }}
            className="pointer-events-auto mt-2 rounded-full shadow-pop"
          >
            <ArrowUp aria-hidden className="size-4" />
            {t('newEvents')}
          </Button>
        </div>
      ) : null}
    </>
  );
}
