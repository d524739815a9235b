/** A telephone number as it is looked up: its digits, with the leading plus when there is one. */
export function phoneKey(phone: string): string {
  return (phone.trim().startsWith('+') ? '+' : '') + phone.replaceAll(/\D/g, '');
}

/** An e-mail address as it is looked up: trimmed, lower case, NFC. */
export function emailKey(email: string): string {
  return email.normalize('NFC').trim().toLowerCase();
}
