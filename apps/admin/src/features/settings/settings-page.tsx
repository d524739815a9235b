'use client';
import { useQuery } from '@tanstack/react-query';
import { SettingsView } from '#features/settings/settings-view.tsx';
import { readingOf } from '#features/shell/reading.ts';
import { useTRPC } from '#trpc/client.tsx';

/** Reads what the organisation says of itself. */
export function SettingsPage() {
  const trpc = useTRPC();
  const query = useQuery(trpc.settings.get.queryOptions({}));
  return <SettingsView reading={readingOf(query)} />;
}
