import { PERMISSIONS } from '@toster/contracts/rbac/permissions';
import type { GetProfileOutput } from '@toster/contracts/schemas/profile';
import type { FactorState } from '@toster/contracts/schemas/auth';
import type { ListSessionsOutput } from '@toster/contracts/schemas/session';
import { FactorCard } from '#features/profile/factor-card.tsx';
import type { OwnSessionsProps } from '#features/profile/own-sessions.tsx';
import { ProfileView } from '#features/profile/profile-view.tsx';
import type { OneSession } from '#features/profile/session-row.tsx';
import type { Reading } from '#features/shell/reading.ts';
import { at, id, OLENA, PLACE, SESSION } from '#features/states/fixtures.ts';
import {
  FAILED,
  forbiddenBy,
  LOADING,
  OFFLINE,
  read,
  readBefore,
} from '#features/states/readings.ts';
import type { PageStates } from '#features/states/states.ts';

const session = (n: number, more: Partial<OneSession>): OneSession => ({
  id: id(300 + n),
  current: false,
  orgId: SESSION.org.id,
  createdAt: at(9, n, 20),
  lastUsedAt: at(12, 4 - n),
  expiresAt: at(9, n, 27),
  device: { browser: 'Chrome', system: 'Linux' },
  network: { kind: 'public', label: '203.0.113.0/24' },
  ...more,
});

const HERE = session(1, { current: true });
const SESSIONS: ListSessionsOutput = {
  sessions: [
    HERE,
    session(2, { device: { browser: 'Safari', system: 'iPad' } }),
    session(3, {
      device: { browser: 'Samsung Internet', system: 'Android' },
      network: { kind: 'public', label: '2001:db8:1234::/48' },
    }),
  ],
};
const ODD: ListSessionsOutput = {
  sessions: [
    { ...HERE, network: { kind: 'own', label: '127.0.0.0/24' } },
    session(2, { device: null, network: null }),
    session(3, {
      orgId: id(4),
      device: { browser: null, system: 'Windows' },
      network: { kind: 'local', label: '192.168.1.0/24' },
    }),
  ],
};
const ONLY_THIS: ListSessionsOutput = { sessions: [HERE] };

const PROFILE: GetProfileOutput = {
  staffId: OLENA.id,
  firstName: OLENA.firstName,
  email: 'owner@varenyk-kyiv.demo',
  addressProven: true,
  locationId: null,
  hiredOn: '2024-03-01',
  joinedAt: at(9, 0, 1),
  grants: [
    { role: 'owner', appointment: null, locationId: null },
    { role: null, appointment: 'privacy_officer', locationId: null },
    { role: 'cook', appointment: null, locationId: PLACE.id },
  ],
  access: {
    id: OLENA.id,
    permissions: PERMISSIONS.slice(0, 30).map((permission, index) => ({
      permission,
      parts: [{ via: 'owner', scope: 'open', locationId: null, limited: index % 7 === 0 }],
      stepUp: index % 5 === 0,
      approval: index % 9 === 0,
      isBuilt: index % 3 !== 0,
    })),
    denied: PERMISSIONS.slice(30, 40),
  },
  log: { record: true, sessions: true },
};
const NOTHING: GetProfileOutput = {
  ...PROFILE,
  addressProven: false,
  hiredOn: null,
  grants: [],
  access: { id: OLENA.id, permissions: [], denied: [...PERMISSIONS] },
};

const OFF: FactorState = { since: null, codesLeft: 0, resetDueAt: null };
const ON: FactorState = { since: at(9, 0, 12), codesLeft: 9, resetDueAt: null };
const FEW: FactorState = { ...ON, codesLeft: 1, resetDueAt: at(15, 20) };

function view(
  profile: Reading<GetProfileOutput>,
  sessions: Reading<ListSessionsOutput> | null,
  factor: Reading<FactorState>,
  ending: OwnSessionsProps['ending'] = null,
) {
  const ignore = () => undefined;
  return (
    <ProfileView
      profile={profile}
      sessions={
        sessions === null
          ? null
          : { reading: sessions, ending, onEnd: ignore, onEndOthers: ignore, onEndAll: ignore }
      }
      factor={
        <FactorCard
          reading={factor}
          onSetUp={ignore}
          onRenew={ignore}
          onRemove={ignore}
          onKeep={ignore}
        />
      }
      theme="system"
      languages={ending === null ? ['en'] : ['en', 'uk', 'de']}
    />
  );
}

/** One's own profile in every state. */
export const profileStates: PageStates = {
  loading: () => view(LOADING, LOADING, LOADING),
  empty: () => view(read(NOTHING), read(ONLY_THIS), read(OFF)),
  filtered: { none: 'the search in what one may do begins empty' },
  partial: () => view(read(PROFILE), read(ODD), read(FEW), id(302)),
  stale: () => view(readBefore(PROFILE), readBefore(SESSIONS), readBefore(ON)),
  error: () => view(FAILED, FAILED, FAILED),
  offline: () => view(OFFLINE, OFFLINE, OFFLINE),
  forbidden: () => view(read(PROFILE), forbiddenBy('sessions.list_revoke_own'), read(OFF)),
  data: () => view(read(PROFILE), read(SESSIONS), read(ON)),
};
