import { dehydrate, HydrationBoundary } from '@tanstack/react-query';
import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { notFound, redirect } from 'next/navigation';
import { receiptMeant } from '#features/receipts/paths.ts';
import { ReceiptPage } from '#features/receipts/receipt-page.tsx';
import { ForbiddenPage } from '#features/shell/forbidden-page.tsx';
import { pageAccess } from '#server/session.ts';
import { queryClientOfRequest, trpcOfRequest } from '#server/trpc.ts';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('receipts'))('title') };
}

/** One receipt, by the code on the paper however it is spelled, or by its id. */
export default async function Page({ params }: PageProps<'/receipts/[code]'>) {
  const [{ missing }, { code }] = await Promise.all([pageAccess('receipts.read'), params]);
  if (missing) return <ForbiddenPage permission={missing} />;
  const meant = receiptMeant(decodeURIComponent(code));
  if (meant === null) notFound();
  if ('elsewhere' in meant) redirect(meant.elsewhere);
  const client = queryClientOfRequest();
  await client.prefetchQuery(trpcOfRequest().receipts.get.queryOptions(meant.input));
  return (
    <HydrationBoundary state={dehydrate(client)}>
      <ReceiptPage input={meant.input} />
    </HydrationBoundary>
  );
}
