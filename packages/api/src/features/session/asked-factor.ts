import { readFactor } from '@toster/auth/factors/factors';
import type { GetSessionOutput } from '@toster/contracts/schemas/session';
import { type Context, originOf } from '../../context.ts';
import { type Caller, lacksFactor } from '../../middleware/authenticate.ts';

/** The second factor that the organisation asks of the caller and the session was not proven by. */
export async function askedFactor({
  caller,
  ...ctx
}: Context & { readonly caller: Caller }): Promise<GetSessionOutput['secondFactor']> {
  const { auth, now } = ctx.server;
  if (caller.factorFrom === null || caller.aal > 1) return null;
  const { since } = await readFactor(auth, caller, originOf(ctx));
  return {
    from: new Date(caller.factorFrom).toISOString(),
    due: lacksFactor(caller, now()),
    isSetUp: since !== null,
  };
}
