'use client';
import type { Settings, UpdateSettingsInput } from '@toster/contracts/schemas/settings';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useRouter } from 'next/navigation';
import type { UseFormReturn } from 'react-hook-form';
import { historyPath } from '#features/history/paths.ts';
import { useReadsLog } from '#features/settings/use-reads-log.ts';
import { SETTING_NAMES, type SettingsForm } from '#features/settings/settings-change.ts';
import { useFailureText } from '#features/shell/failure-text.ts';
import { useSession } from '#features/shell/session.tsx';
import { useTRPC } from '#trpc/client.tsx';
import { failureOf } from '#trpc/error.ts';
import { useNotify } from '#ui/toast.tsx';

/**
 * Saves settings, says where to see it, and puts what was refused beside its field. Where somebody was faster, the
 * settings are read again and handed to `onConflict`.
 */
export function useSaveSettings(
  form: UseFormReturn<SettingsForm>,
  { onDone, onConflict }: { onDone: () => void; onConflict: (fresh: Settings) => void },
): { save: (input: UpdateSettingsInput) => void; isSaving: boolean } {
  const t = useTranslations('settings');
  const trpc = useTRPC();
  const queries = useQueryClient();
  const router = useRouter();
  const notify = useNotify();
  const failureText = useFailureText();
  const readsLog = useReadsLog(null);
  const { org } = useSession();
  const update = useMutation(
    trpc.settings.update.mutationOptions({
      onSuccess: (settings) => {
        queries.setQueryData(trpc.settings.get.queryKey({}), settings);
        notify.done({
          title: t('saved'),
          ...(readsLog
            ? {
                action: {
                  label: t('seeHistory'),
                  onClick: () => router.push(historyPath({ kind: 'organisation', id: org.id })),
                },
              }
            : {}),
        });
        onDone();
        // Name, language and zone of the organisation stand in the frame around every page.
        router.refresh();
      },
      onError: async (error) => {
        const { code, issues } = failureOf(error);
        for (const { path, rule } of issues) {
          const name = SETTING_NAMES.find((each) => each === path[1]);
          if (name !== undefined) form.setError(name, { message: rule }, { shouldFocus: true });
        }
        notify.failed({
          title: t('failed'),
          description: code === 'CONFLICT' ? t('conflict') : failureText(error),
        });
        if (code === 'CONFLICT')
          onConflict(
            await queries.fetchQuery({ ...trpc.settings.get.queryOptions({}), staleTime: 0 }),
          );
      },
    }),
  );
  return { save: (input) => update.mutate(input), isSaving: update.isPending };
}
