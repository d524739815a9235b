import { router } from '../../trpc.ts';
import { beginFactor } from './begin-factor.ts';
import { confirmFactor } from './confirm-factor.ts';
import { getFactor } from './get-factor.ts';
import { keepFactor } from './keep-factor.ts';
import { removeFactor } from './remove-factor.ts';
import { renewCodes } from './renew-codes.ts';

export const factorRouter = router({
  get: getFactor,
  begin: beginFactor,
  confirm: confirmFactor,
  renewCodes,
  remove: removeFactor,
  keep: keepFactor,
});
