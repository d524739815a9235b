/** Text as the browser's locators see it: every kind of space is a plain one. */
export function spaced(text: string): string {
  return text.replaceAll(/\s+/gu, ' ');
}
