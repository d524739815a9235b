const YEAR_SECONDS = 31_536_000;

/** Remembers a choice on this device; the server reads it before it writes the first byte, so no page flashes. */
export function rememberChoice(cookie: string, value: string): void {
  const secure = location.protocol === 'https:' ? '; Secure' : '';
  document.cookie = `${cookie}=${value}; Path=/; Max-Age=${YEAR_SECONDS}; SameSite=Lax${secure}`;
}
