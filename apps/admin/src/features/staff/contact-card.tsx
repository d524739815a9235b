'use client';
import { useQuery } from '@tanstack/react-query';
import { Eye } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { FailureView } from '#features/shell/failure-view.tsx';
import { Fact } from '#features/staff/fact.tsx';
import { useTRPC } from '#trpc/client.tsx';
import { Button } from '#ui/button.tsx';
import { SkeletonRows } from '#ui/skeleton.tsx';

/** How to reach a colleague: asked for on purpose, because showing it is recorded. */
export function ContactCard({ id }: { id: string }) {
  const t = useTranslations('staff.contact');
  const trpc = useTRPC();
  const [asked, setAsked] = useState(false);
  const query = useQuery(
    trpc.staff.contact.queryOptions(
      { id },
      { enabled: asked, staleTime: Infinity, refetchOnWindowFocus: false },
    ),
  );
  return (
    <section className="rounded-lg border border-line bg-surface">
      <h2 className="flex min-h-11 items-center border-b border-line bg-band px-4 text-sm font-semibold">
        {t('title')}
      </h2>
      {!asked ? (
        <div className="flex flex-wrap items-center gap-3 p-4">
          <Button onClick={() => setAsked(true)}>
            <Eye aria-hidden className="size-4" />
            {t('show')}
          </Button>
          <p className="text-xs text-ink-3">{t('recorded')}</p>
        </div>
      ) : query.data !== undefined ? (
        <dl className="grid gap-4 p-4 sm:grid-cols-2">
          <Fact label={t('fullName')}>{query.data.fullName}</Fact>
          <Fact label={t('phone')}>
            {query.data.phone === null ? (
              t('none')
            ) : (
              <a
                href={`tel:${query.data.phone.replaceAll(/[^+\d]/gu, '')}`}
                className="inline-flex min-h-6 items-center hover:underline touch:min-h-11"
              >
                {query.data.phone}
              </a>
            )}
          </Fact>
          <Fact label={t('email')}>
            {query.data.email === null ? (
              t('none')
            ) : (
              <a
                href={`mailto:${query.data.email}`}
                className="inline-flex min-h-6 items-center break-all hover:underline touch:min-h-11"
              >
                {query.data.email}
              </a>
            )}
          </Fact>
        </dl>
      ) : query.isError ? (
        <FailureView error={query.error} onRetry={() => void query.refetch()} />
      ) : (
        <SkeletonRows rows={2} label={t('show')} />
      )}
    </section>
  );
}
