import { router } from '../../trpc.ts';
import { getPolicy } from './get-policy.ts';
import { getStanding } from './get-standing.ts';
import { updatePolicy } from './update-policy.ts';

export const policyRouter = router({
  get: getPolicy,
  standing: getStanding,
  update: updatePolicy,
});
