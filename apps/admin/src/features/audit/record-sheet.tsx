'use client';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link2, PanelRight } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { EventDiff } from '#features/audit/event-diff.tsx';
import { actorName, labelOf } from '#features/audit/sentence.ts';
import { useActionName } from '#features/audit/use-action-name.ts';
import { useWords } from '#features/audit/use-words.ts';
import { FailureView } from '#features/shell/failure-view.tsx';
import { useShortcut } from '#features/shell/shortcuts-provider.tsx';
import { useCopyLink } from '#features/shell/use-copy-link.ts';
import { useFormats } from '#i18n/use-formats.ts';
import { useTRPC, useTRPCClient } from '#trpc/client.tsx';
import { pagesOptions } from '#trpc/pages.ts';
import { Button, IconButton } from '#ui/button.tsx';
import { Sheet } from '#ui/dialog.tsx';
import { SkeletonRows } from '#ui/skeleton.tsx';

/** Everything that ever happened to one record, newest first. */
export function RecordSheet({
  record,
  onClose,
  onOpen,
}: {
  record: { rel: string; row: string } | null;
  onClose: () => void;
  onOpen: (requestId: string) => void;
}) {
  const t = useTranslations('audit');
  const trpc = useTRPC();
  const client = useTRPCClient();
  const words = useWords();
  const formats = useFormats();
  const actionName = useActionName();
  const copyLink = useCopyLink();
  const input = { rel: record?.rel ?? '', row: record?.row ?? '', limit: 50 };
  const query = useInfiniteQuery({
    ...pagesOptions(trpc.audit.history.infiniteQueryKey(input), (page) =>
      client.audit.history.query({ ...input, ...page }),
    ),
    enabled: record !== null,
    refetchOnWindowFocus: false,
  });
  useShortcut('copyLink', copyLink, { enabled: record !== null, inDialog: true });
  const head = query.data?.pages[0];
  const events = query.data?.pages.flatMap((page) => page.events) ?? [];
  return (
    <Sheet
      open={record !== null}
      onOpenChange={(open) => (open ? undefined : onClose())}
      wide
      title={t('historyOf', {
        name: record ? labelOf(record.rel, head?.label ?? null, record.row, words) : '',
      })}
      toolbar={
        <IconButton label={t('copyLink')} aria-keyshortcuts="c" onClick={copyLink}>
          <Link2 aria-hidden className="size-4" />
        </IconButton>
      }
    >
      {query.isError ? (
        <FailureView error={query.error} onRetry={() => void query.refetch()} />
      ) : query.isPending ? (
        <SkeletonRows rows={8} label={t('loadingRequest')} />
      ) : (
        <ol className="flex flex-col gap-5 px-5 py-5">
          {events.map((event) => (
            <li key={event.capSeq}>
              <div className="mb-1.5 flex items-center gap-2 text-sm">
                <span className="min-w-0 flex-1 truncate">
                  <strong className="font-semibold">{actorName(event.actor, words)}</strong>{' '}
                  <span className="text-ink-2">· {actionName(event.action)}</span>
                </span>
                <time dateTime={event.at} className="text-xs text-ink-3 nums">
                  {formats.dateTime(event.at)}
                </time>
                <IconButton label={t('detailsOf')} onClick={() => onOpen(event.requestId)}>
                  <PanelRight aria-hidden className="size-4" />
                </IconButton>
              </div>
              <EventDiff event={event} proof />
            </li>
          ))}
          <li className="flex justify-center">
            {query.hasNextPage ? (
              <Button loading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
                {t('more')}
              </Button>
            ) : (
              <p className="text-xs text-ink-3">{t('historyEnd')}</p>
            )}
          </li>
        </ol>
      )}
    </Sheet>
  );
}
