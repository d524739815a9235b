'use client';
import { useQuery } from '@tanstack/react-query';
import { Factor } from '#features/profile/factor.tsx';
import { ProfileView } from '#features/profile/profile-view.tsx';
import { useRevoke } from '#features/profile/use-revoke.ts';
import { readingOf } from '#features/shell/reading.ts';
import { useMay } from '#features/shell/session.tsx';
import type { Theme } from '#features/shell/theme.ts';
import { useTRPC } from '#trpc/client.tsx';

/** Reads oneself and one's own sessions, and ends the latter. */
export function ProfilePage({ theme }: { theme: Theme }) {
  const trpc = useTRPC();
  const maySessions = useMay('sessions.list_revoke_own');
  const profile = useQuery(trpc.profile.get.queryOptions({}));
  const sessions = useQuery(
    trpc.session.list.queryOptions({}, { enabled: maySessions, refetchInterval: 30_000 }),
  );
  const ends = useRevoke(profile.data?.log.sessions === true);
  return (
    <ProfileView
      profile={readingOf(profile)}
      sessions={maySessions ? { reading: readingOf(sessions), ...ends } : null}
      factor={<Factor email={profile.data?.email ?? ''} />}
      theme={theme}
    />
  );
}
