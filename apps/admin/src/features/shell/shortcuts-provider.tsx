'use client';
import { createContext, type ReactNode, use, useEffect, useRef, useState } from 'react';
import { type ShortcutId, shortcutFor } from '#features/shell/shortcuts.ts';

const SEQUENCE_MS = 1200;
const STORED = 'toster-single-keys';

type Binding = { run: () => void; inDialog: boolean };
type Registry = {
  bindings: Map<ShortcutId, Binding>;
  singleKeys: boolean;
  setSingleKeys: (on: boolean) => void;
};

const ShortcutsContext = createContext<Registry | null>(null);

/** Listens for the console's keys. Single keys can be switched off (WCAG 2.1.4) and never act while typing. */
export function ShortcutsProvider({ children }: { children: ReactNode }) {
  const bindings = useRef(new Map<ShortcutId, Binding>());
  const [singleKeys, setSingleKeysState] = useState(true);
  useEffect(() => setSingleKeysState(localStorage.getItem(STORED) !== 'off'), []);

  useEffect(() => {
    let prefix: string | null = null;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.isComposing) return;
      const found = shortcutFor(event, prefix);
      clearTimeout(timer);
      prefix = null;
      if (!found) return;
      const palette = 'id' in found && found.id === 'palette';
      if (!palette && (!singleKeys || isTyping(event.target))) return;
      if ('prefix' in found) {
        prefix = found.prefix;
        timer = setTimeout(() => (prefix = null), SEQUENCE_MS);
        return;
      }
      const binding = bindings.current.get(found.id);
      if (!binding || (!palette && !binding.inDialog && dialogIsOpen())) return;
      event.preventDefault();
      binding.run();
    };
    document.addEventListener('keydown', onKeyDown);
    return () => {
      clearTimeout(timer);
      document.removeEventListener('keydown', onKeyDown);
    };
  }, [singleKeys]);

  const setSingleKeys = (on: boolean) => {
    localStorage.setItem(STORED, on ? 'on' : 'off');
    setSingleKeysState(on);
  };

  return (
    <ShortcutsContext value={{ bindings: bindings.current, singleKeys, setSingleKeys }}>
      {children}
    </ShortcutsContext>
  );
}

/** Gives a key its meaning while the component is mounted. `inDialog` keys also act while a dialog is open. */
export function useShortcut(
  id: ShortcutId,
  run: () => void,
  options: { enabled?: boolean; inDialog?: boolean } = {},
): void {
  const { bindings } = useRegistry();
  const { enabled = true, inDialog = false } = options;
  const latest = useRef(run);
  useEffect(() => {
    latest.current = run;
  });
  useEffect(() => {
    if (!enabled) return;
    const binding = { run: () => latest.current(), inDialog };
    bindings.set(id, binding);
    return () => {
      if (bindings.get(id) === binding) bindings.delete(id);
    };
  }, [bindings, id, enabled, inDialog]);
}

/** Whether single keys act, and the switch for it. */
export function useSingleKeys(): [boolean, (on: boolean) => void] {
  const { singleKeys, setSingleKeys } = useRegistry();
  return [singleKeys, setSingleKeys];
}

function useRegistry(): Registry {
  const registry = use(ShortcutsContext);
  if (!registry) throw new Error('useShortcut needs a ShortcutsProvider above it');
  return registry;
}

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable ||
      target.closest(
        'input:not([type=checkbox], [type=radio], [type=range]), textarea, select, [role=menu], [role=listbox]',
      ) !== null)
  );
}

/** Notices have the role of a dialog too, but take no keys away from the page. */
function dialogIsOpen(): boolean {
  const open = '[role=dialog]:not([data-closed], [data-toast])';
  return (
    document.querySelector(`${open}, [role=alertdialog]:not([data-toast]), [role=menu]`) !== null
  );
}
