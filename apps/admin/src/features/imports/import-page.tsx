'use client';
import { isAtWork } from '@toster/contracts/imports/states';
import { useQuery } from '@tanstack/react-query';
import { parseAsStringLiteral, useQueryState } from 'nuqs';
import { ColumnsStep } from '#features/imports/columns-step.tsx';
import { FoundStep } from '#features/imports/found-step.tsx';
import { ImportView } from '#features/imports/import-view.tsx';
import { ResultStep } from '#features/imports/result-step.tsx';
import { stepOf } from '#features/imports/steps.ts';
import { UploadStep } from '#features/imports/upload-step.tsx';
import { WorkView } from '#features/imports/work-view.tsx';
import { readingOf } from '#features/shell/reading.ts';
import { useTRPC } from '#trpc/client.tsx';

const AT_WORK_MS = 1_000;
const AT_REST_MS = 30_000;

/** One import, at the step it has come to. Everything it knows lies on the server, so a reload goes on where it was. */
export function ImportPage({ id }: { id: string }) {
  const trpc = useTRPC();
  const [back, setBack] = useQueryState('step', parseAsStringLiteral(['columns'] as const));
  const query = useQuery(
    trpc.imports.get.queryOptions(
      { id },
      {
        refetchInterval: ({ state: { data } }) =>
          data !== undefined && isAtWork(data.status) ? AT_WORK_MS : AT_REST_MS,
      },
    ),
  );
  return (
    <ImportView reading={readingOf(query)} step={(entry) => stepOf(entry, back !== null)}>
      {(entry, step) => {
        switch (step) {
          case 'file':
            return <UploadStep entry={entry} />;
          case 'columns':
            return <ColumnsStep entry={entry} onChecked={() => void setBack(null)} />;
          case 'check':
            return entry.status === 'checking' ? (
              <WorkView entry={entry} />
            ) : (
              <FoundStep
                entry={entry}
                onColumns={() => void setBack('columns', { history: 'push' })}
              />
            );
          case 'import':
            return <WorkView entry={entry} />;
          case 'result':
            return <ResultStep entry={entry} />;
        }
      }}
    </ImportView>
  );
}
