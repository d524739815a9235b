import { documentLanguageOf, TIME_ZONES } from '@toster/contracts/locales';
import type { Settings } from '@toster/contracts/schemas/settings';
import { isTaxCountry } from '@toster/contracts/tax';
import { isTaxNumber, readTaxNumber } from '@toster/contracts/tax-numbers/tax-number';
import { org, orgProfile } from '@toster/db/schema/org';
import type { TenantReadTx } from '@toster/db/tenant';
import { eq } from 'drizzle-orm';
import { invalid } from '../../invalid.ts';
import type { Caller } from '../../middleware/authenticate.ts';

/** What the organisation says of itself now. What nobody has stated is empty, at version 0 where nothing was ever stated. */
export async function loadSettings(
  tx: TenantReadTx,
  { orgId }: Pick<Caller, 'orgId'>,
): Promise<Settings & { readonly locale: string }> {
  const [found] = await tx
    .select()
    .from(org)
    .leftJoin(orgProfile, eq(orgProfile.orgId, org.orgId))
    .where(eq(org.orgId, orgId));
  if (found === undefined) throw new Error('the caller is in no organisation');
  const { org: business, org_profile: profile } = found;
  const { name, locale, timezone, country, currency, slug, cell } = business;
  return {
    ...(profile ?? NOTHING_STATED),
    name,
    locale,
    timezone,
    country,
    currency,
    slug,
    cell,
    language: documentLanguageOf(locale),
  };
}

const NOTHING_STATED = {
  legalName: '',
  taxId: '',
  address: '',
  postcode: '',
  city: '',
  phone: '',
  email: '',
  receiptFooter: '',
  version: 0,
};

/** A tax number as documents write it. Throws INVALID_INPUT with the broken rule where the country has one; empty is none. */
export function readTaxId(country: string, text: string, path: readonly string[]): string {
  if (text === '' || !isTaxCountry(country)) return text;
  const read = readTaxNumber(country, text);
  if (isTaxNumber(read)) return read.text;
  throw invalid(path, read);
}

/** The zone must be one of the country's, where those are known. */
export function assertTimeZone(country: string, timezone: string, path: readonly string[]): void {
  if (isTaxCountry(country) && !TIME_ZONES[country].includes(timezone))
    throw invalid(path, 'unknown_time_zone');
}

/** The members that say something else than the record does; what is left out stays. */
export function differing<T extends object>(
  current: T,
  wanted: { readonly [K in keyof T]?: T[K] | undefined },
): Partial<T> {
  return Object.fromEntries(
    Object.entries(wanted).filter(
      ([name, value]) => value !== undefined && value !== Reflect.get(current, name),
    ),
  ) as Partial<T>;
}
