'use client';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useRouter } from 'next/navigation';
import { useRef } from 'react';
import type { OneSession } from '#features/profile/session-row.tsx';
import { useDeviceName } from '#features/profile/use-device-name.ts';
import { useFailureText } from '#features/shell/failure-text.ts';
import { useSession } from '#features/shell/session.tsx';
import { useTRPC } from '#trpc/client.tsx';
import { useNotify } from '#ui/toast.tsx';

type Ends = {
  /** What is being ended: the id of a session, `others` for all of them, `all` for the present one too. */
  ending: string | null;
  onEnd: (session: OneSession) => void;
  onEndOthers: () => void;
  onEndAll: () => void;
};

/**
 * Ends one session, or all others. What has ended leaves the list at once; a notice says so, with the way to it in the log
 * for whoever reads it there, and for everybody else who does.
 */
export function useRevoke(readsLog: boolean): Ends {
  const t = useTranslations('sessions');
  const trpc = useTRPC();
  const queries = useQueryClient();
  const router = useRouter();
  const notify = useNotify();
  const failureText = useFailureText();
  const deviceName = useDeviceName();
  const { staffId } = useSession();
  const names = useRef(new Map<string, string>());
  const list = trpc.session.list;

  const keep = (stays: (session: OneSession) => boolean) =>
    queries.setQueryData(list.queryKey({}), (old) =>
      old === undefined ? old : { sessions: old.sessions.filter(stays) },
    );
  const say = (title: string, body: string) =>
    notify.done(
      readsLog
        ? {
            title,
            description: body,
            action: {
              label: t('seeLog'),
              onClick: () => router.push(`/audit?actor=${staffId}&action=session.revoked`),
            },
          }
        : { title, description: `${body} ${t('inLog')}` },
    );
  const common = {
    onError: (error: unknown) =>
      notify.failed({ title: t('notEnded'), description: failureText(error) }),
    onSettled: () => queries.invalidateQueries(list.queryFilter()),
  };
  const revoke = useMutation(
    trpc.session.revoke.mutationOptions({
      ...common,
      onSuccess: ({ revoked }, { id }) => {
        keep((session) => session.id !== id);
        const device = names.current.get(id) ?? t('unknownDevice');
        say(t('ended', { count: revoked }), t('endedOn', { device }));
      },
    }),
  );
  const revokeOthers = useMutation(
    trpc.session.revokeOthers.mutationOptions({
      ...common,
      onSuccess: ({ revoked }) => {
        keep(({ current }) => current);
        say(t('ended', { count: revoked }), t('endedAll'));
      },
    }),
  );
  const revokeAll = useMutation(
    trpc.session.revokeAll.mutationOptions({
      onError: common.onError,
      onSuccess: () => location.assign('/sign-in?reason=left'),
    }),
  );
  const all = revokeAll.isPending ? 'all' : revokeOthers.isPending ? 'others' : null;
  return {
    ending: revoke.isPending ? revoke.variables.id : all,
    onEnd: ({ id, device }) => {
      names.current.set(id, deviceName(device));
      revoke.mutate({ id });
    },
    onEndOthers: () => revokeOthers.mutate({}),
    onEndAll: () => revokeAll.mutate({}),
  };
}
