'use client';
import type { GetReceiptInput } from '@toster/contracts/schemas/receipts';
import { useQuery } from '@tanstack/react-query';
import { ReceiptView } from '#features/receipts/receipt-view.tsx';
import { readingOf } from '#features/shell/reading.ts';
import { useTRPC } from '#trpc/client.tsx';

/** Reads one receipt. */
export function ReceiptPage({ input }: { input: GetReceiptInput }) {
  const trpc = useTRPC();
  const query = useQuery(trpc.receipts.get.queryOptions(input));
  return <ReceiptView reading={readingOf(query)} />;
}
