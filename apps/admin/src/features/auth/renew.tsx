'use client';
import { CloudOff, LoaderCircle } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useEffect, useState } from 'react';
import { refreshSession } from '#trpc/refresh.ts';
import { Button } from '#ui/button.tsx';
import { StateView } from '#ui/state-view.tsx';

/** Renews the session once and goes on; says so where the server cannot be reached. */
export function Renew({ next }: { next: string }) {
  const t = useTranslations('renew');
  const [unreachable, setUnreachable] = useState(false);
  const [attempt, setAttempt] = useState(0);

  useEffect(() => {
    let left = false;
    setUnreachable(false);
    void refreshSession(Date.now()).then((result) => {
      if (left) return;
      if (result === 'renewed') location.replace(next);
      else if (result === 'ended')
        location.replace(`/sign-in?reason=ended&next=${encodeURIComponent(next)}`);
      else setUnreachable(true);
    });
    return () => {
      left = true;
    };
  }, [next, attempt]);

  return (
    <main className="flex min-h-dvh items-center justify-center">
      {unreachable ? (
        <StateView
          icon={CloudOff}
          heading="h1"
          title={t('unreachable')}
          actions={<Button onClick={() => setAttempt(attempt + 1)}>{t('retry')}</Button>}
        />
      ) : (
        <p role="status" className="flex items-center gap-2 text-sm text-ink-2">
          <LoaderCircle aria-hidden className="size-4 animate-spin-fast" />
          {t('renewing')}
        </p>
      )}
    </main>
  );
}
