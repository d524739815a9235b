import { emailKey } from '@toster/auth/email-key';
import { type Currency, isCurrency } from '@toster/contracts/money';
import { capabilitiesOf } from '@toster/contracts/rbac/policy-capabilities';
import { can, type Grant, rightsOf } from '@toster/contracts/rbac/rights';
import { isAppointment, isRole } from '@toster/contracts/rbac/roles';
import type { TenantContext } from '@toster/db/context';
import { account } from '@toster/db/schema/auth/account';
import { location } from '@toster/db/schema/location';
import { membership, membershipGrant } from '@toster/db/schema/membership';
import { org } from '@toster/db/schema/org';
import { type Database, type TenantReadTx, withTenant } from '@toster/db/tenant';
import { and, eq } from 'drizzle-orm';
import { ImportError } from './import-error.ts';

/** Who imports, and where to. */
export type ImporterQuery = {
  readonly org: string;
  readonly location: string;
  readonly email: string;
};

/** A member who may create orders at a location, as of now. */
export type Importer = {
  readonly orgId: string;
  readonly orgName: string;
  readonly currency: Currency;
  readonly locale: string;
  readonly locationId: string;
  readonly locationName: string;
  readonly timezone: string;
  readonly accountId: string;
  /** The actor of the audit log. */
  readonly staffId: string;
  readonly capabilities: Readonly<Record<string, readonly string[]>>;
};

/**
 * Loads the member under whose name is imported, with the rights of this moment. Throws an ImportError that says what
 * is missing: the membership, the location, or the permission orders.create at it.
 */
export async function findImporter(authDb: Database, query: ImporterQuery): Promise<Importer> {
  const accountId = await findAccount(authDb, query.email);
  const found =
    accountId === null
      ? undefined
      : await withTenant(
          authDb,
          contextOf(accountId),
          (tx) => loadMember(tx, accountId, query),
          'read',
        );
  if (accountId === null || found?.member === undefined) {
    throw new ImportError(`${query.email} is not an active member of ${query.org}`);
  }
  const { member, place, grants } = found;
  if (place === undefined) throw new ImportError(`${query.org} has no location ${query.location}`);
  const rights = rightsOf(grants);
  if (!can(rights, 'orders.create', { locationId: place.id })) {
    throw new ImportError(
      `${query.email} may not create orders at ${query.location} (orders.create)`,
    );
  }
  if (!isCurrency(member.currency))
    throw new ImportError(`no prices can be read in ${member.currency}`);
  return {
    orgId: member.orgId,
    orgName: member.orgName,
    currency: member.currency,
    locale: member.locale,
    locationId: place.id,
    locationName: place.name,
    timezone: place.timezone,
    accountId,
    staffId: member.staffId,
    capabilities: capabilitiesOf(rights),
  };
}

function contextOf(accountId?: string): TenantContext {
  return {
    kind: 'auth',
    org: null,
    caps: {},
    action: 'orders.imported',
    request: 'import',
    source: 'auth',
    ...(accountId === undefined ? {} : { account: accountId }),
  };
}

async function findAccount(authDb: Database, email: string): Promise<string | null> {
  const [row] = await withTenant(
    authDb,
    contextOf(),
    (tx) =>
      tx
        .select({ id: account.id })
        .from(account)
        .where(and(eq(account.emailKey, emailKey(email)), eq(account.status, 'active'))),
    'read',
  );
  return row?.id ?? null;
}

async function loadMember(tx: TenantReadTx, accountId: string, query: ImporterQuery) {
  const [member] = await tx
    .select({
      orgId: org.orgId,
      orgName: org.name,
      currency: org.currency,
      locale: org.locale,
      staffId: membership.id,
    })
    .from(org)
    .innerJoin(membership, eq(membership.orgId, org.orgId))
    .where(
      and(
        eq(org.slug, query.org),
        eq(membership.accountId, accountId),
        eq(membership.status, 'active'),
      ),
    );
  if (member === undefined) return { member };
  const [places, rows] = await Promise.all([
    tx
      .select({ id: location.id, name: location.name, timezone: location.timezone })
      .from(location)
      .where(and(eq(location.orgId, member.orgId), eq(location.slug, query.location))),
    tx
      .select({
        role: membershipGrant.role,
        appointment: membershipGrant.appointment,
        locationId: membershipGrant.locationId,
      })
      .from(membershipGrant)
      .where(
        and(
          eq(membershipGrant.orgId, member.orgId),
          eq(membershipGrant.membershipId, member.staffId),
        ),
      ),
  ]);
  const grants = rows.map((row): Grant => ({
    role: isRole(row.role) ? row.role : null,
    appointment: isAppointment(row.appointment) ? row.appointment : null,
    locationId: row.locationId,
  }));
  return { member, place: places[0], grants };
}
