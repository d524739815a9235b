'use client';
import type { ImportFailure } from '@toster/contracts/imports/states';
import { OctagonX } from 'lucide-react';
import { useTranslations } from 'next-intl';

/** Why a check or an import has stopped. */
export function FailureNotice({ failure }: { failure: ImportFailure }) {
  const t = useTranslations('imports.failure');
  return (
    <p
      role="alert"
      className="flex items-start gap-2.5 rounded-lg border border-line bg-bad-soft px-4 py-2.5 text-sm font-medium text-bad"
    >
      <OctagonX aria-hidden className="mt-0.5 size-4 shrink-0" />
      {t(failure)}
    </p>
  );
}
