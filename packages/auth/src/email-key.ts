/** An e-mail address as `auth.account.email_key` holds it: NFC, trimmed, lower case. */
export function emailKey(email: string): string {
  return email.normalize('NFC').trim().toLowerCase();
}
