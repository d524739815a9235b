import { setImmediate as issued } from 'node:timers/promises';
import { AppError } from '@toster/contracts/errors';
import type { Permission } from '@toster/contracts/rbac/permissions';
import { changes } from '@toster/contracts/rbac/writable';
import { can } from '@toster/contracts/rbac/rights';
import type { Uses } from '@toster/contracts/schemas/primitives';
import { ContextStale } from '@toster/db/errors';
import { location } from '@toster/db/schema/location';
import { type Tx, withTenant } from '@toster/db/tenant';
import { and, eq, sql } from 'drizzle-orm';
import { neededBy, permissionsOf, type TenantAccess } from '../access.ts';
import type { Context } from '../context.ts';
import { partsAt, type Place, reaches } from '../rows.ts';
import { tenantContext } from '../tenant-context.ts';
import { authenticateAgain, type Caller } from './authenticate.ts';
import { answerOf, type Finished } from './finished.ts';
import { type Attempt, attemptOf, claim, keep, type Stored } from './idempotency.ts';
import { countUse } from './uses.ts';

/** One call on its way into a transaction. */
export type Call = {
  readonly ctx: Context;
  readonly requestId: string;
  readonly path: string;
  readonly type: 'query' | 'mutation';
  readonly index: number;
  readonly input: unknown;
};

/** What the resolver finds beside the request's context. */
export type Opened<Row> = {
  readonly tx: Tx;
  readonly caller: Caller;
  /** The record named by `input.id`, locked by mutations. */
  readonly row: Row;
  /** How much of its limit is used up, this call included; null where the call is not counted. */
  readonly uses: Uses | null;
  /** Says whose personal fields the answer shows. Every procedure that declares `reads` calls it, with no ids where it showed none. */
  readonly recordRead: (rel: string, ids: readonly string[]) => void;
  /** The answer of an earlier attempt with the same idempotency key. */
  readonly stored: Stored;
};

/**
 * Runs the rest of a call in one transaction under the caller's signed context: read-only for
 * queries that read nothing personal. Record, place and idempotency key are settled before the
 * resolver of a mutation runs; a failure of any kind leaves nothing behind. Rights that turn out
 * stale are read again once.
 */
export async function inTransaction<Input, Row, R extends Finished>(
  access: TenantAccess<Input, Row>,
  caller: Caller,
  call: Call,
  next: (opened: Opened<Row>) => Promise<R>,
): Promise<R> {
  try {
    return await attemptOnce(access, caller, call, next);
  } catch (error) {
    if (!(error instanceof ContextStale)) throw error;
    return attemptOnce(access, await authenticateAgain(call.ctx, caller), call, next);
  }
}

function attemptOnce<Input, Row, R extends Finished>(
  access: TenantAccess<Input, Row>,
  caller: Caller,
  call: Call,
  next: (opened: Opened<Row>) => Promise<R>,
): Promise<R> {
  const mutates = call.type === 'mutation';
  const attempt = mutates
    ? attemptOf(call.ctx.idempotencyKey, {
        ...caller,
        path: call.path,
        input: call.input,
        index: call.index,
      })
    : null;
  const context = tenantContext(call.ctx, caller, {
    requestId: call.requestId,
    action: access.event ?? call.path,
    purpose: access.reads === undefined ? null : call.path,
  });
  const work = (tx: Tx) => settle(access, caller, call, attempt, tx, next);
  // A read-only transaction refuses every write by itself; the type need not say so again.
  return mutates || access.reads !== undefined || access.counted === true
    ? withTenant(call.ctx.server.app, context, work)
    : withTenant(call.ctx.server.app, context, (tx) => work(tx as Tx), 'read');
}

async function settle<Input, Row, R extends Finished>(
  access: TenantAccess<Input, Row>,
  caller: Caller,
  call: Call,
  attempt: Attempt | null,
  tx: Tx,
  next: (opened: Opened<Row>) => Promise<R>,
): Promise<R> {
  const read = new ReadLog();
  // The key is claimed ahead of the record: what is read behind it has waited for an attempt made at the same time.
  const before = Promise.all([
    attempt === null ? null : claim(tx, attempt),
    rowOf(access, caller, call, tx),
    assertPlace(access, caller, call, tx),
  ]);
  // A query may run beside the check of its place: what it finds is not answered unless the check holds.
  const early = access.at === 'location' && call.type === 'query' && access.counted === undefined;
  const proceed = async (row: Row | undefined, stored: Stored, uses: Uses | null) =>
    next({
      tx,
      caller,
      row: row as Row,
      stored,
      uses,
      recordRead: (rel, ids) => read.add(rel, ids),
    });
  const [[stored, row], beside] = await Promise.all([
    before,
    early ? proceed(undefined, null, null) : null,
  ]);
  if (row !== undefined) assertRow(access, caller, call, row, stored);
  const counts = access.counted === true && stored === null;
  const uses = counts ? await countUse(tx, usedBy(access, call, row), caller, call.ctx) : null;
  const result = beside ?? (await proceed(row, stored, uses));
  const answer = answerOf(result);

  if (attempt !== null && stored === null) await keep(tx, attempt, answer);
  if (access.reads !== undefined) await read.write(tx, call.path);
  return result;
}

const WHOLE: Place = { locationId: null, isAssigned: () => false };

/**
 * The place must be the organisation's own and within reach; otherwise it does not exist for the caller. Work on the
 * organisation itself wants a permission that no grant narrows to a place.
 */
