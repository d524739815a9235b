'use client';
import { csvOf } from '@toster/contracts/csv';
import type { ProblemCode } from '@toster/contracts/imports/problems';
import type { GetImportOutput, ImportLine } from '@toster/contracts/schemas/imports';
import { useInfiniteQuery, useMutation } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useMemo, useState } from 'react';
import { rowsOf } from '#features/imports/lines-table.ts';
import { LinesView } from '#features/imports/lines-view.tsx';
import { saveFile } from '#ui/save-file.ts';
import { useImportWords } from '#features/imports/use-import-words.ts';
import { useFailureText } from '#features/shell/failure-text.ts';
import { pagedReadingOf } from '#features/shell/reading.ts';
import { useTRPC, useTRPCClient } from '#trpc/client.tsx';
import { pagesOptions } from '#trpc/pages.ts';
import { useNotify } from '#ui/toast.tsx';

type LinesPanelProps = { entry: GetImportOutput; of: 'rejected' | 'changes' };

const PAGE_SIZE = 50;
const DOWNLOAD_SIZE = 500;

/** The lines put aside, or foretold, of one's own file, a page at a time. */
export function LinesPanel({ entry, of }: LinesPanelProps) {
  const t = useTranslations('imports.lines');
  const trpc = useTRPC();
  const client = useTRPCClient();
  const notify = useNotify();
  const failureText = useFailureText();
  const words = useImportWords(entry.kind);
  const [code, setCode] = useState<ProblemCode | null>(null);
  const { id } = entry;
  const input = useMemo(
    () => ({ id, of, limit: PAGE_SIZE, ...(code === null ? {} : { code }) }),
    [id, of, code],
  );
  const query = useInfiniteQuery(
    pagesOptions(trpc.imports.lines.infiniteQueryKey(input), (page) =>
      client.imports.lines.query({ ...input, ...page }),
    ),
  );
  const lines = useMemo(
    () => query.data?.pages.flatMap((page) => page.lines) ?? null,
    [query.data],
  );
  const [reasons, setReasons] = useState(query.data?.pages[0]?.reasons ?? null);
  const read = query.data?.pages[0]?.reasons ?? null;
  // They are the same whichever of them is chosen, so they stay while the next lines are read.
  if (read !== null && read !== reasons) setReasons(read);
  const download = useMutation({
    mutationFn: async () => {
      const all: ImportLine[] = [];
      let cursor: string | null = null;
      do {
        const page: Awaited<ReturnType<typeof client.imports.lines.query>> =
          await client.imports.lines.query({
            ...input,
            limit: DOWNLOAD_SIZE,
            ...(cursor === null ? {} : { cursor }),
          });
        all.push(...page.lines);
        cursor = page.nextCursor;
      } while (cursor !== null);
      const name = `${entry.source}-${t('fileName')}.csv`;
      const head = [t('line'), t('reason')];
      saveFile(name, csvOf(rowsOf(head, entry.file?.columns ?? [], all, words.problem)));
      return { name, count: all.length };
    },
    onSuccess: (saved) => notify.done({ title: t('downloaded', saved) }),
    onError: (error) =>
      notify.failed({ title: t('notDownloaded'), description: failureText(error) }),
  });
  return (
    <LinesView
      reading={pagedReadingOf(query, lines)}
      of={of}
      entry={entry}
      reasons={reasons}
      code={code}
      onCode={setCode}
      downloading={download.isPending}
      onDownload={() => download.mutate()}
    />
  );
}
