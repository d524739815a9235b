import { sellerOf } from '@toster/contracts/receipt-seller';
import type { ReceiptSeller } from '@toster/contracts/schemas/receipts';
import { location, locationProfile } from '@toster/db/schema/location';
import { org, orgProfile } from '@toster/db/schema/org';
import type { TenantReadTx } from '@toster/db/tenant';
import { and, eq, type SQLWrapper } from 'drizzle-orm';

/**
 * Who sells at an establishment by the present settings, in one query; null where there is no such establishment.
 * `at` is its id, or a subquery that finds it.
 */
export async function loadSeller(
  tx: TenantReadTx,
  orgId: string,
  at: string | SQLWrapper,
): Promise<ReceiptSeller | null> {
  const [facts] = await tx
    .select({
      org: { name: org.name, country: org.country, locale: org.locale },
      location: { name: location.name, city: location.city, timezone: location.timezone },
      orgProfile: {
        legalName: orgProfile.legalName,
        taxId: orgProfile.taxId,
        address: orgProfile.address,
        postcode: orgProfile.postcode,
        city: orgProfile.city,
        phone: orgProfile.phone,
        receiptFooter: orgProfile.receiptFooter,
      },
      locationProfile: {
        address: locationProfile.address,
        postcode: locationProfile.postcode,
        phone: locationProfile.phone,
      },
    })
    .from(location)
    .innerJoin(org, eq(org.orgId, location.orgId))
    .leftJoin(orgProfile, eq(orgProfile.orgId, location.orgId))
    .leftJoin(
      locationProfile,
      and(eq(locationProfile.orgId, location.orgId), eq(locationProfile.locationId, location.id)),
    )
    .where(and(eq(location.orgId, orgId), eq(location.id, at)));
  return facts === undefined ? null : sellerOf(facts);
}
