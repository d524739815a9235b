const EMAIL = /[\p{L}\d._%+-]+@[\p{L}\d-]+(?:\.[\p{L}\d-]+)+/gu;
/** Seven digits or more, as people write telephone numbers; shorter runs are table and flat numbers. */
const PHONE = /(?:\+|\(\+?)?\d(?:[ ().\u00a0-]{0,2}\d){6,14}/g;

/** Free text with e-mail addresses and telephone numbers blotted out: a kitchen needs neither. */
export function withoutContacts(text: string): string {
  return text.replace(EMAIL, '•••').replace(PHONE, '•••');
}
