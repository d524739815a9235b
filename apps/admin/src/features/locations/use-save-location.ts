'use client';
import type { LocationDetails } from '@toster/contracts/schemas/locations';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useRouter } from 'next/navigation';
import { historyPath } from '#features/history/paths.ts';
import { useReadsLog } from '#features/settings/use-reads-log.ts';
import { useFailureText } from '#features/shell/failure-text.ts';
import { useTRPC } from '#trpc/client.tsx';
import { failureOf } from '#trpc/error.ts';
import { useNotify } from '#ui/toast.tsx';

type Outcome = {
  onDone: () => void;
  /** Somebody was faster: the establishment as it is now. */
  onConflict: (fresh: LocationDetails) => void;
  onRefused?: (issues: ReturnType<typeof failureOf>['issues']) => void;
};

/** What follows a change of an establishment: where to see it, what was refused, or what somebody else did first. */
function useAftermath(
  location: Pick<LocationDetails, 'id' | 'name'>,
  words: { saved: string; failed: string },
  { onDone, onConflict, onRefused }: Outcome,
) {
  const t = useTranslations('locations.edit');
  const trpc = useTRPC();
  const queries = useQueryClient();
  const router = useRouter();
  const notify = useNotify();
  const failureText = useFailureText();
  const { id } = location;
  const readsLog = useReadsLog(id);
  return {
    onSuccess: async () => {
      notify.done({
        title: words.saved,
        ...(readsLog
          ? {
              action: {
                label: t('seeHistory'),
                onClick: () => router.push(historyPath({ kind: 'location', id })),
              },
            }
          : {}),
      });
      onDone();
      await queries.invalidateQueries(trpc.locations.pathFilter());
      // The names of establishments stand in the frame around every page.
      router.refresh();
    },
    onError: async (error: unknown) => {
      const { code, issues } = failureOf(error);
      onRefused?.(issues);
      notify.failed({
        title: words.failed,
        description: code === 'CONFLICT' ? t('conflict') : failureText(error),
      });
      if (code !== 'CONFLICT') return;
      const { locations } = await queries.fetchQuery({
        ...trpc.locations.list.queryOptions({}),
        staleTime: 0,
      });
      const fresh = locations.find((each) => each.id === id);
      if (fresh !== undefined) onConflict(fresh);
    },
  };
}

/** Saves what an establishment is and how it is reached. */
export function useEditLocation(location: LocationDetails, outcome: Outcome) {
  const t = useTranslations('locations.edit');
  const trpc = useTRPC();
  const { name } = location;
  const words = { saved: t('saved', { name }), failed: t('failed', { name }) };
  const aftermath = useAftermath(location, words, outcome);
  return useMutation(trpc.locations.edit.mutationOptions(aftermath));
}

/** Saves when an establishment is open. */
export function useSetHours(location: LocationDetails, outcome: Outcome) {
  const t = useTranslations('locations.hoursEditor');
  const trpc = useTRPC();
  const { name } = location;
  const words = { saved: t('saved', { name }), failed: t('failed', { name }) };
  const aftermath = useAftermath(location, words, outcome);
  return useMutation(trpc.locations.setHours.mutationOptions(aftermath));
}
