'use client';
import { useQuery } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import type { OneSession } from '#features/profile/session-row.tsx';
import { useFailureText } from '#features/shell/failure-text.ts';
import { useTRPC } from '#trpc/client.tsx';

/** From which network a session was signed in; its whole address is asked for on purpose, as the list is read over shoulders. */
export function SessionNetwork({
  session: { id, network },
  here,
}: {
  session: OneSession;
  /** The present session, to be compared with. */
  here: OneSession | null;
}) {
  const t = useTranslations('sessions');
  const trpc = useTRPC();
  const failureText = useFailureText();
  const [asked, setAsked] = useState(false);
  const query = useQuery(
    trpc.session.address.queryOptions(
      { id },
      { enabled: asked, staleTime: Infinity, refetchOnWindowFocus: false },
    ),
  );
  if (network === null) return <p className="text-sm text-ink-2">{t('network.unknown')}</p>;
  const isSame =
    here?.network !== null && here?.network !== undefined && here.network.label === network.label;
  return (
    <p className="flex flex-wrap items-center gap-x-2 text-sm text-ink-2 nums">
      <span className="break-all">
        {query.data?.address ?? t(`network.${network.kind}`, { label: network.label })}
      </span>
      {isSame ? <span className="text-xs text-ok">{t('network.same')}</span> : null}
      {query.data === undefined ? (
        <button
          type="button"
          aria-busy={query.isFetching || undefined}
          onClick={() => (asked ? void query.refetch() : setAsked(true))}
          className="inline-flex min-h-6 items-center rounded-sm text-xs font-medium text-accent-ink hover:underline touch:min-h-11"
        >
          {t('network.show')}
        </button>
      ) : null}
      {query.isError ? (
        <span role="alert" className="text-xs text-bad">
          {failureText(query.error)}
        </span>
      ) : null}
    </p>
  );
}
