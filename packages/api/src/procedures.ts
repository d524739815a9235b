import { AppError } from '@toster/contracts/errors';
import { can } from '@toster/contracts/rbac/rights';
import { type TenantReadTx, type Tx, withTenant } from '@toster/db/tenant';
import type { TRPCMutationProcedure, TRPCQueryProcedure } from '@trpc/server';
import type { z } from 'zod';
import {
  type AccessSummary,
  permissionsOf,
  type SelfAccess,
  STEP_UP_SECONDS,
  type TenantAccess,
} from './access.ts';
import { base } from './base-procedure.ts';
import type { Context } from './context.ts';
import { authenticate, type Caller, lacksFactor } from './middleware/authenticate.ts';
import { drawQuota } from './middleware/quota.ts';
import { attemptOf, once, type Stored } from './middleware/idempotency.ts';
import { inTransaction, type Opened } from './middleware/transaction.ts';
import { tenantContext } from './tenant-context.ts';

/** What every resolver gets of the request. */
type CallContext = Pick<
  Context,
  'server' | 'requestId' | 'respond' | 'address' | 'addressKey' | 'userAgent'
> & {
  readonly caller: Caller;
};

/** What the resolver of a `tenant` query gets. */
export type QueryContext<Row = undefined> = CallContext &
  Pick<Opened<Row>, 'row' | 'uses' | 'recordRead'> & { readonly tx: TenantReadTx };

/** What the resolver of a `tenant` mutation gets. */
export type MutationContext<Row = undefined> = CallContext &
  Pick<Opened<Row>, 'row' | 'uses' | 'recordRead'> & { readonly tx: Tx };

/** What the resolver of a `self` procedure gets. */
export type SelfContext = Context & {
  readonly caller: Caller;
  /** Reads in the caller's organisation, in a read-only transaction. */
  readonly read: <T>(work: (tx: TenantReadTx) => Promise<T>) => Promise<T>;
};

/** What surrounds a `self` mutation that is done once. */
type OwnWork = {
  readonly write: <T>(work: (tx: Tx) => Promise<T>) => Promise<T>;
  readonly stored: Stored;
};

type Resolver<C, S extends z.ZodType, O extends z.ZodType> = (opts: {
  readonly ctx: C;
  readonly input: z.output<S>;
}) => z.input<O> | Promise<z.input<O>>;

type Types<S extends z.ZodType, O extends z.ZodType> = {
  meta: unknown;
  input: z.input<S>;
  output: z.output<O>;
};

/** The last step of every declaration: nothing is left to forget. */
type Ready<Q, M, S extends z.ZodType, O extends z.ZodType> = {
  query(resolver: Resolver<Q, S, O>): TRPCQueryProcedure<Types<S, O>>;
  mutation(resolver: Resolver<M, S, O>): TRPCMutationProcedure<Types<S, O>>;
};

/** A declaration of access that still wants its input and then its output. */
type Declaration<In, Q, M> = {
  input<S extends z.ZodType<In>>(
    schema: S,
  ): { output<O extends z.ZodType>(schema: O): Ready<Q, M, S, O> };
};

/** Lets in callers who hold one of the permissions somewhere, with a fresh proof where one is asked for. */
async function admit(ctx: Context, summary: AccessSummary): Promise<Caller> {
  const caller = await authenticate(ctx);
  await drawQuota(ctx, caller.orgId, summary);
  const [first] = summary.permissions;
  if (
    first !== undefined &&
    !summary.permissions.some((permission) => can(caller.rights, permission))
  ) {
    throw new AppError('FORBIDDEN', { details: { permission: first } });
  }
  if (summary.factor && lacksFactor(caller, ctx.server.now())) {
    throw new AppError('SECOND_FACTOR_MISSING');
  }
  if (summary.stepUp && ctx.server.now() / 1000 - caller.authTime > STEP_UP_SECONDS) {
    throw new AppError('STEP_UP_REQUIRED', { details: { maxAgeSeconds: STEP_UP_SECONDS } });
  }
  return caller;
}

/** The builder's own types end here: what it infers is stated by `Ready`, which the schemas settle. */
type Untyped = z.ZodType<unknown, unknown>;

