'use client';
import type { GetImportOutput } from '@toster/contracts/schemas/imports';
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { BeforeNotice } from '#features/imports/before-notice.tsx';
import { type Figure, Figures } from '#features/imports/figures.tsx';
import { useFormats } from '#i18n/use-formats.ts';
import { Button } from '#ui/button.tsx';

type FoundViewProps = {
  entry: GetImportOutput;
  confirming: boolean;
  onConfirm: () => void;
  onColumns: () => void;
  /** The lines put aside, and what each line would change. */
  problems: ReactNode;
  changes: ReactNode;
};

/** What would happen: counts, the decision, then line by line what is put aside and what is changed. */
export function FoundView(props: FoundViewProps) {
  const { entry, confirming, onConfirm, onColumns, problems, changes } = props;
  const t = useTranslations('imports.found');
  const { kind, foretold, setsPrices } = entry;
  const formats = useFormats();
  if (foretold === null) return null;
  const { lines, created, updated, known, faulty, heldBack, totalMinor } = foretold;
  const aside = faulty + heldBack;
  const count = created + updated;
  const figures: Figure[] = [
    { label: t('lines'), value: lines },
    { label: t(`created.${kind}`), value: created },
    ...(kind === 'menu' ? [{ label: t('updated'), value: updated }] : []),
    { label: t('known'), value: known },
    { label: t('aside'), value: aside, isWarning: aside > 0 },
    ...(totalMinor === null ? [] : [{ label: t('total'), value: formats.money(totalMinor) }]),
  ];
  return (
    <div className="flex flex-col gap-5">
      <BeforeNotice file={entry.file} />
      <section>
        <h2 className="text-base font-semibold">{t('title')}</h2>
        <p className="mt-0.5 mb-3 text-sm text-ink-2">{t('lead')}</p>
        <Figures figures={figures} />
        {heldBack === 0 ? null : (
          <p className="mt-2 text-sm text-pretty text-ink-2">
            {t('heldBack', { count: heldBack })}
          </p>
        )}
      </section>
      <section className="flex flex-wrap items-center justify-end gap-x-4 gap-y-3 rounded-lg border border-line bg-surface px-4 py-3">
        <p className="min-w-0 flex-1 basis-64 text-sm text-pretty text-ink-2">
          {aside === 0 || count === 0 ? null : `${t('withoutThem', { count: aside })} `}
          {count === 0 ? t('nothingBody') : t('final')}
          {setsPrices && count > 0 ? ` ${t('stepUp')}` : null}
        </p>
        <div className="flex flex-wrap gap-2 phone:w-full phone:*:flex-1">
          <Button onClick={onColumns}>{t('change')}</Button>
          <Button variant="primary" loading={confirming} disabled={count === 0} onClick={onConfirm}>
            {count === 0 ? t('nothing') : t(`confirm.${kind}`, { count })}
          </Button>
        </div>
      </section>
      {problems}
      {kind === 'menu' ? changes : null}
    </div>
  );
}
