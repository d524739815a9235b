import { verifyAccessToken } from '@toster/auth/access-token';
import { countUse } from '@toster/auth/limits/attempt';
import { guestCallGates } from '@toster/auth/limits/attempt-gates';
import { AppError } from '@toster/contracts/errors';
import type { EventName } from '@toster/contracts/events';
import type { TenantContext } from '@toster/db/context';
import { type TenantReadTx, type Tx, withTenant } from '@toster/db/tenant';
import type { TRPCMutationProcedure, TRPCQueryProcedure } from '@trpc/server';
import type { z } from 'zod';
import type { AccessSummary } from './access.ts';
import { base } from './base-procedure.ts';
import type { Context } from './context.ts';

/** Who calls: a guest of one restaurant, by an address that was proven. */
export type Guest = {
  readonly orgId: string;
  readonly customerId: string;
  readonly sessionId: string;
};

/** What a guest's resolver gets: transactions that see what is theirs and nothing else. */
export type CustomerContext<E extends EventName = never> = Context & {
  readonly guest: Guest;
  readonly read: <T>(work: (tx: TenantReadTx) => Promise<T>) => Promise<T>;
  /** Changes something, under one of the events that the procedure declares. */
  readonly write: <T>(action: E, work: (tx: Tx) => Promise<T>) => Promise<T>;
};

type Resolver<E extends EventName, S extends z.ZodType, O extends z.ZodType> = (opts: {
  readonly ctx: CustomerContext<E>;
  readonly input: z.output<S>;
}) => z.input<O> | Promise<z.input<O>>;
type Types<S extends z.ZodType, O extends z.ZodType> = {
  meta: unknown;
  input: z.input<S>;
  output: z.output<O>;
};
type Untyped = z.ZodType<unknown, unknown>;

const SUMMARY: AccessSummary = {
  audience: 'customer',
  permissions: [],
  also: [],
  event: null,
  stepUp: false,
  factor: false,
  anew: false,
  counted: false,
  cost: 1,
  reads: [],
  at: 'anywhere',
  writes: {},
};

/**
 * For guests, who have no role and no permission: what they reach is theirs by the signed context, in PostgreSQL. A
 * session makes so many calls a minute and no more.
 */
export function customer<E extends EventName = never>(...events: readonly E[]) {
  const access: AccessSummary = { ...SUMMARY, event: events[0] ?? null };
  const admitted = base.meta({ access }).use(async ({ ctx, path, next }) => {
    const guest = await identify(ctx);
    const { keys, log } = ctx.server.auth.attempts;
    await countUse(log, guestCallGates(keys, guest.sessionId));
    const { app } = ctx.server;
    const read: CustomerContext<E>['read'] = (work) =>
      withTenant(app, contextOf(ctx, guest, path), work, 'read');
    const write: CustomerContext<E>['write'] = (action, work) =>
      withTenant(app, contextOf(ctx, guest, action), work);
    return next({ ctx: { guest, read, write } });
  });
  return {
    input: <S extends z.ZodType>(input: S) => ({
      output: <O extends z.ZodType>(output: O) => {
        const [wanted, given]: [Untyped, Untyped] = [input, output];
        const procedure = admitted.input(wanted).output(given);
        const run =
          (resolver: Resolver<E, S, O>) => (opts: { ctx: CustomerContext<E>; input: unknown }) =>
            resolver({ ctx: opts.ctx, input: opts.input as z.output<S> });
        return {
          query: (resolver: Resolver<E, S, O>) =>
            procedure.query(run(resolver)) as TRPCQueryProcedure<Types<S, O>>,
          mutation: (resolver: Resolver<E, S, O>) =>
            procedure.mutation(run(resolver)) as TRPCMutationProcedure<Types<S, O>>,
        };
      },
    }),
  };
}

/** Throws AppError UNAUTHENTICATED; PostgreSQL asks whether the session lives and the address is still the guest's. */
async function identify({ guestToken, server: { auth } }: Context): Promise<Guest> {
  if (guestToken === null) throw new AppError('UNAUTHENTICATED');
  const { sub, org, sid } = await verifyAccessToken(auth.realms.customer, guestToken, auth.now());
  return { orgId: org, customerId: sub, sessionId: sid };
}

function contextOf(ctx: Context, guest: Guest, action: string): TenantContext {
  return {
    kind: 'customer',
    org: null,
    caps: {},
    session: guest.sessionId,
    guest: { org: guest.orgId, customer: guest.customerId },
    action,
    request: ctx.requestId,
    ip: ctx.address,
    ipk: ctx.addressKey,
    ua: ctx.userAgent,
    source: 'guest',
  };
}
