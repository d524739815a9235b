'use client';
import { RotateCw, ServerCrash } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { Quote } from '#features/shell/quote.tsx';
import { Button } from '#ui/button.tsx';
import { StateView } from '#ui/state-view.tsx';

/** The whole page when not even the session could be read, or a page could not be rendered. */
export function ServiceFailure({
  code,
  requestId,
  onRetry = () => location.reload(),
}: {
  code: string;
  requestId: string | null;
  onRetry?: () => void;
}) {
  const t = useTranslations('errors');
  return (
    <main role="alert" className="flex min-h-dvh items-center justify-center">
      <StateView
        icon={ServerCrash}
        heading="h1"
        title={t('title')}
        actions={
          <Button onClick={onRetry}>
            <RotateCw aria-hidden className="size-4" />
            {t('retry')}
          </Button>
        }
      >
        <p>{t(code === 'UNAVAILABLE' ? 'codes.UNAVAILABLE' : 'codes.INTERNAL')}</p>
        <Quote code={code} requestId={requestId} />
      </StateView>
    </main>
  );
}
