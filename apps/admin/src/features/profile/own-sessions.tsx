'use client';
import type { ListSessionsOutput } from '@toster/contracts/schemas/session';
import { LogOut } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useRef, useState } from 'react';
import { useRowKeys } from '#features/filters/use-row-keys.ts';
import { EndOthersDialog } from '#features/profile/end-others-dialog.tsx';
import { type OneSession, SessionRow } from '#features/profile/session-row.tsx';
import type { Reading } from '#features/shell/reading.ts';
import { ReadingView } from '#features/shell/reading-view.tsx';
import { Button } from '#ui/button.tsx';
import { Panel } from '#ui/panel.tsx';
import { SkeletonRows } from '#ui/skeleton.tsx';

export type OwnSessionsProps = {
  reading: Reading<ListSessionsOutput>;
  /** What is being ended: the id of a session, `others` for all of them, `all` for the present one too. */
  ending: string | null;
  onEnd: (session: OneSession) => void;
  onEndOthers: () => void;
  /** The present one too. */
  onEndAll: () => void;
};

/** One's own sessions: device, network, first and last use, and how to end them. */
export function OwnSessions({ reading, ending, onEnd, onEndOthers, onEndAll }: OwnSessionsProps) {
  const t = useTranslations('sessions');
  const list = useRef<HTMLDivElement>(null);
  useRowKeys(list);
  const [confirming, setConfirming] = useState(false);
  const sessions = reading.data?.sessions ?? [];
  const here = sessions.find(({ current }) => current);
  const others = sessions.filter(({ current }) => !current).length;
  return (
    <div id="sessions" className="scroll-mt-20">
      <Panel
        title={t('title')}
        actions={
          others > 0 ? (
            <Button
              variant="ghost"
              className="-mr-2"
              loading={ending === 'others' || ending === 'all'}
              onClick={() => setConfirming(true)}
            >
              <LogOut aria-hidden className="size-4" />
              {t('endOthers')}
            </Button>
          ) : undefined
        }
      >
        <div ref={list}>
          <ReadingView
            reading={reading}
            label={t('loading')}
            skeleton={<SkeletonRows rows={3} label={t('loading')} />}
          >
            {() => (
              <>
                <p className="border-b border-line px-4 py-3 text-sm text-ink-2">
                  {others === 0 ? t('onlyThis') : t('lead')}
                </p>
                <ul aria-label={t('title')}>
                  {sessions.map((session) => (
                    <SessionRow
                      key={session.id}
                      session={session}
                      here={here ?? null}
                      ending={ending === session.id}
                      onEnd={() => onEnd(session)}
                    />
                  ))}
                </ul>
              </>
            )}
          </ReadingView>
        </div>
      </Panel>
      <EndOthersDialog
        open={confirming}
        count={others}
        onClose={() => setConfirming(false)}
        onConfirm={() => {
          setConfirming(false);
          onEndOthers();
        }}
        onConfirmAll={() => {
          setConfirming(false);
          onEndAll();
        }}
      />
    </div>
  );
}
