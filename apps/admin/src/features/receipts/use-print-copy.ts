'use client';
import type { ReprintReceiptOutput } from '@toster/contracts/schemas/receipts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useEffect, useState } from 'react';
import { useFailureText } from '#features/shell/failure-text.ts';
import { useTRPC } from '#trpc/client.tsx';
import { useNotify } from '#ui/toast.tsx';

/**
 * Prints a copy of a receipt: it is recorded first, and what was recorded is what the printer gets. `copy` is the copy
 * that lies ready for the printer, until the print dialog is closed. A copy whose dialog is cancelled stays recorded.
 */
export function usePrintCopy(id: string) {
  const t = useTranslations('receipts');
  const trpc = useTRPC();
  const queries = useQueryClient();
  const notify = useNotify();
  const failureText = useFailureText();
  const [copy, setCopy] = useState<ReprintReceiptOutput | null>(null);
  const reprint = useMutation(
    trpc.receipts.reprint.mutationOptions({
      onSuccess: (made) => {
        setCopy(made);
        notify.done({
          title: t('copyRecorded', { seq: made.seq, number: made.receipt.number }),
          description: t('copyRecordedBody'),
        });
      },
      onError: (error) =>
        notify.failed({ title: t('copyFailed'), description: failureText(error) }),
      onSettled: () => queries.invalidateQueries(trpc.receipts.pathFilter()),
    }),
  );
  useEffect(() => {
    if (copy === null) return;
    const done = () => setCopy(null);
    addEventListener('afterprint', done);
    print();
    return () => removeEventListener('afterprint', done);
  }, [copy]);
  return {
    copy,
    pending: reprint.isPending,
    print: () => (reprint.isPending ? undefined : reprint.mutate({ id })),
  };
}
