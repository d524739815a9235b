'use client';
import type { ListSessionsOutput } from '@toster/contracts/schemas/session';
import { LogOut, Monitor, Smartphone } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useRef, useState } from 'react';
import { useRowKeys } from '#features/filters/use-row-keys.ts';
import { PageHeader } from '#features/shell/page-header.tsx';
import type { Reading } from '#features/shell/reading.ts';
import { ReadingView } from '#features/shell/reading-view.tsx';
import { useFormats } from '#i18n/use-formats.ts';
import { Badge } from '#ui/badge.tsx';
import { Button } from '#ui/button.tsx';
import { Dialog, DialogActions } from '#ui/dialog.tsx';
import { SkeletonRows } from '#ui/skeleton.tsx';

type OneSession = ListSessionsOutput['sessions'][number];

type SessionsViewProps = {
  reading: Reading<ListSessionsOutput>;
  /** The session that is being ended. */
  ending: string | null;
  onEnd: (id: string) => void;
  onEndOthers: () => void;
};

/** The sessions of one person, and the question before all others are ended. */
export function SessionsView({ reading, ending, onEnd, onEndOthers }: SessionsViewProps) {
  const t = useTranslations('sessions');
  const list = useRef<HTMLDivElement>(null);
  useRowKeys(list);
  const [confirming, setConfirming] = useState(false);
  const confirm = useRef<HTMLButtonElement>(null);
  const sessions = reading.data?.sessions ?? [];
  const others = sessions.filter((session) => !session.current).length;

  return (
    <>
      <PageHeader
        title={t('title')}
        actions={
          others > 0 ? (
            <Button onClick={() => setConfirming(true)}>
              <LogOut aria-hidden className="size-4" />
              {t('endOthers')}
            </Button>
          ) : undefined
        }
      >
        {t('lead')}
      </PageHeader>
      <div ref={list} className="overflow-hidden rounded-lg border border-line bg-surface">
        <ReadingView
          reading={reading}
          label={t('loading')}
          skeleton={<SkeletonRows rows={4} label={t('loading')} />}
        >
          {() => <SessionsTable sessions={sessions} ending={ending} onEnd={onEnd} />}
        </ReadingView>
      </div>
      {reading.data !== null && others === 0 ? (
        <p className="mt-3 text-center text-xs text-ink-3">{t('onlyThis')}</p>
      ) : null}
      <Dialog
        open={confirming}
        onOpenChange={setConfirming}
        initialFocus={confirm}
        title={t('confirm.title', { count: others })}
        description={t('confirm.body')}
        size="sm"
      >
        <DialogActions>
          <button
            ref={confirm}
            type="button"
            onClick={() => {
              setConfirming(false);
              onEndOthers();
            }}
            className="inline-flex h-control items-center rounded-md bg-bad-solid px-3 text-sm font-medium text-white shadow-control hover:brightness-110"
          >
            {t('confirm.yes')}
          </button>
          <Button variant="ghost" onClick={() => setConfirming(false)}>
            {t('confirm.no')}
          </Button>
        </DialogActions>
      </Dialog>
    </>
  );
}

function SessionsTable({
  sessions,
  ending,
  onEnd,
}: {
  sessions: readonly OneSession[];
  ending: string | null;
  onEnd: (id: string) => void;
}) {
  const t = useTranslations('sessions');
  const formats = useFormats();
  return (
    <table className="w-full table-fixed border-collapse text-sm">
      <caption className="sr-only">{t('title')}</caption>
      <thead>
        <tr className="border-b border-line text-left text-xs text-ink-3">
          <th scope="col" className="h-9 pl-4 font-medium">
            {t('columns.device')}
          </th>
          <th scope="col" className="w-40 px-2 font-medium phone:hidden">
            {t('columns.address')}
          </th>
          <th scope="col" className="w-44 px-2 font-medium phone:hidden">
            {t('columns.lastUsed')}
          </th>
          <th scope="col" className="w-44 px-2 font-medium max-[1100px]:hidden">
            {t('columns.since')}
          </th>
          <th scope="col" className="w-28 pr-4">
            <span className="sr-only">{t('columns.action')}</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {sessions.map((session) => {
          const device = session.deviceLabel ?? t('unknownDevice');
          const Icon = /phone|android|ios|ipad|tablet/iu.test(device) ? Smartphone : Monitor;
          return (
            <tr key={session.id} className="h-14 border-b border-line last:border-0">
              <td className="pl-4">
                <span className="flex items-center gap-3">
                  <Icon aria-hidden className="size-4 shrink-0 text-ink-3" />
                  <span
                    className="min-w-0 truncate font-medium"
                    title={session.userAgent ?? undefined}
                  >
                    {device}
                  </span>
                  {session.current ? <Badge tone="ok">{t('current')}</Badge> : null}
                </span>
              </td>
              <td className="truncate px-2 text-ink-2 nums phone:hidden">
                {session.address ?? t('unknownAddress')}
              </td>
              <td className="px-2 text-ink-2 nums phone:hidden">
                {formats.dateTime(session.lastUsedAt)}
              </td>
              <td className="px-2 text-ink-2 nums max-[1100px]:hidden">
                {formats.dateTime(session.createdAt)}
              </td>
              <td className="pr-4 text-right">
                {session.current ? null : (
                  <Button
                    data-row
                    loading={ending === session.id}
                    onClick={() => onEnd(session.id)}
                    aria-label={t('endOf', { device })}
                  >
                    {t('end')}
                  </Button>
                )}
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
