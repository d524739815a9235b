'use client';
import { type RefObject, useEffect, useRef } from 'react';

/** What the keys of order entry do, whatever has the focus in it. */
export type EntryKeys = {
  readonly place: () => void;
  /** A field is done with: back to the dishes. */
  readonly leave: () => void;
  /** By function key. */
  readonly on: Readonly<Record<string, () => void>>;
};

/**
 * Listens in a form ahead of everything in it, to whose lists and fields the same keys mean something else. Enter in a
 * field never places the order: only Ctrl or Cmd with it does.
 */
export function useEntryKeys(form: RefObject<HTMLElement | null>, keys: EntryKeys): void {
  const latest = useRef(keys);
  useEffect(() => {
    latest.current = keys;
  });
  useEffect(() => {
    const element = form.current;
    const onKeyDown = (event: KeyboardEvent) => {
      const { place, on } = latest.current;
      const mod = event.ctrlKey || event.metaKey;
      const act =
        event.key === 'Enter' && mod
          ? place
          : !mod && !event.altKey && !event.shiftKey && Object.hasOwn(on, event.key)
            ? on[event.key]
            : undefined;
      if (act !== undefined) {
        event.preventDefault();
        event.stopPropagation();
        return act();
      }
    };
    const onBubble = (event: KeyboardEvent) => {
      if (event.key !== 'Enter' || event.defaultPrevented || event.isComposing) return;
      if (!(event.target instanceof HTMLInputElement)) return;
      event.preventDefault();
      latest.current.leave();
    };
    element?.addEventListener('keydown', onKeyDown, { capture: true });
    element?.addEventListener('keydown', onBubble);
    return () => {
      element?.removeEventListener('keydown', onKeyDown, { capture: true });
      element?.removeEventListener('keydown', onBubble);
    };
  }, [form]);
}
