type Guard = (go: () => void) => void;

let guard: Guard | null = null;

/** Goes, or asks first where somebody has typed what is not saved yet. */
export function leave(go: () => void): void {
  if (guard === null) go();
  else guard(go);
}

/** Until the answer is called, `leave` hands over to `ask`, which goes on only when it is told to. */
export function guardLeaving(ask: Guard): () => void {
  guard = ask;
  return () => {
    if (guard === ask) guard = null;
  };
}

/** The address a click leads to within the console; null where the browser does something else with it. */
export function pathOfClick(event: MouseEvent, here: Location): string | null {
  const isPlain = event.button === 0 && !(event.metaKey || event.ctrlKey || event.shiftKey);
  const link = event.target instanceof Element ? event.target.closest('a[href]') : null;
  if (!isPlain || event.altKey || !(link instanceof HTMLAnchorElement)) return null;
  if ((link.target !== '' && link.target !== '_self') || link.hasAttribute('download')) return null;
  const to = new URL(link.href, here.href);
  if (to.origin !== here.origin || to.pathname === here.pathname) return null;
  return `${to.pathname}${to.search}${to.hash}`;
}
