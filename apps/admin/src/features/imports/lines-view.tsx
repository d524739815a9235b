'use client';
import type { ProblemCode } from '@toster/contracts/imports/problems';
import type {
  GetImportOutput,
  ImportLine,
  ListImportLinesOutput,
} from '@toster/contracts/schemas/imports';
import { CircleCheck, Download, SearchX } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { ChangeRow } from '#features/imports/change-row.tsx';
import { RejectedRow } from '#features/imports/rejected-row.tsx';
import { useImportWords } from '#features/imports/use-import-words.ts';
import type { PagedReading } from '#features/shell/reading.ts';
import { MoreOf, ReadingView } from '#features/shell/reading-view.tsx';
import { Button } from '#ui/button.tsx';
import { InlineSelect } from '#ui/inline-select.tsx';
import { SkeletonRows } from '#ui/skeleton.tsx';
import { StateView } from '#ui/state-view.tsx';

type LinesViewProps = {
  reading: PagedReading<readonly ImportLine[]>;
  of: 'rejected' | 'changes';
  entry: GetImportOutput;
  reasons: ListImportLinesOutput['reasons'];
  code: ProblemCode | null;
  downloading: boolean;
  onCode: (code: ProblemCode | null) => void;
  onDownload: () => void;
};

/** Lines of a file as a table: those put aside with the reason, or what each would change. */
export function LinesView(props: LinesViewProps) {
  const { reading, of, entry, reasons, code, downloading, onCode, onDownload } = props;
  const t = useTranslations('imports');
  const words = useImportWords(entry.kind);
  const total = (reasons ?? []).reduce((sum, { count }) => sum + count, 0);
  const isAside = of === 'rejected';
  return (
    <section className="overflow-hidden rounded-lg border border-line bg-surface">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-2 border-b border-line px-4 py-2.5">
        <h2 className="min-w-0 flex-1 basis-40 text-base font-semibold">
          {isAside ? t('found.problems') : t('found.changes')}
        </h2>
        {isAside && total > 0 ? (
          <>
            {(reasons ?? []).length < 2 ? null : (
              <InlineSelect
                label={t('lines.reasonLabel')}
                className="max-w-full phone:w-full"
                value={code ?? ''}
                onChange={({ target: { value } }) =>
                  onCode(reasons?.find((reason) => reason.code === value)?.code ?? null)
                }
              >
                <option value="">{t('lines.anyReason', { count: total })}</option>
                {reasons?.map((reason) => (
                  <option key={reason.code} value={reason.code}>
                    {`${words.reason(reason.code)} (${reason.count})`}
                  </option>
                ))}
              </InlineSelect>
            )}
            <Button loading={downloading} onClick={onDownload}>
              <Download aria-hidden className="size-4" />
              {code === null ? t('lines.downloadAll') : t('lines.download')}
            </Button>
          </>
        ) : null}
      </div>
      <ReadingView
        reading={reading}
        label={t('lines.loading')}
        skeleton={<SkeletonRows rows={3} label={t('lines.loading')} />}
      >
        {(lines) =>
          lines.length > 0 ? (
            <LinesTable lines={lines} of={of} entry={entry} />
          ) : code === null ? (
            <StateView
              icon={CircleCheck}
              title={isAside ? t('found.allGood') : t('found.noChanges')}
              heading="h3"
            >
              {isAside ? t('found.allGoodBody') : t('found.noChangesBody')}
            </StateView>
          ) : (
            <StateView
              icon={SearchX}
              title={t('lines.noneOf')}
              heading="h3"
              actions={<Button onClick={() => onCode(null)}>{t('lines.showAll')}</Button>}
            />
          )
        }
      </ReadingView>
      {reading.more.has ? (
        <div className="pb-3">
          <MoreOf more={reading.more} label={t('lines.more')} end={null} />
        </div>
      ) : (
        <Most shown={reading.data?.length ?? null} of={of} entry={entry} code={code} />
      )}
    </section>
  );
}

/** A check keeps only so many findings; its counts are of all. */
function Most({
  shown,
  of,
  entry: { status, foretold },
  code,
}: { shown: number | null } & Pick<LinesViewProps, 'of' | 'entry' | 'code'>) {
  const t = useTranslations('imports.lines');
  if (shown === null || status !== 'checked' || foretold === null || code !== null) return null;
  const { created, updated, faulty, heldBack } = foretold;
  if (shown >= (of === 'rejected' ? faulty + heldBack : created + updated)) return null;
  return (
    <p className="border-t border-line px-4 py-2.5 text-center text-xs text-ink-3">
      {t('most', { count: shown })}
    </p>
  );
}

function LinesTable({
  lines,
  of,
  entry,
}: {
  lines: readonly ImportLine[];
  of: 'rejected' | 'changes';
  entry: GetImportOutput;
}) {
  const t = useTranslations('imports.lines');
  const heads =
    of === 'rejected'
      ? [t('column'), t('value'), t('reason')]
      : [t('change'), t('dish'), t('whatChanges')];
  const width =
    of === 'rejected'
      ? ['w-40 phone:hidden', 'phone:hidden', 'pr-4']
      : ['w-28', '', 'w-1/2 pr-4 phone:hidden'];
  return (
    <table className="w-full table-fixed border-collapse text-sm">
      <caption className="sr-only">
        {of === 'rejected' ? t('caption') : t('captionChanges')}
      </caption>
      <thead>
        <tr className="border-b border-line text-left text-xs text-ink-3">
          <th scope="col" className="h-9 w-20 pl-4 font-medium phone:w-16">
            {t('line')}
          </th>
          {heads.map((head, index) => (
            <th key={head} scope="col" className={`px-2 font-medium ${width[index] ?? ''}`}>
              {head}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {lines.map((line) =>
          of === 'rejected' ? (
            <RejectedRow key={line.line} line={line} entry={entry} />
          ) : (
            <ChangeRow key={line.line} line={line} entry={entry} />
          ),
        )}
      </tbody>
    </table>
  );
}
