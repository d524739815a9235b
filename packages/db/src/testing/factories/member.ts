import type { Appointment, Role } from '@toster/contracts/rbac/roles';
import type { InferSelectModel } from 'drizzle-orm';
import {
  account,
  membership,
  membershipGrant,
  password,
  staff,
  staffDirectory,
  staffPayroll,
  staffPrivate,
} from '../../schema/index.ts';
import { emailKey } from '../../look-up-keys.ts';
import type { OrgRow } from './org.ts';
import { type Handle, Rows } from './rows.ts';
import { freshSource, type Source } from './source.ts';

export type AccountRow = InferSelectModel<typeof account>;

export type AccountInput = {
  readonly email?: string;
  readonly status?: AccountRow['status'];
  /** The stored form of the password and the pepper it was made with; without it nobody can sign in. */
  readonly password?: { readonly phc: string; readonly pepperKid: string };
  /** Somebody has followed a letter to the address; true by default. */
  readonly addressProven?: boolean;
};

/** A role or an appointment, everywhere or at one establishment. */
export type GrantInput =
  | { readonly role: Role; readonly locationId?: string | null }
  | { readonly appointment: Appointment; readonly locationId?: string | null };

export type MemberInput = {
  readonly org: OrgRow;
  readonly account: AccountRow;
  readonly grants: readonly GrantInput[];
  readonly firstName?: string;
  readonly fullName?: string;
  readonly phone?: string | null;
  readonly email?: string | null;
  /** Home establishment; none for people who work across the organisation. */
  readonly locationId?: string | null;
  readonly status?: 'active' | 'suspended' | 'removed';
  /** ISO date. */
  readonly hiredOn?: string;
  readonly payroll?: {
    readonly taxId?: string;
    readonly iban?: string;
    readonly hourlyWageMinor?: number;
  };
};

/** A member: `id` is the staff id, the membership id and the actor of the audit log. */
export type MemberRow = {
  readonly orgId: string;
  readonly id: string;
  readonly accountId: string;
  readonly email: string;
  readonly firstName: string;
  readonly fullName: string;
  readonly locationId: string | null;
  readonly epoch: number;
};

/** Adds an account, with its password when one is given. */
export function accountRows(rows: Rows, source: Source, input: AccountInput = {}): AccountRow {
  const id = source.id();
  const email = input.email ?? `person-${source.rng.digits(10)}@example.test`;
  const row: AccountRow = {
    id,
    email,
    emailKey: emailKey(email),
    status: input.status ?? 'active',
    createdAt: source.now,
    addressProvenAt: input.addressProven === false ? null : source.now,
  };
  rows.add(account, row);
  if (input.password)
    rows.add(password, { accountId: id, changedAt: source.now, ...input.password });
  return row;
}

/** Adds a member of an organisation: membership, grants, staff profile and its personal side tables. */
export function memberRows(rows: Rows, source: Source, input: MemberInput): MemberRow {
  const { orgId } = input.org;
  const id = source.id();
  const fullName = input.fullName ?? 'Olena Kovalenko';
  const firstName = input.firstName ?? fullName.split(' ')[0] ?? fullName;
  const locationId = input.locationId ?? null;
  const createdAt = source.now;
  rows.add(membership, {
    orgId,
    id,
    accountId: input.account.id,
    status: input.status ?? 'active',
    epoch: 1,
    createdAt,
  });
  for (const grant of input.grants) {
    rows.add(membershipGrant, {
      orgId,
      id: source.id(),
      membershipId: id,
      role: 'role' in grant ? grant.role : null,
      appointment: 'appointment' in grant ? grant.appointment : null,
      locationId: grant.locationId ?? null,
      createdAt,
    });
  }
  rows.add(staff, { orgId, id, locationId, hiredOn: input.hiredOn ?? null, createdAt });
  rows.add(staffDirectory, { orgId, staffId: id, locationId, firstName });
  rows.add(staffPrivate, {
    orgId,
    staffId: id,
    locationId,
    fullName,
    phone: input.phone ?? null,
    email: input.email === undefined ? input.account.email : input.email,
  });
  if (input.payroll) rows.add(staffPayroll, { orgId, staffId: id, locationId, ...input.payroll });
  return {
    orgId,
    id,
    accountId: input.account.id,
    email: input.account.email,
    firstName,
    fullName,
    locationId,
    // Each grant raises it by one.
    epoch: 1 + input.grants.length,
  };
}

/** Inserts an account. */
export async function createAccount(
  handle: Handle,
  input: AccountInput = {},
  source: Source = freshSource(),
): Promise<AccountRow> {
  const rows = new Rows();
  const row = accountRows(rows, source, input);
  await rows.flush(handle);
  return row;
}

/** Inserts a member; makes an account of its own when none is given. */
export async function createMember(
  handle: Handle,
  input: Omit<MemberInput, 'account'> & { readonly account?: AccountRow },
  source: Source = freshSource(),
): Promise<MemberRow> {
  const rows = new Rows();
  const row = memberRows(rows, source, {
    ...input,
    account: input.account ?? accountRows(rows, source),
  });
  await rows.flush(handle);
  return row;
}
