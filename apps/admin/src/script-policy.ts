/**
 * Runs before anything else in the page. Lets chunks of this build load under trusted types, while every
 * other script address and all HTML sinks throw; tells zod not to probe for `eval`, which would be reported.
 * Two texts pass as HTML: an empty script element and this script, which React writes when it renders the page
 * anew, as it must where an extension of the browser has changed the page before it came to life.
 */
export const HEAD_SCRIPT =
  "globalThis.__zod_globalConfig={jitless:true};if(window.trustedTypes){var own=document.currentScript.textContent;trustedTypes.createPolicy('default',{createHTML:function(h){if(h==='\\x3cscript>\\x3c/script>'||h===own)return h;throw new TypeError('blocked HTML')},createScriptURL:function(u){var x=new URL(u,location.origin);if(x.origin===location.origin&&x.pathname.indexOf('/_next/')===0)return u;throw new TypeError('blocked script address')}})}";

type Rules = { createHTML(text: string): string; createScriptURL(address: string): string };
type TrustedTypes = {
  readonly defaultPolicy: object | null;
  createPolicy(name: string, rules: Rules): unknown;
};
type Page = {
  readonly trustedTypes?: TrustedTypes;
  readonly location: { readonly origin: string };
  __zod_globalConfig?: { jitless: boolean };
};

const EMPTY_SCRIPT = '<script></script>';

/**
 * Does for a document without HEAD_SCRIPT what that would have done. A page that fails before its first byte, with
 * `notFound()` too, reaches the browser as an empty document of Next's own, without the console's head: it is drawn in
 * the browser, by chunks that no policy would let in. Where the script has run, this changes nothing.
 */
export function ensureScriptPolicy(page: Page): void {
  page.__zod_globalConfig ??= { jitless: true };
  const { trustedTypes, location } = page;
  if (trustedTypes === undefined || trustedTypes.defaultPolicy !== null) return;
  trustedTypes.createPolicy('default', {
    createHTML(text) {
      if (text === EMPTY_SCRIPT || text === HEAD_SCRIPT) return text;
      throw new TypeError('blocked HTML');
    },
    createScriptURL(address) {
      const { origin, pathname } = new URL(address, location.origin);
      if (origin === location.origin && pathname.startsWith('/_next/')) return address;
      throw new TypeError('blocked script address');
    },
  });
}
