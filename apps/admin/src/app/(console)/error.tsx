'use client';
import { RotateCw, TriangleAlert } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { Quote } from '#features/shell/quote.tsx';
import { Button } from '#ui/button.tsx';
import { StateView } from '#ui/state-view.tsx';

/** A page that could not be shown; the digest is what the server's log has under the same name. */
export default function PageError({
  error,
  reset,
}: {
  error: Error & { digest?: string };
  reset: () => void;
}) {
  const t = useTranslations('errors');
  return (
    <div role="alert">
      <StateView
        icon={TriangleAlert}
        heading="h1"
        title={t('title')}
        actions={
          <Button onClick={reset}>
            <RotateCw aria-hidden className="size-4" />
            {t('retry')}
          </Button>
        }
      >
        <p>{t('codes.INTERNAL')}</p>
        <Quote code="INTERNAL" requestId={error.digest ?? null} />
      </StateView>
    </div>
  );
}
