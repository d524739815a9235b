'use client';
import { useSyncExternalStore } from 'react';
import { onThemeChange, type Theme, themeOf } from '#features/shell/theme.ts';

/** The theme the page has now, wherever it was changed; on the server the one the request came with. */
export function useTheme(initial: Theme): Theme {
  return useSyncExternalStore(
    onThemeChange,
    () => themeOf(document.documentElement.dataset['theme']),
    () => initial,
  );
}
