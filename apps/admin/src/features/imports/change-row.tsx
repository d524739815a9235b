'use client';
import type { GetImportOutput, ImportLine } from '@toster/contracts/schemas/imports';
import { useTranslations } from 'next-intl';
import { useImportWords } from '#features/imports/use-import-words.ts';
import { useValueWords } from '#features/imports/use-value-words.ts';
import { Badge } from '#ui/badge.tsx';

/** A line that would add a dish, or change one: field by field, before and after. */
export function ChangeRow({ line, entry }: { line: ImportLine; entry: GetImportOutput }) {
  const t = useTranslations('imports.lines');
  const words = useImportWords(entry.kind);
  const values = useValueWords(entry.locationId);
  const { verdict, fields, changes } = line;
  const column = entry.reading?.columns.find(({ field }) => field === 'name')?.column;
  const isNew = verdict === 'created';
  // Its name stands beside them.
  const shown = changes.filter(({ field }) => !isNew || field !== 'name');
  const told = shown.map(({ field, before, after }) => (
    <li key={field} className="wrap-anywhere">
      <span className="text-ink-3">{words.field(field)}</span>{' '}
      {isNew
        ? values.changed(field, after)
        : t('was', {
            before: values.changed(field, before),
            after: values.changed(field, after),
          })}
    </li>
  ));
  return (
    <tr className="border-b border-line align-top last:border-0">
      <th scope="row" className="py-2.5 pl-4 text-left font-normal text-ink-3 nums">
        {line.line}
      </th>
      <td className="px-2 py-2.5">
        <Badge tone={isNew ? 'ok' : 'info'}>{isNew ? t('new') : t('changed')}</Badge>
      </td>
      <td className="px-2 py-2.5">
        <span className="font-medium wrap-anywhere">
          {column === undefined ? t('nothing') : (fields[column] ?? '')}
        </span>
        <ul className="mt-0.5 hidden text-xs text-ink-2 phone:block">{told}</ul>
      </td>
      <td className="px-2 py-2.5 pr-4 text-ink-2 phone:hidden">
        <ul>{told}</ul>
      </td>
    </tr>
  );
}
