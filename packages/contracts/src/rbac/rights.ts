import type { Domain } from '../events.ts';
import type { Cell } from './cells.ts';
import { type FieldPick, mergePicks } from './fields.ts';
import { APPOINTED, MATRIX } from './matrix.ts';
import { PERMISSIONS, type Permission, isPermission } from './permissions.ts';
import { APPOINTMENTS, type Appointment, ROLES, type Role } from './roles.ts';

/** One row of what a member was given. No location means the whole organisation. */
export type Grant = {
  readonly role: Role | null;
  readonly appointment: Appointment | null;
  readonly locationId: string | null;
};

/** What one grant adds to one permission. */
export type ReachPart = {
  readonly via: Role | Appointment;
  /** `open`: every row of the place; else only rows assigned to, or about, the person. */
  readonly scope: 'open' | 'assigned' | 'self';
  /** Null: every location, and rows that belong to no location. */
  readonly locationId: string | null;
  /** Null: every field of the permission's output. */
  readonly fields: FieldPick | null;
  /** Null: every domain. Only `audit_log.read` is limited by domain. */
  readonly domains: readonly Domain[] | null;
};

/** How far one permission reaches, over all grants of a person. */
export type Reach = {
  /** Every row of the organisation. */
  readonly all: boolean;
  /** Every row of these locations; empty when `all`. */
  readonly locations: readonly string[];
  /** Rows assigned to the person. */
  readonly assigned: boolean;
  /** Rows about the person. */
  readonly self: boolean;
  /**
   * Some row is shown with picked fields only. An unmasked grant lifts the mask where it reaches,
   * and nowhere else: ask `fieldsAt` for one place.
   */
  readonly masked: boolean;
  readonly parts: readonly ReachPart[];
};

/** Everything a person may do; a permission that is absent is denied. */
export type Rights = ReadonlyMap<Permission, Reach>;

/**
 * The place and the relation of a row. What is left out is not yet known: the row policies decide
 * it later. `locationId: null` is a row that belongs to no location.
 */
export type At = {
  readonly locationId?: string | null;
  readonly assigned?: boolean;
  readonly self?: boolean;
};

/** `with_approval`: the person may ask, another one who holds the permission must agree. */
export type Decision = 'allow' | 'with_approval' | 'deny';

type Seed = Omit<ReachPart, 'locationId'> & { readonly permission: Permission };

const SCOPE_OF = {
  O: 'open',
  L: 'open',
  K: 'open',
  A: 'assigned',
  S: 'self',
} as const satisfies Record<NonNullable<Cell>['scope'], ReachPart['scope']>;

const SEEDS: ReadonlyMap<string, readonly Seed[]> = new Map<string, readonly Seed[]>([
  ...ROLES.map((role) => [role, seedsOfRole(role)] as const),
  ...APPOINTMENTS.map((appointment) => [appointment, seedsOfAppointment(appointment)] as const),
]);

function seedsOfRole(role: Role): readonly Seed[] {
  return PERMISSIONS.flatMap((permission) => {
    const rule = MATRIX[permission];
    const cell = rule.cells[role];
    if (cell === null) return [];
    const fields = rule.fields[role] ?? null;
    return [
      {
        permission,
        via: role,
        scope: SCOPE_OF[cell.scope],
        fields,
        domains: rule.domains[role] ?? null,
      },
    ];
  });
}

function seedsOfAppointment(appointment: Appointment): readonly Seed[] {
  return APPOINTED[appointment].map((permission) => ({
    permission,
    via: appointment,
    scope: 'open',
    fields: null,
    domains: null,
  }));
}

/**
 * Adds up what a member's grants allow. A location on a grant narrows it to that location; grants
 * only ever add. A grant with an unknown role, an unknown appointment or a malformed location adds
 * nothing. Call it once per cached session.
 */
