import { dehydrate, HydrationBoundary } from '@tanstack/react-query';
import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { redirect } from 'next/navigation';
import { AuditPage } from '#features/audit/audit-page.tsx';
import { auditQuery, loadAuditFilters, loadRecordLink, recordOf } from '#features/audit/filters.ts';
import { rowHistoryPath } from '#features/history/paths.ts';
import { ForbiddenPage } from '#features/shell/forbidden-page.tsx';
import { placesOf } from '#features/shell/places.ts';
import { pageAccess } from '#server/session.ts';
import { callerOfRequest, queryClientOfRequest, trpcOfRequest } from '#server/trpc.ts';
import { pagesOptions } from '#trpc/pages.ts';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('audit'))('title') };
}

/** The audit log, with its first page already in the HTML. */
export default async function Page({ searchParams }: PageProps<'/audit'>) {
  const [{ session, missing }, filters, link] = await Promise.all([
    pageAccess('audit_log.read'),
    loadAuditFilters(searchParams),
    loadRecordLink(searchParams),
  ]);
  if (missing) return <ForbiddenPage permission={missing} />;
  const record = recordOf(link.record);
  if (record !== null) redirect(rowHistoryPath(record.rel, record.row));
  const client = queryClientOfRequest();
  const input = auditQuery(filters, session.org.timezone, placesOf(session, 'audit_log.read'));
  await client.prefetchInfiniteQuery(
    pagesOptions(trpcOfRequest().audit.search.infiniteQueryKey(input), (page) =>
      callerOfRequest().audit.search({ ...input, ...page }),
    ),
  );
  return (
    <HydrationBoundary state={dehydrate(client)}>
      <AuditPage />
    </HydrationBoundary>
  );
}
