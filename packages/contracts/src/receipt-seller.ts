import type { ReceiptSeller } from './schemas/receipts.ts';

/** What the settings say of a business and of one of its establishments; null where nobody stated anything. */
export type SellerFacts = {
  readonly org: { readonly name: string; readonly country: string; readonly locale: string };
  readonly location: { readonly name: string; readonly city: string; readonly timezone: string };
  readonly orgProfile: {
    readonly legalName: string;
    readonly taxId: string;
    readonly address: string;
    readonly postcode: string;
    readonly city: string;
    readonly phone: string;
    readonly receiptFooter: string;
  } | null;
  readonly locationProfile: {
    readonly address: string;
    readonly postcode: string;
    readonly phone: string;
  } | null;
};

/**
 * Whether a country's receipts name the tax number of the seller. In the United States no law asks for it, and an EIN
 * serves whoever wants to pass for the business.
 */
export const printsTaxNumber = (country: string): boolean => country !== 'US';

/**
 * The seller as a receipt names it. The address is the establishment's; where only the business has stated one it is
 * that, whole, never a mixture of both.
 */
export function sellerOf({
  org,
  location,
  orgProfile,
  locationProfile,
}: SellerFacts): ReceiptSeller {
  const here = locationProfile?.address ?? '';
  const seat = orgProfile?.address ?? '';
  const address =
    here === '' && seat !== ''
      ? { address: seat, postcode: orgProfile?.postcode ?? '', city: orgProfile?.city ?? '' }
      : { address: here, postcode: locationProfile?.postcode ?? '', city: location.city };
  const phone = locationProfile?.phone ?? '';
  return {
    name: org.name,
    legalName: orgProfile?.legalName ?? '',
    taxId: orgProfile?.taxId ?? '',
    country: org.country,
    place: location.name,
    ...address,
    phone: phone === '' ? (orgProfile?.phone ?? '') : phone,
    timezone: location.timezone,
    locale: org.locale,
    footer: orgProfile?.receiptFooter ?? '',
  };
}
