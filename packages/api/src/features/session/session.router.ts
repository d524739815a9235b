import { router } from '../../trpc.ts';
import { getAddress } from './get-address.ts';
import { getSession } from './get-session.ts';
import { listSessions } from './list-sessions.ts';
import { revokeAllSessions } from './revoke-all-sessions.ts';
import { revokeOtherSessions } from './revoke-other-sessions.ts';
import { revokeSession } from './revoke-session.ts';
import { stepUp } from './step-up.ts';
import { switchOrg } from './switch-org.ts';

export const sessionRouter = router({
  get: getSession,
  list: listSessions,
  address: getAddress,
  revoke: revokeSession,
  revokeOthers: revokeOtherSessions,
  revokeAll: revokeAllSessions,
  stepUp,
  switchOrg,
});
