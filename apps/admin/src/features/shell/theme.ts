/** How the console looks: as the system says, or as the person chose on this device. */
export const THEMES = ['system', 'light', 'dark'] as const;
export type Theme = (typeof THEMES)[number];

/** The server reads it before it writes the first byte, so no page flashes. */
export const THEME_COOKIE = 'toster-theme';
const YEAR_SECONDS = 31_536_000;

/** The theme a cookie names; anything else is the system's. */
export function themeOf(value: string | undefined): Theme {
  return THEMES.find((theme) => theme === value) ?? 'system';
}

/** Applies a theme at once and remembers it on this device. */
export function applyTheme(theme: Theme): void {
  document.documentElement.dataset['theme'] = theme;
  const secure = location.protocol === 'https:' ? '; Secure' : '';
  document.cookie = `${THEME_COOKIE}=${theme}; Path=/; Max-Age=${YEAR_SECONDS}; SameSite=Lax${secure}`;
}
