'use client';
import type { Delimiter, Encoding } from '@toster/contracts/imports/reading';
import type { GetImportOutput } from '@toster/contracts/schemas/imports';
import {
  keepPreviousData,
  skipToken,
  useMutation,
  useQuery,
  useQueryClient,
} from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { ColumnsView } from '#features/imports/columns-view.tsx';
import {
  adapted,
  type Draft,
  previewOf,
  readingOf as importReadingOf,
} from '#features/imports/draft.ts';
import { keepChoices, readChoices } from '#features/imports/kept-choices.ts';
import { useFailureText } from '#features/shell/failure-text.ts';
import { readingOf } from '#features/shell/reading.ts';
import { useTRPC } from '#trpc/client.tsx';
import { clientErrorOf } from '#trpc/error.ts';
import { useNotify } from '#ui/toast.tsx';

type Framing = { readonly delimiter?: Delimiter; readonly encoding?: Encoding };

/** Which column is what: begins with what was chosen in this tab, else with the reading of the last check or what is recognised. */
export function ColumnsStep({
  entry,
  onChecked,
}: {
  entry: GetImportOutput;
  onChecked: () => void;
}) {
  const t = useTranslations('imports');
  const trpc = useTRPC();
  const queries = useQueryClient();
  const notify = useNotify();
  const failureText = useFailureText();
  const { id, kind, source, reading } = entry;
  const [edited, setEdited] = useState<Draft | null>(() =>
    typeof window === 'undefined' ? null : readChoices(sessionStorage, id, { kind, source }),
  );
  const [framing, setFraming] = useState<Framing>(() => {
    const known = edited ?? reading;
    return known === null ? {} : { delimiter: known.delimiter, encoding: known.encoding };
  });
  const inspection = useQuery(
    trpc.imports.inspect.queryOptions(
      { id, ...framing },
      { placeholderData: keepPreviousData, staleTime: Infinity },
    ),
  );
  const draft =
    inspection.data === undefined
      ? null
      : adapted(edited, { kind, source, reading, inspection: inspection.data });
  const shown = draft === null ? null : previewOf(draft);
  const preview = useQuery(
    trpc.imports.preview.queryOptions(shown === null ? skipToken : { id, reading: shown }, {
      placeholderData: keepPreviousData,
      staleTime: Infinity,
    }),
  );
  const check = useMutation(
    trpc.imports.check.mutationOptions({
      onSuccess: () => notify.done({ title: t('mapping.checking') }),
      onError: (error) => {
        const fault = clientErrorOf(error)?.details.file;
        notify.failed({
          title: t('mapping.notChecked'),
          description: fault === undefined ? failureText(error) : t(`file.${fault}`),
        });
      },
      onSettled: async (_, error) => {
        await queries.invalidateQueries(trpc.imports.pathFilter());
        if (error !== null) return;
        keepChoices(sessionStorage, id, null);
        onChecked();
      },
    }),
  );
  return (
    <ColumnsView
      entry={entry}
      inspection={readingOf(inspection)}
      draft={draft}
      preview={shown === null ? null : readingOf(preview)}
      checking={check.isPending}
      onDraft={(next) => {
        setEdited(next);
        keepChoices(sessionStorage, id, next);
      }}
      onFraming={(next) => setFraming({ ...framing, ...next })}
      onCheck={() => {
        const complete = draft === null ? null : importReadingOf(draft);
        if (complete !== null) check.mutate({ id, reading: complete });
      }}
    />
  );
}