/** For people acting on their own account: any signed-in member. There is no transaction of the organisation around it. */
export function self(access: SelfAccess): Declaration<unknown, SelfContext, SelfContext> {
  const summary: AccessSummary = {
    audience: 'self',
    permissions: access.permission === undefined ? [] : [access.permission],
    also: [],
    event: access.event ?? null,
    stepUp: access.stepUp ?? false,
    factor: access.about === 'organisation',
    anew: access.anew ?? false,
    counted: false,
    cost: access.cost,
    reads: [],
    at: 'anywhere',
    writes: {},
  };
  const admitted = base.meta({ access: summary }).use(async ({ ctx, path, type, next }) => {
    const caller = await admit(ctx, summary);
    const context = tenantContext(ctx, caller, {
      requestId: ctx.requestId,
      action: access.event ?? path,
      purpose: null,
    });
    let entered = false;
    const read: SelfContext['read'] = (work) => {
      entered = true;
      return withTenant(ctx.server.app, context, work, 'read');
    };
    const write: OwnWork['write'] = (work) => withTenant(ctx.server.app, context, work);
    // An access token outlives its session by minutes; entering a transaction asks whether it still lives.
    const live = access.readsOrg === true && type === 'query' ? null : read(async () => {});
    if (type === 'mutation') await live;
    const [result] = await Promise.all([next({ ctx: { caller, read, write } }), live]);
    if (result.ok && !entered)
      throw new Error(`${path} declares that it reads in the organisation and does not`);
    return result;
  });
  return {
    input: <S extends z.ZodType>(input: S) => ({
      output: <O extends z.ZodType>(output: O): Ready<SelfContext, SelfContext, S, O> => {
        const [wanted, given]: [Untyped, Untyped] = [input, output];
        const procedure = admitted
          .input(wanted)
          .use(({ ctx, path, type, batchIndex, input: parsed, next }) => {
            const call = { ...ctx.caller, path, input: parsed, index: batchIndex };
            const key = type === 'mutation' && !summary.anew ? ctx.idempotencyKey : null;
            return once(ctx.write, attemptOf(key, call), (stored) => next({ ctx: { stored } }));
          })
          .output(given);
        type Opts = { ctx: SelfContext & Pick<OwnWork, 'stored'>; input: unknown };
        const run = (resolver: Resolver<SelfContext, S, O>) => (opts: Opts) =>
          opts.ctx.stored === null
            ? resolver({ ctx: opts.ctx, input: opts.input as z.output<S> })
            : opts.ctx.stored.answer;
        return {
          query: (resolver) => procedure.query(run(resolver)) as TRPCQueryProcedure<Types<S, O>>,
          mutation: (resolver) =>
            procedure.mutation(run(resolver)) as TRPCMutationProcedure<Types<S, O>>,
        };
      },
    }),
  };
}

/**
 * For work on the rows of the caller's organisation: authenticates, checks the declared permission,
 * place and proof, and runs the resolver in one transaction of which the audit log is part.
 */
export function tenant<Input = unknown, Row = undefined>(
  access: TenantAccess<Input, Row>,
): Declaration<Input, QueryContext<Row>, MutationContext<Row>> {
  const summary: AccessSummary = {
    audience: 'tenant',
    permissions: permissionsOf(access.permission),
    also: (access.also ?? []).map((rule) => rule.permission),
    event: access.event ?? null,
    stepUp: access.stepUp ?? false,
    factor: true,
    anew: false,
    counted: access.counted ?? false,
    cost: access.cost,
    reads: access.reads ?? [],
    at: typeof access.at === 'object' ? 'row' : (access.at ?? 'anywhere'),
    writes: access.writes ?? {},
  };
  const admitted = base
    .meta({ access: summary })
    .use(async ({ ctx, next }) => next({ ctx: { caller: await admit(ctx, summary) } }));
  return {
    input: <S extends z.ZodType<Input>>(input: S) => ({
      output: <O extends z.ZodType>(
        output: O,
      ): Ready<QueryContext<Row>, MutationContext<Row>, S, O> => {
        const [wanted, given]: [Untyped, Untyped] = [input, output];
        const procedure = admitted
          .input(wanted)
          .use(async ({ ctx, path, type, batchIndex, input: parsed, next }) => {
            if (type === 'subscription') throw new AppError('NOT_FOUND');
            const call = {
              ctx,
              requestId: ctx.requestId,
              path,
              type,
              index: batchIndex,
              input: parsed,
            };
            return inTransaction(access, ctx.caller, call, (opened) => next({ ctx: opened }));
          })
          .output(given);
        type Opts = { ctx: MutationContext<Row> & Pick<Opened<Row>, 'stored'>; input: unknown };
        const run = (resolver: Resolver<MutationContext<Row>, S, O>) => (opts: Opts) =>
          opts.ctx.stored === null
            ? resolver({ ctx: opts.ctx, input: opts.input as z.output<S> })
            : opts.ctx.stored.answer;
        return {
          query: (resolver) => procedure.query(run(resolver)) as TRPCQueryProcedure<Types<S, O>>,
          mutation: (resolver) =>
            procedure.mutation(run(resolver)) as TRPCMutationProcedure<Types<S, O>>,
        };
      },
    }),
  };
}
