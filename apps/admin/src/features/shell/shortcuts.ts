/** Every key of the console, once: the listener, the hints and the help sheet read this list. */
export const SHORTCUTS = {
  palette: { keys: 'mod k', group: 'general' },
  help: { keys: '?', group: 'general' },
  search: { keys: '/', group: 'general' },
  goHome: { keys: 'g h', group: 'go' },
  goOrders: { keys: 'g o', group: 'go' },
  goMenu: { keys: 'g m', group: 'go' },
  goCustomers: { keys: 'g c', group: 'go' },
  goStaff: { keys: 'g t', group: 'go' },
  goImports: { keys: 'g i', group: 'go' },
  goAudit: { keys: 'g a', group: 'go' },
  goLocations: { keys: 'g l', group: 'go' },
  goSettings: { keys: 'g e', group: 'go' },
  goProfile: { keys: 'g p', group: 'go' },
  nextRow: { keys: 'j', group: 'list' },
  previousRow: { keys: 'k', group: 'list' },
  openRow: { keys: 'Enter', group: 'list' },
  filter: { keys: 'f', group: 'list' },
  newRecord: { keys: 'n', group: 'list' },
  live: { keys: 'l', group: 'list' },
  nextRecord: { keys: ']', group: 'sheet' },
  previousRecord: { keys: '[', group: 'sheet' },
  copyLink: { keys: 'c', group: 'sheet' },
  closeSheet: { keys: 'Esc', group: 'sheet' },
} as const satisfies Record<string, { keys: string; group: 'general' | 'go' | 'list' | 'sheet' }>;

export type ShortcutId = keyof typeof SHORTCUTS;
export type ShortcutGroup = (typeof SHORTCUTS)[ShortcutId]['group'];

/** The groups in the order of the help sheet. */
export const SHORTCUT_GROUPS: readonly ShortcutGroup[] = ['general', 'go', 'list', 'sheet'];

/** Keys that the browser or a component already handles; the listener leaves them alone. */
export const NATIVE: ReadonlySet<ShortcutId> = new Set(['openRow', 'closeSheet']);

/**
 * What a key press means, given what was pressed just before. `g` waits for its second key.
 * Modified keys belong to the browser, except the palette's.
 */
export function shortcutFor(
  press: { key: string; ctrlKey: boolean; metaKey: boolean; altKey: boolean },
  prefix: string | null,
): { id: ShortcutId } | { prefix: string } | null {
  if ((press.metaKey || press.ctrlKey) && !press.altKey && press.key.toLowerCase() === 'k')
    return { id: 'palette' };
  if (press.metaKey || press.ctrlKey || press.altKey) return null;
  const typed = prefix === null ? press.key : `${prefix} ${press.key}`;
  for (const [id, shortcut] of entries())
    if (shortcut.keys === typed && !NATIVE.has(id)) return { id };
  if (
    prefix === null &&
    entries().some(([, shortcut]) => shortcut.keys.startsWith(`${press.key} `))
  )
    return { prefix: press.key };
  return null;
}

function entries(): [ShortcutId, (typeof SHORTCUTS)[ShortcutId]][] {
  return Object.entries(SHORTCUTS).map(([id, shortcut]) => [id as ShortcutId, shortcut]);
}
