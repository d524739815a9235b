'use client';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { SessionsView } from '#features/sessions/sessions-view.tsx';
import { useFailureText } from '#features/shell/failure-text.ts';
import { readingOf } from '#features/shell/reading.ts';
import { useTRPC } from '#trpc/client.tsx';
import { useNotify } from '#ui/toast.tsx';

/** One's own sessions: where, since when, and how to end them. */
export function SessionsPage() {
  const trpc = useTRPC();
  const query = useQuery(trpc.session.list.queryOptions({}, { refetchInterval: 30_000 }));
  const { revoke, revokeOthers } = useRevoke();
  return (
    <SessionsView
      reading={readingOf(query)}
      ending={revoke.isPending ? revoke.variables.id : null}
      onEnd={(id) => revoke.mutate({ id })}
      onEndOthers={() => revokeOthers.mutate({})}
    />
  );
}

function useRevoke() {
  const t = useTranslations('sessions');
  const trpc = useTRPC();
  const queries = useQueryClient();
  const notify = useNotify();
  const failureText = useFailureText();
  const handlers = {
    onSuccess: (result: { revoked: number }) =>
      notify.done({ title: t('ended', { count: result.revoked }) }),
    onError: (error: unknown) =>
      notify.failed({ title: t('notEnded'), description: failureText(error) }),
    onSettled: () => queries.invalidateQueries(trpc.session.list.queryFilter()),
  };
  return {
    revoke: useMutation(trpc.session.revoke.mutationOptions(handlers)),
    revokeOthers: useMutation(trpc.session.revokeOthers.mutationOptions(handlers)),
  };
}
