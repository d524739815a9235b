'use client';
import { hasEnded } from '@toster/contracts/imports/states';
import type { GetImportOutput } from '@toster/contracts/schemas/imports';
import { ArrowLeft, EyeOff } from 'lucide-react';
import { useTranslations } from 'next-intl';
import Link from 'next/link';
import type { ReactNode } from 'react';
import { CancelImport } from '#features/imports/cancel-import.tsx';
import { ImportCounts } from '#features/imports/import-counts.tsx';
import { ImportStatus } from '#features/imports/import-status.tsx';
import { StepList } from '#features/imports/step-list.tsx';
import type { Step } from '#features/imports/steps.ts';
import { PageHeader } from '#features/shell/page-header.tsx';
import type { Reading } from '#features/shell/reading.ts';
import { ReadingView } from '#features/shell/reading-view.tsx';
import { useSession } from '#features/shell/session.tsx';
import { useScopedHref } from '#features/shell/use-location.ts';
import { useFormats } from '#i18n/use-formats.ts';
import { StateView } from '#ui/state-view.tsx';

type ImportViewProps = {
  reading: Reading<GetImportOutput>;
  step: (entry: GetImportOutput) => Step;
  /** The step itself, for who brought the file; the result for everybody. */
  children: (entry: GetImportOutput, step: Step) => ReactNode;
};

/** The frame of an import: what it is, how far it is, and the way out. */
export function ImportView({ reading, step, children }: ImportViewProps) {
  const t = useTranslations('imports');
  const scoped = useScopedHref();
  return (
    <>
      <Link
        href={scoped('/imports')}
        className="mb-2 inline-flex min-h-6 w-fit items-center gap-1.5 text-sm text-ink-2 hover:text-ink touch:min-h-11"
      >
        <ArrowLeft aria-hidden className="size-4" />
        {t('back')}
      </Link>
      <ReadingView reading={reading} label={t('loadingOne')} alone>
        {(entry) => <Import entry={entry} step={step(entry)} content={children} />}
      </ReadingView>
    </>
  );
}

function Import({
  entry,
  step,
  content,
}: {
  entry: GetImportOutput;
  step: Step;
  content: ImportViewProps['children'];
}) {
  const t = useTranslations('imports');
  const formats = useFormats();
  const { locations } = useSession();
  const { kind, source, status, startedBy, startedAt, locationId, own } = entry;
  const { created, updated, known, rejected } = entry;
  const who = startedBy.firstName ?? t('somebody');
  return (
    <>
      <PageHeader
        title={
          <span className="flex flex-wrap items-center gap-2.5">
            <span className="min-w-0 break-words">{source}</span>
            <ImportStatus status={status} />
          </span>
        }
        actions={hasEnded(status) ? undefined : <CancelImport entry={entry} />}
      >
        {t('about', {
          kind: t(`kind.${kind}`),
          place: locations.find(({ id }) => id === locationId)?.name ?? '',
          who,
          when: formats.dateTime(startedAt),
        })}
      </PageHeader>
      <p role="status" className="sr-only">
        {t(`status.${status}`)}
      </p>
      <StepList current={step} isOver={status === 'finished'} />
      {own || hasEnded(status) ? (
        content(entry, step)
      ) : (
        <div className="rounded-lg border border-line bg-surface">
          <StateView icon={EyeOff} title={t('foreign')}>
            <p>{t('foreignBody', { who })}</p>
            {created + updated + known + rejected === 0 ? null : (
              <p className="mt-3 font-medium text-ink">
                <ImportCounts of={entry} />
              </p>
            )}
          </StateView>
        </div>
      )}
    </>
  );
}