export function rightsOf(grants: readonly Grant[]): Rights {
  const parts = new Map<Permission, ReachPart[]>();
  for (const grant of grants) {
    const { locationId } = grant;
    if (locationId !== null && (typeof locationId !== 'string' || locationId === '')) continue;
    for (const seed of [
      ...seedsFor(grant.role, ROLES),
      ...seedsFor(grant.appointment, APPOINTMENTS),
    ]) {
      const { permission, ...rest } = seed;
      const list = parts.get(permission);
      const part = { ...rest, locationId: rest.scope === 'self' ? null : locationId };
      if (list) list.push(part);
      else parts.set(permission, [part]);
    }
  }
  return new Map(Array.from(parts, ([permission, list]) => [permission, reachOf(list)]));
}

function seedsFor(name: string | null, allowed: readonly string[]): readonly Seed[] {
  return name !== null && allowed.includes(name) ? (SEEDS.get(name) ?? []) : [];
}

function reachOf(parts: readonly ReachPart[]): Reach {
  const open = parts.filter((part) => part.scope === 'open');
  const all = open.some((part) => part.locationId === null);
  const locations = all ? [] : [...new Set(open.flatMap((part) => part.locationId ?? []))].sort();
  return {
    all,
    locations,
    assigned: parts.some((part) => part.scope === 'assigned'),
    self: parts.some((part) => part.scope === 'self'),
    masked: parts.some((part) => isPicked(part) && !parts.some((other) => lifts(other, part))),
    parts,
  };
}

function isPicked(part: ReachPart): boolean {
  return part.fields !== null || part.domains !== null;
}

function lifts(other: ReachPart, part: ReachPart): boolean {
  if (isPicked(other)) return false;
  const sameRows = other.scope === 'open' || other.scope === part.scope;
  return sameRows && (other.locationId === null || other.locationId === part.locationId);
}

function covers(part: ReachPart, at: At): boolean {
  if (part.scope === 'assigned' && at.assigned === false) return false;
  if (part.scope === 'self' && at.self === false) return false;
  return (
    part.locationId === null || at.locationId === undefined || part.locationId === at.locationId
  );
}

/**
 * Whether the permission reaches at least one row at that place. Everything unknown is denied;
 * what `at` leaves open is decided by the row policies.
 */
export function can(rights: Rights, permission: Permission, at: At = {}): boolean {
  const reach = rights.get(permission);
  return reach !== undefined && (reach.all || reach.parts.some((part) => covers(part, at)));
}

/**
 * As `can`, with the third answer: where the matrix lets another person approve on the spot,
 * holders of the base action may ask. A key never asks.
 */
export function decide(rights: Rights, permission: Permission, at: At = {}): Decision {
  if (can(rights, permission, at)) return 'allow';
  if (!isPermission(permission)) return 'deny';
  const { approval } = MATRIX[permission];
  if (approval?.kind !== 'manager_pin') return 'deny';
  const asks = rights
    .get(approval.base)
    ?.parts.some((part) => part.via !== 'api' && covers(part, at));
  return asks === true ? 'with_approval' : 'deny';
}

/** A row whose place and relation to the person are all known. */
export type Row = Required<At>;

/**
 * The fields the permission shows of one row: null for all of them, an empty pick when it shows
 * none. Several grants that reach the row add up; a grant elsewhere lends nothing.
 */
export function fieldsAt(rights: Rights, permission: Permission, row: Row): FieldPick | null {
  const parts = rights.get(permission)?.parts.filter((part) => covers(part, row)) ?? [];
  if (parts.some((part) => part.fields === null)) return null;
  return parts.reduce<FieldPick>((pick, part) => mergePicks(pick, part.fields ?? {}), {});
}

/** The domains of the audit log shown for events of that location: null for all of them. */
export function domainsAt(rights: Rights, locationId: string | null): readonly Domain[] | null {
  const parts =
    rights.get('audit_log.read')?.parts.filter((part) => covers(part, { locationId })) ?? [];
  if (parts.some((part) => part.domains === null)) return null;
  return [...new Set(parts.flatMap((part) => part.domains ?? []))];
}
