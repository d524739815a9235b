import { router } from '../../trpc.ts';
import { changePassword } from './change-password.ts';
import { getProfile } from './get-profile.ts';

export const profileRouter = router({ changePassword, get: getProfile });
