/** A person's own word for a device: coarse on purpose, so the session list is no fingerprint. */

const BROWSERS = [
  ['Edge', /\bEdgA?(?:iOS)?\//],
  ['Opera', /\bOPR\//],
  ['Samsung Internet', /\bSamsungBrowser\//],
  ['Firefox', /\b(?:Firefox|FxiOS)\//],
  ['Chrome', /\b(?:Chrome|CriOS|HeadlessChrome)\//],
  ['Safari', /\bSafari\//],
] as const;

const SYSTEMS = [
  ['iPad', /\biPad\b/],
  ['iPhone', /\biPhone\b/],
  ['Android', /\bAndroid\b/],
  ['ChromeOS', /\bCrOS\b/],
  ['Windows', /\bWindows\b/],
  ['macOS', /\bMac OS X\b|\bMacintosh\b/],
  ['Linux', /\bLinux\b/],
] as const;

/** The names of a browser and of the system under it; one of them may be unknown. */
export type Device = { readonly browser: string | null; readonly system: string | null };

/** Browser and system of a User-Agent, or null when neither is known. Never a version, never the raw text. */
export function deviceOf(userAgent: string | null): Device | null {
  if (userAgent === null) return null;
  const browser = BROWSERS.find(([, pattern]) => pattern.test(userAgent))?.[0] ?? null;
  const system = SYSTEMS.find(([, pattern]) => pattern.test(userAgent))?.[0] ?? null;
  return browser === null && system === null ? null : { browser, system };
}

/** "Chrome on macOS" of a User-Agent, only the half that is known, or null; for mail, which is in English. */
export function deviceLabel(userAgent: string | null): string | null {
  const device = deviceOf(userAgent);
  if (device === null) return null;
  return [device.browser, device.system].filter((half) => half !== null).join(' on ');
}
