'use client';
import { useTranslations } from 'next-intl';
import { EventDiff } from '#features/audit/event-diff.tsx';
import { useRequest } from '#features/audit/use-request.ts';
import { FailureView } from '#features/shell/failure-view.tsx';
import { Button } from '#ui/button.tsx';
import { Skeleton } from '#ui/skeleton.tsx';

/** The rows behind a line, read when it is opened. */
export function LineChanges({ requestId }: { requestId: string }) {
  const t = useTranslations('audit');
  const { query, events } = useRequest(requestId);
  if (query.isPending)
    return (
      <div role="status" aria-label={t('loadingRequest')} className="flex flex-col gap-2">
        <Skeleton className="h-9" />
        <Skeleton className="h-9" />
      </div>
    );
  if (query.isError)
    return <FailureView error={query.error} onRetry={() => void query.refetch()} />;
  return (
    <div className="flex flex-col gap-2">
      {events.map((event) => (
        <EventDiff key={event.capSeq} event={event} />
      ))}
      {query.hasNextPage ? (
        <Button
          className="self-start"
          loading={query.isFetchingNextPage}
          onClick={() => void query.fetchNextPage()}
        >
          {t('moreRows')}
        </Button>
      ) : null}
    </div>
  );
}
