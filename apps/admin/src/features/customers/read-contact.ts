import type { LookUpCustomerInput } from '@toster/contracts/schemas/customers';

const PHONE = /^\+?[0-9 ()./-]{5,24}$/u;
const FEWEST_DIGITS = 5;
const EMAIL = /^[^\s@]+@[^\s@.]+(?:\.[^\s@.]+)+$/u;

/**
 * What somebody typed to look a guest up: exactly a number or exactly an address; null for anything else, so that no
 * look-up is spent on it. The API has the last word on both.
 */
export function readContact(text: string): LookUpCustomerInput | null {
  const typed = text.trim();
  if (typed.includes('@'))
    return EMAIL.test(typed) && typed.length <= 254 ? { email: typed } : null;
  const digits = typed.replaceAll(/\D/gu, '').length;
  return PHONE.test(typed) && digits >= FEWEST_DIGITS ? { phone: typed } : null;
}
