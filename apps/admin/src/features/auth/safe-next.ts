/** An address of this console to return to; everything else, another site's above all, becomes the start page. */
export function safeNext(next: string | null): string {
  if (
    next === null ||
    !next.startsWith('/') ||
    next.startsWith('/api/') ||
    next.startsWith('/sign-in')
  )
    return '/';
  const base = 'https://console.invalid';
  const url = URL.canParse(next, base) ? new URL(next, base) : null;
  return url?.origin === base ? `${url.pathname}${url.search}` : '/';
}
