'use client';
import type { ImportKind } from '@toster/contracts/imports/kinds';
import type { PreviewImportOutput } from '@toster/contracts/schemas/imports';
import { TriangleAlert } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useImportWords } from '#features/imports/use-import-words.ts';
import { useValueWords } from '#features/imports/use-value-words.ts';
import { cn } from '#ui/cn.ts';

type Row = PreviewImportOutput['rows'][number];

/** The first lines as they will be read, with what is wrong beside it. */
export function PreviewTable({
  rows,
  kind,
  locationId,
  stale,
}: {
  rows: readonly Row[];
  kind: ImportKind;
  locationId: string;
  stale: boolean;
}) {
  const t = useTranslations('imports.mapping');
  const words = useImportWords(kind);
  const fields = rows.find(({ cells }) => cells.length > 0)?.cells.map(({ field }) => field) ?? [];
  if (rows.length === 0) return <p className="px-4 py-6 text-sm text-ink-2">{t('noLines')}</p>;
  return (
    <div
      role="region"
      aria-label={t('preview')}
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reached by keys
      tabIndex={0}
      // The words only for screen readers are placed in it, so that they scroll with it and widen no page.
      className={cn('relative max-h-[30rem] overflow-auto -outline-offset-2', stale && 'renewing')}
      aria-busy={stale}
    >
      <table className="w-full border-collapse text-sm">
        <caption className="sr-only">{t('preview')}</caption>
        <thead>
          <tr className="text-left text-xs text-ink-3">
            <th scope="col" className="h-9 pr-2 pl-4 font-medium">
              {t('line')}
            </th>
            {fields.map((field) => (
              <th key={field} scope="col" className="px-2 font-medium whitespace-nowrap last:pr-4">
                {words.field(field)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <PreviewRow
              key={row.line}
              row={row}
              width={fields.length}
              words={words}
              locationId={locationId}
            />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function PreviewRow({
  row: { line, cells, problem },
  width,
  words,
  locationId,
}: {
  row: Row;
  width: number;
  words: ReturnType<typeof useImportWords>;
  locationId: string;
}) {
  const values = useValueWords(locationId);
  // What is wrong with a cell is told there.
  const told = cells.some((cell) => cell.problem !== null);
  return (
    <>
      <tr className={cn('border-t border-line align-top', problem !== null && 'bg-bad-soft')}>
        <th scope="row" className="py-2 pr-2 pl-4 text-left font-normal text-ink-3 nums">
          {line}
        </th>
        {cells.length === 0 && problem !== null ? (
          <td colSpan={Math.max(1, width)} className="px-2 py-2 text-bad">
            <Fault text={words.problem(problem)} />
          </td>
        ) : (
          cells.map((cell) => (
            <td
              key={cell.field}
              className={cn(
                'max-w-72 min-w-28 px-2 py-2 wrap-anywhere last:pr-4',
                cell.value?.type === 'money' && 'whitespace-nowrap nums',
              )}
            >
              {cell.problem === null ? (
                <Read text={values.read(cell.field, cell.value)} />
              ) : (
                <>
                  {cell.text === null || cell.text === '' ? null : (
                    <span className="block font-medium">{cell.text}</span>
                  )}
                  <Fault text={words.problem(cell.problem)} />
                </>
              )}
            </td>
          ))
        )}
      </tr>
      {problem === null || told || cells.length === 0 ? null : (
        <tr className="bg-bad-soft">
          <td />
          <td colSpan={Math.max(1, width)} className="px-2 pb-2">
            <Fault text={words.problem(problem)} />
          </td>
        </tr>
      )}
    </>
  );
}

/** A value; a stroke where there is none. */
function Read({ text }: { text: string | null }) {
  const t = useTranslations('imports.lines');
  if (text !== null) return <>{text}</>;
  return (
    <>
      <span aria-hidden className="text-ink-3">
        –
      </span>
      <span className="sr-only">{t('nothing')}</span>
    </>
  );
}

function Fault({ text }: { text: string }) {
  return (
    <span className="flex items-start gap-1 text-xs font-medium text-bad">
      <TriangleAlert aria-hidden className="mt-px size-3.5 shrink-0" />
      {text}
    </span>
  );
}
