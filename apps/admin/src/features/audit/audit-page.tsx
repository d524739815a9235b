'use client';
import { keepPreviousData, useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
import { ArrowUp, Pause, Play, ScrollText, SearchX } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useQueryStates } from 'nuqs';
import { useCallback, useMemo, useRef } from 'react';
import { AuditFilterBar } from '#features/audit/audit-filter-bar.tsx';
import { AuditList } from '#features/audit/audit-list.tsx';
import {
  AUDIT_PARSERS,
  AUDIT_SHEET_PARSERS,
  type AuditFilters,
  auditQuery,
  isFiltered,
  NO_FILTERS,
  recordOf,
} from '#features/audit/filters.ts';
import { useLive } from '#features/audit/use-live.ts';
import { useRowKeys } from '#features/filters/use-row-keys.ts';
import { FailureView } from '#features/shell/failure-view.tsx';
import { PageHeader } from '#features/shell/page-header.tsx';
import { usePlaces, useSession } from '#features/shell/session.tsx';
import { useShortcut } from '#features/shell/shortcuts-provider.tsx';
import { useTRPC, useTRPCClient } from '#trpc/client.tsx';
import { pagesOptions } from '#trpc/pages.ts';
import { Button } from '#ui/button.tsx';
import { cn } from '#ui/cn.ts';
import { lazyPart } from '#ui/lazy.tsx';
import { SkeletonRows } from '#ui/skeleton.tsx';
import { StateView } from '#ui/state-view.tsx';

const ActionSheet = lazyPart(
  async () => (await import('#features/audit/action-sheet.tsx')).ActionSheet,
  ({ requestId }) => requestId !== null,
);
const RecordSheet = lazyPart(
  async () => (await import('#features/audit/record-sheet.tsx')).RecordSheet,
  ({ record }) => record !== null,
);

/** Who did what: the log as sentences, newest first, following what happens. */
export function AuditPage() {
  const t = useTranslations('audit');
  const trpc = useTRPC();
  const client = useTRPCClient();
  const queries = useQueryClient();
  const { org } = useSession();
  const locations = usePlaces('audit_log.read');
  const [filters, setFilters] = useQueryStates(AUDIT_PARSERS);
  const [sheet, setSheet] = useQueryStates(AUDIT_SHEET_PARSERS, { history: 'push' });
  const list = useRef<HTMLDivElement>(null);
  useRowKeys(list);

  const input = useMemo(
    () => auditQuery(filters, org.timezone, locations),
    [filters, org.timezone, locations],
  );
  const query = useInfiniteQuery({
    ...pagesOptions(trpc.audit.search.infiniteQueryKey(input), (page) =>
      client.audit.search.query({ ...input, ...page }),
    ),
    placeholderData: keepPreviousData,
  });
  const lines = useMemo(() => query.data?.pages.flatMap((page) => page.lines) ?? [], [query.data]);
  const refresh = useCallback(
    () => void queries.invalidateQueries(trpc.audit.search.infiniteQueryFilter()),
    [queries, trpc],
  );
  const live = useLive(refresh);
  useShortcut('live', live.toggle);

  const filtered = isFiltered(filters);
  const place = locations.find((location) => location.id === filters.location)?.name;
  const change = useCallback(
    (next: Partial<AuditFilters>) => void setFilters(next, { history: 'push' }),
    [setFilters],
  );
  const clear = () => change(NO_FILTERS);
  const openRequest = useCallback(
    (request: string) => void setSheet({ request, record: null }),
    [setSheet],
  );
  const openRecord = useCallback(
    (rel: string, row: string) => void setSheet({ record: `${rel}:${row}` }),
    [setSheet],
  );

  return (
    <>
      <PageHeader
        title={t('title')}
        actions={
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
        }
      >
        {t('scope', { place: place ?? t('everywhere') })}
      </PageHeader>

      <AuditFilterBar
        filters={filters}
        lines={lines}
        onChange={change}
        onClear={clear}
        onRecordHistory={openRecord}
      />

      <div className="relative">
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
        <div
          ref={list}
          onMouseEnter={() => live.hover(true)}
          onMouseLeave={() => live.hover(false)}
          className="rounded-lg border border-line bg-surface"
        >
          {query.isPending ? (
            <SkeletonRows label={t('loading')} />
          ) : query.isError && !query.data ? (
            <FailureView error={query.error} onRetry={() => void query.refetch()} />
          ) : lines.length === 0 ? (
            filtered ? (
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
          ) : (
            <AuditList
              lines={lines}
              fold={filters.source === null}
              stale={query.isPlaceholderData}
              selected={sheet.request}
              onOpen={openRequest}
              onRecord={openRecord}
            />
          )}
        </div>
      </div>

      {query.hasNextPage ? (
        <div className="mt-3 flex justify-center">
          <Button loading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
            {t('more')}
          </Button>
        </div>
      ) : lines.length > 0 ? (
        <p className="mt-3 text-center text-xs text-ink-3">{t('end')}</p>
      ) : null}

      <ActionSheet
        requestId={sheet.record === null ? sheet.request : null}
        lines={lines}
        onOpen={openRequest}
        onClose={() => void setSheet({ request: null })}
        onRecord={openRecord}
        onFilter={(next) => {
          void setSheet({ request: null });
          change(next);
        }}
      />
      <RecordSheet
        record={recordOf(sheet.record)}
        onClose={() => void setSheet({ record: null })}
        onOpen={openRequest}
      />
    </>
  );
}
