'use client';
import { useQuery } from '@tanstack/react-query';
import type { RecordRef } from '@toster/contracts/records/kinds';
import { useQueryStates } from 'nuqs';
import { HISTORY_PARSERS } from '#features/history/filters.ts';
import { HistoryView } from '#features/history/history-view.tsx';
import { useHistory } from '#features/history/use-history.ts';
import { readingOf } from '#features/shell/reading.ts';
import { useCopyLink } from '#features/shell/use-copy-link.ts';
import { useShortcut } from '#features/shell/shortcuts-provider.tsx';
import { useTRPC } from '#trpc/client.tsx';

/** The history of one record, of which the address names the instant. */
export function HistoryPage({ record }: { record: RecordRef }) {
  const trpc = useTRPC();
  const [address, setAddress] = useQueryStates(HISTORY_PARSERS);
  const { reading, reaching } = useHistory(record, address.at);
  const viewings = useQuery(
    trpc.audit.viewings.queryOptions(record, {
      enabled: address.views,
      refetchOnWindowFocus: false,
    }),
  );
  useShortcut('copyLink', useCopyLink());
  return (
    <HistoryView
      record={record}
      reading={reading}
      reaching={reaching}
      viewings={readingOf(viewings)}
      address={address}
      onAddress={(next) => void setAddress(next)}
    />
  );
}
