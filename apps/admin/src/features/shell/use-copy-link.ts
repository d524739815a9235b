'use client';
import { useTranslations } from 'next-intl';
import { useNotify } from '#ui/toast.tsx';

/** Copies the address of what is on the screen and says so. */
export function useCopyLink(): () => void {
  const t = useTranslations('common');
  const notify = useNotify();
  return () =>
    void navigator.clipboard.writeText(location.href).then(
      () => notify.done({ title: t('linkCopied') }),
      () => notify.failed({ title: t('copyFailed') }),
    );
}