async function assertPlace<Input, Row>(
  access: TenantAccess<Input, Row>,
  caller: Caller,
  call: Call,
  tx: Tx,
): Promise<void> {
  if (access.at === 'organisation') {
    const [permission] = permissionsOf(access.permission);
    if (!reaches(caller.rights, permission, WHOLE))
      throw new AppError('FORBIDDEN', { details: { permission } });
    return assertWrites(access, caller, call, permission, WHOLE);
  }
  if (access.at !== 'location') return;
  const locationId: unknown = Reflect.get(Object(call.input), 'locationId');
  if (typeof locationId !== 'string') return;
  // At a place there is no record that could decide.
  const needed = neededBy(access.permission, call.input as Input, undefined as Row);
  const [permission] = needed;
  if (!needed.some((held) => can(caller.rights, held)))
    throw new AppError('FORBIDDEN', { details: { permission } });
  const place: Place = { locationId, isAssigned: () => true };
  if (!needed.some((held) => reaches(caller.rights, held, place))) throw new AppError('NOT_FOUND');
  assertAlso(access, caller, call, place);
  assertWrites(access, caller, call, permission, place);
  const [found] = await tx
    .select({ id: location.id })
    .from(location)
    .where(and(eq(location.orgId, caller.orgId), eq(location.id, locationId)));
  if (found === undefined) throw new AppError('NOT_FOUND');
}

/** Loads the record named by the input. */
async function rowOf<Input, Row>(
  access: TenantAccess<Input, Row>,
  caller: Caller,
  call: Call,
  tx: Tx,
): Promise<Row | undefined> {
  const rule = access.at;
  if (typeof rule !== 'object') return undefined;
  const id: unknown = Reflect.get(Object(call.input), 'id');
  const row = await rule.load(tx, caller.orgId, String(id), call.type === 'mutation');
  if (row === undefined) throw new AppError('NOT_FOUND');
  return row;
}

/** Hides the record from those who may not see it, and refuses those who may see it but not do this. */
function assertRow<Input, Row>(
  access: TenantAccess<Input, Row>,
  caller: Caller,
  call: Call,
  row: Row,
  stored: Stored,
): void {
  const rule = access.at;
  if (typeof rule !== 'object') return;
  const place = rule.placeOf(row, caller.staffId);
  const visibleBy = typeof rule.visibleBy === 'function' ? rule.visibleBy(row) : rule.visibleBy;
  if (![visibleBy].flat().some((permission) => reaches(caller.rights, permission, place)))
    throw new AppError('NOT_FOUND');
  const permissions = permissionsFor(access, call.input as Input, row, stored);
  const [permission] = permissions;
  if (!permissions.some((held) => reaches(caller.rights, held, place)))
    throw new AppError('FORBIDDEN', { details: { permission } });
  assertAlso(access, caller, call, place);
  assertWrites(access, caller, call, permission, place);
}

/** Every field that the input changes must be one the caller's role changes there. */
function assertWrites<Input, Row>(
  access: TenantAccess<Input, Row>,
  caller: Caller,
  call: Call,
  permission: Permission,
  place: Place,
): void {
  if (access.writes === undefined) return;
  const input: object = Object(call.input);
  const data: object = Object(Reflect.get(input, 'data') ?? input);
  const parts = partsAt(caller.rights, permission, place);
  const fields = Object.entries(access.writes)
    .filter(([name]) => Reflect.get(data, name) !== undefined)
    .map(([, field]) => field)
    .filter((field) => !changes(permission, parts, field));
  if (fields.length > 0)
    throw new AppError('FORBIDDEN', { details: { permission, fields: [...new Set(fields)] } });
}

function assertAlso<Input, Row>(
  access: TenantAccess<Input, Row>,
  caller: Caller,
  call: Call,
  place: Place,
): void {
  const missing = access.also?.find(
    (rule) => rule.when(call.input as Input) && !reaches(caller.rights, rule.permission, place),
  );
  if (missing !== undefined)
    throw new AppError('FORBIDDEN', { details: { permission: missing.permission } });
}

/**
 * Of which permissions one is needed. A kept answer is of the record as it was before: what the record decides is
 * decided already, and holding any of the permissions is enough to hear it again.
 */
function permissionsFor<Input, Row>(
  access: TenantAccess<Input, Row>,
  input: Input,
  row: Row,
  stored: Stored,
): readonly [Permission, ...Permission[]] {
  if (typeof access.permission === 'string' || stored !== null)
    return permissionsOf(access.permission);
  return neededBy(access.permission, input, row);
}

/** The permission that a counted call uses. */
function usedBy<Input, Row>(
  access: TenantAccess<Input, Row>,
  call: Call,
  row: Row | undefined,
): Permission {
  return neededBy(access.permission, call.input as Input, row as Row)[0];
}

/** What a call said it showed. */
class ReadLog {
  readonly #reads = new Map<string, Set<string>>();

  add(rel: string, ids: readonly string[]): void {
    const known = this.#reads.get(rel);
    if (known === undefined) this.#reads.set(rel, new Set(ids));
    else for (const id of ids) known.add(id);
  }

  /** Sends the records ahead of the commit, in the same flush. A refused record makes the commit fail. */
  async write(tx: Tx, path: string): Promise<void> {
    if (this.#reads.size === 0)
      throw new Error(`${path} declares a personal read and recorded none`);
    for (const [rel, ids] of this.#reads) {
      if (ids.size === 0) continue;
      const sent = tx.execute(sql`select app.record_read(${rel}, ${sql.param([...ids])}::uuid[])`);
      sent.then(undefined, () => undefined);
    }
    await issued();
  }
}
