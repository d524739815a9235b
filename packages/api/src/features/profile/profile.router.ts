import { router } from '../../trpc.ts';
import { askAddressProof } from './ask-address-proof.ts';
import { changePassword } from './change-password.ts';
import { getProfile } from './get-profile.ts';

export const profileRouter = router({ askAddressProof, changePassword, get: getProfile });
