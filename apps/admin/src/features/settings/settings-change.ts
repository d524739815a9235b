import type { Settings } from '@toster/contracts/schemas/settings';
import { isTaxCountry } from '@toster/contracts/tax';
import {
  isTaxNumber,
  readTaxNumber,
  type TaxNumberFault,
} from '@toster/contracts/tax-numbers/tax-number';

/** What can be edited, in the order of the form. */
export const SETTING_NAMES = [
  'name',
  'legalName',
  'taxId',
  'address',
  'postcode',
  'city',
  'phone',
  'email',
  'receiptFooter',
  'language',
  'timezone',
] as const satisfies readonly (keyof Settings)[];
export type SettingName = (typeof SETTING_NAMES)[number];
export type SettingsForm = Pick<Settings, SettingName>;

/** The settings as the form begins with them. */
export function formOf(settings: Settings): SettingsForm {
  const { name, legalName, taxId, address, postcode, city } = settings;
  const { phone, email, receiptFooter, language, timezone } = settings;
  return {
    name,
    legalName,
    taxId,
    address,
    postcode,
    city,
    phone,
    email,
    receiptFooter,
    language,
    timezone,
  };
}

/** The rule of the country that a tax number breaks, if it breaks one. None is no number, and breaks none. */
export function taxFaultOf(country: string, text: string): TaxNumberFault | null {
  if (text.trim() === '' || !isTaxCountry(country)) return null;
  const read = readTaxNumber(country, text);
  return isTaxNumber(read) ? null : read;
}
