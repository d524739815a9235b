import type { EventName } from '@toster/contracts/events';
import type { Field } from '@toster/contracts/rbac/fields';
import type { Permission } from '@toster/contracts/rbac/permissions';
import type { RowRule } from './rows.ts';

/** Records whose personal fields PostgreSQL shows only to a transaction that states its purpose. */
export type PersonalRel = 'customer_contact' | 'delivery_address' | 'staff_private' | 'event';

/**
 * For calls where the record, or the input of a call at a place, decides which permission is needed: who may call at
 * all, and which of these permissions this call needs, several where any of them will do. `decide` throws AppError when
 * no permission would make it valid.
 */
export type Choice<Input, Row> = {
  readonly anyOf: readonly [Permission, ...Permission[]];
  decide(input: Input, row: Row): Permission | readonly [Permission, ...Permission[]];
};

type Declared = {
  /** The business action in the audit log. Every mutation has one, and every query that declares `reads`. */
  readonly event?: EventName;
  /** Needs a proof of identity that is not older than five minutes. */
  readonly stepUp?: boolean;
  /** Units of the organisation's quota. */
  readonly cost: number;
};

/** Access of a procedure by which people act on their own account. */
export type SelfAccess = Declared & {
  readonly permission?: Permission;
  /**
   * Answers with a cookie, or is given a secret: done at every attempt, because neither the answer nor a digest of what
   * was given may be kept.
   */
  readonly anew?: boolean;
  /**
   * Its query reads rows of the organisation, through `read`: entering that transaction proves the session alive, and
   * no other is opened for the question alone.
   */
  readonly readsOrg?: true;
  /**
   * Tells of the organisation, not of the caller, and so nothing to those who lack a second factor that it asks for.
   * People reach their own account without: they set one up there.
   */
  readonly about?: 'organisation';
};

/** Access of a procedure that works on the rows of the caller's organisation, in one transaction. */
export type TenantAccess<Input, Row> = Declared & {
  readonly permission: Permission | Choice<Input, Row>;
  readonly also?: readonly Also<Input>[];
  /** Personal fields the procedure may read. It must then say which rows it showed. */
  readonly reads?: readonly [PersonalRel, ...PersonalRel[]];
  /**
   * Each call is one use of the permission, counted in PostgreSQL within the call's own transaction. The matrix says how
   * many are free in which span, and whether those beyond are refused (RATE_LIMITED) or want a fresh proof.
   */
  readonly counted?: true;
  /**
   * Where the permission must reach. `organisation`: rows that belong to no establishment. `location`: the place named
   * by `input.locationId`. A rule: the record named by `input.id`. Without it: anywhere, and the resolver narrows its
   * rows by `reach`.
   */
  readonly at?: 'organisation' | 'location' | RowRule<Row>;
  /**
   * Which field of the record each member of the input changes (of `input.data` where there is one). The permission must
   * change every field that the input holds, where it reaches the record; else FORBIDDEN names those it does not.
   */
  readonly writes?: Readonly<Record<string, Field>>;
};

/** A permission needed besides the declared one, at the same place, when the input asks for more. */
export type Also<Input> = { readonly permission: Permission; when(input: Input): boolean };

/** How long a proof of identity counts as fresh. */
export const STEP_UP_SECONDS = 300;

/** The declaration as the walk over the router reads it. */
export type AccessSummary = {
  readonly audience: 'self' | 'tenant' | 'customer';
  readonly permissions: readonly Permission[];
  readonly also: readonly Permission[];
  readonly event: EventName | null;
  readonly stepUp: boolean;
  /** Wants the second factor that the organisation asks of the caller. */
  readonly factor: boolean;
  /** Done at every attempt, also with the same idempotency key. */
  readonly anew: boolean;
  /** Each call is counted against the limit that the matrix sets on uses of the permission. */
  readonly counted: boolean;
  readonly cost: number;
  readonly reads: readonly PersonalRel[];
  readonly at: 'anywhere' | 'organisation' | 'location' | 'row';
  /** By member of the input, the field of the record that the permission must change. */
  readonly writes: Readonly<Record<string, Field>>;
};

/** What every procedure carries. */
export type ProcedureMeta = { readonly access?: AccessSummary };

/** The permissions a declaration names, the first of which is quoted in a refusal. */
export function permissionsOf(
  rule: TenantAccess<never, never>['permission'],
): readonly [Permission, ...Permission[]] {
  return typeof rule === 'string' ? [rule] : rule.anyOf;
}

/** The permissions any of which this very call needs. */
export function neededBy<Input, Row>(
  rule: TenantAccess<Input, Row>['permission'],
  input: Input,
  row: Row,
): readonly [Permission, ...Permission[]] {
  if (typeof rule === 'string') return [rule];
  const needed = rule.decide(input, row);
  return typeof needed === 'string' ? [needed] : needed;
}
