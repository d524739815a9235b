'use client';
import type { GetImportOutput } from '@toster/contracts/schemas/imports';
import { useTranslations } from 'next-intl';
import { Bar } from '#features/imports/bar.tsx';

/** So long without a sign of a worker, and people are told. */
const SLOW_MS = 20_000;

/** A worker checks or imports: how far it is. Nothing here is needed for it to go on. */
export function WorkView({ entry }: { entry: GetImportOutput }) {
  const t = useTranslations('imports.work');
  const { status, progress, now } = entry;
  const phase = status === 'checking' ? 'checking' : 'running';
  const { lines, total, askedAt, workedAt } = progress;
  const since = Date.parse(now) - Date.parse(workedAt ?? askedAt ?? now);
  // The header is no line of the table.
  const done = Math.max(0, lines - 1);
  const all = total === null ? null : Math.max(0, total - 1);
  return (
    <section className="rounded-lg border border-line bg-surface px-5 py-8">
      <div className="mx-auto max-w-xl">
        <h2 className="text-base font-semibold">{t(phase)}</h2>
        <p className="mt-1 mb-5 text-sm text-ink-2">{t(`${phase}Body`)}</p>
        <Bar
          label={t('bar')}
          value={all === null || workedAt === null ? null : Math.min(done, all)}
          max={Math.max(1, all ?? 1)}
        />
        <p className="mt-2 text-sm text-ink-2 nums">
          {workedAt === null
            ? t('queued')
            : all === null
              ? t('linesSoFar', { done })
              : t('lines', { done, all })}
        </p>
        {since > SLOW_MS ? <p className="mt-2 text-sm text-warn">{t('slow')}</p> : null}
      </div>
    </section>
  );
}
