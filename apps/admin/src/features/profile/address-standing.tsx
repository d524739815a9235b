'use client';
import { useMutation } from '@tanstack/react-query';
import { MailCheck, MailWarning } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useFailureText } from '#features/shell/failure-text.ts';
import { useTRPC } from '#trpc/client.tsx';
import { Button } from '#ui/button.tsx';
import { useNotify } from '#ui/toast.tsx';

/** Whether letters are known to reach somebody: the way back in depends on them. */
export function AddressStanding({ isProven }: { isProven: boolean }) {
  const t = useTranslations('profile.address');
  const trpc = useTRPC();
  const notify = useNotify();
  const failureText = useFailureText();
  const ask = useMutation(
    trpc.profile.askAddressProof.mutationOptions({
      onSuccess: () => notify.done({ title: t('sent'), description: t('sentBody') }),
      onError: (failure) => notify.failed({ title: failureText(failure) }),
    }),
  );
  const Icon = isProven ? MailCheck : MailWarning;
  return (
    <div className="mt-4 flex flex-wrap items-center justify-between gap-3 text-sm">
      <p className={isProven ? 'flex gap-2 text-ink-2' : 'flex gap-2 font-medium text-warn'}>
        <Icon aria-hidden className="mt-0.5 size-4 shrink-0" />
        {t(isProven ? 'proven' : 'unproven')}
      </p>
      {isProven ? null : (
        <Button onClick={() => ask.mutate({})} loading={ask.isPending}>
          {t('prove')}
        </Button>
      )}
    </div>
  );
}
