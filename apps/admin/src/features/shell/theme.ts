import { rememberChoice } from '#features/shell/choice-cookie.ts';

/** How the console looks: as the system says, or as the person chose on this device. */
export const THEMES = ['system', 'light', 'dark'] as const;
export type Theme = (typeof THEMES)[number];

/** Where the choice is remembered. */
export const THEME_COOKIE = 'toster-theme';

/** The theme a cookie names; anything else is the system's. */
export function themeOf(value: string | undefined): Theme {
  return THEMES.find((theme) => theme === value) ?? 'system';
}

const listeners = new Set<() => void>();

/** Applies a theme at once, remembers it on this device, and tells everything that shows which one it is. */
export function applyTheme(theme: Theme): void {
  document.documentElement.dataset['theme'] = theme;
  rememberChoice(THEME_COOKIE, theme);
  for (const listener of listeners) listener();
}

/** Calls back at every change of the theme, until the returned function is called. */
export function onThemeChange(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
