import { newId } from '@toster/contracts/ids';
import { ZDecideConsentInput, ZGuestSelf } from '@toster/contracts/schemas/guest';
import { sql } from 'drizzle-orm';
import { customer } from '../customer-procedure.ts';
import { loadSelf } from './get-self.ts';

/**
 * Says yes or no to a purpose, with the version and language of the text that was read. Each decision is kept for good;
 * the newest holds. Saying again what holds already changes nothing.
 */
export const decideConsent = customer('consent.given', 'consent.withdrawn')
  .input(ZDecideConsentInput)
  .output(ZGuestSelf)
  .mutation(({ ctx, input: { purpose, given, textVersion, language } }) =>
    ctx.write(given ? 'consent.given' : 'consent.withdrawn', async (tx) => {
      await tx.execute(sql`
        select app.guest_decide(${newId()}::uuid, ${purpose}, ${given}, ${textVersion}, ${language})`);
      return loadSelf(tx);
    }),
  );
