'use client';
import type { GetImportOutput } from '@toster/contracts/schemas/imports';
import { chunkCountOf } from '@toster/contracts/imports/kinds';
import { useTranslations } from 'next-intl';
import { Bar } from '#features/imports/bar.tsx';
import { FileDrop } from '#features/imports/file-drop.tsx';
import { mebibytes } from '#features/imports/sizes.ts';
import { Button } from '#ui/button.tsx';

type UploadViewProps = {
  file: GetImportOutput['file'];
  /** Pieces that are still to be sent. */
  missing: number;
  sending: boolean;
  problem: string | null;
  /** No answer came: what was chosen is still at hand and can go on. */
  lost: boolean;
  onFile: (file: File) => void;
  onGoOn: () => void;
};

/** A file on its way, or half of it waiting for the rest. */
export function UploadView(props: UploadViewProps) {
  const t = useTranslations('imports.upload');
  const { file, missing, sending, problem, lost } = props;
  const { name = '', size = 0, chunkBytes = 1 } = file ?? {};
  const all = chunkCountOf(size);
  const have = all - missing;
  const done = Math.min(size, have * chunkBytes);
  return (
    <section className="rounded-lg border border-line bg-surface px-5 py-8">
      <div className="mx-auto flex max-w-xl flex-col gap-4">
        <div>
          <h2 className="text-base font-semibold break-words">
            {sending ? t('title', { name }) : t('waiting', { name })}
          </h2>
          {sending ? null : (
            <p className="mt-1 text-sm text-ink-2">{t('waitingBody', { have, all })}</p>
          )}
        </div>
        <Bar label={t('title', { name })} value={done} max={Math.max(1, size)} />
        <p className="text-sm text-ink-2 nums">
          {sending && missing === 0
            ? t('finishing')
            : t('progress', { done: mebibytes(done), all: mebibytes(size) })}
        </p>
        {problem === null ? null : (
          <p role="alert" className="text-sm font-medium text-bad">
            {lost ? t('paused') : problem}
          </p>
        )}
        {sending ? null : lost ? (
          <Button variant="primary" className="self-start" onClick={props.onGoOn}>
            {t('goOn')}
          </Button>
        ) : (
          <FileDrop label={t('again', { name })} onFile={props.onFile}>
            {null}
          </FileDrop>
        )}
      </div>
    </section>
  );
}
