import type { ListSessionsOutput } from '@toster/contracts/schemas/session';
import type { ComponentProps } from 'react';
import { SessionsView } from '#features/sessions/sessions-view.tsx';
import { Forbidden } from '#features/shell/failure-view.tsx';
import { at, id } from '#features/states/fixtures.ts';
import { FAILED, LOADING, OFFLINE, read, readBefore } from '#features/states/readings.ts';
import type { PageStates } from '#features/states/states.ts';

const session = (n: number, device: string | null, address: string | null) => ({
  id: id(300 + n),
  current: n === 1,
  createdAt: at(9, n, 20),
  lastUsedAt: at(12, 4 - n),
  expiresAt: at(9, n, 27),
  deviceLabel: device,
  userAgent: device,
  address,
});

const SESSIONS: ListSessionsOutput = {
  sessions: [
    session(1, 'Chrome on Linux', '203.0.113.7'),
    session(2, 'Safari on iPad', '198.51.100.24'),
    session(3, 'Firefox on Windows', '2001:db8::7'),
  ],
};
const NAMELESS: ListSessionsOutput = {
  sessions: [session(1, 'Chrome on Linux', '203.0.113.7'), session(2, null, null)],
};
const ONLY_THIS: ListSessionsOutput = { sessions: SESSIONS.sessions.slice(0, 1) };

function view(
  reading: ComponentProps<typeof SessionsView>['reading'],
  ending: string | null = null,
) {
  const ignore = () => undefined;
  return <SessionsView reading={reading} ending={ending} onEnd={ignore} onEndOthers={ignore} />;
}

/** One's own sessions in every state. */
export const sessionsStates: PageStates = {
  loading: () => view(LOADING),
  empty: () => view(read(ONLY_THIS)),
  filtered: { none: 'a person has few sessions: nothing narrows them' },
  partial: () => view(read(NAMELESS), id(302)),
  stale: () => view(readBefore(SESSIONS)),
  error: () => view(FAILED),
  offline: () => view(OFFLINE),
  forbidden: () => <Forbidden permission="sessions.list_revoke_own" heading="h1" />,
  data: () => view(read(SESSIONS)),
};
