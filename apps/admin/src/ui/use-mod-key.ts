'use client';
import { useSyncExternalStore } from 'react';

const never = () => () => undefined;

/** How this person's keyboard calls the key that opens the palette: `⌘` on Apple's, `Ctrl` on others. */
export function useModKey(): '⌘' | 'Ctrl' {
  return useSyncExternalStore<'⌘' | 'Ctrl'>(
    never,
    () => (/Mac|iPhone|iPad/u.test(navigator.userAgent) ? '⌘' : 'Ctrl'),
    () => 'Ctrl',
  );
}
