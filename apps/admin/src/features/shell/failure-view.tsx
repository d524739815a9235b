'use client';
import { CloudOff, LockKeyhole, RotateCw, SearchX, TriangleAlert } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useFailureText } from '#features/shell/failure-text.ts';
import { Quote } from '#features/shell/quote.tsx';
import { useSession } from '#features/shell/session.tsx';
import { failureOf } from '#trpc/error.ts';
import { Button } from '#ui/button.tsx';
import { StateView } from '#ui/state-view.tsx';

const TITLES: Readonly<Record<string, 'offlineTitle' | 'notFoundTitle'>> = {
  OFFLINE: 'offlineTitle',
  NOT_FOUND: 'notFoundTitle',
};

/** A query that failed: what happened, what to quote, and a way to try again. */
export function FailureView({ error, onRetry }: { error: unknown; onRetry: () => void }) {
  const t = useTranslations('errors');
  const failureText = useFailureText();
  const failure = failureOf(error);
  if (failure.code === 'FORBIDDEN') return <Forbidden permission={failure.permission} />;
  const icon =
    failure.code === 'NOT_FOUND' ? SearchX : failure.code === 'OFFLINE' ? CloudOff : TriangleAlert;
  return (
    <div role="alert">
      <StateView
        icon={icon}
        title={t(TITLES[failure.code] ?? 'title')}
        actions={
          <Button onClick={onRetry}>
            <RotateCw aria-hidden className="size-4" />
            {t('retry')}
          </Button>
        }
      >
        <p>{failureText(error)}</p>
        <Quote code={failure.code} requestId={failure.requestId} />
      </StateView>
    </div>
  );
}

/** A page or a part that this person's roles do not open, naming what is missing. */
export function Forbidden({
  permission,
  heading = 'h2',
}: {
  permission: string | null;
  heading?: 'h1' | 'h2';
}) {
  const t = useTranslations('forbidden');
  const session = useSession();
  return (
    <StateView icon={LockKeyhole} title={t('title')} heading={heading}>
      <p>
        {permission === null
          ? t('generic')
          : t.rich('missing', {
              permission,
              code: (chunks) => (
                <code className="rounded-sm bg-pressed px-1 py-0.5 font-mono text-xs text-ink">
                  {chunks}
                </code>
              ),
            })}
      </p>
      <p className="mt-2">{t('ask', { org: session.org.name })}</p>
    </StateView>
  );
}
