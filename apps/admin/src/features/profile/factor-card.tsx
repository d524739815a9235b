'use client';
import type { FactorState } from '@toster/contracts/schemas/auth';
import { ShieldAlert, ShieldCheck } from 'lucide-react';
import { useTranslations } from 'next-intl';
import type { Reading } from '#features/shell/reading.ts';
import { ReadingView } from '#features/shell/reading-view.tsx';
import { useFormats } from '#i18n/use-formats.ts';
import { Badge } from '#ui/badge.tsx';
import { Button } from '#ui/button.tsx';
import { cn } from '#ui/cn.ts';
import { Panel } from '#ui/panel.tsx';
import { SkeletonRows } from '#ui/skeleton.tsx';

/** Of ten codes on paper so few are left that somebody should make new ones. */
const FEW_CODES = 3;

export type FactorCardProps = {
  reading: Reading<FactorState>;
  onSetUp: () => void;
  onRenew: () => void;
  onRemove: () => void;
  /** Objects to a reset that was begun. */
  onKeep: () => void;
  /** A secret is being made. */
  pending?: boolean;
};

/** Whether signing in asks for a code of one's own, and the ways to have it so or not. */
export function FactorCard({
  reading,
  onSetUp,
  onRenew,
  onRemove,
  onKeep,
  pending,
}: FactorCardProps) {
  const t = useTranslations('profile.factor');
  const { data } = reading;
  const isOn = data !== null && data.since !== null;
  return (
    <Panel
      title={t('title')}
      actions={
        data === null ? null : isOn ? (
          <Badge tone="ok" icon={ShieldCheck}>
            {t('on')}
          </Badge>
        ) : (
          <Badge>{t('off')}</Badge>
        )
      }
    >
      <ReadingView
        reading={reading}
        label={t('loading')}
        skeleton={<SkeletonRows rows={2} label={t('loading')} />}
      >
        {(state) => (
          <>
            {state.resetDueAt === null ? null : <ResetDue at={state.resetDueAt} onKeep={onKeep} />}
            <div className="flex flex-wrap items-center justify-between gap-3 p-4">
              {state.since === null ? (
                <p className="min-w-0 flex-1 basis-56 text-sm text-pretty text-ink-2">{t('why')}</p>
              ) : (
                <Standing since={state.since} codesLeft={state.codesLeft} />
              )}
              <div className="flex flex-wrap gap-2">
                {state.since === null ? (
                  <Button onClick={onSetUp} loading={pending === true}>
                    <ShieldCheck aria-hidden className="size-4" />
                    {t('setUp')}
                  </Button>
                ) : (
                  <>
                    <Button onClick={onRenew}>{t('renew')}</Button>
                    <Button variant="ghost" onClick={onRemove}>
                      {t('remove')}
                    </Button>
                  </>
                )}
              </div>
            </div>
          </>
        )}
      </ReadingView>
    </Panel>
  );
}

/** Somebody wants it off: when, and the way to object. */
function ResetDue({ at, onKeep }: { at: string; onKeep: () => void }) {
  const t = useTranslations('profile.factor');
  const formats = useFormats();
  return (
    <div
      role="alert"
      className="flex flex-wrap items-center justify-between gap-3 border-b border-line bg-warn-soft px-4 py-3 text-sm text-warn"
    >
      <p className="min-w-0 flex-1 basis-56 font-medium text-pretty">
        {t('resetDue', { time: formats.dateTime(at) })}
      </p>
      <Button onClick={onKeep}>{t('keep')}</Button>
    </div>
  );
}

function Standing({ since, codesLeft }: { since: string; codesLeft: number }) {
  const t = useTranslations('profile.factor');
  const formats = useFormats();
  const few = codesLeft <= FEW_CODES;
  return (
    <div className="min-w-0 flex-1 basis-56 text-sm text-pretty text-ink-2">
      <p>{t('since', { date: formats.date(since) })}</p>
      <p className={cn('mt-1 flex items-start gap-1.5', few && 'font-medium text-warn')}>
        {few ? <ShieldAlert aria-hidden className="mt-0.5 size-4 shrink-0" /> : null}
        {t('left', { count: codesLeft })}
      </p>
    </div>
  );
}
