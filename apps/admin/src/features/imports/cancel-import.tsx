'use client';
import type { GetImportOutput } from '@toster/contracts/schemas/imports';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { logOf } from '#features/imports/paths.ts';
import { useFailureText } from '#features/shell/failure-text.ts';
import { useMay } from '#features/shell/session.tsx';
import { useTRPC } from '#trpc/client.tsx';
import { Button } from '#ui/button.tsx';
import { Dialog, DialogActions } from '#ui/dialog.tsx';
import { useNotify } from '#ui/toast.tsx';

/** Calls an import off, after asking once more. */
export function CancelImport({ entry }: { entry: Pick<GetImportOutput, 'id' | 'status'> }) {
  const t = useTranslations('imports.cancel');
  const trpc = useTRPC();
  const queries = useQueryClient();
  const router = useRouter();
  const notify = useNotify();
  const failureText = useFailureText();
  const mayAudit = useMay('audit_log.read');
  const [asking, setAsking] = useState(false);
  const isRunning = entry.status === 'running';
  const cancel = useMutation(
    trpc.imports.cancel.mutationOptions({
      onSuccess: () => {
        notify.done({
          title: t('done'),
          ...(mayAudit
            ? {
                action: {
                  label: t('seeLog'),
                  onClick: () => router.push(logOf('import.cancelled')),
                },
              }
            : {}),
        });
      },
      onError: (error) => notify.failed({ title: t('failed'), description: failureText(error) }),
      onSettled: async () => {
        setAsking(false);
        await queries.invalidateQueries(trpc.imports.pathFilter());
      },
    }),
  );
  return (
    <>
      <Button variant="warning" onClick={() => setAsking(true)}>
        {isRunning ? t('stop') : t('discard')}
      </Button>
      <Dialog
        open={asking}
        onOpenChange={setAsking}
        title={isRunning ? t('titleStop') : t('titleDiscard')}
        description={isRunning ? t('bodyStop') : t('bodyDiscard')}
        size="sm"
      >
        <DialogActions>
          <Button
            variant="danger"
            loading={cancel.isPending}
            onClick={() => cancel.mutate({ id: entry.id })}
          >
            {isRunning ? t('stop') : t('discard')}
          </Button>
          <Button variant="ghost" onClick={() => setAsking(false)}>
            {t('keep')}
          </Button>
        </DialogActions>
      </Dialog>
    </>
  );
}
