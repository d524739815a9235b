'use client';
import { Copy } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useNotify } from '#ui/toast.tsx';

/** The code and trace id of a failure, ready to be copied into a message to support. */
export function Quote({ code, requestId }: { code: string; requestId: string | null }) {
  const t = useTranslations('errors');
  const notify = useNotify();
  const text = requestId === null ? code : `${code} · ${requestId}`;
  const copy = () =>
    void navigator.clipboard.writeText(text).then(
      () => notify.done({ title: t('copied') }),
      () => undefined,
    );
  return (
    <p className="mt-3">
      <button
        type="button"
        onClick={copy}
        className="inline-flex min-h-7 touch:min-h-11 max-w-full items-center gap-1.5 rounded-md bg-pressed px-2 font-mono text-xs break-all text-ink-2 sm:max-w-none sm:whitespace-nowrap hover:text-ink"
        title={t('copy')}
      >
        {text}
        <Copy aria-hidden className="size-3 shrink-0" />
        <span className="sr-only">{t('copy')}</span>
      </button>
    </p>
  );
}
