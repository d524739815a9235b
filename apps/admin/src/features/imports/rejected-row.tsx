'use client';
import type { GetImportOutput, ImportLine } from '@toster/contracts/schemas/imports';
import { useTranslations } from 'next-intl';
import { useImportWords } from '#features/imports/use-import-words.ts';

/** A line put aside: where in it, what stands there, and why. */
export function RejectedRow({ line, entry }: { line: ImportLine; entry: GetImportOutput }) {
  const t = useTranslations('imports.lines');
  const words = useImportWords(entry.kind);
  const { raw, fields, problem, reason } = line;
  const name = problem?.field ?? null;
  const column = entry.reading?.columns.find(({ field }) => field === name)?.column;
  const where = name === null ? t('whole') : words.field(name);
  const value = name === null ? raw : column === undefined ? '' : (fields[column] ?? '');
  const why = problem === null ? (reason ?? '') : words.problem(problem);
  return (
    <tr className="border-b border-line align-top last:border-0">
      <th scope="row" className="py-2.5 pl-4 text-left font-normal text-ink-3 nums">
        {line.line}
      </th>
      <td className="px-2 py-2.5 text-ink-2 phone:hidden">{where}</td>
      <td className="px-2 py-2.5 phone:hidden">
        <Value text={value} />
        {name === null ? null : <Raw text={raw} />}
      </td>
      <td className="px-2 py-2.5 pr-4">
        <span className="font-medium text-pretty">{why}</span>
        <span className="mt-0.5 hidden text-xs text-ink-2 phone:block">
          <span className="text-ink-3">{where}:</span>{' '}
          <span className="wrap-anywhere">{value === '' ? t('nothing') : value}</span>
          {name === null ? null : <Raw text={raw} />}
        </span>
      </td>
    </tr>
  );
}

/** The whole line, so that it is found again in the file. */
function Raw({ text }: { text: string }) {
  return (
    <span className="block truncate text-xs text-ink-3" title={text}>
      {text}
    </span>
  );
}

function Value({ text }: { text: string }) {
  const t = useTranslations('imports.lines');
  return text === '' ? (
    <span className="text-ink-3">{t('nothing')}</span>
  ) : (
    <span className="line-clamp-2 wrap-anywhere" title={text}>
      {text}
    </span>
  );
}
