import { router } from '../../trpc.ts';
import { getProfile } from './get-profile.ts';

export const profileRouter = router({ get: getProfile });
