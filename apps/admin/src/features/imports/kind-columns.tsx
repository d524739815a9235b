'use client';
import { IMPORT_FIELDS, type ImportKind, NEEDED_FIELDS } from '@toster/contracts/imports/kinds';
import { ChevronDown, Download } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { exampleOf } from '#features/imports/examples.ts';
import { saveFile } from '#ui/save-file.ts';
import { useImportWords } from '#features/imports/use-import-words.ts';
import { useSession } from '#features/shell/session.tsx';
import { Badge } from '#ui/badge.tsx';
import { Button } from '#ui/button.tsx';

/** What may stand in a file of a kind, and one as a pattern. */
export function KindColumns({ kind }: { kind: ImportKind }) {
  const t = useTranslations('imports.start');
  const words = useImportWords(kind);
  const { country } = useSession().org;
  return (
    <details open className="group rounded-lg border border-line">
      <summary className="flex min-h-11 list-none items-center gap-2 px-4 text-sm font-medium hover:bg-hover [&::-webkit-details-marker]:hidden">
        <span className="flex-1">{t('explain')}</span>
        <ChevronDown
          aria-hidden
          className="size-4 text-ink-3 transition-transform group-open:rotate-180"
        />
      </summary>
      <dl className="border-t border-line">
        {IMPORT_FIELDS[kind].map((field) => (
          <div
            key={field}
            className="grid gap-x-4 border-b border-line px-4 py-2 text-sm sm:grid-cols-[11rem_1fr]"
          >
            <dt className="flex items-center gap-2 font-medium">
              {words.field(field)}
              {NEEDED_FIELDS[kind].includes(field) ? <Badge>{t('needed')}</Badge> : null}
            </dt>
            <dd className="text-ink-2">{words.hint(field)}</dd>
          </div>
        ))}
      </dl>
      <div className="px-4 py-3">
        <Button onClick={() => saveFile(`toster-${kind}-example.csv`, exampleOf(kind, country))}>
          <Download aria-hidden className="size-4" />
          {t('example')}
        </Button>
      </div>
    </details>
  );
}
