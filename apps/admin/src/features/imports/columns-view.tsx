'use client';
import type { Delimiter, Encoding } from '@toster/contracts/imports/reading';
import type {
  GetImportOutput,
  InspectImportOutput,
  PreviewImportOutput,
} from '@toster/contracts/schemas/imports';
import { useTranslations } from 'next-intl';
import { BeforeNotice } from '#features/imports/before-notice.tsx';
import { type Draft, type Lack, lacksOf } from '#features/imports/draft.ts';
import { FailureNotice } from '#features/imports/failure-notice.tsx';
import { FramingFields } from '#features/imports/framing-fields.tsx';
import { MappingList } from '#features/imports/mapping-list.tsx';
import { PreviewTable } from '#features/imports/preview-table.tsx';
import { UnsaidFields } from '#features/imports/unsaid-fields.tsx';
import { useImportWords } from '#features/imports/use-import-words.ts';
import type { Reading } from '#features/shell/reading.ts';
import { ReadingView } from '#features/shell/reading-view.tsx';
import { useSession } from '#features/shell/session.tsx';
import { Button } from '#ui/button.tsx';

type ColumnsViewProps = {
  entry: GetImportOutput;
  inspection: Reading<InspectImportOutput>;
  /** What is chosen so far; null until the file was looked into. */
  draft: Draft | null;
  /** The first lines; null while something is still to be chosen. */
  preview: Reading<PreviewImportOutput> | null;
  checking: boolean;
  onDraft: (draft: Draft) => void;
  onFraming: (framing: { delimiter?: Delimiter; encoding?: Encoding }) => void;
  onCheck: () => void;
};

/** The choice of columns, the first lines as they will be read, and the way to the check. */
export function ColumnsView(props: ColumnsViewProps) {
  const { entry, inspection, draft, preview, checking, onDraft, onFraming, onCheck } = props;
  const t = useTranslations('imports.mapping');
  const { currency } = useSession().org;
  const lacks = draft === null ? [] : lacksOf(draft);
  return (
    <form
      noValidate
      className="flex flex-col gap-5"
      onSubmit={(event) => {
        event.preventDefault();
        onCheck();
      }}
    >
      {entry.failure === null ? null : <FailureNotice failure={entry.failure} />}
      <BeforeNotice file={entry.file} />
      <section className="overflow-hidden rounded-lg border border-line bg-surface">
        <div className="border-b border-line px-4 py-3">
          <h2 className="text-base font-semibold">{t('title')}</h2>
          {inspection.data === null ? null : (
            <p className="mt-0.5 text-sm text-ink-2">
              {t('lead', { count: inspection.data.recognised.length })}
            </p>
          )}
        </div>
        <FramingFields
          value={draft ?? entry.reading}
          onChange={onFraming}
          renewing={inspection.stale}
        />
        <ReadingView reading={inspection} label={t('loading')}>
          {({ columns }) =>
            draft === null ? null : (
              <MappingList columns={columns} draft={draft} onDraft={onDraft} />
            )
          }
        </ReadingView>
      </section>
      {draft === null || draft.kind === 'customers' ? null : (
        <UnsaidFields draft={draft} onDraft={onDraft} />
      )}
      <section className="overflow-hidden rounded-lg border border-line bg-surface">
        <div className="border-b border-line px-4 py-3">
          <h2 className="text-base font-semibold">{t('preview')}</h2>
          <p className="mt-0.5 text-sm text-ink-2">
            {entry.kind === 'customers' ? null : t('money', { currency })}{' '}
            {entry.kind === 'orders' ? t('dates') : null}
          </p>
        </div>
        {preview === null ? (
          <p className="px-4 py-6 text-sm text-ink-2">
            {draft === null ? t('previewLoading') : <Lacks draft={draft} lacks={lacks} />}
          </p>
        ) : (
          <ReadingView reading={preview} label={t('previewLoading')}>
            {({ rows }) => (
              <PreviewTable
                rows={rows}
                kind={entry.kind}
                locationId={entry.locationId}
                stale={preview.stale}
              />
            )}
          </ReadingView>
        )}
      </section>
      <div className="flex flex-wrap items-center justify-end gap-x-4 gap-y-2">
        <p role="status" className="min-w-0 flex-1 text-sm text-ink-2">
          {draft === null || lacks.length === 0 ? null : <Lacks draft={draft} lacks={lacks} />}
        </p>
        <Button
          type="submit"
          variant="primary"
          loading={checking}
          disabled={draft === null || lacks.length > 0}
        >
          {t('check')}
        </Button>
      </div>
    </form>
  );
}

function Lacks({ draft, lacks }: { draft: Draft; lacks: readonly Lack[] }) {
  const t = useTranslations('imports.mapping');
  const words = useImportWords(draft.kind);
  const name = (lack: Lack) => {
    switch (lack) {
      case 'contact':
        return t('oneOf');
      case 'once':
        return t('once');
      case 'source':
        return t('source');
      default:
        return words.field(lack);
    }
  };
  return <>{t('missing', { fields: lacks.map(name).join(', ') })}</>;
}
