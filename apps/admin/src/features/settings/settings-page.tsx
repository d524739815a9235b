'use client';
import { useQuery } from '@tanstack/react-query';
import { Policy } from '#features/settings/policy.tsx';
import { SettingsView } from '#features/settings/settings-view.tsx';
import { readingOf } from '#features/shell/reading.ts';
import { useTRPC } from '#trpc/client.tsx';

/** How often the use of the service is read anew. */
const USAGE_MS = 30_000;

/** Reads what the organisation says of itself. */
export function SettingsPage() {
  const trpc = useTRPC();
  const query = useQuery(trpc.settings.get.queryOptions({}));
  const usage = useQuery(trpc.settings.usage.queryOptions({}, { refetchInterval: USAGE_MS }));
  return <SettingsView reading={readingOf(query)} policy={<Policy />} usage={readingOf(usage)} />;
}
