'use client';
import { isTaxCountry, TAX_RULES } from '@toster/contracts/tax';
import { useSession } from '#features/shell/session.tsx';

/** The tax classes of a country; none where its rules are not known. */
export function taxClassesOf(country: string): readonly string[] {
  return isTaxCountry(country) ? Object.keys(TAX_RULES[country].classes) : [];
}

/** The tax classes of the organisation's country. */
export function useTaxClasses(): readonly string[] {
  return taxClassesOf(useSession().org.country);
}
