/** How a country dials: its code (ITU-T E.164), the digit put before a number inside the country, and how long a number is at most without either. */
type Dialling = {
  readonly code: string;
  readonly trunk: string;
  readonly digits: number;
  /** Dialled before the code of another country. */
  readonly abroad: string;
};

const DIALLING: Readonly<Record<string, Dialling>> = {
  UA: { code: '380', trunk: '0', digits: 9, abroad: '00' },
  PL: { code: '48', trunk: '', digits: 9, abroad: '00' },
  CZ: { code: '420', trunk: '', digits: 9, abroad: '00' },
  DE: { code: '49', trunk: '0', digits: 11, abroad: '00' },
  ES: { code: '34', trunk: '', digits: 9, abroad: '00' },
  US: { code: '1', trunk: '1', digits: 10, abroad: '011' },
};

/**
 * A telephone number as it is looked up: plus, country code, number. However it was typed (with spaces or brackets,
 * with `00`, as people of the country dial it among themselves), one number has one key. In a country whose dialling
 * is not known, the digits as typed.
 */
export function phoneKey(phone: string, country: string): string {
  const text = phone.trim();
  const international = text.startsWith('+');
  // "+49 (0)30": the zero is for those who dial inside the country.
  const digits = (international ? text.replace(/\(0\)/g, '') : text).replaceAll(/\D/g, '');
  if (international) return `+${digits}`;
  const dialling = DIALLING[country];
  if (dialling === undefined) return digits;
  const { code, trunk, abroad } = dialling;
  if (digits.startsWith(abroad)) return `+${digits.slice(abroad.length)}`;
  if (trunk !== '' && digits.startsWith(trunk)) return `+${code}${digits.slice(trunk.length)}`;
  if (digits.startsWith(code) && digits.length > dialling.digits) return `+${digits}`;
  return `+${code}${digits}`;
}

/** An e-mail address as it is looked up: trimmed, lower case, NFC. */
export function emailKey(email: string): string {
  return email.normalize('NFC').trim().toLowerCase();
}
