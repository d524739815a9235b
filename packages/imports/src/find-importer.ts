import { emailKey } from '@toster/db/look-up-keys';
import { type Currency, isCurrency } from '@toster/contracts/money';
import type { Permission } from '@toster/contracts/rbac/permissions';
import { capabilitiesOf } from '@toster/contracts/rbac/policy-capabilities';
import { can, type Grant, rightsOf } from '@toster/contracts/rbac/rights';
import { isAppointment, isRole } from '@toster/contracts/rbac/roles';
import type { TenantContext } from '@toster/db/context';
import { account } from '@toster/db/schema/auth/account';
import { location } from '@toster/db/schema/location';
import { membership, membershipGrant } from '@toster/db/schema/membership';
import { org } from '@toster/db/schema/org';
import { type Database, type TenantReadTx, withTenant } from '@toster/db/tenant';
import { and, eq, type SQL } from 'drizzle-orm';
import { ImportError } from './import-error.ts';

/** Who imports and where to, as a person names them. */
export type NamedImporter = {
  readonly org: string;
  readonly location: string;
  readonly email: string;
};

/** Who imports and where to, by ids. */
export type KnownImporter = {
  readonly orgId: string;
  readonly locationId: string;
  readonly accountId: string;
};

/** A member who may import at a location, as of now. */
export type Importer = {
  readonly orgId: string;
  readonly orgName: string;
  readonly country: string;
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

/** What is looked for, and what it is called in an error. */
type Query = {
  readonly account: SQL;
  readonly org: SQL;
  readonly location: SQL;
  readonly names: NamedImporter;
};

/**
 * Loads the member under whose name is imported, with the rights of this moment. Throws an ImportError that says what
 * is missing: the membership, the location, or one of the permissions at it.
 */
export function findImporter(
  authDb: Database,
  who: NamedImporter | KnownImporter,
  needs: readonly Permission[],
): Promise<Importer> {
  if ('email' in who) {
    return find(authDb, needs, {
      account: eq(account.emailKey, emailKey(who.email)),
      org: eq(org.slug, who.org),
      location: eq(location.slug, who.location),
      names: who,
    });
  }
  const query: Query = {
    account: eq(account.id, who.accountId),
    org: eq(org.orgId, who.orgId),
    location: eq(location.id, who.locationId),
    names: { org: 'the organisation', location: 'the location', email: 'the person' },
  };
  return find(authDb, needs, query, who.accountId);
}

async function find(
  authDb: Database,
  needs: readonly Permission[],
  query: Query,
  known?: string,
): Promise<Importer> {
  const { names } = query;
  const accountId = await findAccount(authDb, query.account, known);
  const found =
    accountId === null
      ? undefined
      : await withTenant(
          authDb,
          contextOf(accountId),
          (tx) => loadMember(tx, accountId, query),
          'read',
        );
  if (accountId === null || found?.member === undefined)
    throw new ImportError('rights', `${names.email} is not an active member of ${names.org}`);
  const { member, place, grants } = found;
  if (place === undefined)
    throw new ImportError('rights', `${names.org} has no location ${names.location}`);
  const rights = rightsOf(grants);
  for (const permission of needs) {
    if (!can(rights, permission, { locationId: place.id }))
      throw new ImportError(
        'rights',
        `${names.email} may not import this at ${names.location} (${permission})`,
      );
  }
  if (!isCurrency(member.currency)) throw new Error(`no prices can be read in ${member.currency}`);
  return {
    orgId: member.orgId,
    orgName: member.orgName,
    country: member.country,
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

async function findAccount(authDb: Database, which: SQL, known?: string): Promise<string | null> {
  const [row] = await withTenant(
    authDb,
    contextOf(known),
    (tx) =>
      tx
        .select({ id: account.id })
        .from(account)
        .where(and(which, eq(account.status, 'active'))),
    'read',
  );
  return row?.id ?? null;
}

async function loadMember(tx: TenantReadTx, accountId: string, query: Query) {
  const [member] = await tx
    .select({
      orgId: org.orgId,
      orgName: org.name,
      country: org.country,
      currency: org.currency,
      locale: org.locale,
      staffId: membership.id,
    })
    .from(org)
    .innerJoin(membership, eq(membership.orgId, org.orgId))
    .where(and(query.org, eq(membership.accountId, accountId), eq(membership.status, 'active')));
  if (member === undefined) return { member };
  const [places, rows] = await Promise.all([
    tx
      .select({ id: location.id, name: location.name, timezone: location.timezone })
      .from(location)
      .where(and(eq(location.orgId, member.orgId), query.location)),
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
