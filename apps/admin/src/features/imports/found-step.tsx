'use client';
import type { GetImportOutput } from '@toster/contracts/schemas/imports';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useRouter } from 'next/navigation';
import { FoundView } from '#features/imports/found-view.tsx';
import { LinesPanel } from '#features/imports/lines-panel.tsx';
import { logOf } from '#features/imports/paths.ts';
import { useFailureText } from '#features/shell/failure-text.ts';
import { useMay } from '#features/shell/session.tsx';
import { useTRPC } from '#trpc/client.tsx';
import { useNotify } from '#ui/toast.tsx';

/** What the check found, and the decision to import. Setting prices asks for a fresh proof of identity. */
export function FoundStep({ entry, onColumns }: { entry: GetImportOutput; onColumns: () => void }) {
  const t = useTranslations('imports');
  const trpc = useTRPC();
  const queries = useQueryClient();
  const router = useRouter();
  const notify = useNotify();
  const failureText = useFailureText();
  const mayAudit = useMay('audit_log.read');
  const settle = {
    onSuccess: () =>
      notify.done({
        title: t('found.begun'),
        description: t('found.begunBody'),
        ...(mayAudit
          ? {
              action: {
                label: t('cancel.seeLog'),
                onClick: () => router.push(logOf('import.confirmed')),
              },
            }
          : {}),
      }),
    onError: (error: unknown) =>
      notify.failed({ title: t('found.notBegun'), description: failureText(error) }),
    onSettled: () => queries.invalidateQueries(trpc.imports.pathFilter()),
  };
  const confirm = useMutation(trpc.imports.confirm.mutationOptions(settle));
  const confirmPrices = useMutation(trpc.imports.confirmPrices.mutationOptions(settle));
  const { mutate } = entry.setsPrices ? confirmPrices : confirm;
  return (
    <FoundView
      entry={entry}
      confirming={confirm.isPending || confirmPrices.isPending}
      onConfirm={() => mutate({ id: entry.id })}
      onColumns={onColumns}
      problems={<LinesPanel entry={entry} of="rejected" />}
      changes={<LinesPanel entry={entry} of="changes" />}
    />
  );
}
