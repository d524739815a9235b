import { dehydrate, HydrationBoundary } from '@tanstack/react-query';
import { isRecordKind } from '@toster/contracts/records/kinds';
import { ZId } from '@toster/contracts/ids';
import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { notFound, redirect } from 'next/navigation';
import { HistoryPage } from '#features/history/history-page.tsx';
import { historyPath, historyQuery } from '#features/history/paths.ts';
import { ForbiddenPage } from '#features/shell/forbidden-page.tsx';
import { api } from '#server/api.ts';
import { pageAccess } from '#server/session.ts';
import { callerOfRequest, queryClientOfRequest, trpcOfRequest } from '#server/trpc.ts';
import { pagesOptions } from '#trpc/pages.ts';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('history'))('title') };
}

/** The history of a record, named by its kind and id, or by any row of it as the log names rows. */
export default async function Page({ params }: PageProps<'/history/[kind]/[row]'>) {
  const { missing } = await pageAccess('audit_log.read');
  if (missing) return <ForbiddenPage permission={missing} />;
  const { kind, row } = await params;
  const id = ZId.safeParse(row);
  if (!isRecordKind(kind) || !id.success) {
    const record = api().recordOfRow(kind, decodeURIComponent(row));
    if (record === null) notFound();
    redirect(historyPath(record));
  }
  const record = { kind, id: id.data.toLowerCase() };
  const client = queryClientOfRequest();
  const input = historyQuery(record);
  await client.prefetchInfiniteQuery(
    pagesOptions(trpcOfRequest().audit.history.infiniteQueryKey(input), (page) =>
      callerOfRequest().audit.history({ ...input, ...page }),
    ),
  );
  return (
    <HydrationBoundary state={dehydrate(client)}>
      <HistoryPage record={record} />
    </HydrationBoundary>
  );
}
