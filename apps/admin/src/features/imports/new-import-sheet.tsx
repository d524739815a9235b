'use client';
import {
  IMPORT_FILE_BYTES,
  IMPORT_FILE_DAYS,
  IMPORT_LINES_DAYS,
  type ImportKind,
} from '@toster/contracts/imports/kinds';
import { useMutation } from '@tanstack/react-query';
import { LoaderCircle } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { FileDrop } from '#features/imports/file-drop.tsx';
import { handFile } from '#features/imports/handed-file.ts';
import { KindColumns } from '#features/imports/kind-columns.tsx';
import { KIND_ICONS } from '#features/imports/look.ts';
import { mebibytes } from '#features/imports/sizes.ts';
import { sha256Of } from '#features/imports/upload.ts';
import { useImportPlaces } from '#features/imports/use-import-places.ts';
import { useFailureText } from '#features/shell/failure-text.ts';
import { useTRPCClient } from '#trpc/client.tsx';
import { Sheet } from '#ui/dialog.tsx';
import { Field, NativeSelect } from '#ui/field.tsx';

type NewImportSheetProps = { open: boolean; locationId: string | null; onClose: () => void };

/** The first step of an import: what, where to, and the file. */
export function NewImportSheet({ open, locationId, onClose }: NewImportSheetProps) {
  const t = useTranslations('imports.start');
  return (
    <Sheet
      open={open}
      onOpenChange={(next) => (next ? undefined : onClose())}
      title={t('title')}
      width="wide"
    >
      {open ? <NewImport locationId={locationId} /> : null}
    </Sheet>
  );
}

function NewImport({ locationId }: Pick<NewImportSheetProps, 'locationId'>) {
  const t = useTranslations('imports');
  const router = useRouter();
  const client = useTRPCClient();
  const failureText = useFailureText();
  const { kinds, of } = useImportPlaces();
  const [kind, setKind] = useState<ImportKind>(kinds[0] ?? 'orders');
  const [chosen, setChosen] = useState(locationId);
  const [refusal, setRefusal] = useState<string | null>(null);
  const places = of(kind);
  const place = places.find(({ id }) => id === chosen) ?? places[0];
  const start = useMutation({
    mutationFn: async (file: File) => {
      const sha256 = await sha256Of(file).catch(() => null);
      if (sha256 === null) return setRefusal(t('start.unreadable', { name: file.name }));
      const { id } = await client.imports.start.mutate({
        locationId: place?.id ?? '',
        kind,
        name: file.name.slice(-255),
        size: file.size,
        sha256,
      });
      handFile(id, file);
      router.push(`/imports/${id}`);
    },
  });
  const take = (file: File) => {
    const { name, size } = file;
    const sizes = { name, mb: mebibytes(size), most: mebibytes(IMPORT_FILE_BYTES) };
    if (size === 0) return setRefusal(t('start.empty', { name }));
    if (size > IMPORT_FILE_BYTES) return setRefusal(t('start.tooLarge', sizes));
    setRefusal(null);
    start.mutate(file);
  };
  const problem = start.error === null ? refusal : failureText(start.error);
  return (
    <div className="flex flex-col gap-6 px-5 py-5">
      <fieldset>
        <legend className="mb-2 text-sm font-medium text-ink-2">{t('start.kind')}</legend>
        <div className="grid gap-2 sm:grid-cols-3">
          {kinds.map((each) => (
            <KindChoice key={each} kind={each} checked={kind === each} onChoose={setKind} />
          ))}
        </div>
      </fieldset>
      {places.length < 2 ? null : (
        <Field label={t('start.place')}>
          <NativeSelect value={place?.id ?? ''} onChange={(event) => setChosen(event.target.value)}>
            {places.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </NativeSelect>
        </Field>
      )}
      <section>
        <h3 className="mb-2 text-sm font-medium text-ink-2">{t('start.file')}</h3>
        <FileDrop label={t('start.drop')} disabled={start.isPending} onFile={take}>
          <p>{t('start.rules', { mb: mebibytes(IMPORT_FILE_BYTES) })}</p>
          <p className="mt-1">
            {t('start.onlyYou', { days: IMPORT_FILE_DAYS, linesDays: IMPORT_LINES_DAYS })}
          </p>
        </FileDrop>
        <div aria-live="polite">
          {start.isPending ? (
            <p className="mt-3 flex items-center gap-2 text-sm text-ink-2">
              <LoaderCircle aria-hidden className="size-4 animate-spin-fast" />
              {t('start.hashing', { name: start.variables.name })}
            </p>
          ) : problem === null ? null : (
            <p role="alert" className="mt-3 text-sm font-medium text-bad">
              {start.error === null ? null : `${t('start.failed')}. `}
              {problem}
            </p>
          )}
        </div>
      </section>
      <KindColumns kind={kind} />
    </div>
  );
}

function KindChoice({
  kind,
  checked,
  onChoose,
}: {
  kind: ImportKind;
  checked: boolean;
  onChoose: (kind: ImportKind) => void;
}) {
  const t = useTranslations('imports.what');
  const Icon = KIND_ICONS[kind];
  return (
    <label className="flex cursor-pointer flex-col gap-1 rounded-lg border border-line-strong p-3 hover:bg-hover has-checked:border-accent has-checked:bg-selected has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-focus">
      <span className="flex items-center gap-2 text-sm font-semibold">
        <input
          type="radio"
          name="kind"
          checked={checked}
          onChange={() => onChoose(kind)}
          className="sr-only"
        />
        <Icon aria-hidden className="size-4 text-ink-3" />
        {t(`${kind}.title`)}
      </span>
      <span className="text-xs text-ink-2">{t(`${kind}.body`)}</span>
    </label>
  );
}
