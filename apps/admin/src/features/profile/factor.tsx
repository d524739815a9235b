'use client';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { FactorCard } from '#features/profile/factor-card.tsx';
import { useFailureText } from '#features/shell/failure-text.ts';
import { readingOf } from '#features/shell/reading.ts';
import { useTRPC } from '#trpc/client.tsx';
import { lazyPart } from '#ui/lazy.tsx';
import { useNotify } from '#ui/toast.tsx';

const EnrolDialog = lazyPart(
  async () => (await import('#features/profile/enrol-dialog.tsx')).EnrolDialog,
  ({ secret }) => secret !== null,
);
const CodesDialog = lazyPart(
  async () => (await import('#features/profile/codes-dialog.tsx')).CodesDialog,
  ({ codes }) => codes !== null,
);
const FactorQuestion = lazyPart(
  async () => (await import('#features/profile/factor-question.tsx')).FactorQuestion,
  ({ about }) => about !== null,
);

type Codes = { readonly list: readonly string[]; readonly isFirst: boolean };

/**
 * One's second factor: set up, with new codes, turned off. Whoever has not proven themselves lately is asked to first,
 * before a secret is made.
 */
export function Factor({ email }: { email: string }) {
  const t = useTranslations('profile.factor');
  const trpc = useTRPC();
  const queries = useQueryClient();
  const notify = useNotify();
  const failureText = useFailureText();
  const state = useQuery(trpc.factor.get.queryOptions({}));
  const [asked, setAsked] = useState<'renewal' | 'removal' | null>(null);
  const [codes, setCodes] = useState<Codes | null>(null);

  const refused = (failure: unknown) => {
    setAsked(null);
    notify.failed({ title: failureText(failure) });
    void reread();
  };
  const reread = () => queries.invalidateQueries(trpc.factor.get.queryFilter());
  const tell = (list: readonly string[], isFirst: boolean) => {
    setAsked(null);
    setCodes({ list, isFirst });
    void reread();
  };
  const begin = useMutation(trpc.factor.begin.mutationOptions({ onError: refused }));
  const renew = useMutation(
    trpc.factor.renewCodes.mutationOptions({
      onSuccess: (made) => tell(made.codes, false),
      onError: refused,
    }),
  );
  const remove = useMutation(
    trpc.factor.remove.mutationOptions({
      onSuccess: async () => {
        setAsked(null);
        notify.done({ title: t('removal.done') });
        await reread();
      },
      onError: refused,
    }),
  );

  const keep = useMutation(
    trpc.factor.keep.mutationOptions({
      onSuccess: async () => {
        notify.done({ title: t('kept') });
        await reread();
      },
      onError: refused,
    }),
  );

  return (
    <>
      <FactorCard
        reading={readingOf(state)}
        pending={begin.isPending}
        onSetUp={() => begin.mutate({})}
        onRenew={() => setAsked('renewal')}
        onRemove={() => setAsked('removal')}
        onKeep={() => keep.mutate({})}
      />
      <EnrolDialog
        secret={begin.data ?? null}
        onClose={begin.reset}
        onEnrolled={(list) => {
          begin.reset();
          tell(list, true);
        }}
      />
      <CodesDialog codes={codes} email={email} onClose={() => setCodes(null)} />
      <FactorQuestion
        about={asked}
        pending={renew.isPending || remove.isPending}
        onConfirm={() => (asked === 'renewal' ? renew : remove).mutate({})}
        onClose={() => setAsked(null)}
      />
    </>
  );
}
